"""Text to syntax tree: operators by precedence, everything else a function call."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from libs.formulas.tree import Call, Field, Literal, Node

LONGEST = 1_000
DEEPEST = 30
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>[0-9]{1,15}(?:\.[0-9]{1,10})?(?![\w.]))
    |(?P<text>"(?:[^"\\]|\\["\\])*")
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)
    |(?P<sign><=|>=|<>|!=|[-+*/=<>(),])
    )""",
    re.VERBOSE,
)
_BINDS: Mapping[str, int] = (
    {"or": 1, "and": 2}
    | dict.fromkeys(("=", "<>", "!=", "<", "<=", ">", ">="), 4)
    | dict.fromkeys(("+", "-"), 5)
    | dict.fromkeys(("*", "/"), 6)
)
_NOT_BINDS, _MINUS_BINDS = 3, 7


class FormulaInvalid(ValueError):
    """The text is no formula; `kind` says why, `at` after how many characters."""

    def __init__(self, kind: str, at: int, **params: object) -> None:
        super().__init__(f"{at}: {kind}")
        self.kind, self.at, self.params = kind, at, params


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """Read a formula; raises nothing but `FormulaInvalid`."""
    if len(text) > LONGEST:
        raise FormulaInvalid("formula_too_long", LONGEST, max=LONGEST)
    reading = _Reading(_tokens(text))
    node = reading.expression(0, 0)
    reading.expect("end")
    return node


def _tokens(text: str) -> list[_Token]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise FormulaInvalid("formula_unreadable", at)
        kind, start = match.lastgroup, match.start(match.lastgroup)
        word = match[kind]
        if kind == "name" and word.lower() in ("and", "or", "not"):
            kind, word = "sign", word.lower()
        found.append(_Token(kind, word, start))
        at = match.end()
    return [*found, _Token("end", "", end)]


class _Reading:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.next = 0

    def expression(self, binds: int, depth: int) -> Node:
        """What follows, as far as its operators bind tighter than `binds`."""
        if depth > DEEPEST:
            raise FormulaInvalid("formula_too_deep", self.here.at, max=DEEPEST)
        left = self.operand(depth)
        for _ in range(LONGEST):
            sign = self.here
            if sign.kind != "sign" or _BINDS.get(sign.text, 0) <= binds:
                break
            self.next += 1
            right = self.expression(_BINDS[sign.text], depth + 1)
            left = Call("<>" if sign.text == "!=" else sign.text, (left, right), sign.at)
        return left

    def operand(self, depth: int) -> Node:
        token = self.here
        self.next += 1
        match token:
            case ("number", text, at):
                return Literal(Decimal(text), at)
            case ("text", text, at):
                return Literal(re.sub(r"\\(.)", r"\1", text[1:-1]), at)
            case ("sign", "-", at):
                return Call("negative", (self.expression(_MINUS_BINDS, depth + 1),), at)
            case ("sign", "not", at):
                return Call("not", (self.expression(_NOT_BINDS, depth + 1),), at)
            case ("sign", "(", _):
                inner = self.expression(0, depth + 1)
                self.expect("sign", ")")
                return inner
            case ("name", name, at):
                return self.named(name, at, depth)
        self.next -= 1
        raise FormulaInvalid("formula_incomplete", token.at)

    def named(self, name: str, at: int, depth: int) -> Node:
        """A function with its arguments, true or false, or a field."""
        if (self.here.kind, self.here.text) == ("sign", "("):
            self.next += 1
            return Call(name.lower(), tuple(self.arguments(depth + 1)), at)
        if name.lower() in ("true", "false"):
            return Literal(name.lower() == "true", at)
        return Field(name, at)

    def arguments(self, depth: int) -> list[Node]:
        found: list[Node] = []
        while (self.here.kind, self.here.text) != ("sign", ")"):
            if found:
                self.expect("sign", ",")
            found.append(self.expression(0, depth))
        self.next += 1
        return found

    def expect(self, kind: str, text: str = "") -> None:
        if (self.here.kind, self.here.text) != (kind, text):
            raise FormulaInvalid("formula_unexpected", self.here.at, expected=text or kind)
        self.next += 1

    @property
    def here(self) -> _Token:
        return self.tokens[min(self.next, len(self.tokens) - 1)]
