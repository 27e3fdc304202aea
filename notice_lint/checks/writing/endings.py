"""How headings and paragraphs end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field

from notice_lint.checks.contract import HEADINGS, PASSED, Check, NoOptions, Passed, Verdict
from notice_lint.checks.habits import Habit, throughout
from notice_lint.checks.writing.scopes import is_in_contact
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_STOPPED = Expression(r"\s*([。.：:；;，,]?)\s*")


def heading_punctuation(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report headings that end with a stop where most of their level have none, or the reverse."""
    levels: dict[int, list[HeadingEnd]] = defaultdict(list)
    siblings: dict[int, list[bool]] = defaultdict(list)
    for end in _heading_ends(notice):
        levels[end.level].append(end)
        siblings[end.group].append(bool(end.stop))
    alike = {group for group, stops in siblings.items() if len(stops) > 1 == len(set(stops))}
    for ends in levels.values():
        stopped = sum(bool(end.stop) for end in ends)
        is_mixed = 0 < stopped < len(ends)
        is_stop_odd = stopped * 2 <= len(ends)
        for end in ends:
            if is_mixed and bool(end.stop) is is_stop_odd and end.group not in alike:
                yield _ending_finding(notice, end)
            else:
                yield PASSED


class HeadingEnd(NamedTuple):
    """How a heading on a line of its own ends."""

    level: int
    group: int
    """The siblings it stands among."""
    words: Span
    stop: str
    """The mark behind its words; empty where there is none."""


def _heading_ends(notice: Notice) -> Iterator[HeadingEnd]:
    ends = {
        paragraph.span().start: paragraph.span().end
        for paragraph in notice.paragraphs
        if paragraph.role == "heading"
    }
    for heading in notice.headings:
        words, end = heading.words.span, ends.get(heading.marker.span.start, 0)
        stopped = _STOPPED.fullmatch(notice.source.text, words.end, end)
        if stopped and words.end <= end:
            yield HeadingEnd(heading.marker.level, heading.group, words, stopped[1])


def _ending_finding(notice: Notice, heading: HeadingEnd) -> Finding:
    span, stop = heading.words, heading.stop
    if stop:
        at = notice.source.text.index(stop, span.end)
        title = Wording(f"删去“{stop}”", f"remove “{stop}”")
        edit = Edit(Span(at, at + 1), "")
        fault = Wording(f"有“{stop}”，同级多数标题没有", f"ends with “{stop}”, most do not")
    else:
        title = Wording("加句号", "add a stop")
        edit = Edit(Span(span.end, span.end), "。")
        fault = Wording(
            "没有句号，同级多数标题有", "ends without a stop, most of its level have one"
        )
    params: dict[str, Value] = {"heading": span.of(notice.source.text), "fault": fault}
    return Finding(span, params, fixes=(Fix("unsafe", title, (edit,)),))


class EndMark(Struct, frozen=True):
    """Options of end-mark."""

    ended: Pattern
    """How a paragraph ends that is closed."""
    prose: Pattern
    """What shows that a paragraph is prose."""
    short: int
    """Code points; a shorter paragraph needs no mark, unless others with its label have one."""
    habit: Habit = field(default_factory=Habit)
    """When prose without a mark is a habit of the document."""


def end_mark(notice: Notice, options: EndMark) -> Iterator[Verdict]:
    """Report a prose paragraph that ends without a mark; headings and labels alone need none.

    Parts with one label are alike: where most of them end with a mark a short one needs it too,
    and where most do not none needs it.
    """
    passages = [passage for passage in map(partial(_passage, notice), notice.paragraphs) if passage]
    usual = LabelHabits(passages, options)
    open_ended: list[Finding] = []
    ended = 0
    for passage in passages:
        is_ended = usual.is_ended(passage)
        if usual.wants_mark(passage) and not is_ended:
            yield _unended(passage.paragraph, passage.words)
        elif _is_prose(passage, options):
            ended += is_ended
            open_ended += [] if is_ended else [_unended(passage.paragraph, passage.words)]
    if options.habit.holds(len(open_ended), ended):
        yield throughout(open_ended, options.habit.severity)
    else:
        yield from open_ended
    yield Passed(ended)


class Passage(Struct, frozen=True):
    """A paragraph that may be prose, and its words without blanks at the end."""

    paragraph: Paragraph
    words: str

    @property
    def label(self) -> str:
        """The label it begins with; nothing where it has none."""
        return self.words[: self.paragraph.lead] if self.paragraph.role == "label" else ""

    @property
    def text(self) -> str:
        """The words behind its label or marker."""
        return self.words[self.paragraph.lead :]


_PROSE_ROLES = ("preamble", "heading", "label", "text", "supervision")


def _passage(notice: Notice, paragraph: Paragraph) -> Passage | None:
    """Return a paragraph that may be prose; none that ends in contact details or is a heading."""
    passage = Passage(paragraph, paragraph.text.rstrip())
    runs_in = paragraph.role != "heading" or "。" in passage.text
    if paragraph.role not in _PROSE_ROLES or not passage.text or not runs_in:
        return None
    last = paragraph.span(len(passage.words) - 1, len(passage.words))
    return None if is_in_contact(notice, last) else passage


def _is_prose(passage: Passage, options: EndMark) -> bool:
    return len(passage.text) >= options.short and options.prose.search(passage.text) is not None


LONGEST_END = 80
"""Code points at the end of a paragraph in which what closes it begins: an aside in brackets."""


class LabelHabits:
    """How the parts of a document end, label by label."""

    def __init__(self, passages: Iterable[Passage], options: EndMark) -> None:
        """Count, for each label, the parts that end with a mark and those that do not."""
        self._options = options
        self._counts: dict[str, Counter[bool]] = defaultdict(Counter)
        for passage in passages:
            if passage.label:
                self._counts[passage.label][self.is_ended(passage)] += 1
        self._all = sum(self._counts.values(), Counter[bool]())

    def is_ended(self, passage: Passage) -> bool:
        """Tell whether a paragraph ends with a mark."""
        start = max(0, len(passage.words) - LONGEST_END)
        return self._options.ended.search(passage.words, start) is not None

    def wants_mark(self, passage: Passage) -> bool:
        """Tell whether a part should end with a mark, as those with its label mostly do.

        Where as many do as do not, a clause follows what most parts of the document do.
        """
        counts = self._counts.get(passage.label)
        if counts is None:
            return False
        if counts[True] == counts[False]:
            is_clause = _CLAUSE.search(passage.text) is not None
            return is_clause and self._all[True] >= 2 * self._all[False] > 0
        return counts[True] >= 2 * counts[False]


_CLAUSE = Expression(r"[\u4e00-\u9fff]{7}")
"""What is longer than names and posts that stand behind a label."""


_LAST_CLAUSE = Expression(r"[^，。；：！？,;:!?]{1,20}[，、,]?$")


def _unended(paragraph: Paragraph, words: str) -> Finding:
    clause = _LAST_CLAUSE.search(words)
    start = clause.start() if clause else max(0, len(words) - 1)
    span = paragraph.span(start, len(words))
    end = paragraph.span(len(words) - 1, len(words)).end
    has_comma = words[-1] in "，、,"
    edit = Edit(Span(end - 1 if has_comma else end, end), "。")
    fix = Fix("unsafe", Wording("以句号结束", "end it with a stop"), (edit,))
    return Finding(span, {"words": words[start:], "count": 1}, fixes=(fix,))


CHECKS = (
    Check("heading-punctuation", heading_punctuation, NoOptions, ("heading", "fault"), HEADINGS),
    Check("end-mark", end_mark, EndMark, ("words", "count")),
)
