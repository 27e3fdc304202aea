"""One page for people that loads nothing: documents whole, what was found marked in place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256

from notice_lint.about import __version__
from notice_lint.datafiles.resources import read
from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as RANKS
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.on_screen.html.filters import filters_element
from notice_lint.reports.on_screen.html.findings import findings_element
from notice_lint.reports.on_screen.html.matrix import matrix_element
from notice_lint.reports.on_screen.html.outline import outline_element, overview_element
from notice_lint.reports.on_screen.html.tags import Child, Element, add, tag, written
from notice_lint.reports.on_screen.html.text_view import text_element
from notice_lint.reports.on_screen.html.view import View
from notice_lint.reports.on_screen.html.wordings import words
from notice_lint.reports.tally import Tally

FOLDER = "reports/on_screen/html"


def render(report: Report) -> str:
    """Return a report as one page that needs nothing else."""
    ordered = sorted(report.files, key=_worst_first)
    views = [
        View(file, number, report.lang, report.suppressed) for number, file in enumerate(ordered, 1)
    ]
    return written(
        tag(
            "html",
            _head(report),
            tag("body", *_body(report, views), _script()),
            lang="zh-CN" if report.lang == "zh" else "en",
        )
    )


def _worst_first(file: FileReport) -> tuple[int, ...]:
    return tuple(-count for count in _counts(file))


def _counts(file: FileReport) -> list[int]:
    return [sum(violation.severity == name for violation in file.violations) for name in RANKS]


def _head(report: Report) -> Element:
    title = words("heading", report.lang)
    if len(report.files) == 1:
        title = f"{report.files[0].path} {title}"
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


def _body(report: Report, views: Sequence[View]) -> Iterator[Child]:
    lang = report.lang
    yield tag("a", words("skip", lang), href="#main", class_="skip")
    yield tag("header", tag("h1", words("heading", lang)), *_facts(report))
    if any(view.file.violations for view in views):
        yield filters_element(views, report)
    main = tag("main", id="main", tabindex="-1")
    if report.failures:
        add(main, _failures(report))
    if len(views) > 1:
        add(main, _index(views, report))
    yield add(main, *(_file(view, only=len(views) == 1) for view in views))


def _facts(report: Report) -> Iterator[Child]:
    yield tag("p", *_totals(report, Tally.of(*report.files)), class_="totals")


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


def _failures(report: Report) -> Element:
    listed = (
        tag("li", tag("b", failure.path), " ", failure.message) for failure in report.failures
    )
    title = tag("h2", words("failures", report.lang), id="failures")
    return tag("section", title, tag("ul", *listed), class_="failures", aria_labelledby="failures")


def _index(views: Sequence[View], report: Report) -> Element:
    lang = report.lang
    names = [words("file", lang), *(SEVERITIES[name].in_(lang) for name in RANKS)]
    head = tag("tr", *(tag("th", name, scope="col") for name in (*names, words("sum", lang))))
    rows = (_row(view) for view in views)
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    title = tag("h2", words("index", lang), id="index")
    return tag("nav", title, table, class_="index", aria_labelledby="index")


def _row(view: View) -> Element:
    counts = _counts(view.file)
    cells = (
        tag("td", str(count), class_=name if count else "zero")
        for name, count in zip(RANKS, counts, strict=True)
    )
    name = tag("th", tag("a", view.file.path, href=f"#{view.name}"), scope="row", lang="zh-CN")
    return tag("tr", name, *cells, tag("td", str(sum(counts))))


def _file(view: View, *, only: bool) -> Element:
    title = view.id("h", "")
    head = tag("h2", view.file.path, id=title, lang="zh-CN")
    box = tag("section", id=view.name, class_="file", aria_labelledby=title)
    if only:
        return add(box, tag("div", head, *_notes(view), class_="name"), *_content(view))
    counts = (
        tag("span", f"{SEVERITIES[name].in_(view.lang)} {count}", class_=f"total {name}")
        for name, count in zip(RANKS, _counts(view.file), strict=True)
        if count
    )
    summary = tag("summary", head, *counts, *_notes(view))
    fold = tag("details", summary, class_="fold", open=True)
    return add(box, add(fold, *_content(view)))


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


def _content(view: View) -> Iterator[Child]:
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


FORMAT = WholeFormat(render=render, shows_documents=True, usual_path="notice-lint.html")
