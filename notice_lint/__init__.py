"""Structure and compliance checker for Chinese rectification notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice_lint.about import __version__

if TYPE_CHECKING:
    from notice_lint.api import (
        CompanionFile,
        Edit,
        FileResult,
        Fix,
        InputError,
        Location,
        Notice,
        NoticeLintError,
        Options,
        Profile,
        Related,
        RuleError,
        Session,
        Severity,
        Span,
        UsageError,
        Violation,
        Wording,
        check_bytes,
        check_file,
        check_paths,
        check_text,
        load_profile,
        parse_bytes,
        parse_file,
        parse_text,
    )

__all__ = [
    "CompanionFile",
    "Edit",
    "FileResult",
    "Fix",
    "InputError",
    "Location",
    "Notice",
    "NoticeLintError",
    "Options",
    "Profile",
    "Related",
    "RuleError",
    "Session",
    "Severity",
    "Span",
    "UsageError",
    "Violation",
    "Wording",
    "__version__",
    "check_bytes",
    "check_file",
    "check_paths",
    "check_text",
    "load_profile",
    "parse_bytes",
    "parse_file",
    "parse_text",
]


def __getattr__(name: str) -> object:
    """Import the interface when it is first used: the command line needs none of it to start."""
    if name in __all__:
        from notice_lint import api

        return getattr(api, name)
    raise AttributeError(name)


def __dir__() -> list[str]:
    """List the interface, though it is not imported yet."""
    return sorted({*globals(), *__all__})
