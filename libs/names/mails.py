"""Mail addresses."""

import re
from functools import lru_cache

_LONGEST = 254
_PLAIN = re.compile(
    r"([a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*)@((?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]+)", re.ASCII | re.IGNORECASE
)


def parse_mail(text: str) -> str | None:
    """The address in the form to store and compare, or None if it is none; nobody is asked over the network.

    `Li Ming <li@example.com>` and `mailto:` are understood. The whole address becomes small letters: the
    part before the @ could tell capitals apart by the standard, and no provider does.
    """
    written = text.strip().removeprefix("mailto:")
    plain = _PLAIN.fullmatch(written)
    if plain and len(plain[1]) <= 64 and len(written) <= _LONGEST:  # then only the domain is left to judge
        return written.lower() if _is_domain(plain[2].lower()) else None
    return _validated(written)


@lru_cache(4096)
def _is_domain(domain: str) -> bool:
    return _validated(f"a@{domain}") is not None


def _validated(written: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(written, check_deliverability=False, allow_display_name=True)
    except EmailNotValidError:
        return None
    return found.normalized.lower()
