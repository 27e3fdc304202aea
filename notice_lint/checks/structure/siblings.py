"""Parts that the other items of a document have, or that its grammar asks of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress
from operator import not_
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import ITEMS, Check, Passed, Verdict
from notice_lint.checks.structure.columns import SparseColumn, sparse_columns
from notice_lint.document.notice import Notice, Part, ProblemItem, Section
from notice_lint.document.repairs import Repair
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

ITEM = "item"
REMARK = "field"
"""Part of which an item may have several, told apart by their labels."""
LEAST = 3
"""Items from which on it shows what is the habit of a document."""
RARE = 3
"""A label that no more than one item in three has may stand for the usual one."""
KINDS = 40
"""Kinds of part that are looked for, the commonest; a document where all items differ has none."""
ALIKE = 2
"""Code points at either end in which a label that stands for another one is like it."""


class SiblingPart(Struct, frozen=True):
    """Options of sibling-part."""

    besides: tuple[str, ...]
    """Parts that other rules tell where the grammar asks for them."""
    optional: Pattern
    """Labels that not every item needs."""
    share: float = 2 / 3
    """Share of the items that must have a part before the others are asked for it."""
    prose: float = 3 / 4
    """The same where none of them gives it a label: others may have it in words not known."""


class LabelledKind(NamedTuple):
    """A kind of part, and its label where an item may have several of the kind."""

    kind: str
    label: str


class InnermostItem(Struct, frozen=True, dict=True):
    """An item without sub-items, with the items that it lies in, outermost first."""

    items: tuple[ProblemItem, ...]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its parts and those of the items around it, which count for it."""
        return tuple(part for item in self.items for part in item.parts)

    @cached_property
    def labels(self) -> frozenset[LabelledKind]:
        """The labels it has, each with its kind."""
        return frozenset(LabelledKind(part.kind, _words(part)) for part in self.parts if part.label)

    @cached_property
    def kinds(self) -> frozenset[LabelledKind]:
        """What it has that its siblings may be asked for."""
        return frozenset(_kinds(self.parts))

    def has(self, wanted: LabelledKind, rare: frozenset[LabelledKind]) -> bool:
        """Tell whether it has a part, be it by a rare label like the usual one."""
        if not wanted.label:
            return any(part.kind == wanted.kind for part in self.parts)
        near = (label for label in self.labels & rare if label.kind == wanted.kind)
        return wanted in self.labels or any(_are_alike(label.label, wanted.label) for label in near)


class SiblingHabit(NamedTuple):
    """A part that most items have, and those that have it or do not."""

    wanted: LabelledKind
    having: Sequence[InnermostItem]
    lacking: Sequence[InnermostItem]
    total: int

    def name(self, notice: Notice) -> Wording:
        """Return what the part is called in the document."""
        label = self.wanted.label
        return Wording(label, label) if label else notice.name_of(self.wanted.kind)

    def example(self) -> tuple[Related, ...]:
        """Return where an item has it."""
        labels = (
            part.label.span
            for part in self.having[0].parts
            if part.label and part.kind == self.wanted.kind
            if self.wanted.label in ("", _words(part))
        )
        return tuple(Related(span, _HERE) for span in labels)[:1]

    def lacking_items(self) -> list[ProblemItem]:
        """Return the outermost items that lack it with all that is below them."""
        holding = {item.span for path in self.having for item in path.items}
        outermost = (
            next(item for item in path.items if item.span not in holding) for path in self.lacking
        )
        return list({item.span: item for item in outermost}.values())


def sibling_part(notice: Notice, options: SiblingPart) -> Iterator[Verdict]:
    """Report items that lack a part which the others have, or which their grammar asks for."""
    innermost = [InnermostItem(items) for item in notice.items for items in _paths(item, ())]
    findings = [
        *_asked(notice, options),
        *_lacking(innermost, notice, options),
        *_in_columns(notice, options),
    ]
    yield from findings
    yield Passed(max(0, len(innermost) - len(findings)))


def _asked(notice: Notice, options: SiblingPart) -> Iterator[Finding]:
    """Yield the items that lack a part which the grammar asks for and no other rule is about."""
    total = len(notice.items)
    asked = [repair for repair in _missing(notice) if repair.part not in options.besides]
    having = Counter(kind for item in notice.items if asked for kind in _kinds_below(item))
    for repair in asked:
        params: dict[str, Value] = {"problem": repair.label, "part": repair.name}
        yield Finding(repair.span, params | {"count": having[repair.part], "total": total})


def _missing(notice: Notice) -> list[Repair]:
    return [
        repair for repair in notice.repairs if repair.kind == "missing" and repair.within == ITEM
    ]


def _lacking(
    innermost: Sequence[InnermostItem], notice: Notice, options: SiblingPart
) -> Iterator[Finding]:
    if len(innermost) < LEAST:
        return
    rare = _rare(innermost)
    asked = notice.required.union(repair.part for repair in _missing(notice))
    for wanted in _candidates(innermost, notice, options):
        habit = _habit(wanted, innermost, rare, is_asked=wanted.kind in asked)
        is_usual = len(habit.having) >= _share(habit, options) * len(innermost)
        is_usual = is_usual and not _is_form_of_section(habit, notice)
        if is_usual and habit.lacking and not _is_told_otherwise(wanted, habit.lacking, rare):
            yield from _findings(habit, notice)


