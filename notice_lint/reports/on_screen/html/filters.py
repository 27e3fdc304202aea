"""The controls that choose which findings are shown; hidden where no script runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as RANKS
from notice_lint.reports.manual import FAMILIES
from notice_lint.reports.model.report import DocumentView, FileReport
from notice_lint.reports.on_screen.html.tags import Child, Element, tag
from notice_lint.reports.on_screen.html.wordings import words
from notice_lint.text.wording import Lang

SHOWN = 18
"""Code points of the words of a section that are shown."""


class FilterFacts(Struct, frozen=True):
    """What the controls offer for one file."""

    families: tuple[str, ...]
    has_document: bool
    sections: tuple[tuple[str, str], ...]
    """Path and words of its outer sections, where the document is at hand."""
    markers: tuple[str, ...]
    """The outermost sections that findings name."""

    @classmethod
    def of(cls, file: FileReport) -> FilterFacts:
        """Collect them."""
        paths = (violation.outline for violation in file.violations)
        markers = dict.fromkeys(path.partition("/")[0] for path in paths if path)
        return cls(
            tuple(sorted({violation.code[:3] for violation in file.violations})),
            file.document is not None,
            tuple(_headings(file.document)) if file.document else (),
            tuple(markers),
        )


def filters_element(files: Sequence[FilterFacts], lang: Lang) -> Element:
    """Return the controls for all files of the page."""
    template = words("shown", lang)
    return tag(
        "form",
        _severities(lang),
        _select("family", _families(files, lang), lang),
        _select("section", _sections(files, lang), lang),
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


def _families(files: Sequence[FilterFacts], lang: Lang) -> Iterator[tuple[str, str]]:
    for family in sorted({family for file in files for family in file.families}):
        wording = FAMILIES.get(family)
        yield family, f"{family} {wording.in_(lang)}" if wording else family


def _sections(files: Sequence[FilterFacts], lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the sections of the only document; of several, those that findings name."""
    if len(files) == 1 and files[0].has_document:
        yield from files[0].sections
    else:
        for name in dict.fromkeys(marker for file in files for marker in file.markers):
            yield name, name
    yield "-", words("outside", lang)


def _headings(document: DocumentView) -> Iterator[tuple[str, str]]:
    for node in document.nodes:
        if node.kind == "section" and node.depth < 2:
            heading = node.words[:SHOWN] + "…" * (len(node.words) > SHOWN)
            yield node.path, "\u3000" * node.depth + node.marker + heading
