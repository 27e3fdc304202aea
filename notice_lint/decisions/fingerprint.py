"""What names a violation from one version of a document to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from notice_lint.document.notice import Notice, Section
from notice_lint.text.expression import Expression
from notice_lint.text.numerals import NUMERAL
from notice_lint.text.spans import Span

_MARKER = Expression(rf"[\s（(]*(?:问题|反馈问题)?(?:{NUMERAL.pattern}){{1,4}}+[\s）)、.．,，:：]*")
"""A marker, or a number alone: no fingerprint is made of what may identify a person."""


def fingerprint(code: str, notice: Notice, span: Span) -> str:
    """Return the fingerprint of a violation: its code, the headings above it and its words.

    No line, no number, so that text put in or items renumbered elsewhere change nothing.
    """
    headings = [_without_spaces(words) for words in _headings_above(notice, span.start)]
    words = _without_spaces(span.of(notice.source.view))
    return digest_of((code, *headings, "" if _MARKER.fullmatch(words) else words))


def digest_of(parts: Iterable[str]) -> str:
    """Return the fingerprint that is made of some words."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def _without_spaces(words: str) -> str:
    return "".join(words.split())


def _headings_above(notice: Notice, offset: int) -> Iterator[str]:
    for node in notice.around(offset):
        yield node.heading.text if isinstance(node, Section) else node.problem.text
