"""The command fix."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from notice_lint.cli.check import SeverityLevel
from notice_lint.cli.fix_target import fix_target_of
from notice_lint.cli.output import (
    ConfigOption,
    IgnoreOption,
    LangOption,
    ProfileOption,
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
        SeverityLevel | None,
        typer.Option(help="剩下的问题达到这一级别时，退出码为 1；默认 warning。"),
    ] = None,
    baseline: Annotated[str | None, typer.Option(help="基线文件：其中已有的问题不修改。")] = None,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="标准输入的文件名：据此认定格式、查找配置。")
    ] = STDIN,
    lang: LangOption = None,
) -> None:
    """改正有把握改的问题；不另说明时写到 NAME.fixed.EXT，原文件不动。"""
    from notice_lint.api import Options, Session
    from notice_lint.fix import FixOptions

    modes = {"--diff": diff, "--dry-run": dry_run, "--in-place": in_place}
    target = replace(fix_target_of(paths, modes, output), backup=not no_backup)
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
    raise typer.Exit(code)


def _code(fixed: Fixed, fail_on: str) -> ExitCode:
    if fixed.after.crashed:
        return ExitCode.TROUBLE
    is_failure = reaches((violation.severity for violation in fixed.after.violations), fail_on)
    return ExitCode.VIOLATIONS if is_failure else ExitCode.CLEAN
