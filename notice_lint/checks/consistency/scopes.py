"""What the numbers that a text declares are about: the whole notice, or one of its areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from notice_lint.document.notice import Declaration, Notice, ProblemItem, Section


def scopes(notice: Notice) -> Iterator[Notice]:
    """Yield a notice with the numbers about all of it, then each area that declares some itself.

    An area is a notice with no other items: 本方面3个问题，已完成整改2个、正在整改1个.
    """
    areas: dict[int, tuple[Section, list[Declaration]]] = {}
    whole: list[Declaration] = []
    for _, group in groupby(notice.declarations, key=attrgetter("sentence")):
        sentence = list(group)
        area = _area(notice, sentence)
        if area is None:
            whole += sentence
        else:
            areas.setdefault(area.span.start, (area, []))[1].extend(sentence)
    yield replace(notice, declarations=tuple(whole)) if areas else notice
    for area, declared in areas.values():
        yield replace(notice, sections=(area,), declarations=tuple(declared))


def _area(notice: Notice, sentence: Sequence[Declaration]) -> Section | None:
    """Return the area that a sentence tells of: the section around it, beside others with items.

    What counts more than the section lists is about the whole notice, whose last area it closes.
    """
    around = [node for node in notice.around(sentence[0].span.start) if isinstance(node, Section)]
    if not around:
        return None
    listed = [node for node in around[-1].walk() if isinstance(node, ProblemItem)]
    is_area = 0 < len(listed) < len(notice.items)
    return around[-1] if is_area and _most(sentence) <= len(listed) else None


def _most(sentence: Sequence[Declaration]) -> int:
    return max(declaration.value for declaration in sentence)
