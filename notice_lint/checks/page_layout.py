"""How an issued document is set (GB/T 9704): pages, fonts, lines, indents; only for .docx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Precondition, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.page_layout import DocumentLayout, PageSetup, ParagraphLayout
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

LAYOUT = Precondition(
    lambda notice: notice.source.layout,
    Wording("不是 Word 文件，没有版式", "not a Word file, so there is no layout"),
)
Target = Literal["body", "title", "level-1", "level-2", "level-3", "level-4"]


def _layout(notice: Notice) -> DocumentLayout:
    layout = notice.source.layout
    assert layout
    return layout


def _start(notice: Notice) -> Span:
    return notice.paragraphs[0].span() if notice.paragraphs else Span(0, 0)


class PageOptions(Struct, frozen=True):
    """Options of page-setup, in millimetres; 0 for a value that is not checked."""

    tolerance: int
    width: int = 0
    height: int = 0
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0


_SIDES = {
    "width": Wording("页面宽", "page width"),
    "height": Wording("页面高", "page height"),
    "top": Wording("上边距", "top margin"),
    "bottom": Wording("下边距", "bottom margin"),
    "left": Wording("左边距", "left margin"),
    "right": Wording("右边距", "right margin"),
}


def page_setup(notice: Notice, options: PageOptions) -> Iterator[Verdict]:
    """Report pages of another size or with other margins, all in one finding."""
    wrong: dict[str, Wording] = {}
    for page in _layout(notice).pages:
        wrong |= dict(_departures(page, options))
        yield PASSED
    if wrong:
        yield Finding(_start(notice), {"facts": tuple(wrong.values())}, whole=True)


def _departures(page: PageSetup, options: PageOptions) -> Iterator[tuple[str, Wording]]:
    for name, side in _SIDES.items():
        wanted, given = getattr(options, name), getattr(page, name)
        if wanted and abs(given - wanted) > options.tolerance:
            fact = Wording(f"{side.zh} {given:g} 毫米", f"{side.en} {given:g} mm")
            yield name, fact


class FontOptions(Struct, frozen=True):
    """Options of paragraph-font."""

    targets: tuple[Target, ...]
    fonts: Pattern
    """Names of the font, from end to end; a paragraph that names none is let be."""
    size: int
    """Points."""
    centred: bool = False


HALF_STEP = 0.3
"""Points by which a size may miss: Word steps by half a point, so that 15.5 is not 16."""
INDENT_SLACK = 0.4
"""Characters by which an indent may miss: given in points it is seldom a whole number of them."""


def paragraph_font(notice: Notice, options: FontOptions) -> Iterator[Verdict]:
    """Report paragraphs in another font or size, all in one finding."""
    odd: list[tuple[Span, ParagraphLayout]] = []
    for span, layout in _paragraphs(notice, options.targets):
        right = options.fonts.fullmatch(layout.font.replace(" ", "")) if layout.font else True
        is_of_size = abs(layout.size - options.size) < HALF_STEP
        if right and is_of_size and (not options.centred or layout.alignment == "center"):
            yield PASSED
        else:
            odd.append((span, layout))
    if odd:
        first = odd[0][1]
        yield _folded([span for span, _ in odd], _font_words(first, options))


def _font_words(layout: ParagraphLayout, options: FontOptions) -> Wording:
    name = layout.font or "默认字体"
    zh, en = f"{name} {layout.size:g} 磅", f"{layout.font or 'the default font'} {layout.size:g} pt"
    if options.centred and layout.alignment != "center":
        return Wording(f"{zh}，未居中", f"{en}, not centred")
    return Wording(zh, en)


def _folded(spans: Sequence[Span], fact: Wording) -> Finding:
    """Make one finding of all paragraphs that depart; the fact is that of the first."""
    first, *others = spans
    related = tuple(Related(span, Wording("同样", "likewise")) for span in others)
    return Finding(first, {"found": fact, "count": len(spans)}, related)


def _paragraphs(
    notice: Notice, targets: Sequence[Target]
) -> Iterator[tuple[Span, ParagraphLayout]]:
    """Yield the paragraphs that targets name, with how they are set."""
    levels = {heading.marker.span.start: heading.marker.level for heading in notice.headings}
    for paragraph in notice.paragraphs:
        span = paragraph.span()
        layout = _layout(notice).at(span.start)
        if layout and _target(paragraph, levels.get(span.start)) in targets:
            yield span, layout


def _target(paragraph: Paragraph, level: int | None) -> Target | None:
    if paragraph.role == "title":
        return "title"
    if level is not None and paragraph.role == "heading":
        runs_in = "。" in paragraph.text.rstrip("。 ")
        named: tuple[Target, ...] = ("level-1", "level-2", "level-3", "level-4")
        return "body" if runs_in else named[min(level, 4) - 1]
    return "body" if paragraph.role in ("preamble", "text", "label", "supervision") else None


class PitchOptions(Struct, frozen=True):
    """Options of line-pitch, in points."""

    least: int
    most: int


def line_pitch(notice: Notice, options: PitchOptions) -> Iterator[Verdict]:
    """Report body paragraphs whose lines stand closer or wider, all in one finding."""
    odd: list[tuple[Span, float | None]] = []
    for span, layout in _paragraphs(notice, ("body",)):
        if layout.pitch is not None and options.least <= layout.pitch <= options.most:
            yield PASSED
        else:
            odd.append((span, layout.pitch))
    if odd:
        pitch = odd[0][1]
        fact = (
            Wording("未设固定值", "no fixed pitch")
            if pitch is None
            else Wording(f"{pitch:g} 磅", f"{pitch:g} pt")
        )
        yield _folded([span for span, _ in odd], fact)


class IndentOptions(Struct, frozen=True):
    """Options of first-line-indent."""

    chars: int


def first_line_indent(notice: Notice, options: IndentOptions) -> Iterator[Verdict]:
    """Report paragraphs of the text that are indented otherwise, all in one finding."""
    odd: list[tuple[Span, float]] = []
    targets: tuple[Target, ...] = ("body", "level-1", "level-2", "level-3", "level-4")
    for span, layout in _paragraphs(notice, targets):
        if abs(layout.indent + layout.left - options.chars) <= INDENT_SLACK:
            yield PASSED
        else:
            odd.append((span, layout.indent + layout.left))
    if odd:
        fact = Wording(f"缩进 {odd[0][1]:g} 字", f"indented by {odd[0][1]:g} characters")
        yield _folded([span for span, _ in odd], fact)


class SignOffOptions(Struct, frozen=True):
    """Options of sign-off-position: how far from the right margin, in characters."""

    least: int
    most: int


PUSHED_RIGHT = 12
"""Characters of indent that put a line into the right half of the page, of 28 to a line, though it
is not aligned there."""


def sign_off_position(notice: Notice, options: SignOffOptions) -> Iterator[Verdict]:
    """Report a signature or date that does not stand at the right, some characters in."""
    for part in (notice.signature, notice.issue_date):
        layout = _layout(notice).at(part.span.start) if part else None
        if part is None or layout is None:
            continue
        at_right = layout.alignment == "right" and options.least <= layout.right <= options.most
        if at_right or layout.indent + layout.left >= PUSHED_RIGHT:
            yield PASSED
        else:
            yield Finding(part.span, {"words": part.text.strip()})


class PageNumberOptions(Struct, frozen=True):
    """Options of page-number."""

    form: Pattern
    """What stands in the footer, # for the number."""


def page_number(notice: Notice, options: PageNumberOptions) -> Iterator[Verdict]:
    """Report a document whose pages are not numbered, or numbered in another form."""
    shown = _layout(notice).page_number
    if options.form.search(shown):
        yield PASSED
    else:
        fact = Wording(f"写作“{shown}”", f"written “{shown}”") if shown else _NONE
        yield Finding(_start(notice), {"found": fact}, whole=True)


_NONE = Wording("没有页码", "there is none")

CHECKS = (
    Check("page-setup", page_setup, PageOptions, ("facts",), LAYOUT),
    Check("paragraph-font", paragraph_font, FontOptions, ("found", "count"), LAYOUT),
    Check("line-pitch", line_pitch, PitchOptions, ("found", "count"), LAYOUT),
    Check("first-line-indent", first_line_indent, IndentOptions, ("found", "count"), LAYOUT),
    Check("sign-off-position", sign_off_position, SignOffOptions, ("words",), LAYOUT),
    Check("page-number", page_number, PageNumberOptions, ("found",), LAYOUT),
)
