"""The command line."""

from __future__ import annotations

from typing import Annotated

import typer

from notice_lint.cli import baseline, cache, check, config, fix, report, review, rules, show
from notice_lint.cli.output import print_line

app = typer.Typer(
    name="notice-lint",
    help="检查巡察、巡视整改进展情况通报的结构与写法。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("report")(report.report)
app.command("fix")(fix.fix)
app.command("parse")(show.parse)
app.command("explain")(show.explain)
app.add_typer(rules.app)
app.add_typer(config.app)
app.add_typer(baseline.app)
app.add_typer(cache.app)
app.add_typer(review.app)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="显示版本号后退出。")] = False,
) -> None:
    """检查巡察、巡视整改进展情况通报的结构与写法。"""
    if version:
        from notice_lint.about import __version__

        print_line(f"notice-lint {__version__}")
        raise typer.Exit
