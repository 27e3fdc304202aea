"""Marker families: prefix, numeral and suffix that a document itself counts with.

第一、 1-1 【问题1】 序号：1 A. are no terminals: whatever lines begin with is a marker where its
values go 1, 2, 3 over them, beginning anew or running on. A family that a terminal knows takes in
the lines that were mistyped beside it: 3： between 2. and 4.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.lines import (
    FAMILY,
    MARKS,
    TEXT,
    FamilyMember,
    TextLine,
    bullet_end,
)
from notice_lint.parsing.lexer.marker_readings import FamilyKey, MarkerReading
from notice_lint.parsing.lexer.mistyped import mistyped
from notice_lint.text.counting import readings

LONGEST = 24
"""Code points of a line in which its marker ends: 整改事项（十二）： has nine."""
NUMERALS = 4
"""Numerals of one marker: 1.1.1.1 has four."""
ELIGIBLE = MARKS | {TEXT, "ORGAN_LINE", "STATEMENT"}
"""Kinds of line that may prove to begin with a marker; other labels and closing lines are sure."""

ONLY_PREFIXED = frozenset(("ENDED", "TIGHT", "WORDED"))
"""What closes a marker only where a prefix shows that it is one."""
ONLY_BARE = frozenset(("LISTED",))
"""What closes a marker only where there is no prefix."""


def mark_families(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines, those that begin with a marker of some family told as such."""
    readings_of = [list(_readings(line)) if line.kind in ELIGIBLE else [] for line in lines]
    families = _families(lines, readings_of)
    marked = [
        _take(line, candidates, families)
        for line, candidates in zip(lines, readings_of, strict=True)
    ]
    for index, line in mistyped(marked, readings_of):
        marked[index] = line
    return marked


def _readings(line: TextLine) -> Iterator[MarkerReading]:
    """Yield every marker that a line may begin with, short prefixes first."""
    start, shape = bullet_end(line.view), ""
    above: tuple[int, ...] = ()
    for hit in islice(alphabet("counter").scan(line.view[:LONGEST], start), NUMERALS):
        shape += line.view[start : hit.start].replace(" ", "")
        if not alphabet("before").match(shape):
            return
        values = list(_values(line.view[hit.start : hit.end]))
        for behind in _behind(line.view, hit.end, bool(shape)):
            suffix = line.view[hit.end : behind.end].replace(" ", "")
            for name, value in values:
                yield MarkerReading(FamilyKey(shape, name, suffix), (*above, value), behind.end)
        shape += "#"
        above = (*above, values[0][1] if values else 0)
        start = hit.end


def _values(numeral: str) -> Iterator[tuple[str, int]]:
    """Yield what writes 1 in each way of counting that a numeral may be of, and its value."""
    for kind, value in readings(numeral):
        yield kind.name.lower() if numeral.islower() else kind.name, value


def _behind(view: str, start: int, has_prefix: bool) -> Iterator[Hit]:
    """Yield what may close a marker; without a prefix only what shows that it ends there."""
    candidates = alphabet("behind").match(view, start)
    if candidates is None or candidates.terminal in (ONLY_BARE if has_prefix else ONLY_PREFIXED):
        return
    yield candidates
    if candidates.terminal == "WORDED":
        yield Hit("TIGHT", start, start)


def _families(
    lines: Sequence[TextLine], readings_of: Sequence[Sequence[MarkerReading]]
) -> dict[FamilyKey, tuple[int, str]]:
    """Return the families that count, each with how many go on in order, and its kind of line."""
    paths: dict[FamilyKey, list[tuple[int, ...]]] = defaultdict(list)
    kinds: dict[FamilyKey, Counter[str]] = defaultdict(Counter)
    heading: Counter[FamilyKey] = Counter()
    for index, (line, candidates) in enumerate(zip(lines, readings_of, strict=True)):
        opens = _begins_row(lines, readings_of, index + 1)
        for reading in candidates:
            paths[reading.key].append(reading.path)
            heading[reading.key] += opens or _names_problem(line.view, reading)
            if line.kind in MARKS and reading.end >= line.lead:
                kinds[reading.key][line.kind] += 1
    return {
        key: (_in_order([(0,), *members]), _kind(key, kinds[key]))
        for key, members in paths.items()
        if _counts(members, key) and (heading[key] * 3 >= len(members) * 2 or not key.is_enumerator)
    }


