"""Checking again whenever a file changes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import Call, write

EXAMPLES = Path(__file__).parent.parent / "examples"
CLEAN = (EXAMPLES / "clean.txt").read_text(encoding="utf-8")
FAULTY = (EXAMPLES / "numbering.txt").read_text(encoding="utf-8")
Look = Callable[[], object]
"""What happens to the files before the watcher looks."""

pytest.importorskip("watchfiles")


class Watcher:
    """Stands for watchfiles: tells of changes at once, then is interrupted."""

    def __init__(self, *looks: tuple[Look, set[tuple[int, str]]]) -> None:
        self.looks = looks
        self.folders: tuple[Path, ...] = ()
        self.concerns: Callable[[object, str], bool] = lambda *_: True

    def __call__(self, *folders: Path, **options: Any) -> Iterator[set[tuple[int, str]]]:
        self.folders, self.concerns = folders, options["watch_filter"]
        for look, changes in self.looks:
            look()
            yield changes
        raise KeyboardInterrupt


NOTHING: tuple[Look, set[tuple[int, str]]] = (lambda: None, set())


def written(name: str, text: str) -> tuple[Look, set[tuple[int, str]]]:
    return (lambda: write(name, text), {(1, name)})


def test_the_code_is_that_of_the_last_check(
    call: Call, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("draft.txt", FAULTY)
    command = ("check", "draft.txt", "--watch", "--select", "NL302")
    for looks, code, summaries in (
        ((NOTHING,), 1, (1, 0)),
        ((NOTHING, NOTHING, NOTHING), 1, (1, 0)),
        ((NOTHING, written("draft.txt", CLEAN)), 0, (1, 1)),
        ((written("draft.txt", CLEAN), NOTHING, written("draft.txt", FAULTY)), 1, (1, 1)),
        ((), 0, (0, 0)),
    ):
        monkeypatch.setattr("watchfiles.watch", Watcher(*looks))
        ended = call(*command)
        assert ended.code == code
        assert (ended.out.count("错误 1"), ended.out.count("未发现问题")) == summaries


def test_a_check_that_fails_is_told_and_the_next_one_is_made(
    call: Call, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("draft.txt", CLEAN)
    command = ("check", "draft.txt", "--watch")
    broken = (written(".notice-lint.yaml", "nonsense: 1\n"), NOTHING)
    monkeypatch.setattr("watchfiles.watch", Watcher(*broken))
    ended = call(*command)
    assert (ended.code, ended.out) == (2, "")
    assert "nonsense" in ended.err
    monkeypatch.setattr(
        "watchfiles.watch", Watcher(*broken, written(".notice-lint.yaml", "select: [NL302]\n"))
    )
    ended = call(*command)
    assert ended.code == 0
    assert "未发现问题" in ended.out


def test_what_is_no_document_or_setting_changes_nothing(
    call: Call, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("drafts/draft.txt", CLEAN)
    write("single.txt", CLEAN)
    watcher = Watcher(NOTHING)
    monkeypatch.setattr("watchfiles.watch", watcher)
    call("check", "drafts", "single.txt", "--watch")
    assert watcher.folders == (Path("drafts"), Path()) or watcher.folders == (
        Path(),
        Path("drafts"),
    )
    seen = [
        "drafts/draft.txt", "drafts/sub/other.docx", "single.txt", ".notice-lint.yaml",
        "rules/XW101-a.yml", "pyproject.toml",
    ]  # fmt: skip
    unseen = [
        "other.txt",
        "drafts/~$draft.docx",
        "drafts/.~lock.a#",
        "drafts/.notice-lint-abcdefgh.unfinished",
    ]
    assert [name for name in (*seen, *unseen) if watcher.concerns(None, name)] == seen


def test_standard_input_cannot_be_watched(call: Call, place: Path) -> None:
    ended = call("check", "-", "--watch")
    assert ended.code == 2
    assert "不能用于标准输入" in ended.err


def test_a_change_on_the_disk_is_seen(place: Path) -> None:
    draft = write("draft.txt", FAULTY)
    command = [sys.executable, "-m", "notice_lint", "check", "draft.txt", "--watch"]
    with Path("out.txt").open("wb") as out:
        running = subprocess.Popen([*command, "--select", "NL302"], stdout=out, stderr=out)
    try:
        waited("错误 1", 1)
        draft.write_text(CLEAN, encoding="utf-8")
        waited("未发现问题", 1)
    finally:
        running.send_signal(signal.SIGINT)
        code = running.wait(120)
    assert code in (0, 1)  # what is said is said before the check has ended
    assert "Traceback" not in Path("out.txt").read_text(encoding="utf-8")


def waited(words: str, count: int) -> None:
    """Wait until the program has said some words so often, on a busy machine too."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if Path("out.txt").read_text(encoding="utf-8").count(words) >= count:
            return
        time.sleep(0.05)
    pytest.fail(Path("out.txt").read_text(encoding="utf-8"))
