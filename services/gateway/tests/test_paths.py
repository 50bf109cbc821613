"""Whatever a path looks like, it names one place in one service, or none."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from chassis.problems import NotFound
from gateway.paths import target

PIECES = [
    "/", "..", ".", "%2e", "%2F", "%5c", "%25", "2e", "\\", "a", "api", "customer", "identity", ";", "%00",
    "é", "%", "@", ":", "?", "#", "//",
]  # fmt: skip
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


@given(hostile)
def test_what_is_let_through_stays_in_its_service(rest: str) -> None:
    try:
        service, path = target(f"/api/customer/{rest}")
    except NotFound:
        return
    decoded = unquote(path)
    assert service == "customer"
    assert path.startswith("/")
    assert path.isascii()
    assert not {"..", "."} & set(decoded.split("/"))
    assert decoded.count("/") == path.count("/")
    assert "\\" not in decoded
    assert decoded.isprintable() or not decoded.isascii()
    assert unquote(decoded) == decoded


@given(hostile)
def test_only_a_well_formed_start_names_a_service(start: str) -> None:
    try:
        service, _ = target(start)
    except NotFound:
        return
    assert start.startswith(f"/api/{service}")


def test_ordinary_paths_are_let_through_unchanged() -> None:
    for rest in (
        "/customers",
        "/customers/",
        "/views/%E5%AE%A2%E6%88%B7%20a+b",
        "/a/~b/c.d/(e)",
        "/quotes/1:issue",
    ):
        assert target(f"/api/service-desk{rest}") == ("service-desk", rest)
    assert target("/api/customer") == ("customer", "/")
