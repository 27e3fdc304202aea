"""What is taken home: Word files with comments or tracked changes, the text, the workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

from notice_lint import readers
from notice_lint.files import COMMENTED, public_name
from notice_lint.fix.chosen import tracked
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.registry import format_named
from notice_lint.server.copies import (
    RulesInForce,
    WorkingCopy,
    apart,
    data_of,
    limits_of,
    source_of,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def commented_copy(rules: RulesInForce, copy: WorkingCopy, report: FileReport) -> bytes:
    """Return the document as it is by now, with what is left to do as Word comments."""
    from notice_lint.reports.to_file.docx import CommentView, commented

    def act() -> bytes:
        data = data_of(rules, copy)
        source = readers.from_bytes(data, copy.name, limits_of(rules))
        return commented(source, data, report, CommentView(rules.lang))

    return apart(rules, copy.name, act)


def tracked_copy(rules: RulesInForce, copy: WorkingCopy) -> bytes:
    """Return the document as it came, with what was changed as tracked changes."""
    return apart(
        rules,
        copy.name,
        lambda: tracked(source_of(rules, copy), copy.data, copy.edits, datetime.now(UTC)),
    )


def plain_text(rules: RulesInForce, copy: WorkingCopy) -> str:
    """Return the text of the document as it is by now."""
    return apart(
        rules,
        copy.name,
        lambda: readers.from_bytes(data_of(rules, copy), copy.name, limits_of(rules)).text,
    )


def workbook(report: Report) -> bytes:
    """Return the reviewer's workbook of a report; raises UsageError where the extra is missing."""
    format_ = format_named("xlsx")
    made = format_.render(report) if isinstance(format_, WholeFormat) else b""
    return made.encode() if isinstance(made, str) else made


def bare_name(name: str) -> str:
    """Return a file name that a visitor gave as one that leads nowhere and shows no person."""
    last = name.replace("\\", "/").rpartition("/")[2]
    words = "".join(char for char in last if char.isprintable()).strip(" .")
    return public_name(words[-MOST:]) or NAMELESS


MOST = 100
"""Characters of a file name that are kept, its suffix with them."""
NAMELESS = "通报.txt"


def commented_name(name: str) -> str:
    """Return what a copy with comments is called."""
    return f"{PurePath(name).stem}.{COMMENTED}.docx"


def tracked_name(name: str) -> str:
    """Return what a copy with tracked changes is called."""
    return f"{PurePath(name).stem}.tracked.docx"


def text_name(name: str) -> str:
    """Return what the text as it is by now is called."""
    return f"{PurePath(name).stem}.fixed.txt"
