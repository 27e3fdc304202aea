"""Who inspected whom: teams and bodies, one or several, as the opening names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.paragraphs import Phrase
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.text.expression import Expression

Range = tuple[int, int]

_INSPECTING = ("INSPECTION", "VISIT")
_ASIDE = Expression(r"\([^()]*\)?")
_AND = Expression(r" *(?:以及|[、和及与]) *")
_BETWEEN = Expression(r"(?<=[委组府局厅院校学司团镇乡村区县市社所站])(?:以及|[、和及与])(?![其])")
_ORDINAL = Expression(r"第 *[一二三四五六七八九十\d]{1,3} *(?:轮)?")
_STOP = Expression(r"[,。;:]")
_WHEN = Expression(r"[于自从在]?\d.*$")
_WITHOUT = Expression(r"^(?:由|并)|(?:分别|派出|牵头)$")
_SHORTEST = 3
"""Code points of a body's name: 党委、政府 of one town are not two of them."""


def team_runs(piece: Segment, hits: Sequence[Hit], *, first: bool) -> Iterator[Range]:
    """Yield who inspected: the team named first with those named beside it, and other inspectors.

    Where no team is named it is whoever stands before 对…进行.
    """
    words = piece.words
    runs = list(_runs(words, _of(hits, "TEAM")))
    inspections = _of(hits, *_INSPECTING)
    named = runs[:1] if first else []
    yield from named
    yield from (run for run in runs[len(named) :] if _inspects(words, run, inspections))
    if first and not runs:
        yield from [office for office in _offices(words, inspections) if office][:1]


def _of(hits: Sequence[Hit], *terminals: str) -> list[Hit]:
    return [hit for hit in hits if hit.terminal in terminals]


def _inspects(words: str, run: Range, inspections: Sequence[Hit]) -> bool:
    return any(_leads_to(words, run[1], hit) for hit in inspections)


def _offices(words: str, inspections: Sequence[Hit]) -> Iterator[Range | None]:
    return (_office(words, hit) for hit in inspections)


def _runs(words: str, teams: Sequence[Hit]) -> Iterator[Range]:
    """Join teams that only a mark or 和 parts."""
    start = end = -1
    for hit in teams:
        if end >= 0 and _AND.fullmatch(words, end, hit.start):
            end = hit.end
            continue
        if end >= 0:
            yield start, end
        start, end = hit.start, hit.end
    if end >= 0:
        yield start, end


def _leads_to(words: str, end: int, inspection: Hit) -> bool:
    return end <= inspection.start and not _STOP.search(words, end, inspection.start)


def _office(words: str, inspection: Hit) -> Range | None:
    """Return who inspects where it is no team: what stands before 对…进行 in its clause."""
    stops = [stop.end() for stop in _STOP.finditer(words, 0, inspection.start)]
    start = stops[-1] if stops else 0
    clause = _WITHOUT.sub("", _WHEN.sub("", words[start : inspection.start]).strip(" "))
    hit = alphabet("subject").match(clause)
    if hit is None:
        return None
    left = words.index(clause, start)
    return left, left + hit.end


def team_names(piece: Segment, run: Range, quoter: Quoter) -> Iterator[Phrase]:
    """Yield each team of a run; 第一、第三巡察组 are 第一巡察组 and 第三巡察组."""
    parts = list(_split(piece.words, run, _AND))
    last = piece.words[slice(*parts[-1])]
    ordinal = _ORDINAL.search(last)
    kind = last[ordinal.end() :] if ordinal else ""
    for part in parts:
        phrase = quoter.phrase(piece.locate(*part))
        is_short = kind and not piece.words[slice(*part)].endswith("组")
        yield Phrase(phrase.text + kind, phrase.span) if is_short else phrase


def body_ranges(piece: Segment, hits: Sequence[Hit]) -> Iterator[tuple[bool, Range]]:
    """Yield who was inspected, each with whether that is said or only follows from 向…反馈."""
    borders = [hit.start for hit in hits if hit.terminal in ("TEAM", "INSPECTION")]
    for hit in hits:
        if hit.terminal == "RECEIVED":
            yield True, (hit.start, hit.end)
        elif hit.terminal in (*_INSPECTING, "FED_BACK_TO"):
            body = _body(piece.words, hit, borders)
            if body:
                yield hit.terminal != "FED_BACK_TO", body


def _body(words: str, hit: Hit, borders: Sequence[int]) -> Range | None:
    act = next(alphabet("act").scan(words, hit.end), None)
    end = min(
        [act.start if act else hit.end, *(border for border in borders if border > hit.start)]
    )
    aside = _ASIDE.search(words, hit.end, end)
    end = aside.start() if aside else end
    rest = next(alphabet("body_end").scan(words[:end], hit.end), None)
    end = rest.start if rest else end
    while end > hit.end and words[end - 1] in " 、,":
        end -= 1
    return (hit.end, end) if end > hit.end else None


def body_names(piece: Segment, whole: Range, quoter: Quoter) -> Iterator[Phrase]:
    """Yield each body of several: each has a name of its own."""
    parts = list(_split(piece.words, whole, _BETWEEN))
    if any(end - start < _SHORTEST for start, end in parts):
        parts = [whole]
    yield from (quoter.phrase(piece.locate(*part)) for part in parts)


def _split(words: str, within: Range, mark: Expression) -> Iterator[Range]:
    start = within[0]
    for separator in mark.finditer(words, *within):
        yield start, separator.start()
        start = separator.end()
    yield start, within[1]
