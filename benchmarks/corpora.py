"""Invented notices as long, as many and as faulty as real ones are, the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import msgspec
from notice_numbers import PROFILE, NoticeNumbers
from real_shaped import RealShaped

ROOT = Path(__file__).parent.parent
CORPORA = {"five": 5, "c200": 200, "c1000": 1000, "c5000": 5000}
"""Number of notices of each corpus."""
SINGLE = {"1mb": 1_000_000, "10mb": 10_000_000}
"""Bytes of the corpora that are one file: notices one behind another."""
OPEN_MARKS = 80_000


@cache
def profile() -> tuple[NoticeNumbers, ...]:
    """Return the numbers of the real notices that corpora are made after."""
    return msgspec.json.decode(PROFILE.read_bytes(), type=tuple[NoticeNumbers, ...])


def notice(seed: int) -> str:
    """Return one notice, after the numbers of one real notice or another, in turn."""
    return RealShaped(profile()[seed % len(profile())], seed).write()


def as_yaml(text: str) -> str:
    """Return a notice as tools for YAML read it: one quoted string for each line."""
    title, *lines = [line for line in text.splitlines() if line.strip()]
    quoted = "".join(f"  - {json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    return f"title: {json.dumps(title, ensure_ascii=False)}\nlines:\n{quoted}"


def texts_of(name: str) -> Iterator[str]:
    """Yield the texts of a corpus."""
    if name == "small":
        yield (ROOT / "examples/clean.txt").read_text(encoding="utf-8")
    elif name == "marks":
        yield "《" * OPEN_MARKS
    elif name in SINGLE:
        parts, size = [], 0
        for seed in count():
            parts.append(notice(seed))
            size += len(parts[-1].encode())
            if size >= SINGLE[name]:
                break
        yield "".join(parts)
    else:
        yield from map(notice, range(CORPORA[name]))


def make(name: str, folder: Path) -> Path:
    """Write a corpus as .txt, .md and .yaml below a folder, once; return its place."""
    place = folder / name
    if (place / "whole").exists():
        return place
    for kind in ("txt", "md", "yaml"):
        (place / kind).mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts_of(name)):
        for kind, form in (("txt", text), ("md", text), ("yaml", as_yaml(text))):
            (place / kind / f"{number:04}.{kind}").write_text(form, encoding="utf-8")
    (place / "whole").touch()
    return place
