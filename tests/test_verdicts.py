"""Rows of a sheet brought together into decisions, and decisions put into a sidecar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from notice_lint.decisions.sidecar import SidecarEntry
from notice_lint.errors import InputError
from notice_lint.review.plan import plan_for
from notice_lint.review.sheet import Identity, ReviewSheet, SheetRow
from notice_lint.review.sidecar import SidecarText
from notice_lint.review.verdicts import ImportOptions, Judged, Verdict, judge

TODAY = date(2026, 5, 6)
OPTIONS = ImportOptions(reviewer="乙", today=TODAY)


def identity(id_: str, fingerprint: str = "f1", code: str = "NL201") -> Identity:
    return Identity(id_, "a.txt", "0", code, "缺少原因分析", fingerprint, "一/1")


def row(id_: str, decision: str, line: int = 2, **more: Any) -> SheetRow:
    usual = {"remark": "", "until": "", "reviewer": ""}
    return SheetRow(f"list.xlsx:问题:{line}", id_, decision, **(usual | more))


def judged(identities: list[Identity], *rows: SheetRow) -> Judged:
    known = {each.id: each for each in identities}
    return judge(ReviewSheet("list.xlsx", "zh", known, rows), OPTIONS)


def decided(result: Judged) -> list[Verdict]:
    return [verdict for verdicts in result.verdicts.values() for verdict in verdicts]


def test_a_mistake_in_one_of_like_rows_keeps_all_of_them() -> None:
    pair = [identity("1"), identity("2")]
    whole = judged(pair, row("1", "误报"), row("2", "误报", 3))
    assert [verdict.decision for verdict in decided(whole)] == ["false_alarm"]
    for broken in ("随便", "豁免"):  # an exemption needs a reason
        result = judged(pair, row("1", "误报"), row("2", broken, 3))
        assert decided(result) == []
        assert [mistake.where for mistake in result.mistakes] == ["list.xlsx:问题:3"]


def test_like_findings_are_decided_alike_or_not_at_all() -> None:
    pair = [identity("1"), identity("2")]
    for second in ("", "豁免"):
        result = judged(pair, row("1", "误报"), row("2", second, 3, remark="甲"))
        assert decided(result) == []
        (mistake,) = result.mistakes
        assert "第 2、3 行" in mistake.wording.zh
        assert "rows 2, 3 are" in mistake.wording.en
    confirmed = judged(pair, row("1", "确认"), row("2", "", 3))
    assert [verdict.decision for verdict in decided(confirmed)] == ["confirmed"]
    assert confirmed.counts == {"NL201": {"confirmed": 1, "undecided": 1}}


def test_what_rows_say_of_one_finding_is_joined() -> None:
    pair = [identity("1"), identity("2")]
    first = row("1", "豁免", remark="甲", until=date(2027, 1, 2), reviewer="丙")
    second = row("2", "豁免", 3, remark="丁", until=date(2027, 1, 1))
    (verdict,) = decided(judged(pair, first, second))
    assert verdict.entry == SidecarEntry(
        rules=("NL201",),
        reason="甲；丁",
        fingerprint="f1",
        until=date(2027, 1, 1),
        reviewer="丙、乙",
        decision="exempt",
        decided="2026-05-06",
    )
    (plain,) = decided(judged([identity("1")], row("1", "误报")))
    assert plain.entry.reason == "审核认定为误报"


@pytest.mark.parametrize(
    ("until", "fault"),
    [("明年", "期限“明年”不是日期"), (date(2026, 5, 5), "期限 2026-05-05 已过")],
)
def test_a_term_is_a_day_that_is_still_to_come(until: str | date, fault: str) -> None:
    result = judged([identity("1")], row("1", "豁免", remark="甲", until=until))
    assert decided(result) == []
    assert fault in result.mistakes[0].wording.zh
    assert decided(judged([identity("1")], row("1", "豁免", remark="甲", until=TODAY)))


def test_a_row_of_nobody_and_a_rule_of_the_tool() -> None:
    own = identity("1", code="NL001")
    result = judged([own], row("1", "误报"), row("9", "误报", 3), row("9", "", 4))
    assert decided(result) == []
    assert [mistake.where for mistake in result.mistakes] == [
        "list.xlsx:问题:2",
        "list.xlsx:问题:3",
    ]
    assert result.counts == {"NL001": {"undecided": 1}}


# ── into the sidecar ──

BOTH = """\
confirmed:
  # notice-lint review import: 确认 甲
  - rules: [NL201]
    fingerprint: "f1"
  - rules: [NL301]
    fingerprint: "f9"