def _names_problem(words: str, reading: MarkerReading) -> bool:
    """Tell whether 一是 heads a problem with what became of it: 一是学习不经常的问题。…"""
    is_listed = reading.key.is_enumerator
    return is_listed and alphabet("listed_problem").match(words, reading.end) is not None


def _begins_row(
    lines: Sequence[TextLine], readings_of: Sequence[Sequence[MarkerReading]], index: int
) -> bool:
    """Tell whether a row of known markers begins with a line."""
    if index >= len(lines) or lines[index].kind not in MARKS:
        return False
    return any(reading.path[-1] == 1 for reading in readings_of[index])


def _kind(key: FamilyKey, kinds: Counter[str]) -> str:
    """Return the terminal that knows a family; FAMILY where none does.

    一、1. begins as 一、 does and is no 一、: what stands before the last numeral is its place.
    """
    return FAMILY if "#" in key.prefix or not kinds else kinds.most_common(1)[0][0]


def _counts(paths: Sequence[tuple[int, ...]], key: FamilyKey) -> bool:
    """Tell whether values count: 1, 2 somewhere, half of all in order, most of them nearly.

    第一项 and 第三项 show it as well: one was left out.
    """
    if key.is_worded and [path[-1] for path in paths] == [1, 3]:
        return True
    pairs = list(pairwise(paths))
    begun = any(before[-1] == 1 and _is_next(before, after) for before, after in pairs)
    in_order = _in_order(paths)
    near = sum(after[-1] == 1 or abs(after[-1] - before[-1]) <= 2 for before, after in pairs)
    return begun and in_order * 2 >= len(pairs) and near * 5 >= len(pairs) * 4


def _in_order(paths: Sequence[tuple[int, ...]]) -> int:
    """Return how many members go on from the one before or begin anew."""
    return sum(after[-1] in (1, before[-1] + 1) for before, after in pairwise(paths))


def _is_next(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Tell whether a marker follows another: 1.2 on 1.1, and 2.1 on 1.1 where all are x.1.

    （一）一类 （二）二类 are no markers of two numerals: the last one does not count by itself.
    """
    if after[:-1] == before[:-1]:
        return after[-1] == before[-1] + 1
    same_depth = len(before) == len(after) > 1
    return same_depth and after[-1] == before[-1] == 1 and _is_next(before[:-1], after[:-1])


def _take(
    line: TextLine,
    candidates: Iterable[MarkerReading],
    families: Mapping[FamilyKey, tuple[int, str]],
) -> TextLine:
    """Return a line as a member of the family that says most of its beginning."""
    claims = [
        reading for reading in candidates if reading.key in families and _may_claim(line, reading)
    ]
    if not claims:
        return line
    best = max(
        claims, key=lambda reading: (len(reading.path), reading.end, families[reading.key][0])
    )
    return _member(line, best, families[best.key][1])


def _may_claim(line: TextLine, reading: MarkerReading) -> bool:
    """Tell whether a family may claim a line, even from a terminal: 一、1. is more than 一、."""
    closed = bool(reading.key.suffix) and len(reading.path) > 1 and reading.end > line.lead
    return line.kind not in MARKS or closed


def _member(line: TextLine, reading: MarkerReading, kind: str) -> TextLine:
    if kind != FAMILY:
        return line._replace(kind=kind, lead=reading.end)
    member = FamilyMember(reading.key.name, reading.path)
    return line._replace(kind=FAMILY, lead=reading.end, member=member)
