"""What is done with fixed files: written somewhere, or only shown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from notice_lint.errors import UsageError
from notice_lint.readers import STDIN
from notice_lint.text.wording import Lang, Wording

if TYPE_CHECKING:
    from notice_lint.fix import Fixed


def fix_target_of(paths: Sequence[str], modes: dict[str, bool], output: str | None) -> FixTarget:
    """Return what is done with results; raises UsageError where two modes exclude each other."""
    chosen = [name for name, is_on in {**modes, "-o": bool(output)}.items() if is_on]
    if len(chosen) > 1:
        first, second, *_ = chosen
        wording = Wording(f"不能与 {first} 同用", f"it cannot be used with {first}")
        raise UsageError(second, wording)
    if modes["--in-place"] and STDIN in paths:
        wording = Wording("标准输入没有原文件可改", "standard input has no file to change")
        raise UsageError("--in-place", wording)
    return FixTarget(chosen[0] if chosen else "", tuple(paths), output or "", set())


class FixTarget(Struct, frozen=True):
    """What is done with fixed files."""

    mode: str
    """The option that was given; empty for none."""
    paths: tuple[str, ...]
    output: str
    written: set[str]
    """Places that this run has written to."""
    backup: bool = True
    """Whether an original that is written over is kept under another name."""
    quiet: bool = False
    """Whether to leave out what became of each file."""

    def write(self, path: str, fixed: Fixed, lang: Lang) -> None:
        """Write or show a result and say so; raises UsageError."""
        from notice_lint.reports.fixes import diff_lines, edit_lines, fixed_lines
        from notice_lint.reports.terminal import write
        from notice_lint.text.harmless import harmless

        if self.mode == "--diff":
            shown = harmless if sys.stdout.isatty() else str
            for line in diff_lines(fixed):
                write(shown(line) + "\n")
        shows_only = self.mode in ("--diff", "--dry-run")
        destination = None if shows_only else self._write_file(path, fixed)
        out = sys.stderr if self.mode == "--diff" or self._is_filter else sys.stdout
        say = partial(write, stream=out)
        lines = [] if self.quiet else list(fixed_lines(fixed, lang, destination))
        lines += edit_lines(fixed, lang) if self.mode == "--dry-run" else ()
        for line in lines:
            say(line + "\n")

    @property
    def _is_filter(self) -> bool:
        """Whether a fixed text goes to standard output."""
        return STDIN in self.paths and not self.mode

    def _write_file(self, path: str, fixed: Fixed) -> Wording | None:
        from notice_lint.files import put, write_beside, write_over

        if path == STDIN and not self.mode:
            sys.stdout.buffer.write(fixed.data)
            sys.stdout.flush()
            return Wording("写到标准输出", "written to standard output")
        if self.mode == "-o":
            return self._to(path, fixed)
        if not fixed.changed:
            return None
        if self.mode == "--in-place":
            if not self.backup:
                put(path, fixed.data, Path(path).stat().st_mode)
                return Wording("已写回原文件", "written back")
            backup = write_over(path, fixed.data)
            return Wording(f"原件另存为 {backup}", f"the original kept as {backup}")
        target = write_beside(path, fixed.data)
        return Wording(f"写入 {target}", f"written to {target}")

    def _to(self, path: str, fixed: Fixed) -> Wording:
        from notice_lint.files import write_to

        target = str(self._target(path))
        if target in self.written:
            wording = Wording(
                "另一个同名文件已写到这里，请分开修改",
                "another file of that name was written here; fix them apart",
            )
            raise UsageError(target, wording)
        self.written.add(target)
        write_to(target, path, fixed.data)
        return Wording(f"写入 {target}", f"written to {target}")

    def _target(self, path: str) -> Path:
        """Return where a file goes: the output itself, or its own place in the output folder."""
        output = Path(self.output)
        folders = [Path(path) for path in self.paths if Path(path).is_dir()]
        if len(self.paths) == 1 and not folders and not self._names_folder:
            return output
        if path == STDIN:
            return output / "stdin"
        above = (folder for folder in folders if Path(path).is_relative_to(folder))
        return output / Path(path).relative_to(next(above, Path(path).parent))

    @property
    def _names_folder(self) -> bool:
        return self.output.endswith(("/", "\\")) or Path(self.output).is_dir()
