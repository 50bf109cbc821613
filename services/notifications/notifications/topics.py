"""What messages are about. A topic fixes the purpose, so that nobody can declare a mailing transactional; the
fields that its templates may use; and whether people can switch it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Channel = Literal["email", "sms"]
CHANNELS: Final[tuple[Channel, ...]] = ("email", "sms")
Urgency = Literal[0, 1, 2]

_URGENCIES: Final[Mapping[str, Urgency]] = {"transactional": 0, "legal_notice": 0, "service": 1}


@dataclass(frozen=True)
class Topic:
    """One kind of message."""

    purpose: str
    """As the customer master's consent gate knows it."""
    sample: Mapping[str, Any]
    """Every field a template may use, with a value to preview it by."""
    required: frozenset[str]
    """The fields without which a message makes no sense; templates must use them, senders give them."""
    opens: frozenset[str] = frozenset()
    """The fields whose values open something to whoever has them, which is the recipient alone: the ledger
    does not show them."""
    for_people: bool = False
    """Whether it is for people who work here, by their preferences; else for contacts and customers, by what
    they consented to."""
    daily: bool = False
    """Whether people get it once a day, gathered with others, unless they say otherwise."""
    mandatory: bool = False
    """Whether people get it whatever they prefer, and whatever the hour."""

    @property
    def urgency(self) -> Urgency:
        """What is sent first: answers to what somebody just did before what can wait."""
        return _URGENCIES.get(self.purpose, 2)


DIGEST: Final = "digest"
"""The one that gathers others; nobody is asked whether they want it."""
_MONEY: Final = {"amount": "12500.00", "currency": "CNY"}
_NUMBER: Final = frozenset({"number"})
_QUOTE: Final = {"number": "QT-2026-000123", "title": "Example quote", "by": "Robin Example"}
TOPICS: Final[Mapping[str, Topic]] = {
    "quote-sent": Topic(
        purpose="transactional",
        sample={
            "number": "QU-2026-000123",
            "customer": "Example Ltd",
            "contact": "Kim Example",
            "sender": "Robin Example",
            "total": _MONEY,
            "valid_until": "2026-12-31",
            "link": "https://crm.example.com/quotes/abc",
            "note": "As discussed on the phone.",
        },
        required=frozenset({"number", "link"}),
        opens=frozenset({"link"}),
    ),
    "order-confirmed": Topic(
        purpose="transactional",
        sample={
            "number": "SO-2026-000123",
            "customer": "Example Ltd",
            "contact": "Kim Example",
            "total": _MONEY,
            "ordered_on": "2026-11-22",
            "lines": [{"name": "Example product", "quantity": "2", "total": _MONEY}],
            "more": "3",
        },
        required=frozenset({"number"}),
    ),
    "order-shipped": Topic(
        purpose="transactional",
        sample={
            "number": "SO-2026-000123",
            "shipment": "DN-2026-000123",
            "customer": "Example Ltd",
            "contact": "Kim Example",
            "carrier": "Example Express",
            "tracking_number": "EX000123",
            "lines": [{"name": "Example product", "quantity": "2"}],
            "more": "3",
        },
        required=frozenset({"number"}),
    ),
    "invoice-issued": Topic(
        purpose="transactional",
        sample={
            "number": "IN-2026-00123",
            "order": "SO-2026-000123",
            "customer": "Example Ltd",
            "contact": "Kim Example",
            "total": _MONEY,
            "due_on": "2026-12-22",
            "link": "https://example.com/invoices/00000000",
        },
        required=frozenset({"number", "total", "due_on"}),
        opens=frozenset({"link"}),
    ),
    "invoice-paid": Topic(
        purpose="transactional",
        sample={
            "number": "IN-2026-00123",
            "order": "SO-2026-000123",
            "customer": "Example Ltd",
            "contact": "Kim Example",
            "total": _MONEY,
        },
        required=frozenset({"number"}),
    ),
    "deal-won": Topic(
        purpose="service",
        sample={
            "name": "Example deal",
            "customer": "Example Ltd",
            "amount": _MONEY,
            "owner": "Robin Example",
        },
        required=frozenset({"name"}),
        for_people=True,
    ),
    "quote-submitted": Topic(purpose="service", sample=_QUOTE, required=_NUMBER, for_people=True),
    **{
        f"quote-{became}": Topic(
            purpose="service", sample=_QUOTE, required=_NUMBER, for_people=True, daily=True
        )
        for became in ("approved", "rejected", "accepted", "declined")
    },
    DIGEST: Topic(
        purpose="service",
        sample={
            "count": "3",
            "items": [{"subject": "Won: Example deal", "text": "Robin Example won “Example deal”."}],
            "more": "2",
        },
        required=frozenset({"items"}),
        for_people=True,
    ),
    "second-factor-reset": Topic(
        purpose="transactional",
        sample={"by": "Robin Example"},
        required=frozenset(),
        for_people=True,
        mandatory=True,
    ),
}
WISHED: Final = {name: one for name, one in TOPICS.items() if one.for_people and name != DIGEST}
"""Those that people who work here say how they want."""
