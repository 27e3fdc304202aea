"""The papers that a notice is compared with, read by the grammar of their kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from notice_lint.datafiles.grammar_file import GrammarFile, find_grammar
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.document.companions import Companion, CompanionRole, Companions, Comparison
from notice_lint.document.notice import Notice, StatusClass
from notice_lint.document.source import Source
from notice_lint.errors import UsageError, needs_extra
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels
from notice_lint.parsing.parse import parse

GRAMMARS: Mapping[CompanionRole, str] = {"feedback": "feedback", "ledger": "feedback"}
"""The grammar of each kind of paper; an earlier notice is one like any."""
EXTRA = "compare"
"""The extra that brings what comparing needs."""


def read_companion(
    role: CompanionRole,
    source: Source,
    statuses: Mapping[str, StatusClass],
    labels: OfficeLabels = NO_LABELS,
) -> Companion:
    """Return a paper as its kind is read; `statuses` and `labels` are words of the office."""
    return Companion(role, parse(source, statuses, _grammar(role), labels))


def compared_with(notice: Notice, companions: Companions) -> Comparison:
    """Lay a notice beside its papers; raises UsageError where the extra is not installed."""
    try:
        from notice_lint.compare.comparison import compare
    except ImportError as error:
        raise UsageError(notice.source.path, needs_extra(EXTRA)) from error
    return compare(notice, companions.papers, quotes=companions.quotes)


@cache
def _grammar(role: CompanionRole) -> GrammarFile | None:
    name = GRAMMARS.get(role)
    return find_grammar(name, SearchPath(only_ours=True)) if name else None
