"""Words and forms in the text: what must not be written, and what should stand instead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import Check, Inapplicable, Passed, Verdict
from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_reader import YamlFile
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph, Role
from notice_lint.document.violation import PLACEHOLDER, Edit, Finding, Fix, Related, Safety, Value
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

Scope = Literal["text", "prose", "title", "headings", "contact", "notes"]

ROLES: Mapping[Scope, frozenset[Role]] = {
    "text": frozenset(
        ("title", "note", "preamble", "heading", "label", "text", "supervision", "contact",
         "formula", "signature", "date", "annex", "remark")
    ),
    "prose": frozenset(
        ("preamble", "heading", "label", "text", "supervision", "formula", "remark")
    ),
    "title": frozenset(("title",)),
    "headings": frozenset(("heading",)),
    "contact": frozenset(("contact", "supervision")),
    "notes": frozenset(("note", "text", "title")),
}  # fmt: skip
"""Which paragraphs each scope takes in; those of a web page around the notice never."""


class PatternOptions(Expressions, frozen=True):
    """Options of pattern."""

    forbid: Pattern
    """What must not be written."""
    unless: Pattern | None = None
    """No fault where this matches across the same words, such as a set phrase they are part of."""
    near: Pattern | None = None
    """A fault only where this is found in the same sentence."""
    replace: str | None = None
    """What should stand instead; may name `{match}` and the groups of `forbid`."""
    safety: Safety = "unsafe"
    """How far the replacement can be trusted."""
    scope: Scope = "text"
    """Where to look."""
    markers: bool = False
    """Whether to look at the marker or label that a paragraph begins with."""
    fold: int = 0
    """From this many on they are one habit and one finding; 0 for never."""
    once: bool = False
    """Whether one finding for each sentence is enough."""

    @property
    def params(self) -> tuple[str, ...]:
        """What a message may name besides `match`."""
        return (
            *self.forbid.names,
            "count",
            *(("replacement",) if self.replace is not None else ()),
        )


def pattern(notice: Notice, options: PatternOptions) -> Iterator[Verdict]:
    """Report words that a regular expression finds; each paragraph is a place."""
    findings: list[Finding] = []
    places = _count(notice, options.scope)
    own = options.scope == "prose"
    for paragraph, matches in notice.index.matches(options.forbid):
        if paragraph.role not in ROLES[options.scope]:
            continue
        made = (_finding(paragraph, one, options) for one in _found(paragraph, matches, options))
        findings += [one for one in made if not (own and _is_inside(notice, one.span))]
    if options.fold and len(findings) >= options.fold:
        findings = [_folded(findings)]
    yield from findings
    yield Passed(max(0, places - len(findings)))


def _is_inside(notice: Notice, span: Span) -> bool:
    """Tell whether a place is in the contact details, which may run on in a paragraph of prose."""
    contact = notice.contact
    return contact is not None and contact.span.holds(span.start)


def _count(notice: Notice, scope: Scope) -> int:
    return sum(map(notice.index.roles.__getitem__, ROLES[scope]))


def _found(
    paragraph: Paragraph, matches: Iterable[re.Match[str]], options: PatternOptions
) -> Iterator[re.Match[str]]:
    last = (-1, -1)
    excuses = ExceptionSpans(paragraph.text, options.unless)
    for one in matches:
        if one.end() == one.start() or (one.end() <= paragraph.lead and not options.markers):
            continue
        if excuses.cover(one):
            continue
        sentence = paragraph.sentence(one.start())
        if options.near and not options.near.search(paragraph.text, *sentence):
            continue
        if options.once and sentence == last:
            continue
        last = sentence
        yield one


class ExceptionSpans:
    """The places of one text where an excuse matches, looked for when first asked."""

    def __init__(self, text: str, unless: Pattern | None) -> None:
        """Take the text and the excuse."""
        self._text = text
        self._unless = unless

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [one.span() for one in self._unless.finditer(self._text)] if self._unless else []

    def cover(self, found: re.Match[str]) -> bool:
        """Tell whether an excuse matches across what was found."""
        if self._unless is None:
            return False
        index = bisect_right(self._spans, found.start(), key=lambda span: span[0])
        return index > 0 and found.end() <= self._spans[index - 1][1]


def _finding(paragraph: Paragraph, found: re.Match[str], options: PatternOptions) -> Finding:
    words = {"match": found.group()} | options.forbid.groups(found)
    params: dict[str, Value] = {**words, "count": 1}
    span = paragraph.span(*found.span())
    if options.replace is None:
        return Finding(span, params)
    better = filled(options.replace, words)
    return Finding(
        span, params | {"replacement": better}, fixes=(fix(span, better, options.safety),)
    )


def fix(span: Span, better: str, safety: Safety) -> Fix:
    """Return the fix that writes something else."""
    title = Wording(f"改为“{better}”", f"write “{better}”")
    if not better:
        title = Wording("删去", "remove it")
    return Fix(safety, title, (Edit(span, better),))


def filled(template: str, words: Mapping[str, str]) -> str:
    """Fill the placeholders of a replacement."""
    return PLACEHOLDER.sub(lambda one: words.get(one[1], one[0]), template)


def _folded(findings: list[Finding]) -> Finding:
    """Make one finding of many, at the first, with all fixes together."""
    first, *others = findings
    related = tuple(Related(one.span, _LIKEWISE) for one in others)
    edits = tuple(edit for one in findings for fix_ in one.fixes for edit in fix_.edits)
    title = Wording(f"全部 {len(findings)} 处一并修改", f"mend all {len(findings)}")
    fixes = (Fix(first.fixes[0].safety, title, edits),) if edits else ()
    return Finding(first.span, dict(first.params) | {"count": len(findings)}, related, fixes)


_LIKEWISE = Wording("同样的写法", "likewise")


class LexiconEntry(Struct, frozen=True):
    """One entry of a word list."""

    find: Pattern
    """What is not written so."""
    use: str | None = None
    """What is written instead; may name the groups of `find`."""
    unless: Pattern | None = None
    """No fault where this matches across the same words."""
    document: Pattern | None = None
    """Only in documents whose title or preamble hold this."""
    since: date | None = None
    """Only in documents issued on this day or later; one without a date is of today."""
    note: Wording = Wording("", "")
    """What the message adds."""


class Lexicon(Struct, frozen=True):
    """A word list."""

    entries: tuple[LexiconEntry, ...]


class LexiconOptions(Struct, frozen=True):
    """Options of lexicon."""

    lexicon: str
    """Name of a file in rules/lexicons."""
    add: tuple[LexiconEntry, ...] = ()
    """Further entries of an office's own."""
    quoting: Pattern | None = None
    """Words before a quotation that show it as an example of what was wrong."""
    safety: Safety = "unsafe"
    """How far the replacements can be trusted."""


