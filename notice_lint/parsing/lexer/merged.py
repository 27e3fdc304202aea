"""One label for two parts: 原因分析及整改措施：… says why and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notice_lint.parsing.lexer.alphabet import Alphabet, alphabet
from notice_lint.parsing.lexer.lines import TEXT
from notice_lint.parsing.lexer.segments import Segment

BARE = {"CAUSE": "BARE_CAUSE", "MEASURES": "BARE_MEASURES"}
"""The labels that are merged with one another, and the parts without one; what holds a status is
told by its text."""

_JOINED = re.compile(r" *(?:以及|及其?|和|与|、|暨|/) *")
_STOPS = "。;:!? "


def part_merged(divided: Sequence[Segment], labels: Alphabet) -> Iterator[Segment]:
    """Yield segments; the text behind a label that names two parts is both of them."""
    waiting: list[Segment] = []
    second: str | None = None
    for segment in divided:
        if second is not None and segment.kind == TEXT:
            waiting.append(segment)
            continue
        yield from _parted(waiting, None if segment.kind == second else second)
        yield segment
        waiting, second = [], _second(segment, labels)
    yield from _parted(waiting, second)


def _second(label: Segment, labels: Alphabet) -> str | None:
    """Return the kind of the second of two labels that are written as one, if it is two."""
    joints = _JOINED.finditer(label.words) if label.kind in BARE else ()
    hits = (labels.match(f"{label.words[joint.end() :]}:") for joint in joints)
    kinds = (hit.terminal for hit in hits if hit)
    return next((kind for kind in kinds if kind in BARE and kind != label.kind), None)


def _parted(texts: Sequence[Segment], second: str | None) -> Iterator[Segment]:
    """Yield what stands behind a label, and what of it is the second part.

    That begins with 一是 or with the second paragraph; else all of it says both.
    """
    if second is None or not texts:
        yield from texts
        return
    text, *others = texts
    runs = alphabet("first_enumerator").scan(text.words, 1)
    start = next((run.start for run in runs if text.words[run.start - 1] in _STOPS), None)
    if others or start is None:
        yield text
        yield from _bare(others or [text], second)
    else:
        yield text.part(TEXT, 0, start)
        yield from _bare([text.part(TEXT, start)], second)


def _bare(texts: Sequence[Segment], kind: str) -> Iterator[Segment]:
    yield texts[0].as_(BARE[kind])
    yield from texts[1:]
