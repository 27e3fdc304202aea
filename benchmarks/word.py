"""Reading a Word file of forty pages against the same text as .txt: prints times and ratio."""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path

from docx import Document

from notice_lint.readers import from_bytes

ROOT = Path(__file__).parent.parent
RUNS = 9


def main() -> None:
    """Time both readers in turn and print medians."""
    text = (ROOT / "examples/clean.txt").read_text(encoding="utf-8") * 20
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    times: dict[str, list[float]] = {"txt": [], "docx": []}
    for _ in range(RUNS):
        for name, data in (("txt", text.encode()), ("docx", buffer.getvalue())):
            start = time.perf_counter()
            from_bytes(data, name)
            times[name].append(time.perf_counter() - start)
    txt, docx = (statistics.median(times[name]) for name in ("txt", "docx"))
    sys.stdout.write(
        f"{len(text)} characters: txt {txt:.4f} s, docx {docx:.4f} s, "
        f"difference {docx - txt:.3f} s, ratio {docx / txt:.0f}\n"
    )


if __name__ == "__main__":
    main()
