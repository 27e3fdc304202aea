"""A target for a fuzzer that is led by what the code does: `python -m fuzz.atheris_target docx`.

Run in `tests/`, where `pip install atheris` has a wheel; what libFuzzer takes stands behind the
name: a folder of files to begin from, `-max_total_time=600`, `-runs=10000`. Without a folder it
begins from the files of `fuzz.seeds`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from fuzz.mutate import LARGEST, mutated

OPTIONS = (f"-max_len={LARGEST}", "-timeout=60", "-rss_limit_mb=2048")


def changed(data: bytes, largest: int, seed: int) -> bytes:
    """Return a file changed as its kind is, which flipping of bits would hardly ever do."""
    return mutated(data, Random(seed))[:largest]


def main(arguments: Sequence[str]) -> None:
    """Fuzz the target that is named first."""
    import atheris

    name, *options = arguments
    with atheris.instrument_imports(include=["notice_lint"]), TemporaryDirectory() as folder:
        from notice_lint import cache

        os.environ[cache.VARIABLE] = folder
        from fuzz.targets import TARGETS

        target = TARGETS[name]
        corpus = Path(folder, "seeds")
        corpus.mkdir()
        for number, whole in enumerate(target.seeds()):
            (corpus / str(number)).write_bytes(whole)
        atheris.Setup(
            [sys.argv[0], *OPTIONS, *options, str(corpus)],
            lambda data: void(target(data)),
            custom_mutator=changed,
        )
        atheris.Fuzz()


def void(_: object) -> None:
    """Return nothing, as the fuzzer wants it."""


if __name__ == "__main__":
    main(sys.argv[1:])
