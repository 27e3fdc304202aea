"""Kind `title-words`: titles between 《 and 》 that are nearly those of known regulations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.writing.replacements import replacing
from notice_lint.checks.writing.scopes import ROLES, count_paragraphs
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Safety
from notice_lint.matching.pattern import Pattern
from notice_lint.words.index import WordIndex
from notice_lint.words.titles import TitleForm, TitleTable

_TITLE = Pattern("《(?P<title>[^《》\\n]{4,60})》")


class TitleOptions(Struct, frozen=True, dict=True):
    """Options of title-words."""

    lexicon: LexiconFile[WordIndex]
    """Name of a word list whose terms are titles."""
    prefixes: tuple[str, ...]
    """What may be left out before a title."""
    suffix: Pattern
    """What may be left out behind a title."""
    kinds: tuple[str, ...]
    """Kinds of paper by which titles end, a longer one before one that it ends with."""
    declared: tuple[str, ...]
    """Words before a title that say what it is called from there on."""
    obeyed: Pattern
    """Words before a title that show it as one that is obeyed, not made."""
    also: tuple[LexiconFile[WordIndex], ...] = ()
    """Names of further word lists of titles."""
    former: tuple[LexiconFile[WordIndex], ...] = ()
    """Names of word lists whose terms are titles out of force."""
    safety: Safety = "unsafe"
    """How far the replacement by the title can be trusted."""

    @cached_property
    def table(self) -> TitleTable:
        """The titles to compare with."""
        form = TitleForm(self.prefixes, self.suffix, self.kinds)
        return TitleTable(_terms((self.lexicon, *self.also)), _terms(self.former), form)


def _terms(lists: tuple[LexiconFile[WordIndex], ...]) -> Iterator[str]:
    """Yield the terms of word lists."""
    for file in lists:
        yield from file.content.terms


def title_words(notice: Notice, options: TitleOptions) -> Iterator[Verdict]:
    """Report titles that are nearly those of a list; each paragraph is a place."""
    faulty: set[int] = set()
    for paragraph, matches in notice.index.matches(_TITLE):
        for match in matches if paragraph.role in ROLES["text"] else ():
            before, written = paragraph.text[: match.start()], match["title"]
            is_obeyed = options.obeyed.search(before) is not None
            title = options.table.near(written, is_obeyed=is_obeyed)
            is_told = before.endswith(options.declared) or _lacks_bracket(written)
            if title and not is_told:
                faulty.add(id(paragraph))
                span = paragraph.span(*match.span("title"))
                fixes = (replacing(span, title, options.safety),)
                yield Finding(span, {"match": written, "term": title}, fixes=fixes)
    yield Passed(count_paragraphs(notice, "text") - len(faulty))


def _lacks_bracket(title: str) -> bool:
    """Tell whether a bracket has no other, which is a finding about marks and not about words."""
    return sum(map(title.count, "（(")) != sum(map(title.count, "）)"))


CHECKS = (Check("title-words", title_words, TitleOptions, ("match", "term")),)
