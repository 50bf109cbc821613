"""What was wrong with a row, said to people: every kind has its sentence in their language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from chassis import imports as chassis_imports
from chassis import problems
from chassis import schemas as chassis_schemas
from chassis.exports.catalogue import ERRORS, LANGUAGES, told
from chassis.testing import Bench
from customer.exports import catalogue
from customer.imports import declaration
from services.customer.tests.importing import IMPORTER, Importer

KNOWN = {**ERRORS, **catalogue.ERRORS}
AT = {"CellError": (0, 1), "Unreadable": (1,), "refuse": (1,), "remark": (1,), "PydanticCustomError": (0,)}
"""Which arguments of these calls are kinds; our two CellErrors take it first or after the field."""
SCALARS = ("unknown_country", "unknown_currency", "unknown_language", "unknown_time_zone")
OF_SCHEMAS = ("string_", "literal_", "int_", "date_", "datetime_", "timezone_", "uuid_", "greater_", "less_")
IMPORTS, CUSTOMER = Path(str(chassis_imports.__file__)).parent, Path(str(declaration.__file__)).parents[1]
PEOPLES = {CUSTOMER / "operations" / "schemas.py", *(CUSTOMER / "consents").glob("s*.py")}
"""Where only requests of people are checked, no rows."""
OWN = {*CUSTOMER.rglob("*.py")} - PEOPLES
SOURCES = OWN | {*IMPORTS.rglob("*.py"), Path(str(chassis_schemas.__file__))}
RULES = OWN | {Path(str(problems.__file__))}
OF_REQUESTS = {"unknown", "required_unmapped", "enum"}
"""Wrong choices for the import as a whole, told by the API and not in the file."""
COMPUTED = {"not_allowed", "not_found", "contact_not_allowed", "contact_not_found", "refused"}
"""Kinds that the code puts together."""


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def kinds_of(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*kinds_of(node.body), *kinds_of(node.orelse))


def kinds_in(path: Path) -> Iterator[str]:
    """Kinds of errors in a file, those of FieldError too, which rows are told as well."""
    for call in ast.walk(ast.parse(path.read_text())):
        if isinstance(call, ast.Call) and (places := AT.get(called(call))):
            given = [kind for at in places if at < len(call.args) for kind in kinds_of(call.args[at])]
            keyed = called(call) == "CellError" and len(given) > 1  # CellError("name", "missing"): the second
            yield from given[1:] if keyed else given
        if isinstance(call, ast.Call) and called(call) == "FieldError":
            yield from (kind for one in call.keywords if one.arg == "kind" for kind in kinds_of(one.value))


def rules_in(path: Path) -> Iterator[str]:
    """Rules that may say no while rows are written, as problems are called."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and "DomainError" in {getattr(one, "id", "") for one in node.bases}:
            yield re.sub(r"(?<!^)(?=[A-Z])", "-", node.name).lower()


def collected() -> set[str]:
    """Every kind that the row of a file may be told with."""
    own = {kind for path in SOURCES for kind in kinds_in(path)} - OF_REQUESTS
    rules = {rule for path in RULES for rule in rules_in(path)} - {"not-signed-in"}  # that ends the import
    pydantic = {kind for kind in get_args(ErrorType) if kind.startswith(OF_SCHEMAS)}
    return own | rules | pydantic | COMPUTED | {*SCALARS, "too_long", "missing", "extra_forbidden"}


def test_kinds_are_found_in_the_code() -> None:
    assert collected() >= {
        "hidden_value", "text_too_long", "formula_error", "person_unknown", "customer_ambiguous",
        "phone_invalid", "name_missing", "moment_out_of_range", "nul_character", "external-id-taken",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_error_has_a_sentence(language: str) -> None:
    assert not [kind for kind in sorted(collected()) if not KNOWN.get(kind, {}).get(language)]


def test_a_sentence_has_the_same_parameters_in_each_language() -> None:
    for kind, said in KNOWN.items():
        named = {
            language: {name for _, name, _, _ in Formatter().parse(said[language])} for language in LANGUAGES
        }
        assert len({frozenset(one - {None}) for one in named.values()}) == 1, kind


def test_a_kind_nobody_knows_and_missing_parameters_are_no_errors() -> None:
    assert told({}, "en", "new_kind", {}) == "not a valid value"
    assert told({}, "en", "choice_unknown", {"expected": ["a", "b"]}) == "should be one of: a, b"
    assert told({}, "en", "literal_error", {"expected": "'a', 'b' or 'c'"}) == "should be one of: a, b, c"
    assert told({}, "en", "too_many_values", {}) == "too many values (at most )"


@pytest.mark.parametrize(
    ("language", "headers", "first"),
    [
        (
            "zh-CN",
            "行号,出错的列,问题,错误代码",
            "2,电话；邮箱,电话：内容已被星号遮盖；邮箱：不是有效的邮箱地址",
        ),
        (
            "zh-TW",
            "列號,出錯的欄位,問題,錯誤代碼",
            "2,电话；邮箱,电话：內容已被星號遮蓋；邮箱：不是有效的電子郵件地址",
        ),
        (
            "en",
            "Row number,Columns with errors,Errors,Error codes",
            "2,电话; 邮箱,电话: the value is hidden by asterisks; 邮箱: not a valid mail address",
        ),
    ],
    ids=LANGUAGES,
)
async def test_the_file_of_errors_speaks_the_language_of_its_reader(
    crm: Bench, language: str, headers: str, first: str
) -> None:
    importer = Importer(crm, await crm.person(IMPORTER, language=language))
    done = await importer.whole("客户名称,电话,邮箱\n甲公司,***,nobody\n")
    lines = (await importer.ask("GET", f"/imports/{done['id']}/errors.csv")).splitlines()
    assert lines == [
        f"{headers},客户名称,电话,邮箱",
        f"{first},hidden_value; email_invalid,甲公司,***,nobody",
    ]
    again = await importer.upload(("\n".join(lines)).encode())
    assert {name for name in again["mapping"].values() if name} == {"name", "phone", "email"}