ignore:
  - rules: [NL404]
    reason: 手写
  # notice-lint review import: 误报 甲
  - rules: [NL202]
    fingerprint: "f2"
    decision: false_alarm
    reason: "误报"
"""
TURNED = "\n".join([*BOTH.splitlines()[6:], *BOTH.splitlines()[:6]]) + "\n"


def carried_out(text: str, *verdicts: Verdict) -> str:
    sidecar = SidecarText("a.txt.notice-lint.yaml", text)
    return plan_for(sidecar.stored(), verdicts, OPTIONS).carried_out(sidecar).text


@pytest.mark.parametrize("text", [BOTH, TURNED])
def test_a_decision_that_is_turned_round_moves_to_the_other_list(text: str) -> None:
    """Whichever list stands first; what a person wrote stays where it is."""
    (ignored,) = decided(judged([identity("1")], row("1", "误报")))
    (confirmed,) = decided(judged([identity("2", "f2", "NL202")], row("2", "确认")))
    turned = carried_out(text, ignored, confirmed)
    content = SidecarText("a", turned)._read().sidecar
    assert [entry.fingerprint for entry in content.confirmed] == ["f9", "f2"]
    assert [(entry.rules[0], entry.fingerprint) for entry in content.ignore] == [
        ("NL404", ""),
        ("NL201", "f1"),
    ]
    assert '  - rules: [NL301]\n    fingerprint: "f9"\n' in turned
    assert turned.count("# notice-lint review import") == 2


@pytest.mark.parametrize("text", [BOTH, TURNED])
def test_what_is_taken_back_goes_with_its_comment(text: str) -> None:
    (verdict,) = decided(judged([identity("2", "f2", "NL202")], row("2", "误报")))
    back = carried_out(text, replace(verdict, decision=None))
    assert "NL202" not in back
    assert "# notice-lint review import: 误报" not in back
    assert "reason: 手写" in back
    assert carried_out(text) == text


def test_a_list_that_is_emptied_stays_a_list() -> None:
    text = (
        "# ignore: 说明\nconfirmed: [{rules: [NL301], fingerprint: a}]\nignore:  # 甲\n"
        "# notice-lint review import: 误报 甲\n- rules: [NL202]\n  fingerprint: f2\n"
        "  decision: false_alarm\n"
    )
    (verdict,) = decided(judged([identity("2", "f2", "NL202")], row("2", "误报")))
    back = carried_out(text, replace(verdict, decision=None))
    assert back == text[: text.index("ignore:  #")] + "ignore: []  # 甲\n"
    again = carried_out(back, verdict)
    assert SidecarText("a", again).stored()[0].entry == verdict.entry


def test_an_entry_of_an_import_ends_where_its_indent_does() -> None:
    text = (
        "ignore:\n  # notice-lint review import: 误报 甲\n  - rules: [NL202]\n"
        "    fingerprint: f2\n\n    decision: false_alarm\n"
    )
    (stored,) = SidecarText("a", text).stored()
    assert (stored.line, stored.lines) == (3, (1, 4))
    for first in ("ignore:\n  - rules: [NL202]\n", "ignore: [{rules: [NL202]}]\n"):
        (stored,) = SidecarText("a", first).stored()
        assert stored.lines is None


def test_lines_of_another_system_stay_theirs() -> None:
    (verdict,) = decided(judged([identity("1")], row("1", "误报")))
    text = BOTH.replace("\n", "\r\n")
    added = carried_out(text, replace(verdict, entry=replace(verdict.entry, fingerprint="f3")))
    assert "\n" not in added.replace("\r\n", "")
    with pytest.raises(InputError):
        carried_out("ignore: [{rules: [NL202]}]\n", verdict)
    with pytest.raises(InputError):
        carried_out("{confirmed: []}\n", verdict)
