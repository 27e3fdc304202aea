"""What a reviewer's sheet is made of: its sheets, its columns, its decisions."""

from __future__ import annotations

import hashlib
from typing import Literal

from notice_lint.decisions.decided import Decision
from notice_lint.text.wording import Wording

SCHEMA = "notice-lint/review/1"
"""Stands in the first cell of the hidden sheet."""

FINDINGS = Wording("问题清单", "Findings")
ITEMS = Wording("整改事项", "Items")
SUMMARY = Wording("汇总", "Summary")
MACHINE = "notice-lint"
"""The hidden sheet that says what each finding is, whatever becomes of the rows people see."""
MACHINE_COLUMNS = ("id", "path", "sha256", "code", "title", "fingerprint", "outline")

Column = Literal[
    "number", "path", "place", "outline", "severity", "code", "title", "quote", "message",
    "basis", "suggestion", "decision", "remark", "until", "reviewer", "id",
]  # fmt: skip
COLUMNS: dict[Column, Wording] = {
    "number": Wording("序号", "No."),
    "path": Wording("文件", "File"),
    "place": Wording("位置", "Place"),
    "outline": Wording("章节", "Outline"),
    "severity": Wording("级别", "Severity"),
    "code": Wording("规则", "Rule"),
    "title": Wording("问题", "Problem"),
    "quote": Wording("原文", "Quote"),
    "message": Wording("说明", "What is wrong"),
    "basis": Wording("依据", "Basis"),
    "suggestion": Wording("修改建议", "Suggestion"),
    "decision": Wording("决定", "Decision"),
    "remark": Wording("备注", "Remark"),
    "until": Wording("期限", "Until"),
    "reviewer": Wording("审核人", "Reviewer"),
    "id": Wording("识别码", "Finding ID"),
}

DECISIONS: dict[Decision, Wording] = {
    "confirmed": Wording("确认", "confirm"),
    "false_alarm": Wording("误报", "false alarm"),
    "exempt": Wording("豁免", "exempt"),
}
HOW_TO_DECIDE = Wording(
    "确认：问题属实，须改。误报：不是问题。豁免：属实但可不改，备注须写理由。空着：尚未决定。",
    "confirm: it is to be mended. false alarm: there is no fault. exempt: it may stay; the remark "
    "says why. Empty: not decided.",
)
IS_FALSE_ALARM = Wording("审核认定为误报", "judged a false alarm in review")
"""The reason of a false alarm that has no remark."""


def decision_of(words: str) -> Decision | None:
    """Return the decision that words stand for, in either language; None when they are none."""
    text = " ".join(words.split()).casefold()
    known = ((name, (wording.zh, wording.en)) for name, wording in DECISIONS.items())
    return next((name for name, wordings in known if text in wordings), None)


def finding_id(path: str, fingerprint: str, number: int) -> str:
    """Return what names a finding from one sheet to the next.

    `number` counts the findings of a document that share a fingerprint, from 1. It begins with a
    letter, so that no program takes it for a number.
    """
    digest = hashlib.sha256(
        "\x1f".join((path, fingerprint, str(number))).encode("utf-8", "replace")
    )
    return f"P{digest.hexdigest()[:12]}"
