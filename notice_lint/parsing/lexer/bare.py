"""Causes and statuses that running text states without a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.lines import TEXT
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

STATUSES = frozenset(("STATUS_LABEL", "STATUS_MARK", "STATUS"))
BEGINNINGS = frozenset(("HEADING", "TOPIC"))
WORK = frozenset(("WORK", "PLAN"))
UNLABELLED = frozenset((TEXT, *BEGINNINGS))
"""What text stands behind that no label says the part of."""
CLOSERS = frozenset(("SUPERVISION", "CONTACT", "FORMULA", "ORGAN_LINE", "DATE_LINE", "ANNEX"))

_SENTENCE = Expression(r"(?:^|(?<=[。;!?])[”’)】》]*) *(?=[^ ])")
_CLAUSE = r"(?:^|(?<=[。;!?,])[”’)】》]*) *(?=[^ ])"
_STOP = Expression(r"[ 。.:;,!?]*")
_REST_OF_SENTENCE = Expression(r"[^。!?]*[。!?]*")


class BarePlace(NamedTuple):
    """Where a part stands: the index of its segment and offsets in the words of that."""

    segment: int
    start: int
    end: int


def find_bare_parts(settled: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments, with the cause and the status of each item that gives them no label.

    What stands below one heading has one of each at most: a label or a mark goes before bare
    words, and of several sentences the last one is the status.
    """
    for start, end in _stretches(settled):
        stretch = settled[start:end]
        cuts = _bare_places(stretch) if _may_hold(stretch[0]) else []
        for index, segment in enumerate(stretch):
            inside = [(place, kind) for place, kind in cuts if place.segment == index]
            yield from _split(segment, inside) if inside else (segment,)


def _bare_places(stretch: Sequence[Segment]) -> list[tuple[BarePlace, str]]:
    """Return where a cause and a status stand that no label or mark gives, in order."""
    kinds = {segment.kind for segment in stretch}
    places = {
        "BARE_CAUSE": None if "CAUSE" in kinds else _find_cause(stretch),
        "BARE_STATUS": None if kinds & STATUSES else _find_any_status(stretch),
    }
    return sorted((place, kind) for kind, place in places.items() if place)


def _may_hold(first: Segment) -> bool:
    """Tell whether a problem may be told below a segment: not where work done or planned is."""
    if first.kind not in BEGINNINGS:
        return False
    form = alphabet("heading_form").match(first.words)
    return form is None or form.terminal not in WORK


