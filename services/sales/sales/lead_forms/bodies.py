"""What pages send: JSON, or a form as browsers send it without any script."""

from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
from fastapi import Request

from chassis.problems import DomainError, FieldError, InvalidInput

LARGEST: Final = 64 * 1024
MOST_FIELDS: Final = 100
LONGEST: Final = 20_000
FORM: Final = "application/x-www-form-urlencoded"


class BodyTooLarge(DomainError):
    """A form is shorter than that."""

    status = 413


def is_form(request: Request) -> bool:
    """Whether a browser sends it by itself, and is to be sent on."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


async def sent(request: Request) -> dict[str, str]:
    """The fields with what stands in them, without those left empty. Raises InvalidInput, BodyTooLarge."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise BodyTooLarge(bytes=LARGEST)
    values = _form(body) if is_form(request) else _json(body)
    errors = [
        FieldError(pointer=f"/{name}", kind=kind) for name, value in values.items() if (kind := _wrong(value))
    ]
    if errors:
        raise InvalidInput(errors=errors)
    return {name: text for name, value in values.items() if (text := (value or "").strip())}


def _wrong(value: Any) -> str | None:
    if not isinstance(value, str | None):
        return "string_type"
    if value and ("\0" in value or len(value) > LONGEST):
        return "nul_character" if "\0" in value else "string_too_long"
    return None


def _form(body: bytes) -> dict[str, Any]:
    try:
        return dict(
            parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
        )
    except ValueError:
        raise InvalidInput.at("", "form_invalid") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise InvalidInput.at("", "json_invalid") from None
    if not isinstance(values, dict) or len(values) > MOST_FIELDS:
        raise InvalidInput.at("", "dict_type")
    return values