def lexicon(notice: Notice, options: LexiconOptions) -> Iterator[Verdict]:
    """Report words of a list, with what stands in their place; each paragraph is a place."""
    entries = [one for one in (*_entries(options.lexicon), *options.add) if _applies(notice, one)]
    if not entries:
        yield Inapplicable(Wording("词表对这份文件不适用", "the word list does not apply here"))
        return
    faulty: set[int] = set()
    for entry in entries:
        for paragraph, matches in notice.index.matches(entry.find):
            findings = list(_listed(paragraph, matches, entry, options))
            faulty.update(id(paragraph) for _ in findings[:1])
            yield from findings
    yield Passed(_count(notice, "text") - len(faulty))


def _listed(
    paragraph: Paragraph,
    matches: Iterable[re.Match[str]],
    entry: LexiconEntry,
    options: LexiconOptions,
) -> Iterator[Finding]:
    excuses = ExceptionSpans(paragraph.text, entry.unless)
    for one in matches if paragraph.role in ROLES["text"] else ():
        quoted = _is_quoted(paragraph.text, one, options.quoting)
        if not quoted and not excuses.cover(one):
            yield _entry_finding(paragraph, one, entry, options)


QUOTATION = 500
"""Code points of a quotation within which its beginning is looked for."""


def _is_quoted(text: str, found: re.Match[str], quoting: Pattern | None) -> bool:
    """Tell whether the words are quoted as an example of what was wrong."""
    if quoting is None:
        return False
    far = max(0, found.start() - QUOTATION)
    opening = max(text.rfind(mark, far, found.start()) for mark in "“‘「")
    closed = max(text.rfind(mark, far, found.start()) for mark in "”’」")
    if opening <= closed:
        return False
    return quoting.search(text, max(0, opening - 16), opening) is not None


def _entry_finding(
    paragraph: Paragraph, found: re.Match[str], entry: LexiconEntry, options: LexiconOptions
) -> Finding:
    span = paragraph.span(*found.span())
    words = {"match": found.group()} | entry.find.groups(found)
    params: dict[str, Value] = {"match": found.group(), "note": entry.note}
    if entry.use is None:
        return Finding(span, params | {"replacement": ""})
    better = filled(entry.use, words)
    return Finding(
        span, params | {"replacement": better}, fixes=(fix(span, better, options.safety),)
    )


def _applies(notice: Notice, entry: LexiconEntry) -> bool:
    issued = notice.issue_date.iso if notice.issue_date else None
    if entry.since and (issued or "9999") < entry.since.isoformat():
        return False
    return entry.document is None or any(
        entry.document.search(one.text)
        for one in notice.paragraphs
        if one.role in ("title", "preamble")
    )


@cache
def _entries(name: str) -> tuple[LexiconEntry, ...]:
    path = f"lexicons/{name}.yaml"
    file = YamlFile(path, resources.read("rules", path), own=True)
    listed: Lexicon = file.read(file.compose(), Lexicon)
    return listed.entries


CHECKS = (
    Check("pattern", pattern, PatternOptions, ("match",)),
    Check("lexicon", lexicon, LexiconOptions, ("match", "replacement", "note")),
)
