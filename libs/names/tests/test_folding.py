import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.names import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("葉問", "叶问"),
        ("臺灣積體電路", "台湾积体电路"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("  Acme \t\n Ltd ", "acme ltd"),
        ("张\u200b三\ufeff", "张三"),
        ("李\U000e0100明", "李明"),
        ("ﬁnance", "finance"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("e\u0301", "é"),
        ("a\0b", "ab"),
        ("㈱", "(株)"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_different_spellings_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(st.characters()))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_single_character_folds_to_a_fixed_point() -> None:
    everything = [chr(n) for n in (*range(0x20000), 0x2F800, 0xE0041)]
    assert [char for char in everything if fold(fold(char)) != fold(char)] == []


@given(st.text(st.characters()))
def test_a_folded_text_can_be_stored(text: str) -> None:
    assert "\0" not in fold(text)
    fold(text).encode()
