"""The controls that choose which findings are shown; hidden where no script runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as RANKS
from notice_lint.reports.manual import FAMILIES
from notice_lint.reports.model.report import DocumentView, Report
from notice_lint.reports.on_screen.html.tags import Child, Element, tag
from notice_lint.reports.on_screen.html.view import View
from notice_lint.reports.on_screen.html.wordings import words
from notice_lint.text.wording import Lang

SHOWN = 18
"""Code points of the words of a section that are shown."""


def filters_element(views: Sequence[View], report: Report) -> Element:
    """Return the controls for all files of the page."""
    lang = report.lang
    template = words("shown", lang)
    return tag(
        "form",
        _severities(lang),
        _select("family", _families(views, lang), lang),
        _select("section", _sections(views, lang), lang),
        _labelled(words("search", lang), tag("input", type="search", id="search")),
        tag("button", words("reset", lang), type="button", id="clear"),
        tag("label", tag("input", type="checkbox", id="keys", checked=True), words("keys", lang)),
        tag("output", id="shown", role="status", aria_live="polite", data_template=template),
        id="filters",
        role="search",
        aria_label=words("filters", lang),
        hidden=True,
    )


def _severities(lang: Lang) -> Element:
    boxes = (
        tag(
            "label",
            tag("input", type="checkbox", name="severity", value=name, checked=True),
            SEVERITIES[name].in_(lang),
            class_=name,
        )
        for name in RANKS
    )
    return tag("fieldset", tag("legend", words("severity", lang)), *boxes)


def _labelled(name: str, control: Element) -> Element:
    return tag("label", tag("span", name), control)


def _select(name: str, choices: Iterator[tuple[str, str]], lang: Lang) -> Element:
    options: list[Child] = [tag("option", words("all", lang), value="")]
    options += [tag("option", shown, value=value) for value, shown in choices]
    return _labelled(words(name, lang), tag("select", *options, id=name))


def _families(views: Sequence[View], lang: Lang) -> Iterator[tuple[str, str]]:
    families = {violation.code[:3] for view in views for violation in view.file.violations}
    for family in sorted(families):
        wording = FAMILIES.get(family)
        yield family, f"{family} {wording.in_(lang)}" if wording else family


def _sections(views: Sequence[View], lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the sections of the only document; of several, those that findings name."""
    document = views[0].document if len(views) == 1 else None
    yield from _headings(document) if document else _outermost_markers(views)
    yield "-", words("outside", lang)


def _headings(document: DocumentView) -> Iterator[tuple[str, str]]:
    for node in document.nodes:
        if node.kind == "section" and node.depth < 2:
            heading = node.words[:SHOWN] + "…" * (len(node.words) > SHOWN)
            yield node.path, "\u3000" * node.depth + node.marker + heading


def _outermost_markers(views: Sequence[View]) -> Iterator[tuple[str, str]]:
    paths = (violation.outline for view in views for violation in view.file.violations)
    for name in dict.fromkeys(path.partition("/")[0] for path in paths if path):
        yield name, name
