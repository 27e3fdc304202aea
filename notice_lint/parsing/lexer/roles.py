"""What a segment is by what stands around it: statuses, measures, causes, sums told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise, zip_longest

from notice_lint.parsing.lexer.alphabet import Alphabets, alphabet, alphabets
from notice_lint.parsing.lexer.bare import find_bare_parts
from notice_lint.parsing.lexer.divider import divide
from notice_lint.parsing.lexer.lines import TEXT, LogicalLine
from notice_lint.parsing.lexer.merged import part_merged
from notice_lint.parsing.lexer.segments import HEADING, SUMMARY, Segment
from notice_lint.parsing.lexer.statuses import StatusPlace, find_clause, find_status, find_value

HOLDING_STATUS = frozenset(("SITUATION", "STATUS_LABEL"))
"""Labels behind which a status may stand."""

_STOP = re.compile(r"[ 。.:;,!?]*")


def segments(
    paragraphs: Sequence[LogicalLine],
    statuses: Container[str] = (),
    known: Alphabets | None = None,
) -> list[Segment]:
    """Divide paragraphs into segments and settle what each of them is.

    `statuses` are words of an office besides those that came with the program; `known` are the
    alphabets with the labels of an office and of the document besides ours.
    """
    known = known or alphabets()
    divided = list(divide(paragraphs, known))
    parted = list(part_merged(divided, known["label"]))
    whole = list(_join_causes(list(_check_topics(parted))))
    labelled = list(classify_labels(whole, statuses))
    return list(find_bare_parts(list(_mark_summaries(labelled))))


def _check_topics(divided: Sequence[Segment]) -> Iterator[Segment]:
    """Take for text what looks like a topic but has no run of 一是…二是… behind it."""
    first = alphabet("first_enumerator")
    for segment, after in zip_longest(divided, divided[1:]):
        is_run = after is not None and after.kind == TEXT and first.match(after.words)
        yield segment if segment.kind != "TOPIC" or is_run else segment.as_(TEXT)


def _join_causes(divided: Sequence[Segment]) -> Iterator[Segment]:
    """Take a second label for text where one cause stands under two: 主观原因, 客观原因."""
    label: Segment | None = None
    for segment in divided:
        if segment.kind not in ("CAUSE", TEXT):
            label = None
        is_second = segment.kind == "CAUSE" and label is not None and label.words != segment.words
        if segment.kind == "CAUSE" and label is None:
            label = segment
        yield segment.as_(TEXT) if is_second else segment


def _mark_summaries(divided: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments, the text that sums up told as such.

    It stands below the last of several items, since what stands amid them is one item's own.
    """
    places = [index for index, segment in enumerate(divided) if segment.kind == HEADING]
    following = dict(zip(places, [divided[place] for place in places[1:]], strict=False))
    is_last = False
    for index, segment in enumerate(divided):
        if segment.kind == HEADING:
            is_last = _ends_a_run(segment, following.get(index))
        is_behind = is_last and divided[index - 1].kind != HEADING
        yield segment.as_(SUMMARY) if is_behind and _sums_up(segment) else segment


def _ends_a_run(heading: Segment, after: Segment | None) -> bool:
    """Tell whether a heading is the last of its kind, a plan apart: 四、下一步工作打算."""
    if after is None or heading.mark is None or after.mark is None:
        return True
    form = alphabet("heading_form").match(after.words)
    is_plan = form is not None and form.terminal == "PLAN"
    return is_plan or heading.mark.style != after.mark.style


def _sums_up(text: Segment) -> bool:
    is_paragraph = text.kind == text.paragraph.kind == TEXT and text.start == 0
    return is_paragraph and alphabet("summary").match(text.words) is not None


def classify_labels(divided: Sequence[Segment], statuses: Container[str]) -> Iterator[Segment]:
    """Settle what a label such as 整改情况 holds: a status, measures, or one and then the other.

    Words that are no status anyone knows still are one where the document's other labels of the
    kind hold a status.
    """
    habits = _holds_status(divided)
    is_read = False
    for label, after in zip_longest(divided, divided[1:]):
        if is_read:
            is_read = False
        elif label.kind not in HOLDING_STATUS:
            yield label
        else:
            is_expected = _names_status(label, habits) or _is_one_of(after, statuses)
            value = list(_read_value(label, after, is_expected))
            holds_status = bool(value) or (is_expected and _is_empty(after))
            yield label.as_("STATUS_LABEL" if holds_status else "MEASURES")
            yield from value
            is_read = bool(value)


def _names_status(label: Segment, habits: Container[str]) -> bool:
    return label.kind == "STATUS_LABEL" or label.words in habits


def _is_one_of(value: Segment | None, statuses: Container[str]) -> bool:
    return value is not None and value.words in statuses


def _is_empty(value: Segment | None) -> bool:
    return value is None or value.kind != TEXT


def _holds_status(divided: Sequence[Segment]) -> frozenset[str]:
    """Return the labels that hold a status at least half of the time."""
    labels = Counter(segment.words for segment in divided if segment.kind == "SITUATION")
    filled = Counter(
        label.words
        for label, after in pairwise(divided)
        if label.kind == "SITUATION" and any(_read_value(label, after, False))
    )
    return frozenset(words for words, count in filled.items() if count * 2 >= labels[words])


def _read_value(label: Segment, after: Segment | None, is_expected: bool) -> Iterator[Segment]:
    """Yield the status behind a label and the text behind that; nothing where it is none."""
    if after is None:
        return
    if after.kind == "STATUS_MARK" and _is_next(label, after):
        yield after.as_("STATUS")
    elif after.kind == TEXT:
        yield from _status_in(after, is_expected)


def _status_in(text: Segment, is_expected: bool) -> Iterator[Segment]:
    place = find_status(text.words)
    clause = find_clause(text.words) if is_expected and not place else None
    if is_expected and not place and not clause:
        place = find_value(text.words)
    if place:
        yield from _split_status(text, place)
    elif clause:
        yield from _split_report(text, clause)


def _is_next(label: Segment, mark: Segment) -> bool:
    """Tell whether a mark is the value of a label: nothing but signs stands between them."""
    if label.paragraph is not mark.paragraph:
        return label.start + len(label.words) >= len(label.paragraph.view.rstrip(" :*】"))
    start = mark.start - (mark.core.start - mark.span.start)
    return not mark.paragraph.view[label.start + len(label.words) : start].strip(" :*-【[(〔】])〕")


def _split_report(text: Segment, clause: StatusPlace) -> Iterator[Segment]:
    """Yield what a report says up to its status, which stands for it, and what goes on behind."""
    yield text.part("STATUS", 0, clause.end).narrow(clause.start, clause.end)
    rest = _STOP.match(text.words, clause.end)
    behind = rest.end() if rest else clause.end
    if behind < len(text.words):
        yield text.part(TEXT, behind)


def _split_status(text: Segment, place: StatusPlace) -> Iterator[Segment]:
    """Yield a status and the measures that go on behind it in the same paragraph."""
    status = text.part("STATUS", place.start, place.end)
    yield status._replace(words=text.words[place.start : place.end])
    rest = _STOP.match(text.words, place.stop)
    behind = rest.end() if rest else place.stop
    if behind < len(text.words):
        yield text.part(TEXT, behind)
