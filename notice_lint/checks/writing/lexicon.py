"""Kind `lexicon`: words of a list that are not written so, and what stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from notice_lint.checks.contract import Check, Inapplicable, Passed, Verdict
from notice_lint.checks.writing.replacements import filled, replacing
from notice_lint.checks.writing.scopes import ROLES, ExceptionSpans, count_paragraphs
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Safety, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


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
    before: date | None = None
    """Only in documents that were surely issued before this day."""
    note: Wording = Wording("", "")
    """What the message adds."""

    def applies(self, notice: Notice) -> bool:
        """Tell whether a document is of the day and the kind that the entry is for."""
        issued = notice.issue_date.iso if notice.issue_date else None
        if self.since and (issued or "9999") < self.since.isoformat():
            return False
        latest = notice.issue_date.latest if notice.issue_date else None
        if self.before and (latest or "9999") >= self.before.isoformat():
            return False
        return self.document is None or any(
            self.document.search(paragraph.text)
            for paragraph in notice.paragraphs
            if paragraph.role in ("title", "preamble")
        )


class Lexicon(Struct, frozen=True):
    """A word list."""

    entries: tuple[LexiconEntry, ...]


class LexiconOptions(Struct, frozen=True):
    """Options of lexicon."""

    lexicon: LexiconFile[Lexicon]
    """Name of a word list."""
    add: tuple[LexiconEntry, ...] = ()
    """Further entries of an office's own."""
    quoting: Pattern | None = None
    """Words before a quotation that show it as an example of what was wrong."""
    safety: Safety = "unsafe"
    """How far the replacements can be trusted."""


def lexicon(notice: Notice, options: LexiconOptions) -> Iterator[Verdict]:
    """Report words of a list, with what stands in their place; each paragraph is a place."""
    listed = (*options.lexicon.content.entries, *options.add)
    entries = [entry for entry in listed if entry.applies(notice)]
    if not entries:
        yield Inapplicable(Wording("词表对这份文件不适用", "the word list does not apply here"))
        return
    faulty: set[int] = set()
    for entry in entries:
        for paragraph, matches in notice.index.matches(entry.find):
            findings = list(_findings(paragraph, matches, entry, options))
            faulty.update(id(paragraph) for _ in findings[:1])
            yield from findings
    yield Passed(count_paragraphs(notice, "text") - len(faulty))


def _findings(
    paragraph: Paragraph,
    matches: Iterable[re.Match[str]],
    entry: LexiconEntry,
    options: LexiconOptions,
) -> Iterator[Finding]:
    exceptions = ExceptionSpans(paragraph.text, entry.unless)
    for match in matches if paragraph.role in ROLES["text"] else ():
        is_example = _is_quoted(paragraph.text, match, options.quoting)
        if not is_example and not exceptions.hold(match):
            yield _finding(paragraph, match, entry, options)


LONGEST_QUOTATION = 500
"""Code points before a word within which the opening mark of its quotation is looked for.

It bounds the work in one long paragraph of many such words. From 60 to 5,000 our notices and cases
give the same findings.
"""
INTRODUCTION = 16
"""Code points before a quotation that may say it is wrong.

Our rules take a word such as 表述为 with up to eight code points behind it.
"""


def _is_quoted(text: str, match: re.Match[str], quoting: Pattern | None) -> bool:
    """Tell whether the words are quoted as an example of what was wrong."""
    if quoting is None:
        return False
    far = max(0, match.start() - LONGEST_QUOTATION)
    opening = max(text.rfind(mark, far, match.start()) for mark in "“‘「")
    closed = max(text.rfind(mark, far, match.start()) for mark in "”’」")
    if opening <= closed:
        return False
    return quoting.search(text, max(0, opening - INTRODUCTION), opening) is not None


def _finding(
    paragraph: Paragraph, match: re.Match[str], entry: LexiconEntry, options: LexiconOptions
) -> Finding:
    span = paragraph.span(*match.span())
    params: dict[str, Value] = {"match": match.group(), "note": entry.note}
    if entry.use is None:
        return Finding(span, params | {"replacement": ""})
    replacement = filled(entry.use, {"match": match.group()} | entry.find.groups(match))
    fixes = (replacing(span, replacement, options.safety),)
    return Finding(span, params | {"replacement": replacement}, fixes=fixes)


CHECKS = (Check("lexicon", lexicon, LexiconOptions, ("match", "replacement", "note")),)
