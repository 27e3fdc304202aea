"""How a document was read, line by line: `notice-lint/trace/1` for programs, a list for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notice_lint.document.notice import Fault
from notice_lint.document.repairs import Repair
from notice_lint.parsing.trace import Trace, TracedLine, TracedToken
from notice_lint.reports.json_text import dump
from notice_lint.reports.terminal import Terminal
from notice_lint.text.harmless import harmless
from notice_lint.text.masking import masked
from notice_lint.text.wording import Lang, Wording

SCHEMA = "notice-lint/trace/1"
SHOWN = 24
"""Code points of a line that are shown: enough to find it again."""

_REPAIRS = {
    "missing": Wording("缺少", "missing"),
    "foreign": Wording("不属于任何部分", "foreign"),
    "misplaced": Wording("位置不当", "misplaced"),
    "duplicate": Wording("重复", "duplicate"),
}
_FAULTS: dict[Fault, Wording] = {
    "number": Wording("序号不连续", "number out of sequence"),
    "style": Wording("样式与层级不符", "style of another level"),
    "skip": Wording("跳级", "level skipped"),
    "climb": Wording("升级", "level climbed"),
}


def as_json(trace: Trace) -> str:
    """Return a trace as JSON text."""
    lines = [_line_value(trace, line) for line in trace.lines]
    missing = [{"kind": repair.kind, "part": repair.part} for repair in trace.missing]
    path = masked(trace.source.path)
    return dump({"schema": SCHEMA, "path": path, "lines": lines, "missing": missing})


def _line_value(trace: Trace, line: TracedLine) -> dict[str, Any]:
    return {
        "line": trace.source.location(line.span).line,
        "terminal": line.terminal,
        "text": _words(trace, line),
        "tokens": [_token_value(token) for token in line.tokens],
        "repairs": [{"kind": repair.kind, "part": repair.part} for repair in line.repairs],
    }


def _token_value(token: TracedToken) -> dict[str, Any]:
    value: dict[str, Any] = {"segment": token.segment, "token": token.token}
    if token.level is not None:
        value |= {"level": token.level, "number": token.number, "fault": token.fault or None}
    return value


def as_lines(trace: Trace, lang: Lang, terminal: Terminal) -> Iterator[str]:
    """Yield a trace for people: line, terminal, what it became, what was repaired."""
    for line in trace.lines:
        number = trace.source.location(line.span).line
        yield f"{number:>5}  {terminal.paint(line.terminal, 'bold')}  {_words(trace, line)}"
        for token in line.tokens:
            yield f"       {_token_words(token, lang)}"
        for repair in line.repairs:
            yield f"       {terminal.paint(_repair_words(repair, lang), 'yellow')}"
    for repair in trace.missing:
        yield terminal.paint(f"    -  {_repair_words(repair, lang)}", "yellow")


def _words(trace: Trace, line: TracedLine) -> str:
    words = line.span.of(trace.source.masked_text).split("\n")[0]
    return harmless(words[:SHOWN] + "…" * (len(words) > SHOWN))


def _token_words(token: TracedToken, lang: Lang) -> str:
    words = f"{token.segment} → {token.token}"
    if token.level is not None:
        level = Wording(f"第{token.level}层", f"level {token.level}").in_(lang)
        number = "-" if token.number is None else str(token.number)
        words += f"  {level}  {Wording('序号', 'number').in_(lang)} {number}"
    fault = next((_FAULTS[name] for name in _FAULTS if name == token.fault), None)
    return f"{words}  {fault.in_(lang)}" if fault else words


def _repair_words(repair: Repair, lang: Lang) -> str:
    return f"{_REPAIRS[repair.kind].in_(lang)}  {repair.name.in_(lang)}"
