"""What the page of one document shows: sentences, board, groups of cards, the text with marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from markupsafe import Markup
from msgspec import Struct

from notice_lint.decisions.decided import DecidedFinding, key_of
from notice_lint.document.companions import ROLE_NAMES, ROLES
from notice_lint.document.terms import STATUSES
from notice_lint.document.violation import SEVERITIES, Severity
from notice_lint.reports.model.report import (
    DocumentView,
    FileReport,
    OutlineNode,
    ReportedFix,
    ReportedViolation,
    RuleInfo,
)
from notice_lint.reports.on_screen.html.items import standings
from notice_lint.reports.on_screen.html.matrix import matrix_element
from notice_lint.reports.on_screen.html.tags import clean, fragment
from notice_lint.reports.on_screen.html.text_view import text_element
from notice_lint.reports.on_screen.html.view import View
from notice_lint.server.memory import Draft
from notice_lint.text.wording import Lang

AROUND = 8
"""Code points shown on either side of what a fix changes."""
WORDS = 46
"""Code points of an item that its row on the board shows."""


class ShownChange(Struct, frozen=True):
    """What a fix replaces, with a little of what stands around it."""

    left: str
    old: str
    new: str
    right: str


class FixChoice(Struct, frozen=True):
    """A fix that can be accepted: its place among those of the finding, and what it changes."""

    index: int
    title: str
    is_safe: bool
    changes: tuple[ShownChange, ...]


class FindingCard(Struct, frozen=True):
    """One finding as its author sees it."""

    number: int
    violation: ReportedViolation
    place: str
    why: str
    fixes: tuple[FixChoice, ...]
    decided: DecidedFinding | None
    related: tuple[tuple[str, str, str], ...]
    """Label, place in words and address in the text of other places."""

    @property
    def hints(self) -> list[str]:
        """What to do where nothing can be accepted."""
        if self.fixes:
            return []
        return [clean(fix.title) for fix in self.violation.fixes]


class CardGroup(Struct, frozen=True):
    """All findings of one rule."""

    code: str
    title: str
    severity: Severity
    cards: tuple[FindingCard, ...]


class Light(Struct, frozen=True):
    """How an item stands with one of its parts."""

    kind: str
    """`good`, `bad`, `some` or `none`."""
    words: str


class BoardRow(Struct, frozen=True):
    """One item of the board."""

    depth: int
    marker: str
    words: str
    href: str
    lights: tuple[Light, ...]
    is_section: bool


class DocumentPage(Struct, frozen=True, dict=True):
    """Everything that the page of a document shows."""

    draft: Draft
    rules: Mapping[str, RuleInfo]
    lang: Lang

    @cached_property
    def report(self) -> FileReport:
        """What is found, without what was decided to be none."""
        return self.draft.report

    @cached_property
    def view(self) -> View:
        """The document as the page of `check -o html` shows it."""
        return View(self.report, self.lang, suppressed=False, called="f1")

    @property
    def title(self) -> str:
        """The title of the notice, else the name of its file."""
        document = self.report.document
        return clean(document.title if document and document.title else self.draft.name)

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity."""
        return {
            name: sum(violation.severity == name for violation in self.report.violations)
            for name in SEVERITIES
        }

    @cached_property
    def text(self) -> Markup:
        """The text with its marks."""
        document = self.report.document
        return Markup(fragment(text_element(self.view, document))) if document else Markup()

    @cached_property
    def groups(self) -> list[CardGroup]:
        """Findings by rule: the gravest first, then as they stand in the text."""
        cards: dict[str, list[FindingCard]] = {}
        for number, violation in enumerate(self.report.violations, 1):
            cards.setdefault(violation.code, []).append(self._card(number, violation))
        groups = [
            CardGroup(code, clean(of[0].violation.title), _worst(of), tuple(of))
            for code, of in cards.items()
        ]
        return sorted(groups, key=lambda group: SEVERITIES.index(group.severity))

    def _card(self, number: int, violation: ReportedViolation) -> FindingCard:
        rule = self.rules.get(violation.code)
        related = (
            (place.label, self.view.place(place.place), self.view.jump(place.place) or "")
            for place in violation.related[:5]
        )
        return FindingCard(
            number=number,
            violation=violation,
            place=self.view.place(violation.location),
            why=rule.why if rule else "",
            fixes=tuple(self._choices(violation)) if self.draft.checked.changeable else (),
            decided=self.draft.decided.get(key_of(violation.code, violation.fingerprint)),
            related=tuple(related),
        )

    def _choices(self, violation: ReportedViolation) -> Iterator[FixChoice]:
        document = self.report.document
        for index, fix in enumerate(violation.fixes):
            if document and fix.edits and fix.safety != "display":
                changes = tuple(_changes(document, fix))
                yield FixChoice(index, clean(fix.title), fix.safety == "safe", changes)

    @property
    def safe_count(self) -> int:
        """How many findings have a fix that cannot change the meaning."""
        return len(safe_fixes(self.report)) if self.draft.checked.changeable else 0

    @property
    def parts(self) -> list[str]:
        """The names of the columns of the board, but for the status."""
        document = self.report.document
        return [part.name.in_(self.lang) for part in document.parts] if document else []

    @cached_property
    def board(self) -> list[BoardRow]:
        """Sections and items with their lights."""
        document = self.report.document
        return list(_rows(self.view, document)) if document else []

    @property
    def matrix(self) -> Markup:
        """The problems with what each paper beside the notice tells of them."""
        return Markup(fragment(matrix_element(self.view)) if self.report.companions else "")

    @property
    def roles(self) -> dict[str, str]:
        """What the kinds of paper are called."""
        return {role: ROLE_NAMES[role].in_(self.lang) for role in ROLES}

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(not row.is_section for row in self.board)

    @property
    def bars(self) -> list[tuple[str, int]]:
        """For each column of the board how many items are in order, named."""
        rows = [row for row in self.board if not row.is_section]
        names = [*self.parts, "状态" if self.lang == "zh" else "Status"]
        return [
            (name, sum(row.lights[column].kind in ("good", "some") for row in rows))
            for column, name in enumerate(names)
        ]


