"""The structure of a notice: `notice-lint/structure/1` for programs, a tree for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, to_builtins

from notice_lint.document.notice import Notice, Part, ProblemItem, Section
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.source import CellPlace, Source
from notice_lint.document.terms import CHANNELS, STATUSES
from notice_lint.reports.json_text import dump
from notice_lint.reports.terminal import Terminal
from notice_lint.text.harmless import harmless
from notice_lint.text.masked_values import masked_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

STATUS = "status"
SCHEMA = "notice-lint/structure/1"
SEPARATORS = {"zh": "；", "en": "; "}
COMMAS = {"zh": "，", "en": ", "}


def structure(notice: Notice) -> str:
    """Return the structure of a notice as JSON text."""
    return dump(masked_value(_StructureWriter(notice.source).notice(notice)))


class _StructureWriter:
    """Writes parts with their spans: offsets in the file, 0-based, and lines and columns."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def notice(self, notice: Notice) -> dict[str, Any]:
        furniture = [span for block in notice.page for span in block.lines]
        return {
            "schema": SCHEMA,
            "path": self.source.path,
            "is_notice": notice.is_notice,
            "numbering": notice.numbering,
            "title": self.phrase(notice.title),
            "preamble": self.preamble(notice),
            "sections": [self.node(section) for section in notice.sections],
            "declarations": [
                {
                    "subject": declaration.subject,
                    "value": declaration.value,
                    "text": declaration.text,
                    "span": self.span(declaration.span),
                }
                for declaration in notice.declarations
            ],
            "supervision": notice.supervision and {"span": self.span(notice.supervision.span)},
            "contact": self.contact(notice),
            "signature": self.phrase(notice.signature),
            "issue_date": self.issue_date(notice),
            "page_furniture": [self.span(span) for span in furniture],
            "set_aside": [
                {"span": self.span(repair.span), "expected": [name.zh for name in repair.expected]}
                for repair in notice.set_aside
            ],
            "unread": [
                {"span": self.span(block.span), "reason": block.reason.zh}
                for block in notice.unread
            ],
        }

    def span(self, span: Span) -> dict[str, int | CellPlace]:
        start, end = self.source.raw_span(span)
        return {"start": start, "end": end, **to_builtins(self.source.location(span))}

    def phrase(self, phrase: Phrase | None) -> dict[str, Any] | None:
        return {"text": phrase.text, "span": self.span(phrase.span)} if phrase else None

    def preamble(self, notice: Notice) -> dict[str, Any] | None:
        preamble = notice.preamble
        if preamble is None:
            return None
        team, body = preamble.inspection_team, preamble.inspected_body
        return {
            "span": self.span(preamble.span),
            "inspection_team": team and team.text,
            "inspected_body": body and body.text,
            "inspection_start": preamble.inspection_start,
            "inspection_end": preamble.inspection_end,
            "feedback_date": preamble.feedback_date,
            "teams": [team.text for team in preamble.teams],
            "bodies": [body.text for body in preamble.bodies],
        }

    def contact(self, notice: Notice) -> dict[str, Any] | None:
        contact = notice.contact
        if contact is None:
            return None
        channels = ("phone", "email", "address", "postcode", "person")
        names = ("phones", "emails", "addresses", "postcodes", "persons")
        value: dict[str, Any] = {
            name: [_public(value, self.source) for value in contact.values(channel)]
            for name, channel in zip(names, channels, strict=True)
        }
        return value | {"span": self.span(contact.span)}

    def issue_date(self, notice: Notice) -> dict[str, Any] | None:
        date = notice.issue_date
        if date is None:
            return None
        return {"text": date.text, "iso": date.iso, "span": self.span(date.span)}

    def node(self, node: Section | ProblemItem) -> dict[str, Any]:
        return self.section(node) if isinstance(node, Section) else self.item(node)

    def section(self, section: Section) -> dict[str, Any]:
        return {
            "type": "section",
            "level": section.level,
            "marker": section.marker.text or None,
            "number": section.marker.number,
            "heading": section.heading.text,
            "span": self.span(section.span),
            "children": [self.node(child) for child in section.children],
        }

    def item(self, item: ProblemItem) -> dict[str, Any]:
        return {
            "type": "item",
            "level": item.level,
            "marker": (item.marker and item.marker.text) or None,
            "number": item.marker and item.marker.number,
            "problem": item.problem.text,
            "span": self.span(item.span),
            "cause": self.part(item.part("cause")),
            "measures": self.part(item.part("measures")),
            "status": self.status(item.part("status")),
            "parts": [{"part": part.kind, **self.labelled(part)} for part in item.parts],
            "enumerators": [enumerator.text for enumerator in item.enumerators],
            "table": item.row,
            "children": [self.item(child) for child in item.children],
        }

    def part(self, part: Part | None) -> dict[str, Any] | None:
        return self.labelled(part) if part else None

    def labelled(self, part: Part) -> dict[str, Any]:
        return {"label": part.label and part.label.text, "span": self.span(part.span)}

    def status(self, part: Part | None) -> dict[str, Any] | None:
        if part is None:
            return None
        return {**self.labelled(part), "text": part.text, "class": part.status}


