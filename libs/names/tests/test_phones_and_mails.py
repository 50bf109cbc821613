import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from libs.names import Phone, display, parse_mail, parse_phone, region_of, zones_of_number


@pytest.mark.parametrize(
    ("written", "e164", "extension"),
    [
        ("138 0013 8000", "+8613800138000", None),
        ("１３８－００１３－８０００", "+8613800138000", None),
        ("8613800138000", "+8613800138000", None),
        ("0086 138 0013 8000", "+8613800138000", None),
        ("电话：(010) 8888-8888", "+861088888888", None),
        ("010-88888888转802", "+861088888888", "802"),
        ("010-88888888-802", "+861088888888", "802"),
        ("010-88888888 ext. 802", "+861088888888", "802"),
        ("01088888888x802", "+861088888888", "802"),
        ("tel:+86-10-88888888;ext=802", "+861088888888", "802"),
        ("400-800-8888", "+864008008888", None),
        ("852 2345 6789", "+85223456789", None),
        ("+853 2872 1234", "+85328721234", None),
        ("+886-2-2345-6789", "+886223456789", None),
        ("+1 (212) 736-5000", "+12127365000", None),
    ],
)
def test_phones_are_read_as_written_in_china(written: str, e164: str, extension: str | None) -> None:
    assert parse_phone(written, "CN") == Phone(e164, extension)


@pytest.mark.parametrize(
    "written",
    ["", "110", "12345", "138****8000", "138＊＊＊＊8000", "138xxxx8000", "13800138000/13900139000",
     "13800138000 13900139000", "1-800-FLOWERS", "李明13800138000", "9" * 40, "1" * 10_000],
)  # fmt: skip
def test_what_is_no_single_valid_number_is_refused(written: str) -> None:
    assert parse_phone(written, "CN") is None


def test_a_number_is_read_by_its_region() -> None:
    assert parse_phone("2345 6789", "HK") == Phone("+85223456789")
    assert parse_phone("0912-345-678", "TW") == Phone("+886912345678")
    assert parse_phone("2345 6789", "nowhere") is None


def test_a_number_knows_its_region_and_how_it_is_shown() -> None:
    assert [region_of(e164) for e164 in ("+85223456789", "+8613800138000", "rubbish")] == ["HK", "CN", None]
    phone = Phone("+861088888888", "802")
    assert display(phone, "CN") == "010 8888 8888 ext. 802"
    assert display(phone, "HK") == "+86 10 8888 8888 ext. 802"


@given(st.text(st.characters(), max_size=70) | st.text(st.sampled_from("+0123456789-() x*转"), max_size=30))
def test_any_text_is_a_phone_or_none(text: str) -> None:
    phone = parse_phone(text, "CN")
    assert phone is None or parse_phone(phone.e164, "US") == Phone(phone.e164)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Li.Ming@Example.COM ", "li.ming@example.com"),
        ("Li Ming <li@example.com>", "li@example.com"),
        ("mailto:li@example.com", "li@example.com"),
        ("李@例子.中国", "李@例子.中国"),
        ("li@example", None),
        ("li ming@example.com", None),
        ("li@exa\0mple.com", None),
        ("a" * 300 + "@example.com", None),
        ("", None),
    ],
)
def test_mail_addresses_are_normalised_or_refused(written: str, address: str | None) -> None:
    assert parse_mail(written) == address


@given(st.text(st.characters(), max_size=40).map(lambda name: f"{name}@example.com"))
def test_any_text_is_a_mail_address_or_none(text: str) -> None:
    address = parse_mail(text)
    assert address is None or parse_mail(address) == address


@pytest.mark.parametrize(
    ("number", "zones"),
    [
        ("+8613800138000", ("Asia/Shanghai",)),
        ("+12125550123", ("America/New_York",)),
        ("+886912345678", ("Asia/Taipei",)),
        ("+80012345678", ()),
        ("nonsense", ()),
    ],
)
def test_a_number_tells_where_it_may_ring(number: str, zones: tuple[str, ...]) -> None:
    assert zones_of_number(number) == zones


LOCAL = st.text("abcXYZ019_+-.!", min_size=1, max_size=70)
LABEL = st.text("abXY09-_", min_size=1, max_size=66) | st.sampled_from(
    ["example", "xn--fiqs8s", "test", "local"]
)


@given(
    local=LOCAL, labels=st.lists(LABEL, min_size=1, max_size=5), top=st.sampled_from(["com", "c", "CN", "1x"])
)
def test_an_ordinary_address_is_judged_as_any_other(local: str, labels: list[str], top: str) -> None:
    written = f"{local}@{'.'.join([*labels, top])}"
    try:
        found = validate_email(written, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        assert parse_mail(written) is None
    else:
        assert parse_mail(written) == found
