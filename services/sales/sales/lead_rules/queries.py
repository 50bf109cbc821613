"""What lists of rules offer."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.lead_rules.models import AssignmentRule, ScoreRule
from sales.lead_rules.schemas import AssignmentRuleRead, ScoreRuleRead
from sales.records import table_of

_ASSIGNMENT, _SCORE = table_of(AssignmentRule), table_of(ScoreRule)
ASSIGNMENT: Final = Listing(
    source=_ASSIGNMENT,
    columns=[_ASSIGNMENT.c[name] for name in AssignmentRuleRead.model_fields],
    key=_ASSIGNMENT.c.id,
    offers={
        "position": Offer(Kind.NUMBER, _ASSIGNMENT.c.position, nullable=False, sorts=True),
        "active": Offer(Kind.BOOLEAN, _ASSIGNMENT.c.active, nullable=False),
    },
    sort="position",
    deleted_at=_ASSIGNMENT.c.deleted_at,
)
SCORE: Final = Listing(
    source=_SCORE,
    columns=[_SCORE.c[name] for name in ScoreRuleRead.model_fields],
    key=_SCORE.c.id,
    offers={
        "name": Offer(Kind.TEXT, _SCORE.c.name, nullable=False, sorts=True),
        "active": Offer(Kind.BOOLEAN, _SCORE.c.active, nullable=False),
    },
    sort="name",
    deleted_at=_SCORE.c.deleted_at,
)
