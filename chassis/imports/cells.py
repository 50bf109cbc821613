"""Reading a cell: full-width forms folded, then text, number, date, moment, choice or list.

Each reader takes the cell's text and how the person said to read (`Reading`), and raises CellError.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from zoneinfo import ZoneInfo

from chassis.exports.cells import SIGNS
from chassis.imports.problems import CellError
from chassis.imports.tables import LONGEST_CELL, Unreadable
from chassis.imports.worksheets import LAST_SERIAL, from_serial

Order = Literal["ymd", "dmy", "mdy"]
NEUTRALISED = re.compile(rf"'+{SIGNS}")
"""What an export puts in front of formula characters is taken away again."""
HIDDEN = re.compile(r"[*＊]+")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
CLOCK = re.compile(
    r"[T\s]*(上午|下午|[AaPp][Mm])?\s*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?\S*?\s*([AaPp][Mm])?"
)
SERIAL = re.compile(r"\d{5}(\.\d+)?")
MONEY = "CNY|RMB|USD|EUR|GBP|HKD|TWD"
CURRENCY = re.compile(rf"^[¥￥$€£\s]+|[\s元圆]+$|^({MONEY}|NT\$)\s*|\s*({MONEY})$")
SEPARATORS = re.compile(r"[,，;；、\n|]+")
UTC = ZoneInfo("UTC")
TRUE = {"true", "yes", "y", "1", "是", "对", "√", "x"}
FALSE = {"false", "no", "n", "0", "否", "错", "×"}


@dataclass(frozen=True)
class Reading:
    """How ambiguous cells are meant."""

    order: Order = "ymd"
    zone: ZoneInfo = UTC
    currency: str = "CNY"
    """Of amounts without one."""


Reader = Callable[[str, Reading], Any]


def cleaned(cell: str) -> str:
    """The cell without surrounding space; raises CellError for what no field can hold."""
    if isinstance(cell, Unreadable):
        raise CellError(cell.kind)
    if len(cell) > LONGEST_CELL:
        raise CellError("cell_too_long", length=len(cell), max=LONGEST_CELL)
    if "\0" in cell:
        raise CellError("nul_character")
    if NEUTRALISED.match(cell):
        cell = cell[1:]
    return cell.strip(" \t\r\n\u00a0\u3000\ufeff")


def folded(text: str) -> str:
    """Full-width digits, letters and signs in their ordinary form."""
    return unicodedata.normalize("NFKC", text)


def hidden(text: str) -> bool:
    """Whether nothing but asterisks stands here: a value somebody took out."""
    return HIDDEN.fullmatch(text) is not None


def text(longest: int) -> Reader:
    """Text as it stands."""

    def read(cell: str, _: Reading) -> str:
        if len(cell) > longest:
            raise CellError("text_too_long", length=len(cell), max=longest)
        return cell

    return read


def code(longest: int) -> Reader:
    """Identifiers, codes, addresses of mail: full-width forms folded, a stray `.0` removed."""

    def read(cell: str, reading: Reading) -> str:
        value = folded(cell).strip()
        whole, dot, rest = value.partition(".")
        plain = whole if dot and rest and not rest.strip("0") and whole.isdigit() else value
        checked: str = text(longest)(plain, reading)
        return checked

    return read


def number(cell: str, _: Reading) -> Decimal:
    """A number with or without thousands separators and currency sign."""
    plain = CURRENCY.sub("", folded(cell)).replace(" ", "").replace("'", "")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", plain):
        raise CellError("number_invalid")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise CellError("number_invalid") from None


def whole(smallest: int, largest: int) -> Reader:
    """A whole number within bounds."""

    def read(cell: str, reading: Reading) -> int:
        value = number(cell, reading)
        if not smallest <= value <= largest:
            raise CellError("number_out_of_range", min=smallest, max=largest)
        if value != value.to_integral_value():
            raise CellError("number_not_whole")
        return int(value)

    return read


def day(cell: str, reading: Reading) -> date:
    """A date: 2023-01-15, 2023/1/5, 2023年1月5日, 15/01/2023 in the order said, or a day number."""
    found, _ = _day(folded(cell), reading)
    return found


def moment(cell: str, reading: Reading) -> datetime:
    """A date with or without time of day, in the zone of the person unless it says its own."""
    value = folded(cell)
    found, rest = _day(value, reading)
    if re.search(r"(Z|[+-]\d\d:?\d\d)$", rest):
        return _stated(value)
    return datetime.combine(found, _clock(rest), reading.zone)


def _stated(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise CellError("date_invalid") from None


def _day(value: str, reading: Reading) -> tuple[date, str]:
    if SERIAL.fullmatch(value) and float(value) <= LAST_SERIAL:
        value = from_serial(float(value))
    found = YEAR_FIRST.match(value) or COMPACT.match(value)
    if found:
        return _date(found[1], found[2], found[3]), value[found.end() :]
    found = YEAR_LAST.match(value)
    if not found:
        raise CellError("date_invalid")
    first, second = (found[2], found[1]) if reading.order == "mdy" else (found[1], found[2])
    if reading.order == "ymd":
        first, second = _unambiguous(found[1], found[2])
    return _date(found[3], second, first), value[found.end() :]


def _unambiguous(first: str, second: str) -> tuple[str, str]:
    if int(first) > 12 or first == second:
        return first, second
    if int(second) > 12:
        return second, first
    raise CellError("date_ambiguous")


def _date(year: str, month: str, number_of_day: str) -> date:
    try:
        found = date(int(year), int(month), int(number_of_day))
    except ValueError:
        raise CellError("date_invalid") from None
    if found.year < 1800:
        raise CellError("date_invalid")
    return found


def _clock(rest: str) -> time:
    found = CLOCK.match(rest)
    if not found:
        if rest.strip():
            raise CellError("date_invalid")
        return time()
    hour, half = int(found[2]), (found[1] or found[5] or "").lower()
    if half in ("下午", "pm") and hour < 12:
        hour += 12
    if half in ("上午", "am") and hour == 12:
        hour = 0
    try:
        return time(hour, int(found[3]), int(found[4] or 0))
    except ValueError:
        raise CellError("date_invalid") from None


def choice(values: Mapping[str, str], *, other: str | None = None) -> Reader:
    """One of several values, by any of its names (folded, lower case) in any language."""

    def read(cell: str, _: Reading) -> str:
        found = values.get(folded(cell).casefold().strip(), other)
        if found is None:
            raise CellError("choice_unknown", expected=sorted(set(values.values())))
        return found

    return read


def one_of(words: Mapping[str, str]) -> Reader:
    """A value by any of its words; what is none of them goes on to the field's own check."""

    def read(cell: str, _: Reading) -> str:
        plain = folded(cell).strip()
        return words.get(plain.casefold(), plain)

    return read


def flag(cell: str, _: Reading) -> bool:
    """Yes or no."""
    value = folded(cell).casefold()
    if value in TRUE or value in FALSE:
        return value in TRUE
    raise CellError("choice_unknown", expected=["yes", "no"])


def each(reader: Reader, most: int = 20) -> Reader:
    """Several values in one cell, separated by commas, semicolons or lines."""

    def read(cell: str, reading: Reading) -> list[Any]:
        parts = [part.strip() for part in SEPARATORS.split(cell) if part.strip()]
        if len(parts) > most:
            raise CellError("too_many_values", max=most)
        return [reader(part, reading) for part in parts]

    return read
