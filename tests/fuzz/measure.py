"""Many inputs over all targets, each target in processes of its own: what fails, seconds, memory.

Run in `tests/`: `python -m fuzz.measure --inputs 10000 --keep FOLDER`. What fails is kept there.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from fuzz.mutate import mutated
from fuzz.targets import TARGETS
from notice_lint import cache

MEGABYTES = 300
HANGS = 60
"""Seconds by the clock after which a process that is stuck in a library is ended."""
CHUNK = 100
"""Inputs of a process: what an input leaves behind is seen in those after it."""


def made(target: str, number: int) -> bytes:
    """Return an input of a target; the same number gives the same input."""
    random = Random(f"{target} {number}")
    whole = TARGETS[target].seeds()
    return mutated(whole[random.randrange(len(whole))], random)


def work(target: str, first: int, last: int) -> None:
    """Put inputs through a target and print a line of JSON for each."""
    for number in range(first, last):
        data = made(target, number)
        faulthandler.dump_traceback_later(HANGS, exit=True)
        failure, seconds = "", 0.0
        try:
            seconds = TARGETS[target](data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            failure = traceback.format_exc(limit=-6)
        emit(number=number, seconds=round(seconds, 3), failure=failure, megabytes=megabytes())
    faulthandler.cancel_dump_traceback_later()


def emit(**values: object) -> None:
    """Print a line for whoever started this process."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def megabytes() -> int:
    """Return the largest size that this process or one of its children had."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) >> 10


def results(target: str, count: int, start: int) -> Iterator[dict[str, Any]]:
    """Yield what became of each input; one that ends its process is a failure."""
    number, end = start, start + count
    while number < end:
        last = min(number + CHUNK, end)
        command = [sys.executable, "-m", "fuzz.measure", "--work", target, str(number), str(last)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        yield from lines
        number += len(lines)
        if number < last:
            yield {
                "number": number,
                "seconds": HANGS,
                "failure": done.stderr[-3000:],
                "megabytes": 0,
            }
            number += 1


def main(arguments: Sequence[str]) -> int:
    """Put inputs through all targets and print a row for each; return 1 where one fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--work", nargs=3)
    parser.add_argument("targets", nargs="*", default=[])
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        if asked.work:
            os.environ[cache.VARIABLE] = folder
            target, first, last = asked.work
            work(target, int(first), int(last))
            return 0
    return table(asked)


def table(asked: argparse.Namespace) -> int:
    """Print a row for each target."""
    names = asked.targets or list(TARGETS)
    fallen = 0
    print("| target | inputs | failures | slowest, s | largest process, MB | s in all |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for target in names:
        begun = time.monotonic()
        rows = list(results(target, asked.inputs // len(names), asked.start))
        failures = [row for row in rows if row["failure"]]
        large = [row for row in rows if row["megabytes"] > MEGABYTES]
        fallen += len(failures) + len(large)
        keep(asked.keep, target, [*failures, *large[:1]])
        most = [max(row[name] for row in rows) for name in ("seconds", "megabytes")]
        print(  # noqa: T201
            f"| {target} | {len(rows)} | {len(failures)} | {most[0]:.1f} | {most[1]} "
            f"| {time.monotonic() - begun:.0f} |",
            flush=True,
        )
    return int(bool(fallen))


def keep(folder: Path | None, target: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write what fell, and why, to a folder."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        stem = folder / f"{target}-{row['number']}"
        stem.write_bytes(made(target, row["number"]))
        stem.with_suffix(".log").write_text(
            f"{row['seconds']} s, {row['megabytes']} MB\n{row['failure']}", encoding="utf-8"
        )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
