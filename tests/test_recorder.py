"""Records: what is shown around a place."""

from __future__ import annotations

import pytest

from notice_lint.readers import from_text
from notice_lint.reports.model.build import AROUND, excerpt_of
from notice_lint.text.masking import masked
from notice_lint.text.spans import Span

NUMBER = "110101199003070000"
"""An identity number of nobody: its last digit is wrong."""
LINE = "".join(f"{'甲' * gap}{NUMBER}，" for gap in range(0, 90, 7)) * 3
TEXT = f"前一行\r\n{LINE}\r\n后一行"
FIRST = TEXT.index(LINE)


@pytest.mark.parametrize("offset", range(0, len(LINE), 13))
def test_an_excerpt_is_a_part_of_the_masked_line(offset: int) -> None:
    place = Span(FIRST + offset, FIRST + offset + 3)
    at = excerpt_of(from_text(TEXT), place)
    left = max(0, offset - AROUND)
    assert at.line == masked(LINE)[left : offset + AROUND]
    assert (at.start, at.end) == (offset - left, min(offset - left + 3, len(at.line)))