def _public(phrase: Phrase, source: Source) -> str:
    """Return a phrase without numbers of persons, even where it is a piece of one."""
    shown = phrase.span.of(source.masked_text)
    return phrase.text if shown == phrase.span.of(source.text) else "".join(shown.split("\n"))


def tree_lines(notice: Notice, lang: Lang, terminal: Terminal) -> Iterator[str]:
    """Yield the outline of a notice for people."""

    def line(name: str, words: str | None) -> str:
        label = terminal.paint(notice.name_of(name).in_(lang), "bold")
        missing = Wording("（无）", "(none)").in_(lang)
        return f"{label}  {harmless(words) if words else terminal.paint(missing, 'dim')}"

    yield line("title", notice.title.text if notice.title else None)
    if notice.subtitle:
        yield line("subtitle", notice.subtitle.text)
    yield line("preamble", _preamble_words(notice, lang))
    tree = _TreeLines(notice, lang, terminal)
    for node in notice.sections:
        yield from tree.of(node, "  ")
    yield line("supervision", notice.supervision.text if notice.supervision else None)
    yield line("contact", _contact_words(notice, lang))
    yield line("signature", notice.signature.text if notice.signature else None)
    yield line("issue_date", notice.issue_date.text if notice.issue_date else None)
    for repair in notice.set_aside:
        at = notice.source.location(repair.span)
        aside = Wording("位置不明", "set aside").in_(lang)
        yield f"{terminal.paint(aside, 'bold')}  {at.line}:{at.column} {repair.name.in_(lang)}"
    for block in notice.unread:
        at = notice.source.location(block.span)
        unread = Wording("未能读出", "not read").in_(lang)
        yield f"{terminal.paint(unread, 'bold')}  {at.line}:{at.column} {block.reason.in_(lang)}"


def _preamble_words(notice: Notice, lang: Lang) -> str | None:
    preamble = notice.preamble
    if preamble is None:
        return None
    phrases = [preamble.inspection_team, preamble.inspected_body]
    facts = [phrase.text for phrase in phrases if phrase]
    facts.append(f"{preamble.inspection_start or '?'}—{preamble.inspection_end or '?'}")
    feedback = Wording("反馈 ", "feedback ").in_(lang)
    return SEPARATORS[lang].join([*facts, feedback + (preamble.feedback_date or "?")])


def _contact_words(notice: Notice, lang: Lang) -> str | None:
    if notice.contact is None:
        return None
    return SEPARATORS[lang].join(
        f"{CHANNELS[field.channel].in_(lang)} {_public(field.value, notice.source)}"
        for field in notice.contact.fields
        if field.value
    )


class _TreeLines(Struct, frozen=True):
    """Writes sections and items, each with what it has, for people."""

    notice: Notice
    lang: Lang
    terminal: Terminal

    def of(self, node: Section | ProblemItem, indent: str) -> Iterator[str]:
        if isinstance(node, Section):
            yield f"{indent}{harmless(node.marker.text + node.heading.text)}"
        else:
            marker = node.marker.text if node.marker else "·"
            words = f"{indent}{harmless(marker + node.problem.text)}"
            yield f"{words}  {self.terminal.paint(self._parts(node), 'dim')}".rstrip()
        for child in node.children:
            yield from self.of(child, indent + "  ")

    def _parts(self, item: ProblemItem) -> str:
        parts = {part.kind: part for part in item.parts}
        kinds = [kind for kind in self.notice.names if kind in parts and kind != STATUS]
        facts = [self.notice.name_of(kind).in_(self.lang) for kind in kinds]
        if STATUS in parts:
            facts.append(self._status(parts[STATUS]))
        return f"[{COMMAS[self.lang].join(facts)}]" if facts else ""

    def _status(self, part: Part) -> str:
        named = STATUSES[part.status].in_(self.lang) if part.status else harmless(part.text)
        return f"{self.notice.name_of(STATUS).in_(self.lang)}={named}"
