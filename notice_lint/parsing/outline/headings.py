"""Headings as they are written: what each says, and what stands below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.marks import WrittenMarker
from notice_lint.parsing.lexer.segments import PARTS, Segment
from notice_lint.parsing.outline.costs import RANKS
from notice_lint.parsing.outline.evidence import PARTS_BELOW, MarkerFacts
from notice_lint.parsing.outline.placement import WrittenHeading, begins, ranks_of
from notice_lint.parsing.outline.unwritten import unwritten_ranks

LABELS = frozenset(("CAUSE", "MEASURES", "STATUS_LABEL"))
CLOSING = frozenset(("SUPERVISION", "CONTACT", "ORGAN_LINE", "DATE_LINE"))
BOLD = "bold"
"""How a heading is set that only its weight shows, whatever it heads."""


class UnreadHeading(Struct, frozen=True):
    """A heading with what stands directly below it, before its rank is known."""

    index: int
    piece: Segment
    mark: WrittenMarker
    form: str | None
    """What its words look like."""
    direct: tuple[str, ...]
    """The kinds of what stands below it, up to the next heading."""

    @property
    def labelled(self) -> bool:
        """Whether a labelled part or a status stands directly below."""
        return bool(PARTS.intersection(self.direct))

    @property
    def is_named(self) -> bool:
        """Whether its marker calls it a problem: 第1个问题, 【问题1】, 整改事项二."""
        return alphabet("problem_mark").match(self.mark.words) is not None

    @property
    def is_area(self) -> bool:
        """Whether its marker calls it an area, with no part of a problem below: 第一方面."""
        named = alphabet("area_mark").match(self.mark.words) is not None
        return named and not self.labelled

    @property
    def kind(self) -> str | None:
        """What it says and whether parts stand below it."""
        return f"{self.form or ''}{PARTS_BELOW * self.labelled}" or None


def unread_headings(pieces: Sequence[Segment]) -> list[UnreadHeading]:
    """Return the headings of a document."""
    places = [index for index, piece in enumerate(pieces) if piece.kind == "HEADING"]
    ends = [*places[1:], len(pieces)]
    return [
        UnreadHeading(place, piece, piece.mark, _form(piece), _direct(pieces[place + 1 : end]))
        for place, end in zip(places, ends, strict=False)
        if (piece := pieces[place]).mark
    ]


def _direct(below: Sequence[Segment]) -> tuple[str, ...]:
    """Return the kinds of what stands below a heading, up to the closing lines."""
    direct = takewhile(lambda piece: piece.kind not in CLOSING, below)
    return tuple(piece.kind for piece in direct if piece.kind != "PAGE_NUMBER")


def _form(piece: Segment) -> str | None:
    hit = alphabet("heading_form").match(piece.words)
    return hit.terminal if hit else None


def marker_facts(headings: Sequence[UnreadHeading]) -> Iterator[MarkerFacts]:
    """Yield what is known of each heading, its style's place among the others included."""
    written = list(_written(headings))
    ranks = ranks_of(written)
    ranks |= unwritten_ranks(written, ranks)
    above: dict[str, tuple[int, ...]] = {}
    in_label = False
    for heading, known in zip(headings, written, strict=True):
        yield MarkerFacts(
            rank=ranks[known.key],
            value=known.value,
            in_label=in_label,
            form=heading.kind,
            may_be_listed=heading.form not in ("PROBLEM", "DIRECTION", "DEFECT"),
            is_known=known.style in RANKS,
            delimiter=heading.mark.words.lstrip("0123456789 "),
            begins=begins(known, above.get(known.style)),
        )
        above[known.style] = known.above
        in_label = bool(LABELS.intersection(heading.direct))


def _written(headings: Sequence[UnreadHeading]) -> Iterator[WrittenHeading]:
    in_label = False
    listed: dict[str, bool] = {}
    for heading, after in zip_longest(headings, headings[1:]):
        mark = heading.mark
        if mark.value == 1 or mark.style not in listed:
            listed[mark.style] = in_label
        says = _set_says(heading) if mark.like else _says(heading, listed[mark.style])
        is_area = heading.is_area or (
            says in ("item", "list") and _holds_unnumbered(heading, after)
        )
        says = "area" if is_area else says
        like = says if mark.like == BOLD else mark.like
        yield WrittenHeading(mark.style, mark.value, mark.above, says, like)
        in_label = bool(LABELS.intersection(heading.direct))


def _holds_unnumbered(heading: UnreadHeading, after: UnreadHeading | None) -> bool:
    """Tell whether nothing but problems without a number stands below a heading with one."""
    if heading.direct or heading.mark.like or after is None:
        return False
    return bool(after.mark.like) and (after.form == "PROBLEM" or after.labelled)


def _set_says(heading: UnreadHeading) -> str:
    """Return what a heading without a number is; one with nothing below stands above others."""
    says = _says(heading, in_label=False)
    if says in ("item", "list") and not heading.direct:
        return "area"
    return "section" if says == "list" else says


def _says(heading: UnreadHeading, in_label: bool) -> str:
    """Return what a heading is by its words and by what stands below it.

    In a label opens a list, and what stands below its last line is the item's: 整改情况：…
    """
    if in_label and heading.form != "PROBLEM" and "CAUSE" not in heading.direct:
        return "list"
    if heading.labelled:
        return "item"
    if heading.is_named and heading.form in (None, "DEFECT"):
        return "item"
    if heading.form == "DEFECT":
        return "item" if heading.direct else "area"
    return FORM_SAYS.get(heading.form or "", "list")


FORM_SAYS = {
    "PLAN": "section",
    "WORK": "section",
    "RECTIFICATION": "section",
    "DIRECTION": "area",
    "PROBLEM": "item",
}
"""What a heading says of itself that has no parts of its own."""
