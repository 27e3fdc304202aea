"""Whole runs of notice-lint beside its peers: the table of benchmarks/README.md, measured.

    python benchmarks/run.py --program CLEAN-VENV/bin/notice-lint --peers FOLDER
    python benchmarks/run.py --only c200 --runs 3
    python benchmarks/run.py --profile c200

The two sides of a row run in turn, and a ratio is the median of those of the pairs: the machine
drifts, ratios hold. Peers are what is found on PATH, beside the program and in
FOLDER/node_modules/.bin.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import corpora
from msgspec import Struct

EMPTY = "import typer\n\n\ndef main() -> None: ...\n\n\ntyper.run(main)\n"
"""A Typer program that does nothing."""
US = "notice-lint"
PEERS = {
    "yamllint": ("yaml", ("-f", "parsable", "yaml")),
    "zhlint": ("md", ("md/*.md",)),
    "autocorrect": ("txt", ("--lint", "--format", "json", "txt")),
}
"""The rendering that each peer reads, and its arguments, with its quickest output."""
FORMATS = ("text", "json", "sarif", "html")
STREAMED = (*FORMATS, "xlsx", "docx")
"""Formats whose memory is looked at."""


class Cost(Struct, frozen=True):
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all its processes together."""
    memory: float
    """Megabytes of its largest process."""


class Side(Struct, frozen=True):
    """A command, where it runs, and with what."""

    command: Sequence[str]
    folder: Path
    variables: dict[str, str] = {}


class Row(Struct, frozen=True):
    """A line of the table: what is run, beside what, and what is asked of it."""

    work: str
    ours: Side
    peer: Side | None = None
    ratio: float | None = None
    """At most so much of what the peer takes."""
    by: str = "cpu"
    """Which figure the ratio is of."""
    seconds: float | None = None
    megabytes: float | None = None
    runs: int | None = None
    """How often it runs, where that is not said for all."""


class Bench:
    """Makes the rows, for what is installed."""

    def __init__(self, program: str, peers: Path, folder: Path) -> None:
        """Take our program, the folder of peers, and where corpora are written."""
        self.program = program
        self.folder = folder
        self.scratch = Path(tempfile.mkdtemp(prefix="notice-lint-bench-"))
        beside = Path(program).parent
        self.path = f"{peers}/node_modules/.bin:{beside}:{os.environ['PATH']}"
        self.python = str(beside / "python")

    def rows(self) -> Iterator[tuple[str, Callable[[], Iterator[Row]]]]:
        """Yield the groups of rows, by the name that chooses them."""
        yield "start", self._start
        yield "five", lambda: self._beside("five", {"yamllint": (1.5, "cpu")})
        yield "c200", self._many
        yield "memory", self._memory
        yield "single", self._single
        yield "marks", self._marks

    def _ours(self, name: str, *arguments: str, cache: str = "") -> Side:
        place = corpora.make(name, self.folder)
        command = [self.program, "check", *arguments, "txt"]
        return Side(command, place, {"NOTICE_LINT_CACHE_DIR": cache})

    def _cache(self, name: str) -> str:
        folder = self.scratch / name
        folder.mkdir(mode=0o700, exist_ok=True)
        return str(folder)

    def _peer(self, name: str, corpus: str) -> Side | None:
        program = shutil.which(name, path=self.path)
        _, arguments = PEERS[name]
        place = corpora.make(corpus, self.folder)
        return Side([program, *arguments], place) if program else None

    def _start(self) -> Iterator[Row]:
        empty = self.scratch / "empty.py"
        empty.write_text(EMPTY)
        typer = Side([self.python, str(empty)], self.scratch)
        yield Row(
            "`--version` / an empty Typer program",
            Side([self.program, "--version"], self.scratch),
            typer,
            1.1,
        )
        warm = self._cache("warm")
        for name, cache in (("warm cache", warm), ("no cache", "")):
            ours = self._ours("small", "--no-cache", cache=cache)
            yield Row(f"one small notice / an empty Typer program, {name}", ours, typer, 1.15)

    def _beside(
        self, corpus: str, goals: Mapping[str, tuple[float | None, str]], *arguments: str
    ) -> Iterator[Row]:
        words = " ".join(arguments) or "text"
        for peer, (ratio, by) in goals.items():
            ours = self._ours(corpus, "--no-cache", *arguments, cache=self._cache("warm"))
            side = self._peer(peer, corpus)
            if side:
                yield Row(f"{corpus}, {words} / {peer}", ours, side, ratio, by)

    def _many(self) -> Iterator[Row]:
        for name in FORMATS:
            goals = {"yamllint": (1.2 if name in ("text", "json") else None, "wall")}
            yield from self._beside("c200", goals, "--format", name)
        yield from self._beside("c200", {"zhlint": (0.45, "cpu"), "autocorrect": (None, "cpu")})
        ours = self._ours("c200", cache=self._cache("results"))
        yield Row("c200, results remembered / yamllint", ours, self._peer("yamllint", "c200"), 0.25)

    def _memory(self) -> Iterator[Row]:
        for name in STREAMED:
            place = str(self.scratch / f"out-{name}")
            where = (
                ()
                if name in FORMATS
                else ("-o", f"{name}:{place}{'.xlsx' if name == 'xlsx' else ''}", "--quiet")
            )
            arguments = ("--format", name) if name in FORMATS else where
            ours = self._ours("c5000", "--no-cache", *arguments)
            yield Row(f"c5000, {name}, largest process", ours, megabytes=100, runs=1)

    def _single(self) -> Iterator[Row]:
        large, small = self._ours("10mb", "--no-cache"), self._ours("1mb", "--no-cache")
        yield Row("10 MB / 1 MB in one file", large, small, 10.5, megabytes=300, runs=1)

    def _marks(self) -> Iterator[Row]:
        ours = self._ours("marks", "--no-cache")
        yield Row(f"{corpora.OPEN_MARKS:,} open 《", ours, seconds=2, megabytes=200, runs=3)


