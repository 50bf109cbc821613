"""vCards (2.1, 3.0 and 4.0) as a table: a row for each card, under headers that are recognised.

What tables have no column for (photos, keys, a second address) is passed over.
"""

import binascii
import io
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, NamedTuple

from chassis.imports.delimited import LARGEST_ROW
from chassis.imports.problems import FileRefused
from chassis.imports.tables import LONGEST_CELL, Row

BEGIN = "BEGIN:VCARD"
HEADERS = (
    "Contact ID", "Contact name", "Last name", "First name", "Company", "Department", "Title", "Mobile",
    "Phone", "Other phone", "Fax", "Email", "Other email", "Address", "City", "Province", "Postcode",
    "Country", "Website", "Birthday", "Notes",
)  # fmt: skip
PLAIN = {"UID": "Contact ID", "FN": "Contact name", "TITLE": "Title", "URL": "Website", "NOTE": "Notes"}
PARTED = {
    "N": ("Last name", "First name"),
    "ORG": ("Company", "Department"),
    "ADR": (None, None, "Address", "City", "Province", "Postcode", "Country"),
}
"""Properties with several parts, and the column of each."""
PLACES = {"TEL": ("Phone", "Other phone"), "EMAIL": ("Email", "Other email")}
ESCAPED = re.compile(r"\\(.)")
PARTS = re.compile(r"(?<!\\);")
DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


class Property(NamedTuple):
    """One line of a card."""

    name: str
    parameters: Mapping[str, str]
    value: str


def is_card(head: bytes) -> bool:
    """Whether a file begins as vCards do."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(BEGIN.encode())


def rows(file: IO[bytes], encoding: str) -> Iterator[Row]:
    """The headers as row 1, then the cards."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline=None)
    yield Row(1, HEADERS)
    number, card = 1, dict[str, str]()
    try:
        for one in _properties(text):
            if one.name == "BEGIN":
                card = {}
            elif one.name == "END":
                number += 1
                yield Row(number, [card.get(header, "")[: LONGEST_CELL + 1] for header in HEADERS])
            else:
                _take(card, one)
    except UnicodeError:
        raise FileRefused(reason="encoding_broken", encoding=encoding, row=number + 1) from None
    except OverflowError:
        raise FileRefused(reason="row_too_long", row=number + 1) from None
    finally:
        if not file.closed:
            text.detach()


def estimate(file: IO[bytes]) -> int:
    """How many cards there are, and the headers."""
    file.seek(0)
    return 1 + sum(line.strip().upper() == b"END:VCARD" for line in file)


def _properties(text: IO[str]) -> Iterator[Property]:
    for line in _unfolded(text):
        head, colon, value = line.partition(":")
        name, *given = head.upper().split(";")
        if not colon:
            continue
        pairs = [one.partition("=") for one in given]
        # 2.1 writes TEL;CELL:, the others TEL;TYPE=CELL: or TEL;TYPE=WORK;TYPE=CELL:
        types = ",".join(value or key for key, _, value in pairs if key == "TYPE" or not value)
        known = {key: value for key, _, value in pairs} | {"TYPE": types}
        yield Property(name.rpartition(".")[2], known, _decoded(known, value))


def _unfolded(text: IO[str]) -> Iterator[str]:
    """Lines with those that go on in the next: by a space before it, or by = at the end (2.1)."""
    whole = ""
    while line := text.readline(LARGEST_ROW + 1):
        if len(whole) + len(line) > LARGEST_ROW:
            raise OverflowError
        line = line.rstrip("\n")
        soft = whole.endswith("=") and "QUOTED-PRINTABLE" in whole.partition(":")[0].upper()
        if soft:
            whole = whole[:-1] + line
        elif line[:1] in (" ", "\t"):
            whole += line[1:]
        else:
            yield whole
            whole = line
    yield whole


def _decoded(parameters: Mapping[str, str], value: str) -> str:
    if "QUOTED-PRINTABLE" not in (parameters.get("ENCODING"), *parameters):
        return value.strip()
    content = quopri.decodestring(value.encode())
    try:
        return content.decode(parameters.get("CHARSET", "utf-8"), errors="replace").strip()
    except (LookupError, binascii.Error):
        return content.decode("utf-8", errors="replace").strip()


def _take(card: dict[str, str], one: Property) -> None:
    """Put a property into its columns; the first of a kind wins."""
    if one.name in PLACES:
        _place(card, one)
    elif parts := PARTED.get(one.name):
        for header, value in zip(parts, PARTS.split(one.value), strict=False):
            _put(card, header, value)
        if one.name == "N":
            _put_full_name(card, PARTS.split(one.value))
    elif one.name == "BDAY":
        _put(card, "Birthday", "-".join(day.groups()) if (day := DAY.match(one.value)) else "")
    else:
        _put(card, PLAIN.get(one.name), one.value, over=one.name == "FN")


def _place(card: dict[str, str], one: Property) -> None:
    """A phone or a mail address where there is room for it."""
    types = one.parameters["TYPE"]
    usual: Sequence[str] = PLACES[one.name]
    if one.name == "TEL" and "FAX" in types:
        usual = ("Fax",)
    elif one.name == "TEL" and ("CELL" in types or "MOBILE" in types):
        usual = ("Mobile", *usual)
    free = next((header for header in usual if header not in card), None)
    _put(card, free, one.value.removeprefix("tel:").removeprefix("mailto:"))


def _put_full_name(card: dict[str, str], parts: Sequence[str]) -> None:
    """For cards without a formatted name: 王小明, but Kim Example."""
    family, given = (*(part.strip() for part in parts[:2]), "", "")[:2]
    together = "".join if not f"{family}{given}".isascii() else " ".join
    _put(card, "Contact name", together([family, given] if together == "".join else [given, family]))


def _put(card: dict[str, str], header: str | None, value: str, *, over: bool = False) -> None:
    plain = ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
    if header and plain and (over or header not in card):
        card[header] = plain
