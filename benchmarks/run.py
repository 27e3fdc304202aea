"""Whole runs of notice-lint and of its peers in turn: time, processor time, memory, ratio.

    python benchmarks/run.py --program CLEAN-VENV/bin/notice-lint --peers FOLDER five c200
    python benchmarks/run.py --profile c200

Peers are what is found on PATH and in FOLDER/node_modules/.bin. The machine drifts: ratios hold,
times do not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import corpora

EMPTY = "import typer\n\n\ndef main() -> None: ...\n\n\ntyper.run(main)\n"
PEERS = {
    "yamllint": ("yaml", ("-d", "relaxed", "yaml")),
    "zhlint": ("md", ("md/*.md",)),
    "textlint": ("md", ("md",)),
    "lint-md": ("md", ("md/*.md",)),
    "autocorrect": ("txt", ("--lint", "txt")),
}
"""The rendering that each peer reads, and its arguments."""
TEXTLINT = """{"rules": {"sentence-length": true, "max-kanji-continuous-len": true, "no-nfd": true,
 "no-zero-width-spaces": true, "no-exclamation-question-mark": true, "ja-unnatural-alphabet": true}}
"""
"""The rules for textlint that judge Chinese text as well; there is no preset for it."""
US = "notice-lint"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all its processes together."""
    memory: float
    """Megabytes of its largest process."""


def once(command: list[str], folder: Path, limit: float) -> Cost | None:
    """Run a command in a folder, its output thrown away; None when it takes longer than a limit."""
    start = time.perf_counter()
    child = subprocess.Popen(
        ["timeout", str(limit), *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"NOTICE_LINT_CONFIG": "none"},
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if child.returncode == 124:
        return None
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def commands(options: argparse.Namespace, name: str) -> dict[str, list[str]]:
    """Return what is run on a corpus, by tool: ours first, then the peers that are installed."""
    ours = options.program
    if name == "version":
        empty = options.corpora / "empty.py"
        empty.write_text(EMPTY)
        python = str(Path(ours).parent / "python")
        return {US: [ours, "--version"], "empty typer": [python, str(empty)]}
    found = {US: [ours, "check", "--no-cache", "txt"]}
    if name == "small":
        found |= {"empty typer": commands(options, "version")["empty typer"]}
    places = f"{options.peers}/node_modules/.bin:{os.environ['PATH']}"
    for peer, (_, arguments) in PEERS.items():
        program = shutil.which(peer, path=places)
        if program and peer not in options.without:
            found[peer] = [program, *arguments]
    return found


def compare(options: argparse.Namespace, name: str) -> None:
    """Run all tools on one corpus in turn and print medians."""
    options.corpora.mkdir(parents=True, exist_ok=True)
    folder = options.corpora if name == "version" else corpora.make(name, options.corpora)
    (folder / ".textlintrc.json").write_text(TEXTLINT)
    tools = commands(options, name)
    costs: dict[str, list[Cost | None]] = {tool: [] for tool in tools}
    for _ in range(options.runs):
        for tool, command in tools.items():
            if None not in costs[tool]:
                costs[tool].append(once(command, folder, options.limit))
    ours = median(costs[US])
    sys.stdout.write(f"{name}\n")
    for tool, measured in costs.items():
        cost = median(measured)
        words = f"over {options.limit} s"
        if cost:
            words = f"{cost.wall:8.3f} s wall {cost.cpu:8.3f} s cpu {cost.memory:6.0f} MB"
        if cost and ours:
            words += f"   {ours.wall / cost.wall:5.2f} ×"
        sys.stdout.write(f"  {tool:<14}{words}\n")


def median(costs: list[Cost | None]) -> Cost | None:
    """Return the middle of each figure; None when a run was stopped."""
    done = [one for one in costs if one]
    if len(done) < len(costs):
        return None
    return Cost(
        statistics.median(one.wall for one in done),
        statistics.median(one.cpu for one in done),
        statistics.median(one.memory for one in done),
    )


def main() -> None:
    """Compare or profile, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", default=["version", "small", "five", "c200"])
    parser.add_argument("--program", default=shutil.which(US), help="an installed notice-lint")
    parser.add_argument("--peers", type=Path, default=corpora.ROOT, help="folder of node_modules")
    parser.add_argument("--without", nargs="*", default=(), help="peers to leave out")
    parser.add_argument("--corpora", type=Path, default=Path("/tmp/notice-lint-corpora"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=120, help="seconds of one run")
    parser.add_argument("--profile", action="store_true", help="show where our own time goes")
    options = parser.parse_args()
    for name in options.names:
        if options.profile:
            import profiling

            profiling.profile(corpora.make(name, options.corpora) / "txt")
        else:
            compare(options, name)


if __name__ == "__main__":
    main()
