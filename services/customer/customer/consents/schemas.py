"""Consent, preferences and the gate's answers as callers send and see them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, IPvAnyAddress, model_validator
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Moment, RecordShown, Shown, Text, absent
from customer.consents.terms import ALL, RULES, Basis, Channel, Purpose, Recordable, Source, State
from libs.countries import LanguageTag

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST = datetime(2199, 12, 30, tzinfo=UTC)


def _within_reach(value: datetime) -> datetime:
    if not EARLIEST <= value <= LATEST:
        raise PydanticCustomError("moment_out_of_range", "1970 to 2199")
    return value.astimezone(UTC)


At = Annotated[Moment, AfterValidator(_within_reach)]
Day = Annotated[date, Field(ge=EARLIEST.date(), le=LATEST.date())]
Barred = Literal[Channel, "all"]


class WordingGiven(Given):
    """The text that was shown when consent was asked for."""

    text: Text = Field(min_length=1, max_length=20_000)
    language: LanguageTag | None = None
    version: Annotated[Text, Field(min_length=1, max_length=64)] | None = None


class Evidence(Given):
    """Where the proof is."""

    ip: IPvAnyAddress | None = Field(default=None, description="Address the form was sent from")
    url: Annotated[Text, Field(max_length=2000, pattern="^https?://[^ ]+$")] | None = None
    reference: Annotated[Text, Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="A file, a recording, a message id, a form's number"
    )


class ConsentCreate(Given):
    """One thing somebody said about being contacted, or a ground we rely on. It is kept for ever as it is:
    who changes their mind says so in a new entry.
    """

    channel: Channel
    purpose: Recordable
    state: State
    basis: Basis = Field(default="consent", description="GDPR art. 6, PIPL art. 13")
    source: Source = "person"
    given_at: At | None = Field(default=None, description="When it was said; now when left out")
    valid_until: At | None = Field(default=None, description="When a permission ends by itself")
    wording: WordingGiven | None = None
    evidence: Evidence = Field(default_factory=Evidence)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        bases = RULES[self.purpose].bases
        if self.state in ("granted", "pending") and self.basis not in bases:
            raise PydanticCustomError("basis_not_for_purpose", "", {"expected": ", ".join(sorted(bases))})
        if self.state == "pending" and self.basis != "consent":
            raise PydanticCustomError("pending_is_consent", "only consent is confirmed")
        return self


class WordingShown(Shown):
    """The text that was shown."""

    text: str
    language: str | None
    version: str | None


class ConsentRead(RecordShown):
    """One entry, as it was written."""

    contact_id: UUID | None
    customer_id: UUID | None
    channel: Channel
    purpose: Recordable
    state: State
    basis: Basis
    source: Source
    given_at: datetime
    valid_until: datetime | None
    wording: WordingShown | None
    evidence: dict[str, Any]
    recorded_by: UUID | None
    reviewed_by: UUID | None
    reviewed_at: datetime | None


class ConsentCurrent(Shown):
    """What holds now for one channel and purpose."""

    channel: Channel
    purpose: Recordable
    state: State
    basis: Basis
    consent_id: UUID = Field(description="The entry that decides")
    given_at: datetime
    valid_until: datetime | None
    expired: bool = Field(description="True when a permission's time is over")


class ConsentsCurrent(Shown):
    """What holds now, for every channel and purpose that something was said about."""

    items: list[ConsentCurrent]


class Standing(ConsentsCurrent):
    """Where somebody stands, in a view of several."""

    contact_id: UUID | None
    customer_id: UUID | None
    do_not_contact: list[Barred]


class FrequencyCap(Given):
    """At most so many outward contacts on a channel within so many days."""

    channel: Channel
    most: Annotated[int, Field(ge=1, le=1000)]
    days: Annotated[int, Field(ge=1, le=366)]


class ContactHours(Given):
    """When somebody wants to be contacted, on their own clock."""

    since: time = Field(description="From, for instance 09:00")
    until: time = Field(description="To, not included; after `since` on the same day")
    days: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1, max_length=7)] = Field(
        default_factory=lambda: list(range(1, 8)), description="Days of the week, 1 is Monday"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since.tzinfo or self.until.tzinfo:
            raise PydanticCustomError("time_with_zone", "the zone is the contact's own")
        if self.since >= self.until:
            raise PydanticCustomError("hours_empty", "until is after since")
        return self


Caps = Annotated[list[FrequencyCap], Field(max_length=20)]
DoNotContact = Annotated[
    list[Barred], Field(max_length=20, description="Channels that are off limits; `all` for every one")
]


class PreferenceUpdate(Given):
    """Fields to change; those left out stay."""

    do_not_contact: DoNotContact = Field(default_factory=absent)
    paused_from: Day | None = Field(default=None, description="First day of a pause, on their calendar")
    paused_until: Day | None = Field(default=None, description="Last day of it")
    preferred_channel: Channel | None = None
    frequency_caps: Caps = Field(default_factory=absent)
    hours: ContactHours | None = None


class PreferenceRead(Shown):
    """What somebody asked for beside consent."""

    version: int = Field(description="Raised by every change of these and of consent; send it as If-Match")
    do_not_contact: list[Barred]
    paused_from: date | None
    paused_until: date | None
    preferred_channel: Channel | None
    frequency_caps: list[FrequencyCap]
    hours: ContactHours | None
    language: str | None = Field(description="Their language, from the record; null when not known")
    time_zone: str | None = Field(
        description="Whose clock the hours are: the record's zone, else from address, then phone, else ours"
    )


class MayContact(Given):
    """What the gate is asked."""

    channel: Channel
    purpose: Purpose
    at: At | None = Field(default=None, description="The moment in question; now when left out")


class DecisionRead(Shown):
    """The gate's answer."""

    allowed: bool
    rule: Literal[
        "legal_notice",
        "do_not_contact",
        "opted_out",
        "no_consent",
        "pending",
        "expired",
        "paused",
        "frequency",
        "hours",
        "granted",
        "not_opted_out",
        "unknown",
    ] = Field(description="The rule that decided, stable for translation")
    consent_id: UUID | None = Field(description="The entry it rests on")
    basis: Basis | None
    not_before: datetime | None = Field(
        description="From when on the answer is yes, where only a pause, a frequency or hours are in the way"
    )


def barred(channels: Sequence[str]) -> list[str]:
    """A do-not-contact list in its one form."""
    return [ALL] if ALL in channels else sorted(set(channels))