def once(side: Side, limit: float) -> Cost | None:
    """Run a command in a folder, its output thrown away; None when it takes longer than a limit."""
    start = time.perf_counter()
    child = subprocess.Popen(
        ["timeout", str(limit), *side.command],
        cwd=side.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"NOTICE_LINT_CONFIG": "none"} | side.variables,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if child.returncode == 124:
        return None
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(row: Row, runs: int, limit: float) -> tuple[list[Cost], list[Cost]] | None:
    """Run both sides of a row in turn, once more than is counted; None where one takes too long."""
    ours: list[Cost] = []
    theirs: list[Cost] = []
    warm = runs > 1
    for number in range(runs + warm):
        for side, costs in ((row.ours, ours), (row.peer, theirs)):
            cost = once(side, limit) if side else None
            if side and cost is None:
                return None
            if cost and (number or not warm):
                costs.append(cost)
    return ours, theirs


def line_of(row: Row, runs: int, limit: float) -> str:
    """Measure a row and return its line of the table."""
    costs = measured(row, row.runs or runs, limit)
    if costs is None:
        return f"| {row.work} | {_goal(row)} | over {limit:.0f} s | missed |"
    ours, theirs = costs
    cpu, wall, memory = (_median(ours, name) for name in ("cpu", "wall", "memory"))
    figures = [f"{cpu:.2f} s cpu, {wall:.2f} s wall, {memory:.0f} MB"]
    misses = [memory > (row.megabytes or memory), cpu > (row.seconds or cpu)]
    if theirs:
        ratios = {name: _ratio(ours, theirs, name) for name in ("cpu", "wall")}
        figures.insert(0, ", ".join(f"{name} **{ratio:.2f} ×**" for name, ratio in ratios.items()))
        misses.append(ratios[row.by] > (row.ratio or ratios[row.by]))
    verdict = "" if _goal(row) == "" else "missed" if any(misses) else "met"
    return f"| {row.work} | {_goal(row)} | {'; '.join(figures)} | {verdict} |"


def _goal(row: Row) -> str:
    goals = (
        (row.ratio, f"≤ {row.ratio} × {row.by}"),
        (row.seconds, f"≤ {row.seconds} s"),
        (row.megabytes, f"≤ {row.megabytes} MB"),
    )
    return ", ".join(words for value, words in goals if value is not None)


def _median(costs: Sequence[Cost], name: str) -> float:
    return float(statistics.median(getattr(cost, name) for cost in costs))


def _ratio(ours: Sequence[Cost], theirs: Sequence[Cost], name: str) -> float:
    """Return the median of the ratios of pairs that ran next to each other."""
    pairs = zip(ours, theirs, strict=True)
    ratios = (getattr(our, name) / getattr(their, name) for our, their in pairs)
    return float(statistics.median(ratios))


def main() -> None:
    """Measure or profile, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="*", help="start, five, c200, memory, single, marks")
    parser.add_argument("--program", default=shutil.which(US), help="an installed notice-lint")
    parser.add_argument("--peers", type=Path, default=corpora.ROOT, help="folder of node_modules")
    parser.add_argument("--corpora", type=Path, default=Path("/tmp/notice-lint-real-shaped"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=600, help="seconds of one run")
    parser.add_argument("--profile", metavar="NAME", help="show where our own time goes instead")
    options = parser.parse_args()
    options.corpora.mkdir(parents=True, exist_ok=True)
    if options.profile:
        import profiling

        profiling.profile(corpora.make(options.profile, options.corpora) / "txt")
        return
    sys.stdout.write("| work | goal | measured | |\n|---|---|---|---|\n")
    bench = Bench(options.program, options.peers, options.corpora)
    for name, rows in bench.rows():
        for row in rows() if not options.only or name in options.only else ():
            sys.stdout.write(line_of(row, options.runs, options.limit) + "\n")
            sys.stdout.flush()
    shutil.rmtree(bench.scratch)


if __name__ == "__main__":
    main()
