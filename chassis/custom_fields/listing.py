"""Custom fields in lists: filters and sorts that the index of values answers."""

from dataclasses import replace
from typing import Any

from chassis.custom_fields.declaration import declared, fields_of
from chassis.custom_fields.fields import Field
from chassis.custom_fields.kinds import STORED, Kind
from chassis.http.lists import Listing, Offer
from libs import conditions


def extended(listing: Listing) -> Listing:
    """The list with what custom fields offer: `custom.<key>`, and of money `custom.<key>.currency` too."""
    fields = fields_of(listing.thing)
    if listing not in fields.remembered:
        offers: dict[str, Offer] = {}
        for field in fields.live.values():
            offers |= _offers(listing, field)
        fields.remembered[listing] = replace(listing, offers={**listing.offers, **offers}, extended=None)
    found: Listing = fields.remembered[listing]
    return found


def _offers(listing: Listing, field: Field) -> dict[str, Offer]:
    if field.holds not in STORED:
        return {}
    stored = STORED[field.holds]
    offer = Offer(
        stored.asked,
        _aside(listing, field, stored.column),
        sorts=stored.sorts is not None,
        by=_aside(listing, field, stored.sorts) if stored.sorts else None,
    )
    if field.holds is not Kind.MONEY:
        return {field.name: offer}
    currency = Offer(conditions.Kind.CHOICE, _aside(listing, field, "text"), tells=(field.name,))
    return {field.name: offer, f"{field.name}.currency": currency}


def _aside(listing: Listing, field: Field, column: str) -> conditions.Aside:
    only: dict[str, Any] = {"field_id": field.id}
    return conditions.Aside(listing.key, declared().values, "record_id", column, only)
