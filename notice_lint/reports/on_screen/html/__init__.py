"""One page for people that loads nothing: documents whole, what was found marked in place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from notice_lint.about import __version__
from notice_lint.datafiles.resources import read
from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as RANKS
from notice_lint.reports.format import FileWords, Gathered, TextOptions, WholeFormat, WholeWriter
from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.on_screen.html.filters import FilterFacts, filters_element
from notice_lint.reports.on_screen.html.findings import findings_element
from notice_lint.reports.on_screen.html.matrix import matrix_element
from notice_lint.reports.on_screen.html.outline import outline_element, overview_element
from notice_lint.reports.on_screen.html.tags import (
    INSIDE,
    Child,
    Element,
    add,
    fragment,
    inside,
    tag,
    written,
)
from notice_lint.reports.on_screen.html.text_view import text_element
from notice_lint.reports.on_screen.html.view import View, section_name
from notice_lint.reports.on_screen.html.wordings import words
from notice_lint.reports.tally import Tally
from notice_lint.text.wording import Lang

FOLDER = "reports/on_screen/html"


class PageFacts(Struct, frozen=True):
    """What the page says of one file outside its own section."""

    path: str
    counts: tuple[int, ...]
    """Findings of each severity."""
    filters: FilterFacts
    frames: tuple[int, ...]
    """Code points of its frame where it is the only file, and where it is one of several; what it
    holds stands behind them."""


class Page(WholeWriter[PageFacts]):
    """Writes one page that needs nothing else."""

    fact_type = PageFacts

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the page is about; files come one by one."""
        self._report = report

    def part(self, file: FileReport) -> tuple[PageFacts, str]:
        """Return the inside of the section of one file, and what else is said of it."""
        view = View(file, self._report.lang, self._report.suppressed)
        frames = [fragment(_file(view, only=only)) for only in (True, False)]
        facts = PageFacts(file.path, _counts(file), FilterFacts.of(file), tuple(map(len, frames)))
        return facts, "".join([*frames, *map(fragment, _content(view))])

    def whole(self, run: Gathered[PageFacts]) -> Iterator[str | bytes]:
        """Yield the page, the worst file first."""
        ordered = sorted(run.parts, key=_worst_first)
        files = [part.facts for part in ordered]
        main = tag(
            "main", *_before(self._report, files, run.failures), inside(), id="main", tabindex="-1"
        )
        body = tag("body", *_top(self._report, files, run.tally), main, _script())
        lang = "zh-CN" if self._report.lang == "zh" else "en"
        page = written(tag("html", _head(self._report, files), body, lang=lang))
        head, _, tail = page.partition(INSIDE)
        yield head
        yield from (_section(part, only=len(ordered) == 1) for part in ordered)
        yield tail


def _section(part: FileWords[PageFacts], *, only: bool) -> str:
    """Return the section of a file in the frame that it needs."""
    text, (single, folded) = part.text, part.facts.frames
    start, end = (0, single) if only else (single, single + folded)
    return text[start:end].replace(INSIDE, text[single + folded :])


def _worst_first(part: FileWords[PageFacts]) -> tuple[int, ...]:
    return tuple([-count for count in part.facts.counts])


def _counts(file: FileReport) -> tuple[int, ...]:
    return tuple(
        [sum(violation.severity == name for violation in file.violations) for name in RANKS]
    )


def _head(report: Report, files: Sequence[PageFacts]) -> Element:
    title = words("heading", report.lang)
    if len(files) == 1:
        title = f"{files[0].path} {title}"
    style, script = read(FOLDER, "page.css"), read(FOLDER, "page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"notice-lint {__version__}"),
        tag("title", title),
        tag("style", style),
    )


def _digest(code: str) -> str:
    return f"sha256-{b64encode(sha256(code.encode()).digest()).decode()}"


def _script() -> Element:
    return tag("script", read(FOLDER, "page.js"))


def _top(report: Report, files: Sequence[PageFacts], tally: Tally) -> Iterator[Child]:
    """Yield what stands above all files."""
    lang = report.lang
    yield tag("a", words("skip", lang), href="#main", class_="skip")
    totals = tag("p", *_totals(report, tally), class_="totals")
    yield tag("header", tag("h1", words("heading", lang)), totals)
    if any(any(file.counts) for file in files):
        yield filters_element([file.filters for file in files], lang)


