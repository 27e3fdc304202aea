"""What commands write, and the options they share."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli import completion
from notice_lint.cli.help import both
from notice_lint.errors import NoticeLintError
from notice_lint.formats import ON_SCREEN, TO_FILE
from notice_lint.text.masking import masked
from notice_lint.text.wording import COLONS, Lang

if TYPE_CHECKING:
    from notice_lint.config.settings import Overrides


class SeverityLevel(StrEnum):
    """Severities, most severe first."""

    error = "error"
    warning = "warning"
    info = "info"


class Language(StrEnum):
    """Language of messages."""

    zh = "zh"
    en = "en"


class OutputFormat(StrEnum):
    """Formats of output."""

    text = "text"
    json = "json"


class Colouring(StrEnum):
    """When to write in colour."""

    auto = "auto"
    always = "always"
    never = "never"


LangOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        help=both("提示语言：zh 或 en。", "Language of messages: zh or en."),
    ),
]
ColorOption = Annotated[
    Colouring | None,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help=both(
            "是否用颜色；默认只在终端里用（另见 NO_COLOR、FORCE_COLOR）。",
            "When to use colours; usually on a terminal only (see NO_COLOR, FORCE_COLOR).",
        ),
    ),
]
QuietOption = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help=both("只写结果，不写总结和进度。", "Write results only, no summary and progress."),
    ),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format",
        metavar="text|json",
        help=both("输出格式：text 或 json。", "Format of output: text or json."),
    ),
]
ScreenOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.screen_formats,
        help=both(
            f"输出到屏幕的格式：{'、'.join(ON_SCREEN)}。",
            f"Format for the screen: {', '.join(ON_SCREEN)}.",
        ),
    ),
]
OutputOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        autocompletion=completion.output_formats,
        help=both(
            f"写成文件，可写多次，如 xlsx:问题清单.xlsx 或 问题.html；"
            f"路径写 - 为屏幕；另有 {'、'.join(TO_FILE)} 格式。",
            "Write a file, any number of times, as in xlsx:findings.xlsx or page.html; - is the "
            f"screen; further formats: {', '.join(TO_FILE)}.",
        ),
    ),
]
ConfigOption = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help=both(
            "配置文件；none 表示不用配置。默认从文件所在文件夹向上找。",
            "Configuration file; none for no configuration. Usually the nearest one upward from "
            "the file.",
        ),
    ),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="PROFILE",
        autocompletion=completion.profiles,
        help=both(
            "配置方案：default、strict、minimal、inspection、internal-report、issued-document，或方案文件。",
            "Profile: default, strict, minimal, inspection, internal-report, issued-document, or "
            "a file.",
        ),
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODE,…",
        autocompletion=completion.rule_codes,
        help=both(
            "只用这些规则：编号或前缀，可用逗号隔开，如 NL2,NL301。",
            "Use these rules only: codes or prefixes, parted by commas, such as NL2,NL301.",
        ),
    ),
]
ExtendOption = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select",
        metavar="CODE,…",
        autocompletion=completion.rule_codes,
        help=both("另外再用这些规则。", "Use these rules besides those that are on."),
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODE,…",
        autocompletion=completion.rule_codes,
        help=both("不用这些规则：编号或前缀。", "Leave these rules out: codes or prefixes."),
    ),
]
FailOption = Annotated[
    SeverityLevel | None,
    typer.Option(
        "--fail-on",
        metavar="error|warning|info",
        help=both(
            "（剩下的）问题达到这一级别时，退出码为 1；默认 warning。",
            "The exit code is 1 if a finding (that remains) is of this severity; usually warning.",
        ),
    ),
]
ExitZeroOption = Annotated[
    bool,
    typer.Option(
        "--exit-zero",
        help=both(
            "有问题也以 0 退出；无法检查时仍为 2。",
            "Exit with 0 in spite of findings; with 2 where a check failed.",
        ),
    ),
]


def overrides(
    config: str | None,
    values: dict[str, str | None],
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> Overrides:
    """Return what the command line says, as the configuration takes it."""
    from notice_lint.config.settings import Overrides

    return Overrides(config, values, listed_codes(select), ignore=listed_codes(ignore))


def listed_codes(texts: Iterable[str] | None) -> tuple[str, ...]:
    """Return the codes that an option names, which may be given several times."""
    from notice_lint.config.settings import codes

    return tuple(code for text in texts or () for code in codes(text) or [""])


def language(lang: Language | None) -> Lang:
    """Return the language of a command: as given, else as configured."""
    if lang:
        return lang.value
    from notice_lint.config.discovery import Configurations

    return Configurations(overrides(None, {})).here.lang


def print_error(error: NoticeLintError, lang: Lang) -> None:
    """Write an error to standard error, one line for each thing wrong and the line it is in."""
    from notice_lint.reports.terminal import write
    from notice_lint.text.harmless import harmless

    colon = COLONS[lang]
    name = "错误" if lang == "zh" else "error"
    for part in error.all:
        write(
            f"{name}{colon}{harmless(part.where)}{colon}{harmless(part.wording.in_(lang))}\n",
            sys.stderr,
        )
        if part.shown:
            write(_excerpt(*part.shown), sys.stderr)


def _excerpt(line: int, column: int, words: str) -> str:
    from notice_lint.reports.terminal import excerpt

    shown, caret = excerpt(masked(words), column - 1, column, 90)
    return f"  {line:>4} | {shown}\n       | {caret}\n"


def write(text: str) -> None:
    """Write text to standard output."""
    from notice_lint.reports import terminal

    terminal.write(text)


def print_line(line: str) -> None:
    """Write one line to standard output."""
    write(line + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        print_line(line)
