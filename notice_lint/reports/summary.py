"""What a run comes to, in one line for people."""

from __future__ import annotations

from notice_lint.reports.tally import Tally
from notice_lint.text.wording import Lang, Wording


def summary_line(tally: Tally, lang: Lang) -> str:
    """Return what was checked and what was found, in one line."""
    counts = tally.severities
    checked = Wording(
        f"检查了 {tally.files} 个文件，应用了 {tally.applied} 条规则"
        + (f"（另有 {tally.idle} 条不适用）" if tally.idle else ""),
        f"{tally.files} file{'s' * (tally.files != 1)} checked, {tally.applied} rules applied"
        + (f" ({tally.idle} not applicable)" if tally.idle else ""),
    )
    if not counts:
        outcome = Wording("，未发现问题", ", nothing found")
    else:
        outcome = Wording(
            f"：错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}",
            f": {counts['error']} errors, {counts['warning']} warnings, {counts['info']} infos",
        )
    parts = (checked, _by_title(tally), outcome, _left_out(tally), _STOP)
    return "".join(part.in_(lang) for part in parts)


def _by_title(tally: Tally) -> Wording:
    """Say which files were checked as notices of another kind, as their titles ask for."""
    zh = "".join(
        f"，{count} 个按标题作为“{name}”通报检查" for name, count in sorted(tally.variants.items())
    )
    en = "".join(
        f", {count} as notices about {name}, by the title"
        for name, count in sorted(tally.variants.items())
    )
    return Wording(zh, en)


_STOP = Wording("。", ".")


def _left_out(tally: Tally) -> Wording:
    suppressed, baselined = tally.suppressed, tally.baselined
    zh = f"；已忽略 {suppressed}" * bool(suppressed) + f"；基线内 {baselined}" * bool(baselined)
    en = f"; {suppressed} suppressed" * bool(suppressed) + f"; {baselined} in the baseline" * bool(
        baselined
    )
    return Wording(zh, en)
