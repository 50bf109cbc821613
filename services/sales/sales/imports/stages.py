"""Which stage of a pipeline a file means: by its name, a part of it, or another word for the same thing."""

from collections.abc import Callable, Sequence
from typing import Final

from libs.names import fold
from sales.pipelines.stages import Stage, Track

SHORTEST: Final = 2
FIRST: Final = (
    "潜在",
    "初步",
    "接触",
    "接洽",
    "线索",
    "新建",
    "prospect",
    "contact",
    "lead",
    "new",
    "appointment",
)
ALIKE: Final[Sequence[Sequence[str]]] = (
    FIRST,
    ("需求", "分析", "调研", "确认", "needs", "qualif", "discover", "analysis"),
    ("方案", "报价", "提案", "演示", "proposal", "quote", "price", "presentation", "demo", "value prop"),
    ("谈判", "商务", "议价", "negotiat", "review", "decision"),
    ("签约", "签单", "合同", "合约", "contract", "sign", "verbal"),
)
"""Words for the steps that most ways of selling have, in their order; folded, so in simplified characters."""


def pipeline(tracks: Sequence[Track], text: str) -> Track | None:
    """The pipeline of this name, or the only one that has it in its name."""
    wanted = fold(text)
    found = [one for one in tracks if fold(one.name) == wanted] or [
        one for one in tracks if wanted in fold(one.name)
    ]
    return found[0] if len(found) == 1 else None


def named(track: Track, text: str) -> Stage | None:
    """The stage of exactly this name."""
    wanted = fold(text)
    return next((one for one in track.stages if fold(one.name) == wanted), None)


def alike(track: Track, text: str) -> Stage | None:
    """The only stage that a text may mean; one that means a beginning is the first."""
    wanted = fold(text)
    if len(wanted) >= SHORTEST and (one := _only(track, lambda name: wanted in name or name in wanted)):
        return one
    for words in ALIKE:
        if any(word in wanted for word in words):
            found = _only(track, _one_of(words))
            if found or words is FIRST:
                return found or track.stages[0]
    return None


def _one_of(words: Sequence[str]) -> Callable[[str], bool]:
    return lambda name: any(word in name for word in words)


def _only(track: Track, fits: Callable[[str], bool]) -> Stage | None:
    found = [one for one in track.stages if fits(fold(one.name))]
    return found[0] if len(found) == 1 else None
