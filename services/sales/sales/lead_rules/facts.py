"""What rules may ask about a lead."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.problems import FieldError, InvalidInput
from libs.conditions import Condition, ConditionInvalid, Field, Kind, parse

FIELDS: Final[Mapping[str, Field]] = {
    "source": Field(Kind.TEXT),
    "campaign": Field(Kind.TEXT),
    "country": Field(Kind.TEXT),
    "region": Field(Kind.TEXT),
    "city": Field(Kind.TEXT),
    "postcode": Field(Kind.TEXT),
    "language": Field(Kind.TEXT),
    "company": Field(Kind.TEXT),
    "title": Field(Kind.TEXT),
    "product_ids": Field(Kind.REFERENCES, nullable=False),
    "mail_domains": Field(Kind.TAGS, nullable=False),
    "has_email": Field(Kind.BOOLEAN, nullable=False),
    "has_phone": Field(Kind.BOOLEAN, nullable=False),
    "has_message": Field(Kind.BOOLEAN, nullable=False),
}
"""A territory is a condition on country, region and the start of a postcode."""
PLAIN: Final = tuple(name for name in FIELDS if name not in ("mail_domains",) and not name.startswith("has_"))
Facts = Mapping[str, Any]


def facts_of(lead: Any) -> Facts:
    """The facts of a lead, or of one that is about to be."""
    return {name: getattr(lead, name) for name in PLAIN} | {
        "mail_domains": sorted({one.rpartition("@")[2] for one in lead.emails}),
        "has_email": bool(lead.emails),
        "has_phone": bool(lead.phones),
        "has_message": bool(lead.message),
    }


def checked(condition: Mapping[str, Any]) -> Condition:
    """A condition that a rule may have. Raises InvalidInput naming each wrong part."""
    try:
        return parse(condition, FIELDS)
    except ConditionInvalid as error:
        errors = [
            FieldError(pointer=f"/condition{one.pointer}", kind=one.kind, params=dict(one.params))
            for one in error.errors
        ]
        raise InvalidInput(errors=errors) from None
