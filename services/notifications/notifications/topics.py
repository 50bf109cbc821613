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
    for_people: bool = False
    """Whether it is for people who work here, by their preferences; else for contacts and customers, by what
    they consented to."""
    mandatory: bool = False
    """Whether people get it whatever they prefer, and whatever the hour."""

    @property
    def urgency(self) -> Urgency:
        """What is sent first: answers to what somebody just did before what can wait."""
        return _URGENCIES.get(self.purpose, 2)


_MONEY: Final = {"amount": "12500.00", "currency": "CNY"}
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
    "second-factor-reset": Topic(
        purpose="transactional",
        sample={"by": "Robin Example"},
        required=frozenset(),
        for_people=True,
        mandatory=True,
    ),
}
