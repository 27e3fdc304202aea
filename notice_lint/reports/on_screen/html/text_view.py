"""The text of a document, line by line, with what was found marked in place."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as RANKS
from notice_lint.reports.model.report import DocumentView
from notice_lint.reports.on_screen.html.marks import Stretch, lines, stretches
from notice_lint.reports.on_screen.html.tags import Element, add, tag
from notice_lint.reports.on_screen.html.view import View
from notice_lint.text.spans import Span

NUMBERED = ("text", "markdown")
"""Kinds of file whose lines a person counts."""


def text_element(view: View, document: DocumentView) -> Element:
    """Return the whole document; each line is a paragraph, its text as it is."""
    writer = _LineWriter(view, document)
    label = f"{view.word('text')} {view.file.path}"
    box = tag("div", class_="text", lang="zh-CN", role="group", aria_label=label)
    return add(box, *writer.lines())


class _LineWriter:
    """Writes lines in order; each offset that is jumped to becomes an empty element once."""

    def __init__(self, view: View, document: DocumentView) -> None:
        self.view = view
        self.text = document.shown
        jumps = [Span(offset, offset) for offset in view.jumps]
        self.findings = len(view.places)
        self.ranges = [*view.places, *jumps]
        self.is_numbered = view.file.kind in NUMBERED

    def lines(self) -> Iterator[Element]:
        marked = stretches(self.text, self.ranges)
        for number, (_, parts) in enumerate(zip(lines(self.text), marked, strict=True), 1):
            line = tag("p", class_="line", data_n=number if self.is_numbered else None)
            for part in parts:
                add(line, *self.part(part))
            yield line

    def part(self, part: Stretch) -> Iterator[Element | str]:
        for index in part.starts:
            if index >= self.findings:
                yield tag("span", class_="at", id=self.view.id("o", self.ranges[index].start))
        for index in sorted(part.starts):
            if index < self.findings:
                yield self.reference(index)
        words = part.span.of(self.text)
        if words:
            yield self.mark(words, part.over) if part.over else words

    def reference(self, index: int) -> Element:
        """Return the number that leads from the text to a finding."""
        violation = self.view.file.violations[index]
        start, end = self.ranges[index]
        severity = SEVERITIES[violation.severity].in_(self.view.lang)
        return tag(
            "a",
            str(index + 1),
            class_=f"ref {violation.severity}" + " flag" * (start == end),
            id=self.view.id("m", index + 1),
            href=self.view.link("v", index + 1),
            aria_label=f"{index + 1} {severity} {violation.title}",
            lang="zh-CN" if self.view.lang == "zh" else "en",
        )

    def mark(self, words: str, over: tuple[int, ...]) -> Element:
        violations = self.view.file.violations
        worst = min((violations[index].severity for index in over), key=RANKS.index)
        numbers = [index + 1 for index in over]
        return tag(
            "mark",
            words,
            class_=worst,
            data_of=" ".join(self.view.id("v", number) for number in numbers),
            aria_describedby=" ".join(self.view.id("t", number) for number in numbers),
        )
