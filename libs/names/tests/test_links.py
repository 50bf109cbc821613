import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.names import parse_link


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("acme.example", "https://acme.example"),
        ("www.Acme.Example/About?x=1#Top", "https://www.acme.example/About?x=1#Top"),
        (" HTTP://acme.example:8080/ ", "http://acme.example:8080/"),
        ("https://acme.example", "https://acme.example"),
        ("acme.example:8443/shop", "https://acme.example:8443/shop"),
        ("例子.公司.example", "https://例子.公司.example"),
        ("ｗｗｗ．ａｃｍｅ．ｅｘａｍｐｌｅ", "https://www.acme.example"),
        ("my_shop.acme.example", "https://my_shop.acme.example"),
        ("http://intranet/shop", "http://intranet/shop"),
        ("http://192.0.2.7/", "http://192.0.2.7/"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
    ],
)
def test_a_link_is_brought_into_the_form_that_can_be_followed(written: str, link: str) -> None:
    assert parse_link(written) == parse_link(link) == link


@pytest.mark.parametrize(
    "written",
    [
        "", "acme", "no website", "1.5", "192.0.2.7", "acme..example", "acme-.example", ".example", "://acme",
        "javascript:alert(1)", "JavaScript://acme.example/%0aalert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "file:///etc/passwd", "ftp://acme.example", "mailto:info@acme.example",
        "info@acme.example", "https://bank.example@acme.example", "https:acme.example", "//acme.example",
        "https://", "https:///x", "https://acme.example/a b", 'https://acme.example/"onclick="x', "https://a\\b",
        "https://acme.example https://other.example", "acme.example:port", "\u202eacme.example",
    ],
)  # fmt: skip
def test_what_no_browser_may_follow_is_no_link(written: str) -> None:
    assert parse_link(written) is None


@given(
    st.text(st.sampled_from("aZ9é例.-:/?#@[]% \\"), max_size=40), st.sampled_from(["", "http://", "https://"])
)
def test_any_text_is_a_link_or_none(text: str, scheme: str) -> None:
    link = parse_link(scheme + text)
    assert link is None or (link.startswith(("http://", "https://")) and parse_link(link) == link)
