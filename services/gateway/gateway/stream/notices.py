"""What a page may hear: that a record it shows has changed, or an item of its person's inbox."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from crm.notifications.events import InboxItemChanged

WATCHABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "customer": ("customer", "contact", "interaction", "import"),
    "sales": ("lead", "opportunity", "pipeline", "quote", "contract", "order", "invoice", "payment"),
}
"""Service → what of it one may watch; it says who may read them (readable.py)."""
SAID: Final = ("consent", "contact-preference")
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer": ("contact", "interaction", *SAID),
    "contact": SAID,
    "order": ("shipment", "return", "invoice", "credit-note", "payment"),
    "invoice": ("payment",),
}
"""Record → what whoever reads it may read as well."""
NAMED: Final[Mapping[str, str]] = {
    "customer_id": "customer",
    "customer_ids": "customer",
    "contact_id": "contact",
    "pipeline_id": "pipeline",
    "previous_pipeline_id": "pipeline",
    "opportunity_id": "opportunity",
    "order_id": "order",
    "order_ids": "order",
    "invoice_ids": "invoice",
}
"""Field of a fact → what it names: whoever watches that hears of the fact too."""
WATCH_PATTERN = (
    f"^({'|'.join(one for things in WATCHABLE.values() for one in things)})"
    ":[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
)
"""What one may ask to watch: a thing, a colon and its id."""
STREAMS = (*WATCHABLE, "notifications")
"""Streams whose messages become notices; positions in event ids are theirs."""
ACCESS_STREAM = "identity"
SCOPE_CHANGES = frozenset({"assigned", "deleted", "restored"})
"""Kinds after which a record may be readable by other people than before."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message of a stream, reduced to what a page may know."""

    stream: str
    sequence: int
    event: str
    """`record` or `inbox`, as the page hears it."""
    keys: tuple[str, ...]
    """What one watches to hear this: first what it is about, `customer:<id>` or `inbox:<person>`."""
    kind: str
    data: Mapping[str, Any]
    apart: frozenset[str] = frozenset()
    """The last of the keys: those who watch them hear it if they may read what it is about by itself."""


def notice(stream: str, sequence: int, subject: str, record_id: str, data: bytes) -> Notice | None:
    """The notice of a message; None when no page shows such things."""
    content = orjson.loads(data)
    if subject == InboxItemChanged.subject:
        shown = {name: content[name] for name in ("item_id", "version", "unread")}
        return Notice(stream, sequence, "inbox", (inbox_key(content["user_id"]),), "changed", shown)
    _, thing, kind, *_ = subject.split(".")
    own, parts = f"{thing}:{record_id}", {of for of, parts in PARTS.items() if thing in parts}
    if not parts and thing not in WATCHABLE.get(stream, ()):
        return None
    around = [key for key in _named(content) if key != own]
    free = [key for key in around if key.partition(":")[0] in parts]
    shown = {"thing": thing, "id": record_id, "version": content["version"], "kind": kind}
    keys = tuple(dict.fromkeys([own, *free, *around]))
    return Notice(stream, sequence, "record", keys, kind, shown, frozenset(around) - set(free))


def _named(content: Mapping[str, Any]) -> Iterator[str]:
    for field, thing in NAMED.items():
        given = content.get(field) or ()
        for one in [given] if isinstance(given, str) else given:
            yield f"{thing}:{one}"


def inbox_key(user_id: object) -> str:
    """What a person watches without asking for it."""
    return f"inbox:{user_id}"
