"""The command fix."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli.check import Level
from notice_lint.cli.output import (
    ConfigOption,
    IgnoreOption,
    LangOption,
    ProfileOption,
    SelectOption,
    given,
    tell,
)
from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.text import Lang, Wording

if TYPE_CHECKING:
    from notice_lint.fix import Fixed

STDIN = "-"


def fix(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="文件或文件夹；- 为标准输入。")
    ],
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="也修改多半正确、但须过目的问题。")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只输出改动前后的差异，不写文件。")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会改什么，不写文件。")] = False,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="写到这个文件；多个文件时为文件夹。"),
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="修改原文件，原件另存为 NAME.bak。")
    ] = False,
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help="用 --in-place 时不留 NAME.bak。")
    ] = False,
    track: Annotated[
        bool, typer.Option("--track", help="在 .docx 里以修订方式修改，供逐条接受或拒绝。")
    ] = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    fail_on: Annotated[
        Level | None, typer.Option(help="剩下的问题达到这一级别时，退出码为 1；默认 warning。")
    ] = None,
    baseline: Annotated[str | None, typer.Option(help="基线文件：其中已有的问题不修改。")] = None,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="标准输入的文件名：据此认定格式、查找配置。")
    ] = STDIN,
    lang: LangOption = None,
) -> None:
    """改正有把握改的问题；不另说明时写到 NAME.fixed.EXT，原文件不动。"""
    from notice_lint.api import Options, Run
    from notice_lint.fix import FixOptions, fix_files

    way = _way(paths, {"--diff": diff, "--dry-run": dry_run, "--in-place": in_place}, output)
    way = replace(way, backup=not no_backup)
    values = {"extends": profile, "fail_on": fail_on, "lang": lang, "baseline": baseline}
    run = Run(Options(stdin_name=stdin_filename), given(config, values, select, ignore))
    options = FixOptions(unsafe, datetime.now(UTC) if track else None)
    files = list(run.files(paths))
    results = fix_files(files, run.profile_for, run.plan, options)
    code = ExitCode.CLEAN
    for path, one in zip(files, results, strict=True):
        try:
            if isinstance(one, NoticeLintError):
                raise one
            way.put(str(path), one, run.lang)
            code = max(code, _code(one, run.setting("fail_on")))
        except NoticeLintError as error:
            tell(error, run.lang)
            code = ExitCode.TROUBLE
    raise typer.Exit(code)


def _code(fixed: Fixed, fail_on: str) -> ExitCode:
    if fixed.after.crashed:
        return ExitCode.TROUBLE
    levels = [level.value for level in Level]
    failing = levels[: levels.index(fail_on) + 1]
    found = any(one.severity in failing for one in fixed.after.violations)
    return ExitCode.VIOLATIONS if found else ExitCode.CLEAN


def _way(paths: Sequence[str], asked: dict[str, bool], output: str | None) -> Way:
    """Return what is done with results; raises UsageError when two things are asked for at once."""
    chosen = [name for name, is_on in {**asked, "-o": bool(output)}.items() if is_on]
    if len(chosen) > 1:
        first, second, *_ = chosen
        wording = Wording(f"不能与 {first} 同用", f"it cannot be used with {first}")
        raise UsageError(second, wording)
    if asked["--in-place"] and STDIN in paths:
        wording = Wording("标准输入没有原文件可改", "standard input has no file to change")
        raise UsageError("--in-place", wording)
    return Way(chosen[0] if chosen else "", tuple(paths), output or "", set())


@dataclass(frozen=True, slots=True)
class Way:
    """What is done with fixed files, and where it is told."""

    mode: str
    """The option that was given; empty for none."""
    paths: tuple[str, ...]
    output: str
    written: set[str]
    """Places that this run has written to."""
    backup: bool = True
    """Whether an original that is written over is kept under another name."""

    def put(self, path: str, fixed: Fixed, lang: Lang) -> None:
        """Write or show a result and tell about it; raises UsageError."""
        from notice_lint.reports.fixes import diff_lines, edit_lines, fixed_lines
        from notice_lint.reports.terminal import harmless, write

        if self.mode == "--diff":
            shown = harmless if sys.stdout.isatty() else str
            for line in diff_lines(fixed):
                write(shown(line) + "\n")
        whereto = None if self.mode in ("--diff", "--dry-run") else self._written(path, fixed)
        out = sys.stderr if self.mode == "--diff" or self._is_filter else sys.stdout
        say = partial(write, stream=out)
        for line in fixed_lines(fixed, lang, whereto):
            say(line + "\n")
        for line in edit_lines(fixed, lang) if self.mode == "--dry-run" else ():
            say(line + "\n")

    @property
    def _is_filter(self) -> bool:
        """Whether a fixed text goes to standard output."""
        return STDIN in self.paths and not self.mode

    def _written(self, path: str, fixed: Fixed) -> Wording | None:
        from notice_lint.filing import put, write_beside, write_over

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
        from notice_lint.filing import write_to

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
        folders = [Path(one) for one in self.paths if Path(one).is_dir()]
        if len(self.paths) == 1 and not folders and not self._names_folder:
            return output
        if path == STDIN:
            return output / "stdin"
        above = next((one for one in folders if Path(path).is_relative_to(one)), Path(path).parent)
        return output / Path(path).relative_to(above)

    @property
    def _names_folder(self) -> bool:
        return self.output.endswith(("/", "\\")) or Path(self.output).is_dir()
