"""What should stand instead of a match."""

from __future__ import annotations

from collections.abc import Mapping

from notice_lint.document.violation import PLACEHOLDER, Edit, Fix, Safety
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


def filled(template: str, words: Mapping[str, str]) -> str:
    """Return a replacement with its placeholders filled; unknown ones stay as they are."""
    return PLACEHOLDER.sub(lambda name: words.get(name[1], name[0]), template)


def replacing(span: Span, words: str, safety: Safety) -> Fix:
    """Return the fix that writes something else; without words it removes what stands there."""
    title = Wording(f"改为“{words}”", f"write “{words}”")
    if not words:
        title = Wording("删去", "remove it")
    return Fix(safety, title, (Edit(span, words),))


def removing(span: Span, words: str, safety: Safety) -> Fix:
    """Return the fix that takes out one of two equal words."""
    title = Wording(f"删去重复的“{words}”", f"remove the second “{words}”")
    return Fix(safety, title, (Edit(span, ""),))
