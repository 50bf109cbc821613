"""Pinyin, initials and the order of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.names import initials, sort_key


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("李明", "lm"),
        ("單偉", "sw"),
        ("曾国藩", "zgf"),
        ("解晓东", "xxd"),
        ("仇英", "qy"),
        ("区志明", "ozm"),
        ("查良镛", "zly"),
        ("尉迟恭", "ycg"),
        ("朴树", "ps"),
        ("欧阳娜娜", "oynn"),
        ("重庆银行", "cqyh"),
        ("长城汽车", "ccqc"),
        ("解放路商店", "jflsd"),
        ("区块链", "qkl"),
        ("TCL集团", "tjt"),
        ("John Smith", "js"),
        ("吕布", "lb"),
        ("Ольга", "о"),
        ("（）", ""),
    ],
)
def test_initials_are_those_that_people_type(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_chinese_sorts_by_sound_between_the_latin_names() -> None:
    names = [
        "3M",
        "阿里巴巴",
        "Alibaba",
        "白云",
        "Bob",
        "李明",
        "李伟",
        "力安",
        "力伟",
        "lian",
        "张三",
        "Ж",
        "きむら",
    ]
    assert sorted(sorted(names), key=sort_key) == names


def test_tone_then_character_tell_equal_syllables_apart() -> None:
    assert sorted(["丽", "李", "里", "离"], key=sort_key) == ["离", "李", "里", "丽"]


def test_spelling_does_not_move_a_name() -> None:
    assert sort_key("葉　問") == sort_key("叶问") == sort_key("「叶问」")


def test_a_key_fits_an_index_row() -> None:
    assert len(sort_key("庄" * 10_000).encode()) <= 800
    assert sort_key("！？") == "!?"


@given(st.text(st.characters()))
def test_any_text_has_a_key_and_initials_that_can_be_stored(text: str) -> None:
    assert "\0" not in sort_key(text) + initials(text)
    (sort_key(text) + initials(text)).encode()
