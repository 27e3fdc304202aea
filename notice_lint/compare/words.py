"""What a problem is about, without what is put around it where it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_lint.document.companions import ProblemEntry
from notice_lint.document.notice import ProblemItem
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.text.folding import view
from notice_lint.text.spans import Span

_MARKS = re.compile(r"[^\w]|_")


def core(words: str) -> str:
    """Return the words of a problem without marks, and without 针对…的问题 around them."""
    shown = view(words).strip()
    before = alphabet("frame_before").match(shown)
    start = before.end if before else 0
    behind = next(
        (hit for hit in alphabet("frame_behind").scan(shown, start) if hit.end == len(shown)), None
    )
    inner = shown[start : behind.start if behind else len(shown)]
    return _MARKS.sub("", inner) or _MARKS.sub("", shown)


def plain(words: str) -> str:
    """Return words without marks and blanks."""
    return _MARKS.sub("", view(words))


def told(entry: ProblemEntry, text: str) -> str:
    """Return all that a paper says of how a problem shows; `text` is that of the paper."""
    return plain("".join(_told(entry.item, text)))


def _told(item: ProblemItem, text: str) -> Iterator[str]:
    yield item.problem.text
    yield from (span.of(text) for span in item.statement)
    for child in item.children:
        yield from _told(child, text)


def body(spans: tuple[Span, ...], text: str) -> str:
    """Return the words of some places without marks and blanks."""
    return plain("".join(span.of(text) for span in spans))
