import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libs.names import fold, found, grams, query_grams, query_words, search_entry, search_text

HUAWEI = search_entry(
    ["上海華為技術有限公司", "Huawei Shanghai", "曾　明"],
    ["+8613800138000", "+862800000130", "+442079460018"],
    ["li.ming@example.com", "91310000MA1FL5X123", "010-8765-4321"],
)


def is_found(query: str) -> bool:
    candidate = set(query_grams(query)) <= set(HUAWEI.grams)
    return bool(query_grams(query)) and candidate and found(HUAWEI.text, query)


@pytest.mark.parametrize(
    "query",
    [
        "华", "華為", "华为技术", "上海 技术", "曾明", "曾 明", "有限公司",
        "hu", "hua", "wei sh", "HUAWEI", "ｈｕａｗｅｉ",
        "shhw", "hw", "hwjs", "zm", "cm",
        "shanghaihuawei", "huaweiji", "zengming", "cengming", "ze", "shanghai jishu",
        "8000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "0086-13800138000", "013800138000",
        "138 00138000", "1380013 8000", "86 138 0013 8000", "(+86) 138 0013 8000", "138–0013–8000",
        "028 0000 0130", "(028) 0000-0130", "（０２８）００００　０１３０", "028-0000 0130", "028 0000",
        "+86 28 0000 0130", "+86 028 0000 0130", "+86(0)28 0000 0130", "0086 028 00000130", "0000 0130",
        "+44 (0)20 7946 0018", "0044 20 7946 0018", "020 7946 0018", "7946 0018",
        "华为 138 0013 8000", "028 0000 0130 huawei", "13800138000 02800000130",
        "li.ming", "ming@exam", "@example.com", "li example",
        "91310000", "ma1fl5x", "X123", "010-8765-4321", "(010)87654321", "4321",
    ],
)  # fmt: skip
def test_a_customer_is_found_by(query: str) -> None:
    assert is_found(query)


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "h", "1 2", "华北", "hx", "wshh", "8002", "明曾", "技术 北京", "---",
        "138 0013 8001", "0000 0131", "029 0000 0130", "13800138000 02900000130", "8000 0130",
    ],
)  # fmt: skip
def test_a_customer_is_not_found_by(query: str) -> None:
    assert not is_found(query)


# Few characters, so that words, runs and numbers of every sort come about.
_NAMES = st.one_of(
    st.text(st.sampled_from("李明單于重庆ab1203 -+./(Ａ　é가か\u0301\u200b😀"), max_size=40),
    st.text(st.characters(), max_size=40),
)


@settings(max_examples=1_000)
@given(_NAMES, st.data())
def test_every_fragment_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded)))
    fragment = folded[start : data.draw(st.integers(start, len(folded)))]
    assert set(query_grams(fragment)) <= grams(name)
    if len(query_words(fragment)) == 1 and len(fragment.strip()) >= 2 and fragment.isalnum():
        assert query_grams(fragment)


@settings(max_examples=1_000)
@given(_NAMES, st.data())
def test_every_fragment_passes_the_exact_check(name: str, data: st.DataObject) -> None:
    words = fold(name).split()
    if words:
        word = data.draw(st.sampled_from(words))
        start = data.draw(st.integers(0, len(word) - 1))
        fragment = word[start : data.draw(st.integers(start + 1, len(word)))]
        assert found(search_text([name]), fragment)


@settings(max_examples=1_000)
@given(st.from_regex(r"[1-9][0-9]{6,10}", fullmatch=True), st.data())
def test_a_phone_is_found_however_its_digits_are_grouped(digits: str, data: st.DataObject) -> None:
    entry = search_entry(["示例"], [f"+86{digits}"])
    before = data.draw(st.sampled_from(["", "0", "+86", "+86 ", "(+86) ", "+86 0", "0086-", "86 ", "(0"]))
    gaps = st.sampled_from(["", "", " ", "-", ".", " - ", ") ", "\u2011", "\u00a0"])
    query = before + "".join([digit + data.draw(gaps) for digit in digits[:-1]]) + digits[-1]
    assert 0 < len(query_grams(query)) == len(set(query_grams(query)) & set(entry.grams))
    assert found(entry.text, query)


@pytest.mark.parametrize("query", ["138 0000", "+86 138 0000", "380000012", "tel8613800"])
def test_seven_digits_are_looked_up_as_they_stand(query: str) -> None:
    """Where all phones begin alike, and many end in zeros, every triple of them is everywhere."""
    entry = search_entry(["示例 tel8613800000123"], ["+8613800000123"])
    long = [gram for gram in query_grams(query) if len(gram) == 7]
    assert long
    assert set(query_grams(query)) <= set(entry.grams)


@settings(max_examples=1_000)
@given(st.text(st.sampled_from("0123456789a -(./+"), max_size=40), st.data())
def test_every_fragment_of_a_name_with_numbers_finds_it(name: str, data: st.DataObject) -> None:
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded)))
    fragment = folded[start : data.draw(st.integers(start, len(folded)))]
    assert set(query_grams(fragment)) <= grams(name)
    assert found(search_text([name]), fragment)


@given(st.lists(st.text(st.characters()), max_size=3), st.lists(st.text(st.characters()), max_size=3))
def test_any_text_can_be_indexed_and_stored(names: list[str], codes: list[str]) -> None:
    entry = search_entry(names, codes)
    "".join([entry.text, *entry.grams]).encode()
    assert "\0" not in entry.text
    assert len(set(entry.grams)) == len(entry.grams)


def test_huge_cells_stay_cheap() -> None:
    entry = search_entry(["深圳市" * 100_000], ["1" * 100_000])
    assert len(entry.grams) < 1_000
    assert len(query_grams("ab12" * 100_000)) <= 100
