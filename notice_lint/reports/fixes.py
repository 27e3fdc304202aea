"""What became of the fixes of a file, for people."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from notice_lint.document.source import Source
from notice_lint.document.violation import Edit
from notice_lint.fix import Fixed, Skipped
from notice_lint.reports.model.places import place_in
from notice_lint.text.harmless import harmless
from notice_lint.text.masking import masked
from notice_lint.text.wording import COLONS, Lang, Wording

SHOWN = 20
"""Characters of the words before and after that are shown of an edit."""


def fixed_lines(fixed: Fixed, lang: Lang, destination: Wording | None) -> Iterator[str]:
    """Yield how many were fixed and where the file went, what was not and why, what remains."""
    path = harmless(fixed.before.source.path)
    colon = "：" if lang == "zh" else ": "
    yield path + colon + harmless(_done(fixed, destination).in_(lang))
    for skipped in fixed.skipped:
        yield f"  {_skipped(fixed.after.source, skipped, lang)}"
    remaining = _remaining(fixed)
    if remaining:
        yield f"  {remaining.in_(lang)}"


def edit_lines(fixed: Fixed, lang: Lang) -> Iterator[str]:
    """Yield a line for each edit: where, and from which words to which."""
    source = fixed.before.source
    for edit in fixed.edits:
        at = harmless(place_in(source, source.raw_span(edit.place), lang))
        yield f"  {at} {_change(source, edit).in_(lang)}"


def diff_lines(fixed: Fixed) -> Iterator[str]:
    """Yield a unified diff of the file, of a Word file the diff of its text.

    Numbers of persons are masked, so that it can be shown; it is no patch where one stands.
    """
    before, after = fixed.before.source, fixed.after.source
    if not fixed.edits:
        return
    lines = difflib.unified_diff(
        _LINE.findall(before.masked_raw),
        _LINE.findall(after.masked_raw),
        masked(before.path),
        masked(before.path),
    )
    for line in lines:
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def _done(fixed: Fixed, destination: Wording | None) -> Wording:
    total = fixed.applied.total()
    if not fixed.edits:
        return Wording("没有可自动修改之处", "nothing to fix")
    codes = " ".join(f"{code}×{number}" for code, number in sorted(fixed.applied.items()))
    zh, en = (destination.zh, destination.en) if destination else ("", "")
    verb = Wording("已修改", "fixed") if destination else Wording("可修改", "can be fixed")
    return Wording(
        f"{verb.zh} {total} 个问题（{codes}）" + f"，{zh}" * bool(zh),
        f"{total} {verb.en} ({codes})" + f", {en}" * bool(en),
    )


def _skipped(source: Source, skipped: Skipped, lang: Lang) -> str:
    at = harmless(place_in(source, skipped.violation.raw, lang))
    title = skipped.violation.title.in_(lang)
    words = Wording(f"未改，{skipped.reason.zh}", f"not fixed, {skipped.reason.en}").in_(lang)
    return harmless(f"{at} {skipped.violation.code} {title}{COLONS[lang]}{words}")


def _remaining(fixed: Fixed) -> Wording | None:
    """Say what is left, and how much of it could be fixed with less care."""
    counts = Counter(violation.severity for violation in fixed.after.violations)
    left = [
        violation
        for violation in fixed.after.violations
        if any(fix.safety == "unsafe" for fix in violation.fixes)
    ]
    tried = {id(skipped.violation) for skipped in fixed.skipped}
    unsafe = sum(id(violation) not in tried for violation in left)
    if not counts:
        return None
    return Wording(
        f"还有 {counts.total()} 个问题：错误 {counts['error']}，警告 {counts['warning']}，"
        f"提示 {counts['info']}" + f"；其中 {unsafe} 个可用 --unsafe 修改" * bool(unsafe),
        f"{counts.total()} left: {counts['error']} errors, {counts['warning']} warnings, "
        f"{counts['info']} infos" + f"; {unsafe} can be fixed with --unsafe" * bool(unsafe),
    )


def _change(source: Source, edit: Edit) -> Wording:
    old, new = (_shown(words) for words in (edit.place.of(source.text), edit.text))
    if not old:
        return Wording(f"加上“{new}”", f"put in “{new}”")
    if not new:
        return Wording(f"删去“{old}”", f"remove “{old}”")
    return Wording(f"“{old}”改为“{new}”", f"“{old}” becomes “{new}”")


def _shown(words: str) -> str:
    cut = masked(words)
    return harmless(cut if len(cut) <= SHOWN else f"{cut[:SHOWN]}…")
