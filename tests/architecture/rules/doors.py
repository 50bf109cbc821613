"""What FastAPI and Celery are used for, and how."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.registry import rule
from tests.architecture.source import Definition, Source, Tree

METHODS = {"get", "post", "put", "patch", "delete", "head", "options", "api_route"}
DEPENDS = {"fastapi.Depends", "fastapi.Security", "fastapi.params.Depends"}
MARK = re.compile(r"#\s*runs in a thread: \w")


def routes(source: Source) -> Iterator[Definition]:
    """Functions behind `@router.get("/…")` and its like."""
    for function in source.functions:
        for decorator in function.decorator_list:
            if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute):
                path = decorator.args[0] if decorator.args else None
                is_path = isinstance(path, ast.Constant) and re.match("/|$", str(path.value))
                if decorator.func.attr in METHODS and is_path:
                    yield function
                    break


def marked(source: Source, node: ast.AST) -> bool:
    """Whether the lines of a signature say why the function runs in a thread."""
    first, last = getattr(node, "lineno", 1) - 2, getattr(node, "lineno", 1) + 6
    return any(MARK.search(line) for line in source.text.splitlines()[max(first, 0) : last])


@rule
def routes_are_explained(tree: Tree) -> Iterator[str]:
    """Every route has a docstring, which is its public documentation"""
    for source in tree.sources:
        for function in routes(source):
            if not ast.get_docstring(function):
                yield source.at(function, f"say what `{function.name}` does, with units and errors")


@rule
def grpc_methods_are_explained(tree: Tree) -> Iterator[str]:
    """Every gRPC method has a docstring"""
    for source in tree.sources:
        for cls in source.classes:
            generated = any(source.resolve(parent).endswith("Servicer") for parent in cls.bases)
            if generated or source.path.name == "rpc.py":
                for method in (one for one in cls.body if isinstance(one, ast.AsyncFunctionDef)):
                    if method.name[0].isupper() and not ast.get_docstring(method):
                        yield source.at(method, f"say what `{method.name}` answers, and its errors")


@rule
def routes_run_in_the_loop(tree: Tree) -> Iterator[str]:
    """Every route is async, or says `# runs in a thread: why`"""
    for source in tree.sources:
        for function in routes(source):
            if isinstance(function, ast.FunctionDef) and not marked(source, function):
                yield source.at(function, f"`{function.name}` is sync: FastAPI runs it in a thread pool")


def depends(tree: Tree) -> Iterator[tuple[Source, ast.Call]]:
    """Every use of `Depends(…)`."""
    for source in tree.sources:
        for call in source.calls:
            if source.resolve(call.func) in DEPENDS:
                yield source, call


def provider(tree: Tree, source: Source, call: ast.Call) -> tuple[Source, ast.AST] | None:
    """What `Depends(…)` calls; for `Depends(make(…))` the function that `make` returns."""
    target = (
        call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "dependency"), None)
    )
    made = isinstance(target, ast.Call)
    found = tree.definitions.get(source.resolve(target.func if isinstance(target, ast.Call) else target))
    if found and made:
        inner = [n for n in ast.walk(found[1]) if isinstance(n, Definition) and n is not found[1]]
        return (found[0], inner[-1]) if inner else None
    return found


@rule
def dependencies_run_in_the_loop(tree: Tree) -> Iterator[str]:
    """Every dependency is async, or says `# runs in a thread: why`"""
    for source, call in depends(tree):
        found = provider(tree, source, call)
        bare = not call.args and not call.keywords
        if bare or (found and isinstance(found[1], ast.FunctionDef | ast.ClassDef) and not marked(*found)):
            yield source.at(
                call, "FastAPI runs sync dependencies and classes in a thread pool, for each request"
            )


@rule
def transactions_end_before_the_answer(tree: Tree) -> Iterator[str]:
    """A dependency that yields is the chassis's, with scope="function": it ends before the answer leaves"""
    for source, call in depends(tree):
        found = provider(tree, source, call)
        scopes = [
            k.value.value for k in call.keywords if k.arg == "scope" and isinstance(k.value, ast.Constant)
        ]
        yields = found and any(isinstance(node, ast.Yield) for node in ast.walk(found[1]))
        if source.service and (yields or scopes):
            yield source.at(call, "take the session from the chassis's annotated types")
        elif yields and scopes != ["function"]:
            yield source.at(call, 'without scope="function" the client reads 200 before the commit')


@rule
def no_base_http_middleware(tree: Tree) -> Iterator[str]:
    """Nobody uses BaseHTTPMiddleware or @app.middleware, which cost more than the request"""
    for source in tree.sources:
        for node in source.nodes:
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            named = "BaseHTTPMiddleware" in names or getattr(node, "attr", "") == "BaseHTTPMiddleware"
            called = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "middleware"
            if named or (called and getattr(node, "args", [])):
                yield source.at(node, "write plain ASGI middleware")


@rule
def no_countdowns(tree: Tree) -> Iterator[str]:
    """Nobody uses a Celery countdown or ETA: a timer is a row with due_at"""
    for source in tree.sources:
        for call in source.calls:
            for name in {keyword.arg for keyword in call.keywords} & {"countdown", "eta"}:
                yield source.at(
                    call, f"`{name}=` runs twice beyond the visibility timeout; store due_at and sweep"
                )


@rule
def no_loop_per_task(tree: Tree) -> Iterator[str]:
    """No task starts an event loop of its own: each worker process has one"""
    for source in tree.sources:
        celery = any(origin.split(".")[0] == "celery" for origin, _ in source.imports.values())
        if (source.service or celery) and source.path.name != "__main__.py":
            for call in source.calls:
                if source.resolve(call.func) == "asyncio.run":
                    yield source.at(call, "use the worker's loop")
