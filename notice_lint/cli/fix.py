"""The command fix."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from notice_lint.cli.fix_target import fix_target_of
from notice_lint.cli.help import both
from notice_lint.cli.output import (
    ConfigOption,
    ExitZeroOption,
    FailOption,
    IgnoreOption,
    LangOption,
    ProfileOption,
    QuietOption,
    SelectOption,
    overrides,
    print_error,
)
from notice_lint.document.violation import reaches
from notice_lint.errors import ExitCode, NoticeLintError
from notice_lint.readers import STDIN

if TYPE_CHECKING:
    from notice_lint.fix import Fixed


def fix(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help=both("文件或文件夹；- 为标准输入。", "Files or folders; - is standard input."),
        ),
    ],
    unsafe: Annotated[
        bool,
        typer.Option(
            "--unsafe",
            help=both(
                "也修改多半正确、但须过目的问题。",
                "Apply fixes too that are probably right but must be looked at.",
            ),
        ),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option(
            "--diff",
            help=both(
                "只输出改动前后的差异，不写文件。", "Show the difference only; write no file."
            ),
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=both("只列出会改什么，不写文件。", "List only what would change; write no file."),
        ),
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help=both(
                "写到这个文件；多个文件时为文件夹。",
                "Write to this file; a folder where there are several.",
            ),
        ),
    ] = None,
    in_place: Annotated[
        bool,
        typer.Option(
            "--in-place",
            help=both(
                "修改原文件，原件另存为 NAME.bak。", "Change the original; it is kept as NAME.bak."
            ),
        ),
    ] = False,
    no_backup: Annotated[
        bool,
        typer.Option(
            "--no-backup",
            help=both("用 --in-place 时不留 NAME.bak。", "Keep no NAME.bak with --in-place."),
        ),
    ] = False,
    track: Annotated[
        bool,
        typer.Option(
            "--track",
            help=both(
                "在 .docx 里以修订方式修改，供逐条接受或拒绝。",
                "Change a .docx by tracked changes, to be accepted or refused one by one.",
            ),
        ),
    ] = False,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    fail_on: FailOption = None,
    exit_zero: ExitZeroOption = False,
    baseline: Annotated[
        str | None,
        typer.Option(
            help=both("基线文件：其中已有的问题不修改。", "Baseline, whose findings are not fixed.")
        ),
    ] = None,
    stdin_filename: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=both(
                "标准输入的文件名：据此认定格式、查找配置。",
                "Name of standard input: it decides on format and configuration.",
            ),
        ),
    ] = STDIN,
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """改正有把握改的问题；不另说明时写到 NAME.fixed.EXT，原文件不动。

    Apply safe fixes; unless told otherwise to NAME.fixed.EXT, leaving the original alone.
    """
    from notice_lint.api import Options, Session
    from notice_lint.fix import FixOptions

    modes = {"--diff": diff, "--dry-run": dry_run, "--in-place": in_place}
    target = replace(fix_target_of(paths, modes, output), backup=not no_backup, quiet=quiet)
    values = {"extends": profile, "fail_on": fail_on, "lang": lang, "baseline": baseline}
    run = Session(Options(stdin_name=stdin_filename), overrides(config, values, select, ignore))
    options = FixOptions(unsafe, datetime.now(UTC) if track else None)
    files = list(run.files(paths))
    code = ExitCode.CLEAN
    for path, result in zip(files, run.fix(files, options), strict=True):
        try:
            if isinstance(result, NoticeLintError):
                raise result
            target.write(str(path), result, run.lang)
            code = max(code, _code(result, run.setting("fail_on")))
        except NoticeLintError as error:
            print_error(error, run.lang)
            code = ExitCode.TROUBLE
    raise typer.Exit(ExitCode.CLEAN if exit_zero and code is ExitCode.VIOLATIONS else code)


def _code(fixed: Fixed, fail_on: str) -> ExitCode:
    if fixed.after.crashed:
        return ExitCode.TROUBLE
    is_failure = reaches((violation.severity for violation in fixed.after.violations), fail_on)
    return ExitCode.VIOLATIONS if is_failure else ExitCode.CLEAN
