"""Addresses of a channel in the form they are kept, compared and sent to."""

import re
from typing import Final

from chassis.problems import InvalidInput
from libs.names.mails import parse_mail

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)


def known(channel: str, address: str) -> str | None:
    """An address as somebody else keeps it, in its normal form; None when there is none, or it is none."""
    try:
        return normal(channel, address)
    except InvalidInput:
        return None


def normal(channel: str, address: str, pointer: str = "/address") -> str:
    """The address in its normal form. Raises InvalidInput at the field that holds it."""
    if channel == "email":
        found = parse_mail(address)
        if found is None:
            raise InvalidInput.at(pointer, "email_invalid")
        return found
    plain = re.sub(r"[\s().-]", "", address)
    if not _E164.fullmatch(plain):
        raise InvalidInput.at(pointer, "phone_invalid", expected="+8613800138000")
    return plain


def unsaid(text: str, address: str | None) -> str:
    """What a provider says of an address, without the address."""
    if not address:
        return text
    return re.sub(rf"\+?{re.escape(address.removeprefix('+'))}", "…", text, flags=re.IGNORECASE)
