"""What became of a reviewer's sheet: entries by document, decisions by rule.

As JSON `notice-lint/decisions/1`, published in schemas/decisions-1.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from notice_lint.reports.json_text import dump
from notice_lint.review.columns import DECISIONS
from notice_lint.review.importing import Imported, SidecarChange
from notice_lint.review.plan import EntryChange
from notice_lint.text.harmless import harmless
from notice_lint.text.width import display_width
from notice_lint.text.wording import COLONS, Lang, Wording

SCHEMA = "notice-lint/decisions/1"

_CHANGES: dict[EntryChange, Wording] = {
    "added": Wording("新增", "added"),
    "updated": Wording("更新", "updated"),
    "removed": Wording("撤销", "removed"),
    "unchanged": Wording("不变", "unchanged"),
}
_COUNTS: dict[str, Wording] = dict(DECISIONS.items()) | {"undecided": Wording("未定", "undecided")}
_NO_CHANGE = Wording("没有改动", "no change")
_DRY = Wording("（试运行，没有写文件）", " (dry run, nothing written)")


def as_json(imported: Imported, lang: Lang) -> str:
    """Return what became of a sheet as JSON text."""
    changes: tuple[EntryChange, ...] = get_args(EntryChange)
    value = {
        "schema": SCHEMA,
        "sheet": imported.sheet,
        "dry_run": imported.dry_run,
        "files": [
            {
                "path": file.path,
                "sidecar": file.sidecar,
                **{change: file.counts.get(change, 0) for change in changes},
                "notices": [notice.in_(lang) for notice in file.notices],
            }
            for file in imported.files
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
            {"path": mistake.where, "message": mistake.wording.in_(lang)}
            for mistake in imported.mistakes
        ],
    }
    return dump(value)


def as_lines(imported: Imported, lang: Lang) -> Iterator[str]:
    """Yield what became of a sheet, for people."""
    for file in imported.files:
        yield from _file_lines(file, lang)
    if imported.counts:
        if imported.files:
            yield ""
        yield from _table(list(_rows(imported, lang)))
        yield ""
    yield _summary(imported, lang)


def _file_lines(file: SidecarChange, lang: Lang) -> Iterator[str]:
    counts = [f"{_CHANGES[name].in_(lang)} {count}" for name, count in file.counts.items() if count]
    listed = Wording("，", ", ").in_(lang).join(counts)
    yield f"{harmless(file.sidecar)}{COLONS[lang]}{listed or _NO_CHANGE.in_(lang)}"
    for notice in file.notices:
        yield f"  {harmless(notice.in_(lang))}"


def _rows(imported: Imported, lang: Lang) -> Iterator[list[str]]:
    heads = (Wording("规则", "Rule"), Wording("问题", "Problem"), *_COUNTS.values())
    yield [heading.in_(lang) for heading in heads]
    for code, count in imported.counts.items():
        yield [
            harmless(code),
            harmless(imported.titles[code]),
            *(str(count[name]) for name in _COUNTS),
        ]


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
    listed = Wording(
        f"共 {count} 个问题：{'，'.join(parts)}", f"{count} findings: {', '.join(parts)}"
    )
    failed = len(imported.mistakes)
    wrong = Wording(f"；{failed} 处未能导入", f"; {failed} not taken over") if failed else None
    ends = (listed, wrong, _DRY if imported.dry_run else None, Wording("。", "."))
    return "".join(end.in_(lang) for end in ends if end)
