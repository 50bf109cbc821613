"""From evidence to state: which entry decides, and what follows from all of them. Nothing here does I/O."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from customer.consents.terms import ALL, CHANNELS, OPT_OUT, RECORDABLE, pair


class Entry(NamedTuple):
    """What an entry says, without its evidence."""

    id: UUID
    channel: str
    purpose: str
    state: str
    basis: str
    given_at: datetime
    valid_until: datetime | None = None


def decisive(entries: Iterable[Entry], at: datetime) -> Entry | None:
    """The entry that decides at a moment: the one given last, whenever it was written down.

    Of two given at the same moment the opt-out decides. A pending opt-in decides only where nothing was
    said before: it takes nothing away and gives nothing.
    """
    known = [entry for entry in entries if entry.given_at <= at]
    said = [entry for entry in known if entry.state != "pending"]
    return max(said or known, key=_rank, default=None)


def _rank(entry: Entry) -> tuple[datetime, bool, UUID]:
    return entry.given_at, entry.state in OPT_OUT, entry.id


def allows(entry: Entry | None, at: datetime) -> bool:
    """Whether the decisive entry is a permission that holds at a moment."""
    return entry is not None and entry.state == "granted" and not expired(entry, at)


def expired(entry: Entry, at: datetime) -> bool:
    """Whether the entry's time is over."""
    return entry.valid_until is not None and entry.valid_until <= at


Pair = tuple[str, str]


def current(entries: Iterable[Entry], at: datetime) -> dict[Pair, Entry]:
    """The decisive entry of each channel and purpose that something was said about."""
    groups: dict[Pair, list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.channel, entry.purpose), []).append(entry)
    found = {key: decisive(group, at) for key, group in sorted(groups.items())}
    return {key: entry for key, entry in found.items() if entry}


class Standing(NamedTuple):
    """What lists are filtered by; pauses, frequency and hours are for the gate alone."""

    consents: list[str]
    """Pairs that were granted and not taken back, by an entry or by a channel that is off limits."""
    opt_outs: list[str]
    """Pairs that were refused or withdrawn, and all of a channel that is off limits."""
    expires_at: datetime | None
    """When the first of the consents ends."""


def standing(known: Mapping[Pair, Entry], do_not_contact: Collection[str], at: datetime) -> Standing:
    """What follows from the decisive entries and the channels that are off limits."""
    barred = {channel for channel in CHANNELS if channel in do_not_contact or ALL in do_not_contact}
    granted = [entry for entry in known.values() if allows(entry, at) and entry.channel not in barred]
    refused = {key for key, entry in known.items() if entry.state in OPT_OUT}
    refused |= {(channel, purpose) for channel in barred for purpose in RECORDABLE}
    return Standing(
        sorted(pair(entry.channel, entry.purpose) for entry in granted),
        sorted(pair(*key) for key in refused),
        min((entry.valid_until for entry in granted if entry.valid_until), default=None),
    )
