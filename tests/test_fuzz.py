"""Files of every kind, tampered with: the program keeps its promises (`fuzz.targets`).

NOTICE_LINT_FUZZ=1000 puts so many inputs through each target, which takes minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from fuzz import atheris_target, driving, measure, seeds, targets
from fuzz.driving import BrokenPromiseError
from fuzz.mutate import LARGEST, mutated
from fuzz.targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notice_lint import readers

FEW = 2
"""Inputs of each target in a usual run of the suite."""
INPUTS = int(os.environ.get("NOTICE_LINT_FUZZ", FEW))
ODD = (b"", b"\0", b"\xff\xfe\0", b"PK\x03\x04", b"%PDF-", b"[" * 5000, "甲".encode("utf-16"))
"""Bytes that changes of whole files hardly come to."""


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.data())
def test_a_changed_file_breaks_no_promise(name: str, random: Random, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(TARGETS[name].seeds()))
    TARGETS[name](mutated(whole, random))


@pytest.mark.parametrize("name", TARGETS)
def test_bytes_that_are_no_such_file_break_no_promise(name: str) -> None:
    place = list(TARGETS).index(name) % len(ODD)
    for data in ODD if INPUTS > FEW else ODD[place : place + 1]:
        TARGETS[name](data)


def test_whole_files_are_read() -> None:
    """What is changed must be in order before, or nothing behind the first look is reached."""
    for name in ("docx", "pdf", "markdown"):
        for data in TARGETS[name].seeds():
            assert "整改" in readers.from_bytes(data, f"m.{name}").text


def test_changes_come_again_and_are_of_many_kinds() -> None:
    inputs = {measure.made("markdown", number) for number in range(20)}
    assert inputs == {measure.made("markdown", number) for number in range(20)}
    assert len(inputs) == 20
    assert all(len(mutated(seeds.PAGE.encode(), Random(seed))) <= LARGEST for seed in range(50))


# ── what a target must see ──


def test_an_exception_that_nobody_foresaw_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def from_bytes(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(readers, "from_bytes", from_bytes)
    with pytest.raises(IndexError):
        TARGETS["text"](seeds.NOTICE.encode())


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("\x1b[31m", "x1b"),
        (seeds.NUMBER, "identity number"),
        ("错误：m.txt：无法读取：KeyError", "KeyError"),
    ],
)
def test_words_that_no_output_may_hold_are_seen(
    monkeypatch: pytest.MonkeyPatch, words: str, seen: str
) -> None:
    def run(_: object) -> int:
        sys.stderr.write(words)
        return 0

    monkeypatch.setattr(driving, "run", run)
    with pytest.raises(BrokenPromiseError, match=seen):
        driving.notice_lint("check")


def test_a_lost_neighbour_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "expected", list)
    monkeypatch.setattr(targets, "checked", lambda *_: {"a.txt": []})
    with pytest.raises(BrokenPromiseError, match=r"z\.txt"):
        TARGETS["text"](seeds.NOTICE.encode())


def test_what_is_written_outside_is_seen() -> None:
    def act(_: bytes) -> None:
        Path("../stray.txt").touch()

    with pytest.raises(BrokenPromiseError, match="outside"):
        driving.Target(act, lambda: ())(b"")


def test_a_slow_command_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driving, "SLOWEST", -1.0)
    with pytest.raises(BrokenPromiseError, match="--version"):
        driving.notice_lint("--version")


# ── the other ways to run them ──


def test_many_inputs_are_measured_in_processes_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    # by a process of its own: a child counts the memory of what it was split off from
    command = [sys.executable, "-m", "fuzz.measure", "--inputs", "2", "baseline"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "| baseline | 2 | 0 |" in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_guided_fuzzer_runs_a_target(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed")
    monkeypatch.chdir(Path(__file__).parent)
    command = [sys.executable, "-m", "fuzz.atheris_target", "baseline", "-runs=3"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "Done 3" in done.stderr, done.stderr


def test_a_guided_fuzzer_changes_files_as_their_kind_is() -> None:
    assert atheris_target.changed(b"a" * 100, 10, 1) == mutated(b"a" * 100, Random(1))[:10]
