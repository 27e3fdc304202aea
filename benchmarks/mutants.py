"""What the tests see of small faults in the code: a sample of changed expressions, by area.

Run `python benchmarks/mutants.py suppression --sample 60`. The tests of the area are collected
once; each change is then made in the memory of a child, which runs those that reach the changed
function, the quickest first. Nothing is written into the tree.
"""

from __future__ import annotations

import argparse
import builtins
import json
import os
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from types import CodeType

import pytest
from mutant_code import (
    RECORDER,
    ROOT,
    Mutant,
    function_key,
    live_functions,
    module_name,
    mutants_of,
    recording,
)

KILLED, SURVIVED, TIMED_OUT, UNREACHED = "killed", "survived", "timed out", "not reached"
PATIENCE = 20.0
"""Seconds that a child gets beside ten times what its tests took unchanged."""


@dataclass(frozen=True)
class PassedTest:
    """What a test took unchanged, and the functions that it reached."""

    item: pytest.Item
    seconds: float
    reached: frozenset[str]


class Child:
    """A process split from this one, which has collected the tests already."""

    def __init__(self, act: Callable[[], int]) -> None:
        """Split it off, to do something that nobody sees and end with a code."""
        self.pid = os.fork()
        if not self.pid:
            os.setsid()
            silence = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(silence, stream)
            try:
                os._exit(act())
            finally:
                os._exit(2)

    def ended(self, seconds: float) -> int | None:
        """Return how it ended; None where it was stopped after so many seconds."""
        end = monotonic() + seconds
        while monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return status
            sleep(0.01)
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None


class MutationRun:
    """Runs, in place of the collected tests, each mutant of a sample against them."""

    def __init__(
        self, files: Sequence[Path], sample: Sequence[Mutant], folder: Path, seconds: float
    ) -> None:
        """Take the files of an area, changes to them, a folder for notes, and a mutant's time."""
        self.files = files
        self.seconds = seconds
        self.sample = sample
        self.notes = folder / "reached.jsonl"
        self.counts: Counter[str] = Counter()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests unchanged, then those that reach a mutant, for each of them."""
        for path in self.files:  # many are imported where they are needed only
            import_module(module_name(path))
        self.live = live_functions()
        Child(lambda: self._note_reached(session)).ended(3600)
        tests = list(self._passed(session.items))
        print(f"{len(tests)} tests of {len(session.items)} pass unchanged", flush=True)  # noqa: T201
        for mutant in self.sample:
            outcome = self._outcome(mutant, tests)
            self.counts[outcome] += 1
            print(f"{outcome:11} {mutant}", flush=True)  # noqa: T201
        return True

    def _note_reached(self, session: pytest.Session) -> int:
        reached: set[str] = set()
        setattr(builtins, RECORDER, reached.add)
        for path in self.files:
            for name, code in recording(path):
                self._replace(function_key(path, name), code)
        with self.notes.open("w", encoding="utf-8") as file:
            for item, following in _with_next(session.items):
                reached.clear()
                started = monotonic()
                failed = session.testsfailed
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed == failed:
                    took = monotonic() - started
                    file.write(json.dumps([item.nodeid, took, sorted(reached)]) + "\n")
        return 0

    def _passed(self, items: Sequence[pytest.Item]) -> Iterator[PassedTest]:
        by_name = {item.nodeid: item for item in items}
        for line in self.notes.read_text(encoding="utf-8").splitlines():
            name, seconds, reached = json.loads(line)
            yield PassedTest(by_name[name], seconds, frozenset(reached))

    def _outcome(self, mutant: Mutant, tests: Sequence[PassedTest]) -> str:
        key = function_key(mutant.path, mutant.function)
        reaching = list(_quickest((t for t in tests if key in t.reached), self.seconds))
        if not reaching or key not in self.live:
            return UNREACHED

        def run() -> int:
            self._replace(key, mutant.code)
            for item, following in _with_next([test.item for test in reaching]):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if item.session.testsfailed:
                    return 1
            return 0

        status = Child(run).ended(PATIENCE + 10 * sum(test.seconds for test in reaching))
        if status is None:
            return TIMED_OUT
        return KILLED if status else SURVIVED

    def _replace(self, key: str, code: CodeType) -> None:
        for function in self.live.get(key, ()):
            function.__code__ = code


def _quickest(tests: Iterable[PassedTest], seconds: float) -> Iterator[PassedTest]:
    """Yield the quickest tests, as many as take so long together, and one at least."""
    left = seconds
    for test in sorted(tests, key=lambda test: test.seconds):
        if left <= 0:
            return
        yield test
        left -= test.seconds


def _survivors(path: Path) -> set[str]:
    """Return the mutants that survived by what an earlier run printed."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        line.removeprefix(outcome).strip()
        for line in lines
        for outcome in (SURVIVED, UNREACHED)
        if line.startswith(outcome)
    }


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def main() -> int:
    """Run a sample of an area and print what became of it; return 1 where too many survive."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    areas = settings["tool"]["mutants"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("area", choices=areas)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--again", type=Path, help="only what survived by this earlier output")
    parser.add_argument("--seconds", type=float, default=60, help="of tests for each mutant")
    asked = parser.parse_args()
    area = areas[asked.area]
    files = sorted({path for pattern in area["files"] for path in ROOT.glob(pattern)})
    files = [path for path in files if path.suffix == ".py"]
    possible = [mutant for path in files for mutant in mutants_of(path)]
    wanted = possible
    if asked.again:
        names = _survivors(asked.again)
        wanted = [mutant for mutant in possible if str(mutant) in names]
    sample = Random(asked.seed).sample(wanted, min(asked.sample, len(wanted)))
    with TemporaryDirectory() as folder:
        run = MutationRun(files, sample, Path(folder), asked.seconds)
        quiet = [
            "-n0",
            "-s",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:faulthandler",
            "--hypothesis-profile=gate",
        ]
        temporary = f"--basetemp={folder}/tests"
        chosen = [*area["tests"], *area.get("options", [])]
        pytest.main([f"--rootdir={ROOT}", *quiet, temporary, *chosen], [run])
    killed = run.counts[KILLED] + run.counts[TIMED_OUT]
    share = killed / max(1, len(sample))
    counted = f"{len(possible)} mutants, {len(sample)} run, {dict(run.counts)}"
    print(f"{asked.area}: {counted}, {share:.0%}")  # noqa: T201
    return int(share < 0.9)


if __name__ == "__main__":
    sys.exit(main())
