"""Values that the shell completes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notice_lint.formats import ON_SCREEN, TO_FILE


def screen_formats(incomplete: str) -> list[str]:
    """Return the formats for the screen that begin so."""
    return _beginning(ON_SCREEN, incomplete)


def output_formats(incomplete: str) -> list[str]:
    """Return all formats that begin so."""
    return _beginning((*ON_SCREEN, *TO_FILE), incomplete)


def profiles(incomplete: str) -> list[str]:
    """Return the profiles that begin so, those of the office included."""
    from notice_lint.config.discovery import Configurations
    from notice_lint.config.settings import Overrides
    from notice_lint.datafiles.search_path import SearchPath

    folders = Configurations(Overrides()).folders
    return _beginning(SearchPath(folders).names("profiles"), incomplete)


def rule_codes(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes that begin so, with the titles of their rules; the last one of a list."""
    from notice_lint.ruleset.catalogue import builtin_rules

    before, comma, last = incomplete.rpartition(",")
    return [
        (f"{before}{comma}{last}{code[len(last) :]}", rule.file.title.zh)
        for code, rule in builtin_rules().items()
        if code.startswith(last.upper())
    ]


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return sorted(_sieved(names, incomplete))


def _sieved(names: Iterable[str], incomplete: str) -> Iterator[str]:
    return (name for name in names if name.startswith(incomplete))
