"""A trace shows how each line was read, and what the grammar had to repair there."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support import Call, write

from notice_lint.parsing.trace import trace
from notice_lint.readers import from_text

EXAMPLE = Path(__file__).parent.parent / "examples/missing-parts.txt"


def test_a_trace_goes_line_by_line() -> None:
    source = from_text(EXAMPLE.read_text(encoding="utf-8"))
    lines = trace(source).lines
    assert [source.location(line.span).line for line in lines][:4] == [1, 2, 3, 4]
    by_words = {line.span.of(source.text)[:6]: line for line in lines}
    second = by_words["2.针对“信"]
    assert second.terminal == "ITEM_MARK"
    assert [(one.token, one.level, one.number) for one in second.tokens] == [("ITEM", 3, 2)]
    assert [(one.kind, one.part) for one in second.repairs] == [("missing", "cause")]


def test_a_trace_is_printed_and_written_as_json(call: Call, place: Path) -> None:
    write("a.txt", EXAMPLE.read_text(encoding="utf-8"))
    shown = call("parse", "a.txt", "--trace").out
    assert "HEADING → ITEM  第3层  序号 2" in shown
    assert "缺少  原因分析" in shown
    told = json.loads(call("parse", "a.txt", "--trace", "--format", "json").out)
    assert told["schema"] == "notice-lint/trace/1"
    assert {"kind": "missing", "part": "cause"} in [
        repair for line in told["lines"] for repair in line["repairs"]
    ]


@given(st.text(max_size=400))
def test_any_text_has_a_trace(text: str) -> None:
    source = from_text(text)
    for line in trace(source).lines:
        assert all(line.span.start <= one.span.start for one in line.tokens)
