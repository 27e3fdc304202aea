"""What a problem is about, without what is put around it where it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_lint.document.companions import ProblemEntry
from notice_lint.document.notice import ProblemItem
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.text.folding import view

_OPENING, _CLOSING = frozenset('“"‘'), frozenset('”"’')
_STOPS = " 。.，,；;：:"
_CLAUSE_END = re.compile(r"[,:;。]")
_MARKS = re.compile(r"[^\w]|_")


def named(words: str) -> str:
    """Return what a problem is called, without 针对…的问题 around it.

    “三公”经费管理不严 begins with a quotation of its own: marks go only where both are around it.
    """
    shown = view(words)
    start, end = _inside(shown)
    opens, closes = shown[start - 1 : start] in _OPENING, shown[end : end + 1] in _CLOSING
    if start and opens and not closes:
        start -= 1
    elif end < len(shown) and closes and not opens:
        end += 1
    return words[start:end].strip(_STOPS) or words


def _inside(shown: str) -> tuple[int, int]:
    """Return the range of the words that no frame is around."""
    left = len(shown) - len(shown.lstrip())
    before = alphabet("frame_before").match(shown, left)
    start = before.end if before else left
    frames = alphabet("frame_behind").scan(shown, start)
    behind = next((hit for hit in frames if hit.end == len(shown)), None)
    return start, behind.start if behind else len(shown)


def core(words: str) -> str:
    """Return the words of a problem without marks, and without 针对…的问题 around them."""
    return plain(named(words))


def first_clause(words: str) -> str:
    """Return the words of a problem up to its first comma, without marks."""
    return plain(_CLAUSE_END.split(view(named(words)), maxsplit=1)[0])


def plain(words: str) -> str:
    """Return words without marks and blanks."""
    return _MARKS.sub("", view(words))


def all_words(entry: ProblemEntry, text: str) -> str:
    """Return all that a paper says of how a problem shows; `text` is that of the paper."""
    return plain("".join(_told(entry.item, text)))


def _told(item: ProblemItem, text: str) -> Iterator[str]:
    yield item.problem.text
    yield from (span.of(text) for span in item.statement)
    for child in item.children:
        yield from _told(child, text)
