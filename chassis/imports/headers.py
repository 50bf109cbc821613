"""From headers to a suggestion: which object the rows are, and which column is which field."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from chassis.imports.declaration import Target

NOISE = re.compile(r"[\s_\-./:：*#'\"·]+")
ASIDE = re.compile(r"[(（\[【].*?[)）\]】]")
Names = Mapping[str, tuple[str, ...]]


def names_of(text: str) -> dict[str, tuple[str, ...]]:
    """Field → what columns are called, of lines `field: name, name`; one without a field goes on with the one
    before.
    """
    names: dict[str, tuple[str, ...]] = {}
    field = ""
    for line in text.strip().splitlines():
        said, colon, rest = line.strip().rpartition(": ")
        field = said if colon else field
        names[field] = names.get(field, ()) + tuple(one.strip() for one in rest.split(",") if one.strip())
    return names


def plain(header: str) -> str:
    """A header without case, width, spaces and asides: `互动类型(如电话/邮件)` → `互动类型`."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    return NOISE.sub("", ASIDE.sub("", folded)) or NOISE.sub("", folded)


def unique(cells: Sequence[str]) -> list[str]:
    """Names to call the columns by: empty ones by their letter, repeated ones numbered."""
    names: dict[str, None] = {}
    for index, cell in enumerate(cells):
        plain_name = name = cell.replace("\0", "").strip()[:200] or letter(index)
        count = 1
        while name in names:
            count += 1
            name = f"{plain_name} ({count})"
        names[name] = None
    return list(names)


def letter(index: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def signature(headers: Iterable[str]) -> str:
    """The same for files with the same headers in the same order: a mapping is remembered by it."""
    return hashlib.sha256("\x1f".join(map(plain, headers)).encode()).hexdigest()


def suggest(target: Target, headers: Sequence[str]) -> dict[str, str | None]:
    """Column → field, by the names each field is known under; the first column of a name wins."""
    ranked = sorted(target.fields.items(), key=lambda item: item[0] in target.declared)  # these win
    known = {plain(name): field for field, one in ranked for name in (field, *one.names)}
    mapping: dict[str, str | None] = {}
    for header in headers:
        field = known.get(plain(header))
        taken = field in mapping.values() and not (field and target.fields[field].several)
        mapping[header] = None if taken else field
    return mapping


def guess(targets: Mapping[str, Target], headers: Sequence[str]) -> str | None:
    """The object whose fields these headers name best; telling headers count three times."""
    scores = {name: score(target, headers) for name, target in targets.items()}
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best is not None and scores[best] >= 2 else None


def score(target: Target, headers: Sequence[str]) -> int:
    """How well the headers fit one object."""
    seen = {plain(header) for header in headers}
    telling = len(seen & {plain(name) for name in target.telling})
    return 3 * telling + sum(1 for field in suggest(target, headers).values() if field)


def header_row(targets: Mapping[str, Target], rows: Sequence[Sequence[str]]) -> int:
    """Index of the row that holds the headers: titles may stand above it."""
    scores = [max((score(target, cells) for target in targets.values()), default=0) for cells in rows]
    if scores and max(scores) > 0:
        return scores.index(max(scores))
    filled = [sum(1 for cell in cells if cell.strip()) for cells in rows]
    return next((index for index, count in enumerate(filled) if count > 1), 0)