def _before(
    report: Report, files: Sequence[PageFacts], failures: Sequence[Failure]
) -> Iterator[Child]:
    """Yield what stands before the files in the main part."""
    if failures:
        yield _failures(failures, report.lang)
    if len(files) > 1:
        yield _index(files, report.lang)


def _totals(report: Report, tally: Tally) -> Iterator[Child]:
    lang = report.lang
    for name in RANKS:
        count = tag("b", str(tally.severities[name]))
        yield tag("span", SEVERITIES[name].in_(lang), " ", count, class_=f"total {name}")
    counts = {"suppressed": tally.suppressed, "baselined": tally.baselined}
    for key, value in counts.items():
        if value:
            yield tag("span", f"{words(key, lang)} {value}", class_="total")
    yield tag("span", f"{words('index', lang)} {tally.files}", class_="total")
    yield tag("span", f"{words('profile', lang)} {report.profile}", class_="total")


def _failures(failures: Sequence[Failure], lang: Lang) -> Element:
    listed = (tag("li", tag("b", failure.path), " ", failure.message) for failure in failures)
    title = tag("h2", words("failures", lang), id="failures")
    return tag("section", title, tag("ul", *listed), class_="failures", aria_labelledby="failures")


def _index(files: Sequence[PageFacts], lang: Lang) -> Element:
    names = [words("file", lang), *(SEVERITIES[name].in_(lang) for name in RANKS)]
    head = tag("tr", *(tag("th", name, scope="col") for name in (*names, words("sum", lang))))
    rows = map(_row, files)
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    title = tag("h2", words("index", lang), id="index")
    return tag("nav", title, table, class_="index", aria_labelledby="index")


def _row(file: PageFacts) -> Element:
    cells = (
        tag("td", str(count), class_=name if count else "zero")
        for name, count in zip(RANKS, file.counts, strict=True)
    )
    link = tag("a", file.path, href=f"#{section_name(file.path)}")
    name = tag("th", link, scope="row", lang="zh-CN")
    return tag("tr", name, *cells, tag("td", str(sum(file.counts))))


def _file(view: View, *, only: bool) -> Element:
    """Return the section of a file, without what it holds."""
    title = view.id("h", "")
    head = tag("h2", view.file.path, id=title, lang="zh-CN")
    box = tag("section", id=view.name, class_="file", aria_labelledby=title)
    if only:
        return add(box, tag("div", head, *_notes(view), class_="name"), inside())
    counts = (
        tag("span", f"{SEVERITIES[name].in_(view.lang)} {count}", class_=f"total {name}")
        for name, count in zip(RANKS, _counts(view.file), strict=True)
        if count
    )
    summary = tag("summary", head, *counts, *_notes(view))
    fold = tag("details", summary, class_="fold", open=True)
    return add(box, add(fold, inside()))


def _notes(view: View) -> Iterator[Child]:
    """Yield what was left out, and whether a rule failed."""
    file = view.file
    counts = {
        "suppressed": file.suppressed_count,
        "baselined": file.baselined,
        "stale": len(file.stale),
    }
    for key, value in counts.items():
        if value:
            yield tag("span", f"{view.word(key)} {value}", class_="total")
    if file.crashed:
        yield tag("span", view.word("crashed"), class_="total error")


def _jumps(view: View) -> Element:
    """Return the way to the parts of a file, for where they stand one below the other."""
    parts = (("text", "x"), ("findings", "l"))
    links = (tag("a", view.word(name), href=view.link(kind, "")) for name, kind in parts)
    return tag("p", *links, class_="jumps")


def _content(view: View) -> Iterator[Element]:
    document = view.document
    if view.file.companions:
        yield matrix_element(view)
    if document is None:
        yield tag("p", view.word("no_text"), class_="none")
        yield tag("div", findings_element(view), class_="columns bare")
        return
    if document.title:
        yield tag("p", document.title, class_="title", lang="zh-CN")
    yield overview_element(view, document)
    yield _jumps(view)
    columns = tag("div", class_="columns")
    if document.nodes:
        add(columns, outline_element(view, document))
    text = tag(
        "section",
        tag("h3", view.word("text"), id=view.id("x", "")),
        text_element(view, document),
        class_="document",
        aria_labelledby=view.id("x", ""),
    )
    yield add(columns, text, findings_element(view))


FORMAT = WholeFormat(open=Page, shows_documents=True, usual_path="notice-lint.html")
