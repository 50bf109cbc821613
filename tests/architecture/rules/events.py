"""Facts: who declares, says and hears them."""

import ast
import re
from collections.abc import Iterator

from docs.catalogue import convention
from tests.architecture.registry import rule
from tests.architecture.source import Source, Tree, assigned, documented

SUBJECT = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){2}(\.v[2-9]\d*)?")
ON = re.compile(r"chassis(\.\w+)+\.on")


def heard(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """What `@on(…)` names, by full name."""
    for function in source.functions:
        for decorator in function.decorator_list:
            if isinstance(decorator, ast.Call) and ON.fullmatch(source.resolve(decorator.func)):
                for argument in decorator.args:
                    yield decorator, source.resolve(argument)


def said(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """The event classes that a file constructs: facts it is about to announce."""
    for call in source.calls:
        name = source.resolve(call.func)
        if re.fullmatch(r"crm\.\w+\.events(\.\w+)*\.[A-Z]\w*", name):
            yield call, name


@rule
def handlers_hear_declared_events(tree: Tree) -> Iterator[str]:
    """Every @on names an event declared in proto/crm"""
    for source in tree.sources:
        for node, name in heard(source):
            if name not in tree.events:
                yield source.at(
                    node, f"`{name or 'this expression'}` is no event class of crm.<service>.events"
                )


@rule
def reactions_have_their_own_name(tree: Tree) -> Iterator[str]:
    """No two reactions of a service have the same name, which is the name of their durable consumer"""
    seen: dict[tuple[str, str], str] = {}
    for source in tree.sources:
        for function in source.functions:
            for decorator in function.decorator_list:
                on = isinstance(decorator, ast.Call) and ON.fullmatch(source.resolve(decorator.func))
                if on and "projection=" not in ast.unparse(decorator):
                    first = seen.setdefault((source.service, function.name), str(source.path))
                    if first != str(source.path):
                        yield source.at(
                            function, f"`{function.name}` is also in {first}: they share a consumer"
                        )


@rule
def services_announce_their_own_events(tree: Tree) -> Iterator[str]:
    """A service makes and announces only events that it declares itself"""
    for source in tree.sources:
        own = f"crm.{source.module.split('.')[0]}.events."
        for node, name in said(source):
            if source.service and (name not in tree.events or not name.startswith(own)):
                yield source.at(node, f"`{name}` is not declared in {own[:-1]}")


@rule
def events_are_declared_in_proto(tree: Tree) -> Iterator[str]:
    """Event classes live in proto/crm/<service>/events.py and nowhere else"""
    for source in tree.sources:
        for cls in source.classes:
            is_event = "crm.event.Event" in map(source.resolve, cls.bases)
            if is_event and not re.fullmatch(r"crm\.\w+\.events(\.\w+)?", source.module):
                yield source.at(cls, f"`{cls.name}` is a contract: declare it in proto/crm")


@rule
def events_are_explained(tree: Tree) -> Iterator[str]:
    """Every event and each of its fields is explained, by itself or by a convention"""
    for source in tree.under("proto/crm"):
        for cls in source.classes if re.fullmatch(r"crm\.\w+\.events(\.\w+)?", source.module) else ():
            if not ast.get_docstring(cls):
                yield source.at(cls, f"say what happened when `{cls.name}` is announced")
            for field in unexplained(cls):
                if not convention(field):
                    yield source.at(assigned(cls)[field], f"explain `{cls.name}.{field}`")


def unexplained(cls: ast.ClassDef) -> list[str]:
    """The typed attributes of a class without description, class variables apart."""
    return sorted(
        name
        for name, statement in assigned(cls).items()
        if isinstance(statement, ast.AnnAssign) and not name.startswith("_") and name not in documented(cls)
        if "ClassVar" not in ast.unparse(statement.annotation)
    )


@rule
def events_are_addressed(tree: Tree) -> Iterator[str]:
    """Every event's subject is <service>.<thing>.<past-tense>, with .v2 and so on for later forms"""
    for name, (source, cls) in sorted(tree.events.items()):
        statement = assigned(cls)["subject"].value
        subject = statement.value if isinstance(statement, ast.Constant) else None
        service = name.split(".")[1].replace("_", "-")
        if not isinstance(subject, str) or not SUBJECT.fullmatch(subject) or subject.split(".")[0] != service:
            yield source.at(
                cls, f"`{cls.name}.subject` is to be `{service}.<thing>.<past-tense>`, not {subject!r}"
            )


@rule
def events_are_said(tree: Tree) -> Iterator[str]:
    """Every declared event is announced by its service"""
    used = {source.resolve(node) for source in tree.sources if source.service for node in names(source)}
    packages = {source.module.split(".")[0] for source in tree.sources if source.service}
    for name, (source, cls) in sorted(tree.events.items()):
        if name not in used and name.split(".")[1] in packages:
            yield source.at(cls, f"nobody announces `{cls.name}`; declare it when somebody does")


def names(source: Source) -> Iterator[ast.AST]:
    """Everything a file names outside its imports."""
    return (node for node in source.nodes if isinstance(node, ast.Name | ast.Attribute))


@rule
def settings_are_explained(tree: Tree) -> Iterator[str]:
    """Every setting says what it means, with its unit"""
    for source in tree.sources:
        for cls in source.classes:
            if any(source.resolve(parent).endswith("Settings") for parent in cls.bases):
                for field in unexplained(cls):
                    yield source.at(assigned(cls)[field], f"explain `{field}` in a string below it")
