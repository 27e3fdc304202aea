"""How the text is laid out: sections with content, whole paragraphs, no page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.checks.contract import HEADINGS, PASSED, Check, Inapplicable, NoOptions, Verdict
from notice_lint.checks.habits import throughout
from notice_lint.document.notice import Notice, Section
from notice_lint.document.violation import Edit, Finding, Fix, Related
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


def empty_section(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a heading with neither text nor headings below it.

    A notice without any problem item is another fault, not one more empty section.
    """
    sections = [node for node in notice.walk() if isinstance(node, Section)]
    for section in sections:
        if section.body or section.children or not notice.items:
            yield PASSED
        else:
            yield Finding(section.heading.span, {"heading": section.heading.text})


def broken_paragraph(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a sentence cut by a line break.

    Where every line is broken at one width, that is one habit and one finding. Markdown joins
    lines that follow each other, so only a blank line cuts a sentence there.
    """
    breaks = [span for span in notice.breaks if _cuts(notice, span)]
    findings = [_broken(notice, span) for span in breaks]
    is_habit = notice.hard_wrapped or _are_full(notice.source.text, breaks)
    yield from [throughout(findings)] if is_habit and findings else findings
    yield PASSED


def _broken(notice: Notice, span: Span) -> Finding:
    return Finding(span, {"words": span.of(notice.source.masked_text), "count": 1})


LEAST_FULL = 3
"""Broken lines from which on their being equally long shows a width and no accident."""
SPARE = 4
"""Code points by which they may differ: a word or a mark is not parted."""


def _are_full(text: str, breaks: Sequence[Span]) -> bool:
    """Tell whether all lines that cut a sentence are equally long: they are broken at a width."""
    lengths = [len(text[text.rfind("\n", 0, span.end) + 1 : span.end].strip()) for span in breaks]
    return len(lengths) >= LEAST_FULL and max(lengths) - min(lengths) <= SPARE


_BLANK_LINE = re.compile(r"[ \t\u3000]*(?:\r\n|\r|\n)[ \t\u3000]*(?:\r|\n)")


def _cuts(notice: Notice, span: Span) -> bool:
    return notice.source.kind != "markdown" or bool(_BLANK_LINE.match(notice.source.text, span.end))


def page_residue(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report lines of a web page and marks of Markdown in the text, one finding for each block."""
    if notice.marks:
        yield _marks_left(notice.marks)
    if notice.source.kind == "html":
        yield Inapplicable(Wording("原文就是网页", "the source is a web page"))
        return
    for block in notice.page:
        first, *others = block.lines
        related = tuple(Related(span, _SAME) for span in others)
        yield Finding(first, {"place": _PLACES[block.place]}, related)
    yield PASSED


_SAME = Wording("同一处", "same block")
_PLACES = {
    "head": Wording("网页的页首", "the header of a web page"),
    "body": Wording("网页的文字", "words of a web page"),
    "foot": Wording("网页的页脚", "the footer of a web page"),
}
_MARKS = Wording("Markdown记号", "marks of Markdown")


def _marks_left(marks: tuple[Span, ...]) -> Finding:
    edits = tuple(Edit(span, "") for span in marks)
    fix = Fix("safe", Wording("删去这些记号", "remove these marks"), edits)
    return Finding(
        marks[0], {"place": _MARKS}, tuple(Related(mark, _SAME) for mark in marks[1:]), (fix,)
    )


class KindAgreement(Struct, frozen=True):
    """Options of kind-agreement."""

    kinds: tuple[str, ...]
    """Kinds of document; words for making public that fit any kind are left out."""


def kind_agreement(notice: Notice, options: KindAgreement) -> Iterator[Verdict]:
    """Report a text that announces another kind of document than its title."""
    publishing = notice.preamble.publishing if notice.preamble else None
    announced = _last_kind(publishing.text if publishing else "", options.kinds)
    titled = _last_kind(notice.title.text if notice.title else "", options.kinds)
    if notice.title is None or publishing is None or announced is None or titled is None:
        yield Inapplicable(Wording("标题或正文未写明文种", "no kind is named in title or text"))
    elif announced == titled:
        yield PASSED
    else:
        at = notice.source.text.rfind(announced, *publishing.span)
        span = Span(at, at + len(announced)) if at >= 0 else publishing.span
        related = (Related(notice.title.span, Wording("标题", "title")),)
        yield Finding(span, {"titled": titled, "announced": announced}, related)


def _last_kind(text: str, kinds: tuple[str, ...]) -> str | None:
    places = {text.rfind(kind): kind for kind in kinds if kind in text}
    return places[max(places)] if places else None


def review_residue(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report comments and tracked changes that were left in the document, one finding a kind."""
    kinds: dict[Wording, list[Span]] = {}
    for residue in notice.source.residue:
        kinds.setdefault(residue.label, []).append(residue.span)
    for label, spans in kinds.items():
        related = tuple(Related(span, label) for span in spans[1:])
        yield Finding(spans[0], {"what": label, "count": len(spans)}, related)
    yield PASSED


CHECKS = (
    Check("empty-section", empty_section, NoOptions, ("heading",), HEADINGS),
    Check("broken-paragraph", broken_paragraph, NoOptions, ("words", "count")),
    Check("page-residue", page_residue, NoOptions, ("place",)),
    Check("review-residue", review_residue, NoOptions, ("what", "count")),
    Check("kind-agreement", kind_agreement, KindAgreement, ("titled", "announced")),
)