def _stretches(settled: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of what stands below one heading, the closing lines apart."""
    begins = [
        index
        for index, segment in enumerate(settled)
        if index == 0 or segment.kind in BEGINNINGS or segment.kind in CLOSERS
    ]
    yield from pairwise([*begins, len(settled)])


def _find_cause(stretch: Sequence[Segment]) -> BarePlace | None:
    """Find the first clause that says why: 主要原因是…."""
    for index, segment in enumerate(stretch):
        if segment.kind in ("HEADING", TEXT):
            # the words of a heading before its cause are the problem, and must be there
            hits = _cause_hits(segment.words, opens=index <= 1)
            hit = next((hit for hit in hits if segment.kind == TEXT or hit.start), None)
            if hit:
                return BarePlace(index, hit.start, _cause_end(segment.words, hit.end))
    return None


def _cause_hits(words: str, opens: bool) -> Iterator[Hit]:
    """Yield what says why at each clause; text that `opens` an item may say it in fewer words."""
    causes = alphabet("bare_cause")
    if opens and not words.startswith(" ") and not causes.match(words):
        first = alphabet("first_cause").match(words)
        yield from (first,) if first else ()
    hits = (causes.match(words, place) for place in causes.places(words, _CLAUSE))
    yield from filter(None, hits)


def _cause_end(words: str, start: int) -> int:
    """Return where a cause ends: with its sentence, or with the run of 一是 that it lists.

    A run that nothing else ends goes on to the sentence that turns to what was done.
    """
    first = alphabet("first_enumerator")
    sentence = _REST_OF_SENTENCE.match(words, start)
    end = sentence.end() if sentence else len(words)
    runs = [hit.start for hit in first.scan(words, start)]
    if not runs or runs[0] >= end:
        return end
    turn = next(_turns(words, end), len(words))
    return min(runs[1], turn) if len(runs) > 1 else turn


def _turns(words: str, start: int) -> Iterator[int]:
    """Yield where sentences turn to what was done about a cause: 针对以上根源，…"""
    ends = (sentence.end() for sentence in _SENTENCE.finditer(words, max(0, start - 1)))
    return (end for end in ends if alphabet("turns").match(words, end))


def _find_any_status(stretch: Sequence[Segment]) -> BarePlace | None:
    return _find_status(stretch) or _find_closing_status(stretch)


def _find_closing_status(stretch: Sequence[Segment]) -> BarePlace | None:
    """Find the last clause of what 整改结果：… tells, if that is a status: …，已整改到位。

    What stands behind may be the closing words of the whole notice: 下一步，…
    """
    reports = [index for index, segment in enumerate(stretch) if _is_report(segment)]
    last = reports[-1] if reports else len(stretch)
    for index in reversed(range(last + 1, len(stretch))):
        words = stretch[index].words if stretch[index].kind == TEXT else ""
        start = words.rfind(",") + 1
        hit = alphabet("status").match(words, start) if start else None
        if hit and not words[hit.end :].strip(" 。;!"):
            return BarePlace(index, hit.start, hit.end)
    return None


def _is_report(segment: Segment) -> bool:
    """Tell whether a label may hold measures and the status that they led to."""
    label = alphabet("label").match(f"{segment.words}:") if segment.kind == "MEASURES" else None
    return label is not None and label.terminal == "SITUATION"


def _find_status(stretch: Sequence[Segment]) -> BarePlace | None:
    """Find the last sentence that is nothing but a status, or one that a text begins with."""
    texts = [index for index, segment in enumerate(stretch) if segment.kind == TEXT]
    for index in reversed(texts):
        hit = _last_status(stretch[index].words, stretch[index - 1].kind in UNLABELLED)
        if hit:
            return BarePlace(index, hit.start, hit.end)
    for index in texts:
        hit = alphabet("opening_status").match(stretch[index].words)
        if hit and stretch[index - 1].kind in UNLABELLED:
            return BarePlace(index, hit.start, hit.end)
    return None


def _last_status(words: str, may_open: bool) -> Hit | None:
    """Find a status in the last two sentences; what a label says begins with none (`may_open`)."""
    for sentence in reversed(list(_SENTENCE.finditer(words))[-2:]):
        hit = alphabet("bare_status").match(words, sentence.end())
        if hit and (hit.start or may_open):
            return hit
    return _find_clause(words)


def _find_clause(words: str) -> Hit | None:
    """Find the clause of the last sentence that says what becomes of the problem."""
    last = max(words.rfind("。"), words.rfind(";")) + 1
    commas = [index + 1 for index in range(last, len(words)) if words[index] == ","]
    hits = (alphabet("clause_status").match(words, start) for start in commas)
    return next((hit for hit in hits if hit), None)


def _split(segment: Segment, cuts: Sequence[tuple[BarePlace, str]]) -> Iterator[Segment]:
    """Yield a segment with bare parts as segments of their own."""
    start = 0
    for place, kind in cuts:
        if place.start > start:
            yield _before(segment, start, place.start)
        is_last = place.end >= len(segment.words)
        part = segment.part(kind, place.start, None if is_last else place.end)
        yield status_alone(part) if kind == "BARE_STATUS" else part
        start = place.end
    behind = _STOP.match(segment.words, start)
    start = behind.end() if behind else start
    if start < len(segment.words):
        yield segment.part(TEXT, start)


def status_alone(sentence: Segment) -> Segment:
    """Return a sentence with the status alone as its words: …已整改，街道将继续坚持…"""
    place = find_status(sentence.words)
    return sentence.narrow(place.start, place.end) if place else sentence


def _before(segment: Segment, start: int, end: int) -> Segment:
    """Return what stands before a bare part; a heading stays one, with its marker."""
    if start:
        return segment.part(TEXT, start, end)
    before = segment.part(segment.kind, 0, end)
    return before._replace(span=Span(segment.span.start, before.span.end), mark=segment.mark)
