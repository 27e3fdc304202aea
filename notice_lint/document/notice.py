"""The typed document: what a rectification notice holds, each part with its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Literal

from msgspec import Struct

from notice_lint.document.ends import Contact, IssueDate, PageBlock, Preamble
from notice_lint.document.nesting import innermost, value_at
from notice_lint.document.paragraphs import DateMention, Enumerator, Paragraph, Phrase
from notice_lint.document.repairs import Repair, Unread
from notice_lint.document.source import Source
from notice_lint.matching.paragraph_index import ParagraphIndex
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

Numbering = Literal["restart", "continuous"]
Sign = Literal["title", "preamble", "items", "sections"]
"""What shows that a document is a notice: a title that names 整改, who inspected whom, problem
items, sections on rectification."""
Fault = Literal["number", "style", "skip", "climb", "missing"]
Purpose = Literal["plan", "work", "rectification", "direction", "problem", "defect"]
"""What a section is about: work to come, how the work was led, what became of the problems, an
area of problems, a problem."""
PartKind = str
"""Name of a part of an item, a rule of grammar/notice.lark: cause, measures, status, field."""
StatusClass = Literal[
    "completed", "completed_ongoing", "basically_completed", "in_progress", "not_started"
]

OPEN: frozenset[StatusClass] = frozenset(("basically_completed", "in_progress", "not_started"))
"""Classes of status that leave something to be done."""


class Marker(Struct, frozen=True):
    """The marker of a heading, as written and as meant."""

    text: str
    span: Span
    style: str
    """What markers of its kind are called: part, group, item, sub, circle, family."""
    number: int | None
    level: int
    """Intended level, 1 to 5: 一、（一）1.（1）①."""
    meant: int | None
    """Intended number."""
    fault: Fault | None
    in_table: bool = False
    """Whether it numbers rows of a table, for which no style is laid down."""

    @property
    def short(self) -> str:
        """The marker without the mark that closes it, as an outline path shows it."""
        return self.text.rstrip(" 、.．,，:：")


class Heading(Struct, frozen=True):
    """A numbered line, whether it opens a section, an item or nothing."""

    marker: Marker
    words: Phrase
    span: Span
    group: int
    """Headings with the same group are siblings: same level, below the same heading."""


class Part(Struct, frozen=True):
    """One part of an item: a label, what stands behind it, or only the latter."""

    kind: PartKind
    label: Phrase | None
    span: Span
    body: tuple[Span, ...]
    text: str = ""
    """Of a status, its words."""
    status: StatusClass | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing stands behind the label."""
        return not self.body


class ProblemItem(Struct, frozen=True):
    """One problem fed back by the inspection, with what became of it."""

    marker: Marker | None
    level: int
    problem: Phrase
    span: Span
    path: str
    parts: tuple[Part, ...]
    statement: tuple[Span, ...]
    """How the problem shows: text that is neither cause nor measures nor status."""
    enumerators: tuple[Phrase, ...]
    children: tuple[ProblemItem, ...]
    row: tuple[int, int] | None = None
    """Of an item in a table, the number of that in the document and the row, 1-based."""
    filed: StatusClass | None = None
    """The status that the heading of a section around gives it: 二、已完成整改的问题."""

    @property
    def fields(self) -> tuple[Part, ...]:
        """Labelled remarks: who is responsible, by when."""
        return tuple(part for part in self.parts if part.kind == "field")

    def part(self, kind: PartKind) -> Part | None:
        """Return the first part of a kind that is the item's own."""
        return next((part for part in self.parts if part.kind == kind), None)

    def walk(self) -> Iterator[ProblemItem]:
        """Yield the item and its sub-items."""
        yield self
        for child in self.children:
            yield from child.walk()


class Section(Struct, frozen=True):
    """A heading with its content."""

    marker: Marker
    level: int
    heading: Phrase
    span: Span
    path: str
    purpose: Purpose | None
    """What it is about, by the words of its heading."""
    body: tuple[Span, ...]
    children: tuple[Section | ProblemItem, ...]
    filed: StatusClass | None = None
    """The status that its heading gives to all items: 已完成整改的问题."""
    aside: bool = False
    """Whether its items are no problems of this feedback: 立行立改事项办理情况."""

    def walk(self) -> Iterator[Section | ProblemItem]:
        """Yield the section and all sections and outermost items below it."""
        yield self
        for child in self.children:
            yield from child.walk() if isinstance(child, Section) else (child,)


class Declaration(Struct, frozen=True):
    """A number the text claims about itself."""

    subject: str
    value: int
    unit: str
    """Its measure word: 个, 项; nothing where it has none."""
    text: str
    span: Span
    sentence: Span
    """The sentence it stands in."""
    parenthetical: bool
    """Whether it stands in brackets or behind 其中, as a part of another number."""


