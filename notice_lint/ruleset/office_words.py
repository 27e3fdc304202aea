"""The words of an office, laid over the rules that judge words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from notice_lint.document.notice import Notice
from notice_lint.ruleset.rule import Rule
from notice_lint.text.spans import Span
from notice_lint.words.office import OfficeWordList

REPORTED_BY = "NL804"
"""The rule that reports the words of an office."""
LISTED = "lexicon"
"""The kind of check that has entries."""


def with_office_words(rules: Iterable[Rule], office: OfficeWordList) -> dict[str, Rule]:
    """Return the rules that change by the words of an office, by code.

    What an office says of a word goes before what our lists say of it.
    """
    if not office.entries:
        return {}
    added = tuple(entry for entry in office.entries if not entry.off)
    off = tuple(entry.wrong for entry in office.entries if entry.wrong)
    changed = {}
    for rule in rules:
        if rule.check.name == LISTED:
            options = replace(rule.options, off=(*rule.options.off, *off))
            set_by = {**rule.set_by, "options.off": office.where}
            if rule.code == REPORTED_BY:
                options = replace(options, add=(*options.add, *added))
                set_by["options.add"] = office.where
            changed[rule.code] = replace(rule, options=options, set_by=set_by)
    return changed


def is_permitted(span: Span, notice: Notice, permitted: Sequence[str]) -> bool:
    """Tell whether a place is within a word that is right whatever a rule says of it."""
    text = notice.source.text
    for word in permitted:
        first = max(0, span.end - len(word))
        place = text.find(word, first, span.start + len(word))
        if 0 <= place <= span.start < span.end:
            return True
    return False
