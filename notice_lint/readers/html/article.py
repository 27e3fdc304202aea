"""The part of a web page that holds the notice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from notice_lint.readers.html.page import BLOCKS, PageElement, PageReader

CONTAINER = re.compile(
    r"(?:^|\s)(?:zoom(?:con)?|ucap-content|trs_editor\S*|trs_preappend|article|article[-_]?con(?:tent)?"
    r"|con[-_]?text|content|detail[-_]?con(?:tent)?|news[-_]?con(?:tent)?|view|pages_content)(?:\s|$)",
    re.IGNORECASE,
)
"""Ids and classes under which the sites of government offices keep the text of an article."""
HEADLINE = re.compile(r"(?:^|\s)(?:\S*title|tit|headline)(?:\s|$)", re.IGNORECASE)
ENOUGH = 120
"""Characters with Chinese punctuation that make an element the article."""
_PROSE = re.compile(r"[，。；：、,;]")
_MOST = 0.9
"""Share of the heaviest element that an inner one holds when it is the article without the rest."""


def article_ranges(page: PageReader, tables: Collection[PageElement]) -> list[range]:
    """Return the ranges of pieces that make up the notice: its headline and the article."""
    article = _article(page, tables)
    if article is None:
        return [range(len(page.pieces))]
    headline = _headline(page, article)
    above = [range(headline.first, headline.last)] if headline else []
    return [*above, range(article.first, article.last)]


def _article(page: PageReader, tables: Collection[PageElement]) -> PageElement | None:
    """Return the element of the article: a known container, else the one with the densest prose."""
    weights = [0, *accumulate(map(_weight, (piece.text for piece in page.pieces)))]
    outside = list(_outside(page, tables))
    named = filter(_is_named, outside)
    blocks = (element for element in outside if element.tag in BLOCKS)
    return _heaviest(named, weights) or _heaviest(blocks, weights)


def _is_named(element: PageElement) -> bool:
    """Tell whether an element is called as sites call the container of an article."""
    return element.tag in ("article", "main") or CONTAINER.search(element.names) is not None


def _heaviest(elements: Iterable[PageElement], weights: Sequence[int]) -> PageElement | None:
    """Return the innermost element that holds nearly all that the heaviest one holds."""
    sized = [(element, weights[element.last] - weights[element.first]) for element in elements]
    most = max((size for _, size in sized), default=0)
    if most < ENOUGH:
        return None
    enough = max(ENOUGH, _MOST * most)
    return [element for element, size in sized if size >= enough][-1]


def _weight(text: str) -> int:
    return len(_PROSE.findall(text)) * 8 + len(text.strip())


def _outside(page: PageReader, tables: Collection[PageElement]) -> Iterator[PageElement]:
    """Yield the elements that are no table of the notice and no part of one."""
    inside = set(map(id, tables))
    for element in page.elements:
        if id(element.parent) in inside:
            inside.add(id(element))
        if id(element) not in inside:
            yield element


def _headline(page: PageReader, article: PageElement) -> PageElement | None:
    """Return the nearest headline before the article, unless the article holds its title itself."""
    opening = _words(page, article)[:120]
    headline = None
    for element in page.elements:
        if element.first >= article.first:
            break
        if element.last <= article.first and _is_headline(page, element):
            headline = element
    if headline is None:
        return None
    is_repeated = _without_blanks(_words(page, headline)) in _without_blanks(opening)
    return None if is_repeated else headline


def _is_headline(page: PageReader, element: PageElement) -> bool:
    if element.tag not in ("h1", "h2") and not HEADLINE.search(element.names):
        return False
    words = _words(page, element).strip()
    return 6 <= len(words) <= 120 and "关于" in words


def _words(page: PageReader, element: PageElement) -> str:
    return "".join(piece.text for piece in page.pieces[element.first : element.last])


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)