def safe_fixes(report: FileReport) -> list[ReportedFix]:
    """Return the fixes of a document that can be accepted without a look, one for a finding."""
    return [
        next(fix for fix in violation.fixes if fix.safety == "safe" and fix.edits)
        for violation in report.violations
        if any(fix.safety == "safe" and fix.edits for fix in violation.fixes)
    ]


def _worst(cards: list[FindingCard]) -> Severity:
    return min((card.violation.severity for card in cards), key=SEVERITIES.index)


def _changes(document: DocumentView, fix: ReportedFix) -> Iterator[ShownChange]:
    text = document.text
    for edit in fix.edits[:3]:
        start, end = document.span_of(edit.place)
        left = text[max(0, start - AROUND) : start].rpartition("\n")[2]
        right = text[end : end + AROUND].partition("\n")[0]
        yield ShownChange(clean(left), clean(text[start:end]), clean(edit.text), clean(right))


def _rows(view: View, document: DocumentView) -> Iterator[BoardRow]:
    nodes = document.nodes
    columns = [[*standings(nodes, part.kind)] for part in document.parts]
    statuses = standings(nodes, "status")
    for index, node in enumerate(nodes):
        lights = [
            _light(columns[column][index], part.name.in_(view.lang), asked=part.asked)
            for column, part in enumerate(document.parts)
        ]
        words = clean(node.words)
        yield BoardRow(
            depth=node.depth,
            marker=clean(node.marker),
            words=words[:WORDS] + "…" * (len(words) > WORDS),
            href=view.jump(node.span) or "",
            lights=(*lights, _status(view, node, statuses[index])),
            is_section=node.kind == "section",
        )


def _light(standing: str, name: str, *, asked: bool) -> Light:
    if standing == "missing":
        return Light("bad" if asked else "none", name)
    return Light("good" if standing == "own" else "some", name)


def _status(view: View, node: OutlineNode, standing: str) -> Light:
    if node.status_class:
        kind = "good" if node.status_class.startswith("completed") else "some"
        return Light(kind, STATUSES[node.status_class].in_(view.lang))
    if node.status:
        return Light("bad", clean(node.status))
    name = "in_parts" if standing == "below" else "no_status"
    return Light("some" if standing in ("above", "below") else "bad", view.word(name))
