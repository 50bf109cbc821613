"""From what callers send to what the row keeps."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.problems import FieldError, InvalidInput
from libs.names import parse_mail, parse_phone


def required(given: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Column values of the given fields. Raises InvalidInput naming each wrong one."""
    values, errors = dict(given), list[FieldError]()
    if "emails" in values:
        read = [parse_mail(one) for one in values["emails"]]
        errors += _missing("/emails", "email_invalid", read)
        values["emails"] = list(dict.fromkeys(read))
    if "phones" in values:
        numbers = [parse_phone(one, region) for one in values["phones"]]
        errors += _missing("/phones", "phone_invalid", numbers)
        values["phones"] = list(dict.fromkeys(one.e164 for one in numbers if one))
    if errors:
        raise InvalidInput(errors=errors)
    if "product_ids" in values:
        values["product_ids"] = list(dict.fromkeys(values["product_ids"]))
    return values


def _missing(pointer: str, kind: str, read: Sequence[object]) -> list[FieldError]:
    return [
        FieldError(pointer=f"{pointer}/{place}", kind=kind) for place, one in enumerate(read) if one is None
    ]


def number_of(serial: int) -> str:
    """The number people say."""
    return f"LD-{serial:06d}"
