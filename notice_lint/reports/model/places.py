"""Places named as a person finds them: line, paragraph of a Word file, page and line."""

from __future__ import annotations

from collections.abc import Sequence

from notice_lint.document.source import Location, Source
from notice_lint.text.masking import masked
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

SHOWN = 10
"""Characters of the beginning of a paragraph that name it."""


def place_words(location: Location, lang: Lang, opening: str | None = None) -> str:
    """Name a place; a paragraph also by how it begins, where that is known."""
    if location.paragraph is not None:
        number, quote = location.paragraph, f"“{opening}”" if opening is not None else ""
        english = f"paragraph {number} {quote}".rstrip()
        return Wording(f"第{number}段{quote}", english).in_(lang)
    at = f"{location.line}:{location.column}"
    if location.page is not None:
        return Wording(f"第{location.page}页 {at}", f"page {location.page} {at}").in_(lang)
    return at


def paper_place(location: Location, lang: Lang, sheets: Sequence[str] = ()) -> str:
    """Name a place in another paper; in a table by its row, in a workbook by its sheet as well."""
    if location.cell is None:
        return place_words(location, lang)
    table, row, _ = location.cell
    name = sheets[table - 1] if table <= len(sheets) else ""
    if name:
        return Wording(f"“{name}”第{row}行", f"“{name}” row {row}").in_(lang)
    if table == 1:
        return Wording(f"第{row}行", f"row {row}").in_(lang)
    return Wording(f"第{table}个表第{row}行", f"table {table} row {row}").in_(lang)


def opening_words(line: str) -> str:
    """Return how a paragraph begins."""
    text = masked(line.strip())
    return text[:SHOWN] + "…" * (len(text) > SHOWN)


def opening_of(source: Source, raw: Span) -> str:
    """Return how the line begins that a range of `Source.raw` begins in."""
    return opening_words(source.line_at(raw.start).of(source.masked_raw))


def place_in(source: Source, raw: Span, lang: Lang) -> str:
    """Name the place of a range of `Source.raw`."""
    return place_words(source.raw_location(raw), lang, opening_of(source, raw))