def _habit(
    wanted: LabelledKind,
    innermost: Sequence[InnermostItem],
    rare: frozenset[LabelledKind],
    *,
    is_asked: bool,
) -> SiblingHabit:
    """Return who has a part; whoever has none of a kind that is asked of all is told of that."""
    holds = [item.has(wanted, rare) for item in innermost]
    lacking = compress(innermost, map(not_, holds))
    whole = LabelledKind(wanted.kind, "")
    unsaid = [item for item in lacking if not is_asked or item.has(whole, rare)]
    return SiblingHabit(wanted, list(compress(innermost, holds)), unsaid, len(innermost))


def _share(habit: SiblingHabit, options: SiblingPart) -> float:
    """Return how many items must have a part, be it labelled or in running text."""
    kinds = {label.kind for item in habit.having for label in item.labels}
    return options.share if habit.wanted.kind in kinds else options.prose


def _in_columns(notice: Notice, options: SiblingPart) -> Iterator[Finding]:
    """Yield the items of a table for which a column is empty that most others fill."""
    for column in sparse_columns(notice, LEAST):
        total = len(column.having) + len(column.lacking)
        is_usual = len(column.having) >= options.share * total
        if is_usual and column.is_part and not options.optional.search(column.head):
            for item in _lacking_else(column, notice):
                params: dict[str, Value] = {"problem": item.problem.text, "part": column.head}
                params |= {"count": len(column.having), "total": total}
                yield Finding(item.problem.span, params, (Related(column.example, _HERE),))


def _lacking_else(column: SparseColumn, notice: Notice) -> Iterator[ProblemItem]:
    """Yield the items of which no other rule tells what the column leaves empty."""
    is_asked = column.kind in notice.required
    return (item for item in column.lacking if not is_asked or item.part(column.kind))


def _is_told_otherwise(
    wanted: LabelledKind, lacking: Sequence[InnermostItem], rare: frozenset[LabelledKind]
) -> bool:
    """Tell whether all that lack a part, more than one, have another of its kind in its stead.

    What is not finished has 目前进展 where the others have 整改成效.
    """
    shared = frozenset.intersection(rare, *(item.labels for item in lacking))
    return len(lacking) > 1 and any(label.kind == wanted.kind for label in shared)


def _is_form_of_section(habit: SiblingHabit, notice: Notice) -> bool:
    """Tell whether whole sections go without a part: 四、长期坚持事项 is told in prose."""
    having = {_section(notice, item) for item in habit.having}
    lacking = Counter(_section(notice, item) for item in habit.lacking)
    return having.isdisjoint(lacking) and all(count > 1 for count in lacking.values())


def _section(notice: Notice, item: InnermostItem) -> Span | None:
    """Return the range of the outermost section that an item stands in."""
    around = notice.around(item.items[0].span.start)
    return next((node.span for node in around if isinstance(node, Section)), None)


def _candidates(
    innermost: Sequence[InnermostItem], notice: Notice, options: SiblingPart
) -> list[LabelledKind]:
    """Return what some items have and no grammar asks for, in the order of the document."""
    asked = notice.required.union(repair.part for repair in _missing(notice))
    counts = Counter(kind for item in innermost for kind in sorted(item.kinds))
    common = {kind for kind, _ in counts.most_common(KINDS)}
    return [
        kind
        for kind in counts
        if kind in common
        if (kind.label or kind.kind not in asked) and not options.optional.search(kind.label)
    ]


def _rare(innermost: Sequence[InnermostItem]) -> frozenset[LabelledKind]:
    counts = Counter(label for item in innermost for label in item.labels)
    return frozenset(label for label, count in counts.items() if count * RARE <= len(innermost))


def _findings(habit: SiblingHabit, notice: Notice) -> Iterator[Finding]:
    """Yield a finding for each item all of whose sub-items lack a part."""
    for item in habit.lacking_items():
        params: dict[str, Value] = {"problem": item.problem.text, "part": habit.name(notice)}
        params |= {"count": len(habit.having), "total": habit.total}
        yield Finding(item.problem.span, params, habit.example())


def _paths(item: ProblemItem, above: tuple[ProblemItem, ...]) -> Iterator[tuple[ProblemItem, ...]]:
    """Yield each item without sub-items with those around it."""
    path = (*above, item)
    if not item.children:
        yield path
    for child in item.children:
        yield from _paths(child, path)


def _kinds(parts: Sequence[Part]) -> Iterator[LabelledKind]:
    """Yield the kinds of parts; one of several of a kind, and a remark, go by their labels."""
    counts = Counter(part.kind for part in parts if part.label)
    for kind in dict.fromkeys(part.kind for part in parts if part.kind != REMARK):
        yield LabelledKind(kind, "")
    for part in parts:
        if part.label and (part.kind == REMARK or counts[part.kind] > 1):
            yield LabelledKind(part.kind, _words(part))


def _kinds_below(item: ProblemItem) -> frozenset[str]:
    return frozenset(part.kind for node in item.walk() for part in node.parts)


def _words(part: Part) -> str:
    return "".join(part.label.text.split()) if part.label else ""


def _are_alike(label: str, usual: str) -> bool:
    return label[:ALIKE] == usual[:ALIKE] or label[-ALIKE:] == usual[-ALIKE:]


_HERE = Wording("其他事项的写法", "another item has it")

CHECKS = (
    Check(
        "sibling-part",
        sibling_part,
        SiblingPart,
        ("problem", "part", "count", "total"),
        ITEMS,
        counts=True,
    ),
)
