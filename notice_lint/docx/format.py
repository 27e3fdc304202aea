"""Fonts, sizes, indents and pages as they are shown: defaults, styles, theme, direct settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from notice_lint.document.page_layout import Alignment, DocumentLayout, PageSetup, ParagraphLayout
from notice_lint.docx.package import DEEPEST_STYLE, Package, R, W, attribute, child_value
from notice_lint.text.numerals import whole_number

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWIPS_PER_MM = 1440 / 25.4
_USUAL_HALF_POINTS = 21
"""Size of what states none: 五号."""
_ALIGNMENTS: Mapping[str, Alignment] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}


class StyleResolver:
    """Resolves how the paragraphs of one document are set."""

    def __init__(self, package: Package) -> None:
        """Read styles and theme; raises InputError."""
        self.package = package
        tree = package.xml(package.related("/styles"))
        styles = [] if tree is None else list(tree.iter(W + "style"))
        self._styles = {attribute(style, "styleId") or "": style for style in styles}
        self._default = next((n for n, style in self._styles.items() if _is_default(style)), "")
        self._run_defaults = _below(tree, "docDefaults", "rPrDefault", "rPr")
        self._paragraph_defaults = _below(tree, "docDefaults", "pPrDefault", "pPr")
        self._theme = _theme(package)

    def layout(self, read: Sequence[tuple[int, Any]], body: Any) -> DocumentLayout:
        """Return how a document is set; `read` pairs offsets in the text with paragraphs."""
        sections = list(body.iter(W + "sectPr"))
        pitch = next(filter(None, map(_grid, sections)), None)
        return DocumentLayout(
            pages=tuple(map(_page, sections)),
            paragraphs=tuple(self._paragraph(start, paragraph, pitch) for start, paragraph in read),
            page_number=self._page_number(sections),
        )

    def chain(self, name: str | None) -> list[Any]:
        """Return a style and those it is based on, the nearest first."""
        chain: list[Any] = []
        while name in self._styles and len(chain) < DEEPEST_STYLE:
            style = self._styles[name or ""]
            chain.append(style)
            name = child_value(style, "basedOn")
        return chain

    def styles_of(self, paragraph: Any) -> list[Any]:
        """Return the style of a paragraph and those it is based on, the nearest first."""
        properties = paragraph.find(W + "pPr")
        named = child_value(properties, "pStyle") if properties is not None else None
        return self.chain(named or self._default)

    def run_settings(self, run: Any, chain: Sequence[Any]) -> list[Any]:
        """Return what sets a run, the nearest first; `chain` are the styles of its paragraph."""
        direct = run.find(W + "rPr") if run is not None else None
        named = child_value(direct, "rStyle") if direct is not None else None
        styles = [*self.chain(named), *chain]
        return [direct, *(style.find(W + "rPr") for style in styles), self._run_defaults]

    def _paragraph(self, start: int, paragraph: Any, grid: float | None) -> ParagraphLayout:
        direct = paragraph.find(W + "pPr")
        chain = self.styles_of(paragraph)
        settings = [direct, *(style.find(W + "pPr") for style in chain), self._paragraph_defaults]
        font, size = self._font(paragraph, chain)
        words = "".join(node.text or "" for node in paragraph.iter(W + "t"))
        typed = _typed_indent(words)
        indent = _chars(settings, "firstLine", size) - _chars(settings, "hanging", size)
        return ParagraphLayout(
            start=start,
            font=font,
            size=size,
            alignment=_ALIGNMENTS.get(_first(settings, "jc", "val") or "", "left"),
            indent=round(indent + typed, 1),
            left=round(max(_chars(settings, "left", size), _chars(settings, "start", size)), 1),
            right=round(max(_chars(settings, "right", size), _chars(settings, "end", size)), 1),
            pitch=_pitch(settings, grid),
        )

    def _font(self, paragraph: Any, chain: Sequence[Any]) -> tuple[str, float]:
        """Return font and size of most characters of a paragraph."""
        lengths: Counter[tuple[str, float]] = Counter()
        for run in paragraph.iter(W + "r"):
            length = sum(len(node.text or "") for node in run.iter(W + "t"))
            if length:
                lengths[self._run(run, chain)] += length
        if not lengths:
            lengths[self._run(None, chain)] = 1
        return lengths.most_common(1)[0][0]

    def _run(self, run: Any, chain: Sequence[Any]) -> tuple[str, float]:
        settings = self.run_settings(run, chain)
        half_points = _first(settings, "sz", "val")
        size = (whole_number(half_points) or _USUAL_HALF_POINTS) / 2
        return self.east_asian(settings), size

    def east_asian(self, settings: Sequence[Any]) -> str:
        """Return the East Asian font that the nearest of settings names; nothing for none."""
        for properties in settings:
            fonts = properties.find(W + "rFonts") if properties is not None else None
            if fonts is None:
                continue
            theme = attribute(fonts, "eastAsiaTheme")
            if theme:
                return self._theme.get(theme[:5], "")
            if attribute(fonts, "eastAsia"):
                return attribute(fonts, "eastAsia") or ""
        return ""

    def _page_number(self, sections: Sequence[Any]) -> str:
        relations = self.package.relations(self.package.main)
        for section in sections:
            for reference in section.findall(W + "footerReference"):
                _, target = relations.get(str(reference.get(R + "id")), ("", ""))
                tree = self.package.xml(target)
                words = "" if tree is None else "".join(_footer_words(tree))
                if "#" in words:
                    return words.strip()
        return ""


def _is_default(style: Any) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")


def _below(element: Any, *path: str) -> Any:
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element


def _theme(package: Package) -> dict[str, str]:
    """Return the East Asian fonts of the theme, by `major` and `minor`."""
    tree = package.xml(package.related("/theme"))
    fonts: dict[str, str] = {}
    for name in ("major", "minor"):
        scheme = next(tree.iter(f"{A}{name}Font"), None) if tree is not None else None
        if scheme is None:
            continue
        east_asian = scheme.find(A + "ea")
        hans = (font for font in scheme.findall(A + "font") if font.get("script") == "Hans")
        face = (east_asian.get("typeface") if east_asian is not None else "") or next(
            (font.get("typeface") for font in hans), ""
        )
        fonts[name] = str(face)
    return fonts


def _first(settings: Sequence[Any], element: str, name: str) -> str | None:
    """Return an attribute from the nearest setting that has it."""
    for properties in settings:
        holder = properties.find(W + element) if properties is not None else None
        value = attribute(holder, name) if holder is not None else None
        if value is not None:
            return value
    return None


def _chars(settings: Sequence[Any], name: str, size: float) -> float:
    """Return an indent in characters."""
    hundredths = whole_number(_first(settings, "ind", f"{name}Chars"))
    if hundredths:
        return hundredths / 100
    twips = whole_number(_first(settings, "ind", name))
    return twips / 20 / size if twips and size else 0.0


def _typed_indent(words: str) -> float:
    lead = words[: len(words) - len(words.lstrip(" \u3000\t"))]
    return lead.count("\u3000") + lead.count(" ") / 2 + 2 * lead.count("\t")


def _pitch(settings: Sequence[Any], grid: float | None) -> float | None:
    line = whole_number(_first(settings, "spacing", "line"))
    rule = _first(settings, "spacing", "lineRule") or "auto"
    value = 240.0 if line is None else float(line)
    if rule in ("exact", "atLeast"):
        return value / 20
    return grid * value / 240 if grid else None


def _grid(section: Any) -> float | None:
    grid = section.find(W + "docGrid")
    pitch = whole_number(attribute(grid, "linePitch")) if grid is not None else None
    kind = attribute(grid, "type") if grid is not None else None
    return pitch / 20 if pitch is not None and kind in ("lines", "linesAndChars") else None


def _page(section: Any) -> PageSetup:
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")

    def millimetres(element: Any, name: str, default: float) -> float:
        value = whole_number(attribute(element, name)) if element is not None else None
        return default if value is None else round(value / TWIPS_PER_MM, 1)

    return PageSetup(
        millimetres(size, "w", 210.0),
        millimetres(size, "h", 297.0),
        *(millimetres(margins, side, 0.0) for side in ("top", "bottom", "left", "right")),
    )


def _footer_words(tree: Any) -> Iterator[str]:
    """Yield the words of a footer, # for the number of the page."""
    for element in tree.iter(W + "t", W + "instrText", W + "fldSimple"):
        code = element.text if element.tag == W + "instrText" else attribute(element, "instr")
        if element.tag == W + "t":
            yield "" if (element.text or "").strip().isdecimal() else element.text or ""
        elif (code or "").split()[:1] == ["PAGE"]:
            yield "#"
