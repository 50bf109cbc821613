"""What a row of the table says, and which status follows from it: the whole model, a second time, in a page.

It shares nothing with the code that it judges: neither `Scope` nor the predicates in SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.security.principals import READ, Principal

DISTANCE = {
    "own": 1, "team": 2, "subtree": 3, "above": 4, "other": 4, "nobody's": 4, "deleted": 1,
}  # fmt: skip
"""Relation of a record to the caller → the narrowest scope that reaches it; `above` is a higher team."""
RELATIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("customer", "contact", "interaction", "card", "quote", "lead", "opportunity", "contract"),
        (*DISTANCE, "missing"),
    ),
    **dict.fromkeys(
        ("import", "sales_import", "export", "trail", "item", "session", "operation", "sales_operation"),
        ("own", "other", "missing"),
    ),
    **dict.fromkeys(
        ("order", "shipment", "return", "invoice", "payment"),
        ("own", "team", "subtree", "above", "other", "nobody's", "missing"),
    ),
    "consent": ("own", "team", "subtree", "above", "other", "nobody's", "missing"),
    "view": ("own", "shared", "other", "missing"),
    "current": ("own",),
    "preference": ("own", "missing"),
}
READS = {
    **dict.fromkeys(("order", "shipment", "return", "invoice"), "order.read"),
    "payment": "order.invoice",
    "quote": "quote.read",
    "lead": "lead.read",
    "opportunity": "opportunity.read",
    "contract": "contract.read",
}
"""The permission that records of a kind are read with, where it is not that of customers."""
ONES_OWN = (
    *("trail", "import", "export", "item", "session", "view", "current", "preference"),
    *("operation", "sales_operation", "sales_import"),
)


@dataclass(frozen=True)
class Rule:
    """Who may call an operation, on what."""

    everybody: bool = False
    """Also without a token."""
    people: bool = False
    """Only people who work here, no other kind of principal."""
    services: bool = False
    """Only services, on their own behalf."""
    confirmed: bool = False
    """Only shortly after a sign-in or a confirmation of it; so API keys never."""
    judged: bool = False
    """Only people too, but that is looked at after the record."""
    holding: tuple[str, ...] = ()
    """Permissions that must be held at all, on whatever rows; `a|b` means either."""
    thing: str = ""
    """The kind of record it is about, with its relations."""
    needs: str = ""
    """The permission needed on that record, beyond reading it."""
    deleted: str = ""
    """The permission by which a deleted record is reached; without it, it is not there."""
    anyones: str = ""
    """The permission that, held for all, reaches what belongs to other people."""
    body: Any = None
    fresh: bool = False
    """It uses up its record: each allowed call gets one of its own."""
    status: int = 0
    """What an allowed call answers, where that is not the documented success."""
    unreadable: int = 404
    """What is answered where the record is not readable: 422 when a body names it."""
    others: int = 0
    """The same, for what belongs to other people."""

    def sending(self, body: Any, **more: Any) -> "Rule":
        """With a body; `{customer_id}` and the like are filled in."""
        return replace(self, body=body, **more)


everybody = Rule(everybody=True)
nothing = Rule(everybody=True, status=404)
"""A link that opens nothing, for anybody."""
signed_in = Rule()
people = Rule(people=True)
confirmed = Rule(people=True, confirmed=True)
services = Rule(services=True)


def holding(*permissions: str, **more: Any) -> Rule:
    """Needs each of these permissions, whatever its scope."""
    return Rule(holding=permissions, **more)


def on(thing: str, needs: str = "", **more: Any) -> Rule:
    """Is about one record, which must be readable, and needs a permission on it."""
    return Rule(thing=thing, needs=needs, **more)


def expected(rule: Rule, who: Principal, relation: str, success: int) -> int:
    """The status that follows: 403 without the permission, 404 for what one may not read."""
    if rule.everybody:
        return success
    if (rule.people and who.kind != "user") or (rule.services and who.kind != "service"):
        return 403
    if rule.confirmed and not who.confirmed:
        return 403
    if any(not any(map(who.holds, either.split("|"))) for either in rule.holding):
        return 403
    if rule.thing and not _readable(rule, who, relation):
        return rule.unreadable
    if (rule.needs and not _allowed(rule, who, relation)) or (rule.judged and who.kind != "user"):
        return 403
    return rule.others if rule.others and relation == "other" else success


def _readable(rule: Rule, who: Principal, relation: str) -> bool:
    if relation == "missing":
        return False
    if rule.thing in ONES_OWN:
        everything = bool(rule.anyones) and who.reach(rule.anyones) == 4
        return relation in ("own", "shared") or everything
    if relation == "deleted" and not (rule.deleted and who.reach(rule.deleted) >= DISTANCE[relation]):
        return False
    return who.reach(READS.get(rule.thing, READ)) >= DISTANCE[relation]


def _allowed(rule: Rule, who: Principal, relation: str) -> bool:
    if rule.thing in ONES_OWN:
        return relation == "own" or who.holds(rule.needs)
    return who.reach(rule.needs) >= DISTANCE[relation]
