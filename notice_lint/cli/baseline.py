"""The commands baseline create, update, prune and show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli.output import (
    ConfigOption,
    LangOption,
    ProfileOption,
    given,
    language,
    print_line,
    print_lines,
    tell,
)
from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.text import Lang, Wording

if TYPE_CHECKING:
    from notice_lint.baseline import Accepted, Baseline
    from notice_lint.engine import FileResult

app = typer.Typer(
    name="baseline", help="基线：接受已有的问题，只报告新增的。", no_args_is_help=True
)

PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help="文件或文件夹。")]
FileOption = Annotated[str | None, typer.Option("--baseline", help="基线文件。")]


@app.command("create")
def create(
    paths: PathsArgument,
    baseline: FileOption = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的基线。")] = False,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """检查文件，把现有的问题全部记入新的基线。"""
    from notice_lint.baseline import Baseline

    file = _file(baseline, config)
    if Path(file).exists() and not force:
        wording = Wording(
            "基线已经有了；更新用 baseline update，重做加 --force",
            "the baseline exists; run baseline update, or add --force to make it anew",
        )
        raise UsageError(file, wording)
    results, failed = _check(paths, (profile, config), language(lang))
    _save(Baseline(file, _accepted(Baseline(file, {}), results)), language(lang))
    raise typer.Exit(ExitCode.TROUBLE if failed else ExitCode.CLEAN)


@app.command("update")
def update(
    paths: PathsArgument,
    baseline: FileOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """重新检查这些文件，用现有的问题更新基线；其他文件的记录不动。"""
    from notice_lint.baseline import Baseline, load

    old = load(_file(baseline, config))
    results, failed = _check(paths, (profile, config), language(lang))
    _save(Baseline(old.path, {**old.files, **_accepted(old, results)}), language(lang))
    raise typer.Exit(ExitCode.TROUBLE if failed else ExitCode.CLEAN)


@app.command("prune")
def prune(
    paths: PathsArgument,
    baseline: FileOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """从基线里删去已经改好的问题；不增加新的。"""
    from notice_lint.baseline import Baseline, accept, load

    old = load(_file(baseline, config))
    results, failed = _check(paths, (profile, config), language(lang))
    kept = dict(old.files)
    for result in results:
        _, known, _ = old.part(result.source.path, result.violations)
        kept[old.name(result.source.path)] = accept(known)
    _save(Baseline(old.path, kept), language(lang))
    raise typer.Exit(ExitCode.TROUBLE if failed else ExitCode.CLEAN)


@app.command("show")
def show(baseline: FileOption = None, config: ConfigOption = None, lang: LangOption = None) -> None:
    """按文件列出基线里的问题。"""
    from notice_lint.baseline import load
    from notice_lint.reports.settings import baseline_lines

    print_lines(baseline_lines(load(_file(baseline, config)), language(lang)))


def _file(baseline: str | None, config: str | None) -> str:
    """Return the baseline that is meant: as given, else as configured, else the usual one."""
    from notice_lint.baseline import FILE
    from notice_lint.config import Configurations

    here = Configurations(given(config, {"baseline": baseline})).here
    return here.value("baseline") or FILE


def _check(
    paths: Sequence[str], settings: tuple[str | None, str | None], lang: Lang
) -> tuple[list[FileResult], bool]:
    from notice_lint.api import Options, Run

    profile, config = settings
    run = Run(Options(), given(config, {"extends": profile}), with_baseline=False)
    results: list[FileResult] = []
    failed = False
    for result in run.check(run.files(paths)):
        if isinstance(result, NoticeLintError):
            tell(result, lang)
            failed = True
        else:
            results.append(result)
    return results, failed


def _accepted(
    baseline: Baseline, results: Sequence[FileResult]
) -> Mapping[str, tuple[Accepted, ...]]:
    from notice_lint.baseline import accept

    return {baseline.name(one.source.path): accept(one.violations) for one in results}


def _save(baseline: Baseline, lang: Lang) -> None:
    from notice_lint.baseline import dump

    try:
        Path(baseline.path).write_text(dump(baseline), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        wording = Wording(f"无法写入：{reason}", f"cannot be written: {reason}")
        raise UsageError(baseline.path, wording) from error
    count = sum(len(entries) for entries in baseline.files.values())
    wording = Wording(
        f"基线 {baseline.path}：{count} 条", f"baseline {baseline.path}: {count} entries"
    )
    print_line(wording.in_(lang))
