"""The commands baseline create, update, prune and show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from msgspec import Struct

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import (
    ConfigOption,
    LangOption,
    ProfileOption,
    QuietOption,
    language,
    overrides,
    print_error,
    print_lines,
)
from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.files import put
from notice_lint.text.harmless import harmless
from notice_lint.text.wording import Lang, Wording

if TYPE_CHECKING:
    from notice_lint.decisions.baseline import Baseline
    from notice_lint.document.violation import Violation
    from notice_lint.ruleset.result import FileResult

    Choice = Callable[[Baseline, FileResult], Sequence[Violation]]
    """Which violations of a checked file a baseline accepts."""

app = Application(
    name="baseline",
    help=both(
        "基线：接受已有的问题，只报告新增的。",
        "Baseline: accept the findings there are, report only new ones.",
    ),
)

PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH", help=both("文件或文件夹。", "Files or folders."))
]
FileOption = Annotated[
    str | None, typer.Option("--baseline", help=both("基线文件。", "Baseline file."))
]


class BaselineRequest(Struct, frozen=True):
    """Which files are checked, and how."""

    paths: Sequence[str]
    profile: str | None
    config: str | None
    lang: Lang
    quiet: bool


@app.command("create")
def create(
    paths: PathsArgument,
    baseline: FileOption = None,
    force: Annotated[
        bool,
        typer.Option("--force", help=both("覆盖已有的基线。", "Replace an existing baseline.")),
    ] = False,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """检查文件，把现有的问题全部记入新的基线。

    Check files and accept all their findings in a new baseline.
    """
    from notice_lint.decisions.baseline import Baseline

    file = _file(baseline, config)
    if Path(file).exists() and not force:
        wording = Wording(
            "基线已经有了；更新用 baseline update，重做加 --force",
            "the baseline exists; run baseline update, or add --force to make it anew",
        )
        raise UsageError(file, wording)
    _renew(
        Baseline(file, {}), _present, BaselineRequest(paths, profile, config, language(lang), quiet)
    )


@app.command("update")
def update(
    paths: PathsArgument,
    baseline: FileOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """重新检查这些文件，用现有的问题更新基线；其他文件的记录不动。

    Check these files again and renew their entries; those of other files stay.
    """
    from notice_lint.decisions.baseline import load

    old = load(_file(baseline, config))
    _renew(old, _present, BaselineRequest(paths, profile, config, language(lang), quiet))


@app.command("prune")
def prune(
    paths: PathsArgument,
    baseline: FileOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """从基线里删去已经改好的问题；不增加新的。

    Remove from the baseline what has been mended; nothing is added.
    """
    from notice_lint.decisions.baseline import load

    old = load(_file(baseline, config))
    _renew(old, _still_there, BaselineRequest(paths, profile, config, language(lang), quiet))


@app.command("show")
def show(baseline: FileOption = None, config: ConfigOption = None, lang: LangOption = None) -> None:
    """按文件列出基线里的问题。

    List what the baseline accepts, by file.
    """
    from notice_lint.decisions.baseline import load
    from notice_lint.reports.effective_settings import baseline_lines

    print_lines(baseline_lines(load(_file(baseline, config)), language(lang)))


def _file(baseline: str | None, config: str | None) -> str:
    """Return the baseline that is meant: as given, else as configured, else the usual one."""
    from notice_lint.config.configuration import usual_baseline
    from notice_lint.config.discovery import Configurations

    here = Configurations(overrides(config, {"baseline": baseline})).here
    return here.value("baseline") or usual_baseline(here.path)


def _present(_old: Baseline, result: FileResult) -> Sequence[Violation]:
    return result.violations


def _still_there(old: Baseline, result: FileResult) -> Sequence[Violation]:
    from notice_lint.decisions.baseline import compare

    return compare(old.accepted(result.source.path), result.violations).accepted


def _renew(old: Baseline, accepted: Choice, request: BaselineRequest) -> NoReturn:
    """Check files and write the baseline with what it accepts of each; other files stay in it."""
    from notice_lint.api import Session
    from notice_lint.decisions.baseline import Baseline, accept

    run = Session(
        overrides=overrides(request.config, {"extends": request.profile}), with_baseline=False
    )
    files = dict(old.files)
    failed = False
    for result in run.check(run.files(request.paths)):
        if isinstance(result, NoticeLintError):
            print_error(result, request.lang)
            failed = True
        else:
            files[old.name(result.source.path)] = accept(accepted(old, result))
    _save(Baseline(old.path, files), request)
    raise typer.Exit(ExitCode.TROUBLE if failed else ExitCode.CLEAN)


def _save(baseline: Baseline, request: BaselineRequest) -> None:
    from notice_lint.decisions.baseline import dump

    put(baseline.path, dump(baseline).encode("utf-8", "surrogateescape"))
    if not request.quiet:
        print_lines(harmless(line.in_(request.lang)) for line in _outcome(baseline))


def _outcome(baseline: Baseline) -> Iterator[Wording]:
    """Yield what was accepted, and whether the next check finds the baseline by itself."""
    from notice_lint.config.configuration import usual_baseline
    from notice_lint.config.discovery import Configurations

    count = sum(len(entries) for entries in baseline.files.values())
    yield Wording(f"基线 {baseline.path}：{count} 条", f"baseline {baseline.path}: {count} entries")
    usual = usual_baseline(Configurations(overrides(None, {})).here.path)
    if Path(baseline.path).resolve() == Path(usual).resolve():
        yield Wording(
            "以后的 check 会自动采用；不用时写 --baseline none",
            "check will find it by itself; --baseline none leaves it out",
        )
    else:
        yield Wording(
            f"以后的 check 请加 --baseline {baseline.path}，或在配置里写 baseline",
            f"name it to check by --baseline {baseline.path} or by baseline in the configuration",
        )
