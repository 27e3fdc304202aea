"""What the grammar of a notice had to repair: parts missing, foreign, misplaced, given twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import Anchor, Check, Passed, Verdict, anchor, first_line
from notice_lint.document.notice import Notice, Part, ProblemItem
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.repairs import Repair
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

ITEM = "item"
TEXT = "text"


class RepairOptions(Struct, frozen=True):
    """Options of repair."""

    kind: Literal["missing", "foreign", "misplaced", "duplicate"]
    parts: tuple[str, ...] = ()
    """Parts that are told, rules of grammar/notice.lark; all where none is named."""
    besides: tuple[str, ...] = ()
    """Parts that other rules are about."""
    within: tuple[str, ...] = ()
    """Parts in which it is told; all where none is named."""
    outside: tuple[str, ...] = ()
    """Parts in which it is not told."""
    unless: tuple[str, ...] = ()
    """Nothing is told where one of these parts is missing in the document: that is told then."""
    stand_in: Pattern | None = None
    """What says the same in the preamble, so that nothing is missing."""
    filed: bool = False
    """Whether the heading of a section may say it for all items below: 已完成整改的问题."""
    near: tuple[Anchor, ...] = ()
    """Where to show what is missing in the document: the first of these that is there."""
    named: bool = False
    """Whether nothing is told of a heading without words, which another rule is about."""
    counts: bool = False
    """Whether it is told only where every item could be read."""
    common: float = 0.0
    """Where at least this share of three items or more has it, that is one habit and one finding; 0
    for item by item."""
    prose: float = 0.0
    """Where fewer of the items than this have it, and all in running text without a label, others
    may have it in words that are not known, so that nothing is told; 0 for item by item."""
    rare: float = 0.0
    """Where a smaller share of the items than this has the part, that is one habit of the document
    and one warning; 0 for item by item."""


def repair(notice: Notice, options: RepairOptions) -> Iterator[Verdict]:
    """Report what did not fit the grammar, and nothing where everything did."""
    is_silent = _is_told_otherwise(notice, options) or _is_in_prose(notice, options)
    repairs = [] if is_silent else list(_meant(notice, options))
    if _is_common(notice, repairs, options) or _is_rare(notice, repairs, options):
        yield _habit(notice, repairs, options)
        return
    for repair in repairs:
        yield _finding(notice, repair, options)
    places = len(notice.all_items) if ITEM in options.within else 1
    yield Passed(max(0, places - len(repairs)))


def _meant(notice: Notice, options: RepairOptions) -> Iterator[Repair]:
    meant = (repair for repair in notice.repairs if _is_meant(repair, options))
    return (repair for repair in meant if not _is_there(notice, repair, options))


def _is_there(notice: Notice, repair: Repair, options: RepairOptions) -> bool:
    """Tell whether something else says what is missing: a heading above, or a table of figures."""
    if repair.kind != "missing":
        return False
    return (options.filed and _is_filed(notice, repair)) or _heads_table(notice, repair)


def _heads_table(notice: Notice, repair: Repair) -> bool:
    """Tell whether a table, and nothing that could be read, stands below a heading."""
    if repair.part != TEXT:
        return False
    following = (node.span.start for node in notice.nodes)
    end = min((start for start in following if start > repair.span.start), default=None)
    starts = (table.span.start for table in notice.source.tables)
    return any(repair.span.end <= start and (end is None or start < end) for start in starts)


def _is_filed(notice: Notice, repair: Repair) -> bool:
    """Tell whether the heading of a section around gives an item the status that it lacks."""
    around = notice.around(repair.span.start)
    return any(isinstance(node, ProblemItem) and node.filed for node in around)


def _is_told_otherwise(notice: Notice, options: RepairOptions) -> bool:
    """Tell whether another finding says it, or the preamble what is missing."""
    missing = {repair.part for repair in notice.repairs if repair.kind == "missing"}
    stand_in = options.stand_in
    return not missing.isdisjoint(options.unless) or (
        stand_in is not None and any(_says(line, stand_in) for line in notice.paragraphs)
    )


def _says(paragraph: Paragraph, words: Pattern) -> bool:
    return paragraph.role == "preamble" and words.search(paragraph.text) is not None


def _is_meant(repair: Repair, options: RepairOptions) -> bool:
    is_part = not options.parts or repair.part in options.parts
    is_place = not options.within or repair.within in options.within
    left_out = repair.part in options.besides or repair.within in options.outside
    left_out = left_out or (options.named and not repair.label)
    return repair.kind == options.kind and is_part and is_place and not left_out


def _is_rare(notice: Notice, repairs: list[Repair], options: RepairOptions) -> bool:
    """Tell whether hardly any item of a document has a part; one item alone is no habit."""
    if not options.rare or not repairs or len(notice.items) < 2:
        return False
    having = sum(any(_holds(item, part) for part in options.parts) for item in notice.items)
    return having < options.rare * len(notice.items)


def _is_in_prose(notice: Notice, options: RepairOptions) -> bool:
    """Tell whether some items have a part, none of them with a label or in a cell of its own."""
    held = [_parts_below(item, options.parts) for item in notice.items]
    having = sum(map(bool, held))
    has_few = 0 < having < options.prose * len(notice.items)
    is_shown = any(map(_label, chain.from_iterable(held))) or any(map(_row, notice.items))
    return has_few and not is_shown


def _parts_below(item: ProblemItem, kinds: Sequence[str]) -> list[Part]:
    """Return the first part of each of some kinds that an item and its sub-items have."""
    parts = (node.part(kind) for node in item.walk() for kind in kinds)
    return [part for part in parts if part]


def _label(part: Part) -> object:
    return part.label


def _row(item: ProblemItem) -> object:
    return item.row


def _is_common(notice: Notice, repairs: list[Repair], options: RepairOptions) -> bool:
    least = options.common * len(notice.items)
    return bool(options.common) and len(repairs) >= max(MOST_SINGLE + 1, least)


MOST_SINGLE = 2
"""Findings of one kind that are told one by one, whatever their share of the items."""


def _holds(item: ProblemItem, part: str) -> bool:
    return any(node.part(part) for node in item.walk())


def _habit(notice: Notice, repairs: list[Repair], options: RepairOptions) -> Finding:
    """Make one finding of a part that the document leaves out throughout."""
    related = tuple(Related(repair.span, _ALIKE) for repair in repairs)
    params: dict[str, Value] = {"problem": "", "part": repairs[0].name, "count": len(repairs)}
    params["other"] = repairs[0].follows or _OTHER
    return Finding(
        anchor(notice, options.near), _all(params), related, severity="warning", whole=True
    )


def _finding(notice: Notice, repair: Repair, options: RepairOptions) -> Finding:
    if repair.kind == "missing" and repair.owner is None:
        return Finding(anchor(notice, options.near), _params(notice, repair), whole=True)
    span = repair.span if repair.within == ITEM else first_line(notice, repair.span)
    first = (Related(repair.first, _FIRST),) if repair.first else ()
    return Finding(span, _params(notice, repair), first if repair.kind == "duplicate" else ())


def _params(notice: Notice, repair: Repair) -> dict[str, Value]:
    return _all(
        {
            "problem": repair.label,
            "part": repair.name,
            "place": repair.place or _HERE,
            "expected": repair.expected[:3] or (_OTHER,),
            "other": repair.follows or _OTHER,
            "words": _opening(notice, repair),
        }
    )


MOST_WORDS = 20
"""Code points of what is out of place that are quoted; enough for a line with a phone number."""


def _opening(notice: Notice, repair: Repair) -> str:
    shown = repair.span.of(notice.source.masked_text)  # cut first, a number is found no more
    words = shown.strip().split("\n")[0]
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}……"


def _all(params: dict[str, Value]) -> dict[str, Value]:
    """Return parameters with a value for each that a message may name."""
    usual: dict[str, Value] = dict.fromkeys(PARAMS, _OTHER)
    return usual | {"count": 1} | params


PARAMS = ("problem", "part", "place", "expected", "other", "words", "count")
_ALIKE = Wording("同样缺少", "missing here as well")
_FIRST = Wording("前一处", "first")
_HERE = Wording("别处", "elsewhere")
_OTHER = Wording("其他要素", "another part")

CHECKS = (Check("repair", repair, RepairOptions, PARAMS),)
