"""Numbers of persons whose digits stand apart: by dots, brackets, letters, or in cells of a table.

What parts the digits may also part a list of figures, so that only groups of the sizes in which
such numbers are written count, and where figures are listed only what no figure looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from notice_lint.text.expression import Expression
from notice_lint.text.personal_number import (
    Kind,
    PersonalNumber,
    is_card,
    is_certain_identity,
    is_mobile,
    is_old_identity,
    plain,
)

_BETWEEN = r"[^\d\u4e00-\u9fff]{1,4}"
_GROUPS = Expression(rf"(?<![0-9A-Za-z])\d{{1,8}}(?:{_BETWEEN}\d{{1,8}})+[XxＸｘ]?(?![0-9A-Za-z])")
_GROUP = Expression(r"\d+(?:[XxＸｘ]\Z)?")
_LISTS = frozenset("\t\n\r,，、;；|｜")
"""What parts figures that are listed, and cells."""
_CLOSING = frozenset(")）]】〕")
_MOBILE = ((3, 4, 4), (1,) * 11, (2, 2, 2, 2, 2, 1))
_BRACKETED = (3, 8)
_OLD_IDENTITY = (6, 6, 3)
_IDENTITY = ((6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3,) * 6, (1,) * 18)
_CARD = tuple((4, 4, 4, 4, *rest) for rest in ((), (1,), (2,), (3,))) + tuple(
    (1,) * count for count in (16, 17, 18, 19)
)
_SHAPES = (*_IDENTITY, _OLD_IDENTITY, *_CARD, *_MOBILE, _BRACKETED)
_KINDS: tuple[tuple[Kind, tuple[tuple[int, ...], ...], Callable[[str], bool]], ...] = (
    ("identity", _IDENTITY, is_certain_identity),
    ("account", (_OLD_IDENTITY,), is_old_identity),
    ("card", _CARD, is_card),
    ("mobile", (*_MOBILE, _BRACKETED), is_mobile),
)
_COUNTRY = frozenset(("86", "0086"))


class _PartedDigits(NamedTuple):
    """Digits in a row, and what stands before them."""

    start: int
    digits: str
    gap: str

    @property
    def end(self) -> int:
        return self.start + len(self.digits)


def numbers_apart(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers whose groups of digits are parted by anything but Chinese words."""
    for run in _GROUPS.finditer(text):
        groups, end = [], run.start()
        for match in _GROUP.finditer(text, run.start(), run.end()):
            groups.append(_PartedDigits(match.start(), plain(match[0]), text[end : match.start()]))
            end = match.end()
        yield from _numbers_in(groups)


def _numbers_in(groups: Sequence[_PartedDigits]) -> Iterator[PersonalNumber]:
    sizes = tuple(len(group.digits) for group in groups)
    first = 0
    while first < len(groups):
        number = _number_at(groups, sizes, first)
        first += 1
        if number:
            yield number
            while first < len(groups) and groups[first].start < number.end:
                first += 1


def _number_at(
    groups: Sequence[_PartedDigits], sizes: tuple[int, ...], first: int
) -> PersonalNumber | None:
    """Return the number that begins with a group, where the groups have one of its shapes."""
    for shape in _SHAPES:
        if sizes[first : first + len(shape)] != shape:
            continue
        parts = groups[first : first + len(shape)]
        kind = _kind(parts, shape)
        if kind == "mobile" and not _is_alone(groups, first, len(shape)):
            kind = None
        if kind:
            return PersonalNumber(parts[0].start, parts[-1].end, _joined(parts), kind)
    return None


def _joined(parts: Sequence[_PartedDigits]) -> str:
    return "".join(part.digits for part in parts)


def _kind(parts: Sequence[_PartedDigits], shape: tuple[int, ...]) -> Kind | None:
    digits = _joined(parts)
    for kind, shapes, is_one in _KINDS:
        if shape in shapes and is_one(digits) and (kind == "identity" or _is_written(parts, shape)):
            return kind
    return None


def _is_written(parts: Sequence[_PartedDigits], shape: tuple[int, ...]) -> bool:
    """Tell groups of a number from figures that are listed, which have no zero in front."""
    gaps = {part.gap for part in parts[1:]}
    is_list = any(not _LISTS.isdisjoint(gap) for gap in gaps)
    if is_list and not _has_leading_zero(parts):
        return False
    if shape == _BRACKETED:
        return not _CLOSING.isdisjoint(parts[1].gap)
    return shape[1] > 1 or len(gaps) == 1


def _has_leading_zero(parts: Sequence[_PartedDigits]) -> bool:
    return any(len(part.digits) > 1 and part.digits[0] == "0" for part in parts)


def _is_alone(groups: Sequence[_PartedDigits], first: int, size: int) -> bool:
    """Tell whether no like groups stand before or behind, but for the number of the country."""
    before = groups[first].gap if first else ""
    behind = groups[first + size].gap if first + size < len(groups) else ""
    gaps = {group.gap for group in groups[first + 1 : first + size]}
    is_country = first > 0 and groups[first - 1].digits in _COUNTRY
    return behind not in gaps and (is_country or before not in gaps)
