"""The command review import."""

from __future__ import annotations

from typing import Annotated

import typer

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import (
    FormatOption,
    LangOption,
    OutputFormat,
    QuietOption,
    language,
    overrides,
    print_error,
    print_lines,
    write,
)
from notice_lint.errors import ExitCode, UsageError
from notice_lint.text.wording import Wording

MOST = 50
"""Mistakes that are listed one by one."""

app = Application(
    name="review",
    help=both(
        "审核：把问题清单里的决定写到文稿旁。",
        "Review: take over the decisions of a filled-in sheet.",
    ),
)


@app.callback()
def group() -> None:
    """审核：把问题清单里的决定写到文稿旁。"""


@app.command("import")
def import_decisions(
    sheet: Annotated[
        str,
        typer.Argument(
            metavar="SHEET.xlsx",
            help=both(
                "check -o xlsx 生成、审核人填好的清单。",
                "The sheet that check -o xlsx made and a reviewer filled in.",
            ),
        ),
    ],
    reviewer: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=both("没有写审核人的行，由谁决定。", "Who decided in rows that name no reviewer."),
        ),
    ] = "",
    root: Annotated[
        str,
        typer.Option(
            metavar="DIR",
            help=both(
                "文稿在别处时所在的文件夹；那里只认检查时的原稿。",
                "Folder of the documents if they moved; only those that were checked count there.",
            ),
        ),
    ] = "",
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=both("只说明会怎样，不写文件。", "Only tell what would happen; write no file."),
        ),
    ] = False,
    format_: FormatOption = None,
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """导入决定：误报和豁免写入文稿旁的忽略文件，以后不再报告。

    Import decisions: false alarms and exemptions are written beside the documents.
    """
    from datetime import date

    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import import_summary
    from notice_lint.review.importing import import_sheet
    from notice_lint.review.verdicts import ImportOptions

    chosen = language(lang)
    limits = Configurations(overrides(None, {})).here.limits
    options = ImportOptions(" ".join(reviewer.split()), date.today(), limits=limits, root=root)
    imported = import_sheet(sheet, options, dry_run=dry_run)
    for mistake in imported.mistakes[:MOST]:
        print_error(mistake, chosen)
    if len(imported.mistakes) > MOST:
        rest = len(imported.mistakes) - MOST
        print_error(
            UsageError(sheet, Wording(f"还有 {rest} 处错误", f"{rest} more mistakes")), chosen
        )
    if format_ is OutputFormat.json:
        write(import_summary.as_json(imported, chosen))
    elif not quiet:
        print_lines(import_summary.as_lines(imported, chosen))
    raise typer.Exit(ExitCode.TROUBLE if imported.mistakes else ExitCode.CLEAN)
