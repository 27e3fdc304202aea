"""Plain output for a terminal: widths, colours, and nothing that a document could do to it."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import nullcontext, suppress
from typing import Literal, TextIO

from msgspec import Struct

from notice_lint.text.harmless import harmless
from notice_lint.text.width import display_width

Style = Literal["bold", "dim", "red", "yellow", "blue", "cyan"]

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
PIPE_WIDTH = 100


class Terminal(Struct, frozen=True):
    """What the output can show."""

    width: int
    colours: bool

    def paint(self, text: str, *styles: Style) -> str:
        """Return text in colour, or as it is where there is none."""
        if not self.colours:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


def terminal_for(stream: TextIO, color: str | None = None) -> Terminal:
    """Look at a stream; `always` or `never` decides on colours, else what is told of it."""
    is_terminal = stream.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else PIPE_WIDTH
    if color in ("always", "never"):
        return Terminal(width, color == "always")
    return Terminal(width, _shows_colours(is_terminal))


def _shows_colours(is_terminal: bool) -> bool:
    """Tell whether colours are wanted: never against NO_COLOR, on a pipe only by FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal and os.environ.get("TERM") != "dumb"


def excerpt(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """Return the part of a line around a range that fits, and a caret line for below it.

    `start` and `end` are code points in the line, half-open; `room` is in cells.
    """
    left, right = _window(line, start, max(end, start + 1), room)
    head, tail = "…" * (left > 0), "…" * (right < len(line))
    shown = harmless(line[left:right])
    before = display_width(head) + display_width(shown[: start - left])
    marked = display_width(shown[start - left : end - left])
    return f"{head}{shown}{tail}", " " * before + "^" * max(marked, 1)


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Return the range of code points to show: the marked words first, then what is around."""
    left, right = start, start
    used = 2
    while right < min(end, len(line)) and used + display_width(line[right]) <= room:
        used += display_width(line[right])
        right += 1
    lead = room // 4
    while left > 0 and used < room and lead > 0:
        left -= 1
        used += display_width(line[left])
        lead -= display_width(line[left])
    while right < len(line) and used + display_width(line[right]) <= room:
        used += display_width(line[right])
        right += 1
    return left, right


def write(text: str, stream: TextIO | None = None) -> None:
    """Write text whatever the encoding of the stream can hold; errors go nowhere else."""
    out = stream or sys.stdout
    encoding = out.encoding or "utf-8"
    with suppress(OSError) if out is sys.stderr else nullcontext():
        out.write(text.encode(encoding, "backslashreplace").decode(encoding))
