"""The words of consent: channels, purposes and what each needs, legal bases, states, sources.

Keys are stable: stored, announced and translated by readers. The lists grow by a release, because what a
purpose needs is a question of law rather than of taste.
"""

from typing import Final, Literal, NamedTuple, get_args

Channel = Literal["email", "sms", "phone", "post", "wechat", "whatsapp", "line"]
Purpose = Literal[
    "marketing",
    "newsletter",
    "event_invitation",
    "survey",
    "partner_offer",
    "service",
    "transactional",
    "legal_notice",
]
Recordable = Literal[
    "marketing", "newsletter", "event_invitation", "survey", "partner_offer", "service", "transactional"
]
"""The purposes that somebody can agree or object to: a duty of law is no question."""
Basis = Literal[
    "consent",
    "contract",
    "legal_obligation",
    "vital_interests",
    "public_interest",
    "legitimate_interest",
    "disclosed_information",
]
"""GDPR art. 6(1)(a) to (f); `disclosed_information` is PIPL art. 13(6), which has no legitimate interest."""
State = Literal["granted", "refused", "withdrawn", "pending"]
"""`pending`: a double opt-in that is not confirmed yet."""
Source = Literal["form", "mail", "message", "call", "paper", "person", "import", "system"]

CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
RECORDABLE: Final[tuple[Recordable, ...]] = get_args(Recordable)
OPT_OUT: Final = frozenset({"refused", "withdrawn"})
ALL: Final = "all"
"""In a do-not-contact list: every channel."""


class Rule(NamedTuple):
    """What a purpose needs."""

    opt_in: bool = True
    """Nothing goes out unless an entry allows it; otherwise unless an entry forbids it."""
    waits: bool = True
    """Pauses, frequency caps and hours hold for it."""
    bound: bool = True
    """Somebody's wishes hold for it at all."""
    bases: frozenset[str] = frozenset({"consent", "legitimate_interest"})


ANY: Final = frozenset(get_args(Basis))
RULES: Final[dict[Purpose, Rule]] = {
    "marketing": Rule(),
    "newsletter": Rule(),
    "event_invitation": Rule(),
    "survey": Rule(),
    "partner_offer": Rule(bases=frozenset({"consent"})),
    "service": Rule(opt_in=False, bases=ANY),
    "transactional": Rule(opt_in=False, waits=False, bases=ANY),
    "legal_notice": Rule(opt_in=False, waits=False, bound=False, bases=ANY),
}

ON_TIMELINE: Final[dict[Channel, tuple[str, ...]]] = {
    "email": ("email",),
    "sms": ("sms",),
    "phone": ("call",),
    "post": ("letter",),
    "wechat": ("chat", "wechat"),
    "whatsapp": ("chat", "whatsapp"),
    "line": ("chat", "line"),
}
"""Under which channels the timeline keeps what went out, for frequency caps."""


def pair(channel: str, purpose: str) -> str:
    """A channel and a purpose as one word, as filters name them: `email:marketing`."""
    return f"{channel}:{purpose}"


PAIRS: Final = tuple(pair(channel, purpose) for channel in CHANNELS for purpose in RECORDABLE)
