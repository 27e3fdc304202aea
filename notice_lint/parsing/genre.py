"""Whether a document is a rectification notice at all."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.document.notice import Notice, Part, ProblemItem, Section, Sign
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.text.folding import view

HEAD = 4
"""Paragraphs among which a paper of another kind has its title."""


def genre_signs(notice: Notice) -> tuple[Sign, ...]:
    """Return what shows that a document is a notice.

    A paper that calls itself something else, a plan or minutes, may have items and sections on
    rectification too; it is a notice only where it publishes rectification or tells how far it is.
    """
    title = _title(notice)
    if title == "OTHER_TITLE" and not _publishes(notice) and not notice.statuses:
        return ()
    return tuple(_signs(notice, title))


def _signs(notice: Notice, title: str) -> Iterator[Sign]:
    if title == "RECTIFYING_TITLE":
        yield "title"
    if _publishes(notice):
        yield "preamble"
    if any(_is_answered(item) for item in notice.all_items):
        yield "items"
    sections = (section.heading.text for section in notice.walk() if isinstance(section, Section))
    if any(alphabet("rectifying").match(view(words)) for words in sections):
        yield "sections"


def _title(notice: Notice) -> str:
    """Return what kind of paper the title names, or the first lines where no title was found."""
    lines = [paragraph.text.strip() for paragraph in notice.paragraphs if paragraph.role != "page"][
        :HEAD
    ]
    named = [notice.title.text] if notice.title else lines
    hits = (alphabet("genre").match(view(words)) for words in named)
    return next((hit.terminal for hit in hits if hit), "")


def _publishes(notice: Notice) -> bool:
    """Tell whether the opening says that it makes the rectification known."""
    words = notice.preamble.publishing if notice.preamble else None
    return words is not None and alphabet("publishes").match(view(words.text)) is not None


def _is_about(part: Part) -> bool:
    return part.label is not None and "整改" in part.label.text


def _is_answered(item: ProblemItem) -> bool:
    """Tell whether an item states a problem fed back or what became of it."""
    has_answer = any(part.kind == "status" or _is_about(part) for part in item.parts)
    form = alphabet("heading_form").match(view(item.problem.text))
    return has_answer or (form is not None and form.terminal == "PROBLEM")