class Notice(Struct, frozen=True, eq=False, dict=True):
    """One document, whatever it is: every part may be missing."""

    source: Source
    title: Phrase | None = None
    subtitle: Phrase | None = None
    preamble: Preamble | None = None
    sections: tuple[Section | ProblemItem, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    supervision: Phrase | None = None
    contact: Contact | None = None
    signature: Phrase | None = None
    issue_date: IssueDate | None = None
    headings: tuple[Heading, ...] = ()
    enumerators: tuple[Enumerator, ...] = ()
    numbering: Numbering | None = None
    page: tuple[PageBlock, ...] = ()
    repairs: tuple[Repair, ...] = ()
    names: Mapping[str, Wording] = {}
    """What the parts of the grammar are called."""
    variant: Wording | None = None
    """What notices of its kind are called where its title chose the grammar; None for the usual."""
    required: frozenset[str] = frozenset()
    """The parts that the grammar asks of every item."""
    marks: tuple[Span, ...] = ()
    """Marks of Markdown in what is no Markdown."""
    breaks: tuple[Span, ...] = ()
    hard_wrapped: bool = False
    paragraphs: tuple[Paragraph, ...] = ()
    dates: tuple[DateMention, ...] = ()
    signs: tuple[Sign, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def is_notice(self) -> bool:
        """Whether anything shows that the document is a notice, be it a bad one."""
        return bool(self.signs)

    @cached_property
    def index(self) -> ParagraphIndex[Paragraph]:
        """What shows which paragraphs need not be searched for something."""
        return ParagraphIndex(self.paragraphs)

    @cached_property
    def issued_too_early(self) -> bool:
        """Whether the issue date lies before the feedback that the notice answers.

        Then that date, or its year, is the slip, and everything told lies after it.
        """
        feedback = self.preamble.feedback_date if self.preamble else None
        latest = self.issue_date.latest if self.issue_date else None
        return bool(feedback and latest and feedback > latest)

    @cached_property
    def set_aside(self) -> tuple[Repair, ...]:
        """What fits nowhere in the document: foreign, out of place, or given twice."""
        return tuple(repair for repair in self.repairs if repair.kind != "missing")

    @cached_property
    def part_kinds(self) -> frozenset[str]:
        """The kinds of part that some item has."""
        return frozenset(part.kind for item in self.all_items for part in item.parts)

    def name_of(self, part: str) -> Wording:
        """Return what a part is called; its own name where nobody named it."""
        return self.names.get(part) or Wording(part, part)

    @cached_property
    def items(self) -> tuple[ProblemItem, ...]:
        """The outermost problem items, in order."""
        return tuple(node for node in self.walk() if isinstance(node, ProblemItem))

    @cached_property
    def all_items(self) -> tuple[ProblemItem, ...]:
        """The problem items and their sub-items, in order."""
        return tuple(descendant for item in self.items for descendant in item.walk())

    @cached_property
    def nodes(self) -> tuple[Section | ProblemItem, ...]:
        """All sections, items and sub-items."""
        return (*(node for node in self.walk() if isinstance(node, Section)), *self.all_items)

    @cached_property
    def statuses(self) -> tuple[Part, ...]:
        """The statuses of items that hold words, in order."""
        parts = (part for item in self.all_items for part in item.parts)
        return tuple(part for part in parts if part.kind == "status" and part.body)

    def walk(self) -> Iterator[Section | ProblemItem]:
        """Yield all sections and outermost items in order."""
        for node in self.sections:
            yield from node.walk() if isinstance(node, Section) else (node,)

    @cached_property
    def _preorder(self) -> list[tuple[int, tuple[Section | ProblemItem, ...]]]:
        """Start of each section and item with all that it lies in, outermost first."""
        return list(_preorder(self.sections, ()))

    def around(self, offset: int) -> tuple[Section | ProblemItem, ...]:
        """Return the sections and items that hold an offset, outermost first."""
        place = bisect_right(self._preorder, offset, key=itemgetter(0))
        nodes = self._preorder[place - 1][1] if place else ()
        return tuple(node for node in nodes if offset < node.span.end)

    @cached_property
    def _paragraph_places(self) -> list[tuple[int, Paragraph | None]]:
        return list(innermost((paragraph.span(), paragraph) for paragraph in self.paragraphs))

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds an offset; a page number may stand within another."""
        return value_at(self._paragraph_places, offset)

    def beginning_in(self, span: Span) -> list[Section | ProblemItem]:
        """Return the sections, items and sub-items whose headings begin in a range."""
        first, last = (bisect_left(self._preorder, at, key=itemgetter(0)) for at in span)
        return [nodes[-1] for _, nodes in self._preorder[first:last]]

    def path_at(self, offset: int) -> str:
        """Return the outline path, such as 二/（一）/3, of the innermost node around an offset."""
        nodes = self.around(offset)
        return nodes[-1].path if nodes else ""


def _preorder(
    nodes: Sequence[Section | ProblemItem], above: tuple[Section | ProblemItem, ...]
) -> Iterator[tuple[int, tuple[Section | ProblemItem, ...]]]:
    for node in nodes:
        yield node.span.start, (*above, node)
        yield from _preorder(node.children, (*above, node))
