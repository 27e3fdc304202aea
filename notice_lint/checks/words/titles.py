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
from notice_lint.words.confusions import confusions
from notice_lint.words.index import WordIndex

SHORTEST = 6
"""Characters of a title that is compared: 信访条例 and 信访工作条例 are two."""
MOST_CUT = 2
"""Characters that a title may lack: 工作. What lacks more is another title or an abbreviation."""
_TITLE = Pattern("《(?P<title>[^《》\\n]{4,60})》")
_WIDE = str.maketrans("()", "（）")


class TitleOptions(Struct, frozen=True, dict=True):
    """Options of title-words."""

    lexicon: LexiconFile[WordIndex]
    """Name of a word list whose terms are titles."""
    prefixes: tuple[str, ...]
    """What may be left out before a title."""
    suffix: Pattern
    """What may be left out behind a title."""
    declared: tuple[str, ...]
    """Words before a title that say what it is called from there on."""
    safety: Safety = "unsafe"
    """How far the replacement by the title can be trusted."""

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles by what is compared of them."""
        return {self.core(title): title for title in self.lexicon.content.terms}

    @cached_property
    def titles_by_first(self) -> dict[str, list[str]]:
        """What is compared of the titles, by its first character."""
        by_first: dict[str, list[str]] = {}
        for title in self.titles:
            by_first.setdefault(title[0], []).append(title)
        return by_first

    def core(self, title: str) -> str:
        """Return a title without what may be left out."""
        core = self.suffix.sub("", title.translate(_WIDE))
        prefix = next(filter(core.startswith, self.prefixes), "")
        return core.removeprefix(prefix)


def title_words(notice: Notice, options: TitleOptions) -> Iterator[Verdict]:
    """Report titles that are nearly those of a list; each paragraph is a place."""
    faulty: set[int] = set()
    for paragraph, matches in notice.index.matches(_TITLE):
        for match in matches if paragraph.role in ROLES["text"] else ():
            written = match["title"]
            known = _near(options.core(written), options)
            if known and not _is_declared(paragraph.text[: match.start()], options):
                faulty.add(id(paragraph))
                span = paragraph.span(*match.span("title"))
                title = _as_written(known, written, options)
                fixes = (replacing(span, title, options.safety),)
                yield Finding(span, {"match": written, "term": title}, fixes=fixes)
    yield Passed(count_paragraphs(notice, "text") - len(faulty))


def _near(core: str, options: TitleOptions) -> str:
    """Return the title that a text comes near without being one; nothing where there is none."""
    if len(core) < SHORTEST or core in options.titles:
        return ""
    alike = options.titles_by_first.get(core[0], ())
    near = (title for title in alike if _is_slip(core, title))
    return next(near, "")


def _is_slip(core: str, title: str) -> bool:
    """Tell whether a title is cut in one place, or one character is taken for another."""
    lacking = len(title) - len(core)
    if not 0 <= lacking <= MOST_CUT:
        return False
    same = next((n for n, pair in enumerate(zip(core, title, strict=False)) if len({*pair}) > 1), 0)
    rest = core[same:] if lacking else core[same + 1 :]
    if same == 0 or len(rest) < 2 or not title.endswith(rest):
        return False
    return bool(lacking) or confusions().confuses(core[same], title[same])


def _as_written(core: str, written: str, options: TitleOptions) -> str:
    """Return a title, in the short form where the text has that."""
    whole = options.titles[core]
    return whole if written.startswith(options.prefixes) else options.core(whole)


def _is_declared(before: str, options: TitleOptions) -> bool:
    """Tell whether a title stands where an abbreviation is declared, by what is before it."""
    return before.endswith(options.declared)


CHECKS = (Check("title-words", title_words, TitleOptions, ("match", "term")),)
