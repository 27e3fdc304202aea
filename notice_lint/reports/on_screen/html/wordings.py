"""The fixed words of the page."""

from __future__ import annotations

from notice_lint.text.wording import Lang, Wording

_WORDS = {
    "heading": Wording("通报检查结果", "Findings in notices"),
    "skip": Wording("跳到检查结果", "Skip to the findings"),
    "profile": Wording("配置方案", "Profile"),
    "filters": Wording("筛选", "Filters"),
    "severity": Wording("级别", "Severity"),
    "family": Wording("规则类别", "Kind of rule"),
    "section": Wording("所在部分", "Section"),
    "all": Wording("全部", "All"),
    "outside": Wording("正文各部分之外", "Outside all sections"),
    "search": Wording("查找", "Search"),
    "reset": Wording("清除筛选", "Clear filters"),
    "keys": Wording("n、p 键逐条看", "Step by n and p"),
    "shown": Wording("显示 {shown}/{all} 条", "{shown} of {all} shown"),
    "index": Wording("文件", "Files"),
    "file": Wording("文件", "File"),
    "sum": Wording("合计", "Total"),
    "failures": Wording("无法检查的文件", "Files that could not be checked"),
    "crashed": Wording("有规则运行出错，结果可能不全", "A rule failed; not all may be known"),
    "none": Wording("未发现问题", "Nothing found"),
    "outline": Wording("目录与整改状态", "Outline and statuses"),
    "text": Wording("原文", "Text"),
    "findings": Wording("问题清单", "Findings"),
    "suppressed": Wording("已忽略", "Suppressed"),
    "baselined": Wording("基线内", "In the baseline"),
    "stale": Wording("基线里已不存在", "Gone from the baseline"),
    "items": Wording("整改事项", "Problem items"),
    "below": Wording("其下分项", "Items below them"),
    "with_part": Wording("写有{part}", "With {part}"),
    "no_status": Wording("未写状态", "No status"),
    "other": Wording("其他写法", "Other words"),
    "in_parts": Wording("见分项", "See its parts"),
    "part": Wording("有{part}", "{part}"),
    "no_part": Wording("无{part}", "no {part}"),
    "declared": Wording("文中写明的数与逐项数得的数", "Numbers declared and counted"),
    "same": Wording("数得 {count}，相符", "{count} counted"),
    "different": Wording("数得 {count}，不同", "{count} counted: different"),
    "place": Wording("位置", "Place"),
    "basis": Wording("依据", "Basis"),
    "suggestion": Wording("建议", "Suggestion"),
    "related": Wording("相关", "Related"),
    "reason": Wording("忽略理由", "Reason"),
    "until": Wording("有效期至", "until"),
    "more": Wording("其余 {count} 处", "{count} more"),
    "no_text": Wording(
        "结果里没有保存原文，只列出问题。",
        "The stored result does not hold the text; findings only.",
    ),
}


def words(name: str, lang: Lang, **values: object) -> str:
    """Return fixed words in a language, filled in."""
    text = _WORDS[name].in_(lang)
    return text.format(**values) if values else text
