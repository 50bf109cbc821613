"""What a page may hear: that a record it shows has changed, or an item of its person's inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from crm.notifications.events import InboxItemChanged

WATCHABLE = ("customer", "contact", "interaction", "import")
SAID = ("consent", "contact-preference")
"""What a contact or customer said about being contacted: told to those who watch them, or the contact's
customers."""
WATCH_PATTERN = f"^({'|'.join(WATCHABLE)}):[0-9a-fA-F]{{8}}(-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}$"
"""What one may ask to watch: a thing, a colon and its id."""
STREAMS = ("customer", "notifications")
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
    """What one watches to hear this: `customer:<id>`, `inbox:<person>`."""
    kind: str
    data: Mapping[str, Any]


def notice(stream: str, sequence: int, subject: str, record_id: str, data: bytes) -> Notice | None:
    """The notice of a message; None when no page shows such things."""
    content = orjson.loads(data)
    if subject == InboxItemChanged.subject:
        shown = {name: content[name] for name in ("item_id", "version", "unread")}
        return Notice(stream, sequence, "inbox", (inbox_key(content["user_id"]),), "changed", shown)
    _, thing, kind, *_ = subject.split(".")
    if thing not in (*WATCHABLE, *SAID):
        return None
    related = [content.get("customer_id"), *content.get("customer_ids", ())]
    keys = dict.fromkeys([f"{thing}:{record_id}", *(f"customer:{one}" for one in related if one)])
    if thing in SAID and content["contact_id"]:  # who reads a contact need not read all that it took part in
        keys[f"contact:{content['contact_id']}"] = None
    shown = {"thing": thing, "id": record_id, "version": content["version"], "kind": kind}
    return Notice(stream, sequence, "record", tuple(keys), kind, shown)


def inbox_key(user_id: object) -> str:
    """What a person watches without asking for it."""
    return f"inbox:{user_id}"
