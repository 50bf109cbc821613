"""How big a file and a function may get, and what a module may be called."""

import re
from collections.abc import Iterator

from tests.architecture.registry import rule
from tests.architecture.source import Tree

FILE_LINES = 300
FUNCTION_LINES = 40
SAYING_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base"}

# Words that belong to one service's subject. `lead`, `quote`, `order`, `segment` and `contact` are left
# out of the text search: they are also plain English, quoting, sorting, paths and a kind of principal.
DOMAIN = re.compile(
    r"(?<![a-z])(customer|opportunit(y|ie)|ticket|campaign|quotation|invoice|mailing|territor(y|ie)|commission"
    r"|forecast|survey|loyalty|entitlement|complaint|price_?book|lifecycle_stage|lead_id|quote_id|order_id)s?"
    r"(?![a-z])",
    re.IGNORECASE,
)
DOMAIN_NAME = re.compile(r"^(lead|quote|deal|contract|product)s?$|(^|_)(lead|quote|deal)s?_(id|number)$")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@rule
def files_are_readable(tree: Tree) -> Iterator[str]:
    """Every file is Python that the oldest supported version reads"""
    for source in tree.every:
        if source.unreadable:
            yield source.at(source.unreadable.lineno or 1, source.unreadable.msg)


@rule
def files_are_short(tree: Tree) -> Iterator[str]:
    """No file has more than 300 lines that say something"""
    for source in tree.sources:
        lines = sum(1 for line in source.text.splitlines() if line.strip())
        if lines > FILE_LINES:
            yield source.at(FILE_LINES, f"{lines} lines; split it by what it does")


@rule
def functions_are_short(tree: Tree) -> Iterator[str]:
    """No function has more than 40 lines"""
    for source in tree.sources:
        for function in source.functions:
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > FUNCTION_LINES:
                yield source.at(function, f"{function.name} has {lines} lines; name its parts")


@rule
def module_names_say_something(tree: Tree) -> Iterator[str]:
    """No module is called utils, helpers, common, misc, manager or base"""
    for source in tree.every:
        for name in {*source.path.parts[:-1], source.path.stem} & SAYING_NOTHING:
            yield source.at(1, f"`{name}` does not say what is inside")


@rule
def test_names_are_sentences(tree: Tree) -> Iterator[str]:
    """Every test's name is a sentence"""
    for source in tree.every:
        if source.path.name.startswith("test_"):
            for function in source.functions:
                if function.name.startswith("test_") and function.name.count("_") < 3:
                    yield source.at(function, f"`{function.name}` does not say what is true when it passes")


@rule
def test_folders_are_no_packages(tree: Tree) -> Iterator[str]:
    """No service's tests folder has an __init__.py, which would hide every other service's"""
    for source in tree.every:
        parts = source.path.parts
        if parts[-2:] == ("tests", "__init__.py") and parts[0] in {"services", "tests"}:
            yield source.at(1, "delete it: these folders share the import name `tests`")


@rule
def the_chassis_knows_no_domain(tree: Tree) -> Iterator[str]:
    """The chassis has no word of any service's subject"""
    for source in tree.under("chassis"):
        for number, line in enumerate(source.text.splitlines(), start=1):
            for found in DOMAIN.finditer(CAMEL.sub("_", line)):
                yield source.at(number, f"`{found.group()}` belongs to a service or to libs/")
        names = {function.name for function in source.functions} | {cls.name for cls in source.classes}
        for name in sorted(names):
            if DOMAIN_NAME.search(CAMEL.sub("_", name).lower()):
                yield source.at(1, f"`{name}` belongs to a service or to libs/")
