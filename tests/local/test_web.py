"""What makes the web app be built again, and what does not."""

import json
from pathlib import Path

import pytest

from deploy.local import web
from deploy.local.web import Step


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source, and a place for what is made of it."""
    monkeypatch.setattr(web, "ROOT", tmp_path)
    monkeypatch.setattr(web, "CACHE", tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "page.ts").write_text("one")
    return tmp_path


def test_a_step_is_taken_again_only_when_a_source_changed(tree: Path) -> None:
    taken: list[int] = []
    output = tree / "made"

    def work() -> None:
        taken.append(1)
        output.touch()

    step = Step("app", (tree / "src", tree / "absent"), output, work)
    for change in (
        lambda: None,
        lambda: (tree / "src" / "page.ts").write_text("two"),
        lambda: (tree / "src" / "page.ts").rename(tree / "src" / "other.ts"),
        lambda: output.unlink(),
    ):
        change()
        before = len(taken)
        step.take()
        step.take()
        assert len(taken) == before + 1


def test_a_step_that_failed_is_taken_again(tree: Path) -> None:
    def fail() -> None:
        raise SystemExit("refused")

    output = tree / "made"
    output.touch()
    for _ in range(2):
        with pytest.raises(SystemExit):
            Step("app", (tree / "src",), output, fail).take()


@pytest.mark.parametrize(
    ("present", "fetched"),
    [
        ({"node_modules/a": {"version": "1.0.0"}}, True),
        ({"node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"version": "2.0.0"}}, True),
        ({"node_modules/a": {"version": "0.9.0"}}, False),
        ({}, False),
        (None, False),
    ],
)
def test_packages_are_fetched_when_the_lock_asks_for_others(
    tree: Path, monkeypatch: pytest.MonkeyPatch, present: dict[str, object] | None, fetched: bool
) -> None:
    wanted: dict[str, object] = {"": {}, "node_modules/a": {"version": "1.0.0"}}
    wanted["node_modules/b"] = {"version": "2.0.0", "optional": True}
    monkeypatch.setattr(web, "WEB", tree)
    monkeypatch.setattr(web, "LOCK", tree / "package-lock.json")
    web.LOCK.write_text(json.dumps({"packages": wanted}))
    if present is not None:
        (tree / "node_modules").mkdir()
        (tree / "node_modules" / ".package-lock.json").write_text(json.dumps({"packages": present}))
    assert web.fetched() is fetched
