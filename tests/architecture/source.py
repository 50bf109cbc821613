"""The project's Python, read and parsed once: what the rules of the house look at.

A rule is a function over a Tree, so that it can be run on the project and on a small wrong example.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("chassis", "libs", "services", "proto", "docs", "deploy", "tests")
SKIPPED = {"__pycache__", "node_modules", ".venv", ".data"}
OLDEST_PYTHON = (3, 11)
GENERATED = re.compile(r"_pb2(_grpc)?\.py$")
Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: PurePosixPath  # from the root of the tree
    text: str

    @cached_property
    def syntax(self) -> ast.Module:
        """The parsed file; nothing if the oldest Python we support cannot read it."""
        return self._parsed if isinstance(self._parsed, ast.Module) else ast.Module([], [])

    @cached_property
    def _parsed(self) -> ast.Module | SyntaxError:
        try:
            return ast.parse(self.text, str(self.path), feature_version=OLDEST_PYTHON)
        except SyntaxError as error:
            return error

    @property
    def unreadable(self) -> SyntaxError | None:
        """Why the file cannot be parsed."""
        return self._parsed if isinstance(self._parsed, SyntaxError) else None

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node, walked once."""
        return tuple(ast.walk(self.syntax))

    @cached_property
    def functions(self) -> tuple[Definition, ...]:
        """Every function and method, however deep."""
        return tuple(n for n in self.nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))

    @cached_property
    def classes(self) -> tuple[ast.ClassDef, ...]:
        """Every class, however deep."""
        return tuple(n for n in self.nodes if isinstance(n, ast.ClassDef))

    @cached_property
    def calls(self) -> tuple[ast.Call, ...]:
        """Every call."""
        return tuple(n for n in self.nodes if isinstance(n, ast.Call))

    @property
    def product(self) -> bool:
        """Whether people run it: neither a test nor a migration."""
        return not {"tests", "migrations"} & set(self.path.parts) and self.path.name != "conftest.py"

    @property
    def service(self) -> str:
        """The service's folder (`service-desk`), or nothing outside `services/`."""
        return self.path.parts[1] if self.path.parts[0] == "services" and len(self.path.parts) > 3 else ""

    @cached_property
    def module(self) -> str:
        """The name it is imported by: `service_desk.tickets.routes`."""
        parts = self.path.with_suffix("").parts
        above = {"services": 2, "proto": 1}.get(parts[0], 0)
        return ".".join(parts[above:-1] if parts[-1] == "__init__" else parts[above:])

    @cached_property
    def imports(self) -> dict[str, tuple[str, int]]:
        """Local name → (what it stands for, line)."""
        found: dict[str, tuple[str, int]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name
                    found[name] = (alias.name, node.lineno)
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                for alias in node.names:
                    found[alias.asname or alias.name] = (f"{origin}.{alias.name}", node.lineno)
        return found

    def _origin(self, node: ast.ImportFrom) -> str:
        """The module an import statement reads from, with leading dots resolved."""
        if not node.level:
            return node.module or ""
        package = self.module.split(".") if self.path.name == "__init__.py" else self.module.split(".")[:-1]
        above = package[: len(package) - node.level + 1]
        return ".".join([*above, node.module] if node.module else above)

    def resolve(self, node: ast.AST | None) -> str:
        """The full name of what an expression refers to: `fastapi.Depends`; empty if it is no name."""
        if isinstance(node, ast.Subscript):
            return self.resolve(node.value)
        if isinstance(node, ast.Attribute):
            base = self.resolve(node.value)
            return base and f"{base}.{node.attr}"
        if isinstance(node, ast.Name):
            return self.imports[node.id][0] if node.id in self.imports else f"{self.module}.{node.id}"
        return ""

    def at(self, node: ast.AST | int, message: str) -> str:
        """One violation, in the form editors can jump to."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.path}:{line}: {message}"


class Tree:
    """All Python files under one root, generated ones apart."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.every = tuple(self._read())
        self.sources = tuple(source for source in self.every if source.product)

    def _read(self) -> Iterator[Source]:
        for folder in FOLDERS:
            for path in sorted((self.root / folder).rglob("*.py")):
                if not SKIPPED & set(path.parts) and not GENERATED.search(path.name):
                    yield Source(PurePosixPath(path.relative_to(self.root).as_posix()), path.read_text())

    def under(self, folder: str) -> Iterator[Source]:
        """The product's files below a folder: `chassis`, `services/customer`."""
        inside = PurePosixPath(folder).parts
        return (source for source in self.sources if source.path.parts[: len(inside)] == inside)

    @property
    def services(self) -> list[str]:
        """The folders of the services that have code."""
        return sorted({source.service for source in self.sources if source.service})

    @cached_property
    def definitions(self) -> dict[str, tuple[Source, Definition | ast.ClassDef]]:
        """Functions and classes at the top of modules, by full name."""
        return {
            f"{source.module}.{node.name}": (source, node)
            for source in self.sources
            for node in source.syntax.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        }

    @cached_property
    def events(self) -> dict[str, tuple[Source, ast.ClassDef]]:
        """The declared events, by full name: classes in `crm.<service>.events` that name a subject."""
        return {
            name: (source, node)
            for name, (source, node) in self.definitions.items()
            if re.fullmatch(r"crm\.\w+\.events(\.\w+)?\.\w+", name)
            if isinstance(node, ast.ClassDef) and "subject" in assigned(node)
        }


def assigned(node: ast.ClassDef) -> dict[str, ast.Assign | ast.AnnAssign]:
    """The names a class body gives a type or a value, with their statements."""
    found: dict[str, ast.Assign | ast.AnnAssign] = {}
    for statement in node.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            found |= {target.id: statement for target in targets if isinstance(target, ast.Name)}
    return found


def documented(node: ast.ClassDef) -> set[str]:
    """The attributes of a class explained by a string below them, or by `description=`."""
    found = {
        name
        for name, statement in assigned(node).items()
        if any(isinstance(part, ast.keyword) and part.arg == "description" for part in ast.walk(statement))
    }
    for statement, below in pairwise(node.body):
        target = statement.target if isinstance(statement, ast.AnnAssign) else None
        if (
            isinstance(target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            found.add(target.id)
    return found
