"""What became of a reviewer's sheet: entries by document, decisions by rule.

As JSON `notice-lint/decisions/1`, published in schemas/decisions-1.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from notice_lint.reports.json_text import dump
from notice_lint.reports.terminal import harmless
from notice_lint.review.columns import DECISIONS
from notice_lint.review.importing import Deed, Imported, SidecarChange
from notice_lint.text.width import display_width
from notice_lint.text.wording import Lang, Wording

SCHEMA = "notice-lint/decisions/1"

_DEEDS: dict[Deed, Wording] = {
    "added": Wording("新增", "added"),
    "updated": Wording("更新", "updated"),
    "removed": Wording("撤销", "removed"),
    "unchanged": Wording("不变", "unchanged"),
}
_COUNTS: dict[str, Wording] = dict(DECISIONS.items()) | {"undecided": Wording("未定", "undecided")}
_DRY = Wording("（试运行，没有写文件）", " (dry run, nothing written)")


def as_json(imported: Imported, lang: Lang) -> str:
    """Return what became of a sheet as JSON text."""
    deeds: tuple[Deed, ...] = get_args(Deed)
    told = {
        "schema": SCHEMA,
        "sheet": imported.sheet,
        "dry_run": imported.dry_run,
        "files": [
            {
                "path": one.path,
                "sidecar": one.sidecar,
                **{deed: one.counts.get(deed, 0) for deed in deeds},
                "notices": [notice.in_(lang) for notice in one.notices],
            }
            for one in imported.files
        ],
        "rules": [
            {
                "code": code,
                "title": imported.titles[code],
                **{name: count[name] for name in _COUNTS},
            }
            for code, count in imported.counts.items()
        ],
        "failures": [
            {"path": one.where, "message": one.wording.in_(lang)} for one in imported.mistakes
        ],
    }
    return dump(told)


def as_lines(imported: Imported, lang: Lang) -> Iterator[str]:
    """Yield what became of a sheet, for people."""
    for one in imported.files:
        yield from _file_lines(one, lang)
    if imported.counts:
        if imported.files:
            yield ""
        yield from _table(list(_rows(imported, lang)))
        yield ""
    yield _summary(imported, lang)


def _file_lines(one: SidecarChange, lang: Lang) -> Iterator[str]:
    deeds = [f"{_DEEDS[deed].in_(lang)} {count}" for deed, count in one.counts.items() if count]
    told = Wording("，", ", ").in_(lang).join(deeds) or Wording("没有改动", "no change").in_(lang)
    yield f"{harmless(one.sidecar)}{Wording('：', ': ').in_(lang)}{told}"
    for notice in one.notices:
        yield f"  {notice.in_(lang)}"


def _rows(imported: Imported, lang: Lang) -> Iterator[list[str]]:
    heads = (Wording("规则", "Rule"), Wording("问题", "Problem"), *_COUNTS.values())
    yield [one.in_(lang) for one in heads]
    for code, count in imported.counts.items():
        yield [code, harmless(imported.titles[code]), *(str(count[name]) for name in _COUNTS)]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = [
            cell + " " * (width - display_width(cell))
            for cell, width in zip(row[:2], widths, strict=False)
        ]
        counts = [
            " " * (width - display_width(cell)) + cell
            for cell, width in zip(row[2:], widths[2:], strict=True)
        ]
        yield "  ".join((*words, *counts))


def _summary(imported: Imported, lang: Lang) -> str:
    total = sum(imported.counts.values(), Counter[str]())
    parts = [f"{name.in_(lang)} {total[key]}" for key, name in _COUNTS.items()]
    count = total.total()
    told = Wording(
        f"共 {count} 个问题：{'，'.join(parts)}", f"{count} findings: {', '.join(parts)}"
    )
    failed = len(imported.mistakes)
    wrong = Wording(f"；{failed} 处未能导入", f"; {failed} not taken over") if failed else None
    ends = (told, wrong, _DRY if imported.dry_run else None, Wording("。", "."))
    return "".join(one.in_(lang) for one in ends if one)
