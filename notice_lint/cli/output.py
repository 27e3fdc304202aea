"""What commands write, and the options they share."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.errors import NoticeLintError
from notice_lint.formats import ON_SCREEN, TO_FILE
from notice_lint.text.masking import masked
from notice_lint.text.wording import COLONS, Lang

if TYPE_CHECKING:
    from notice_lint.config.settings import Overrides


class Language(StrEnum):
    """Language of messages."""

    zh = "zh"
    en = "en"


class OutputFormat(StrEnum):
    """Formats of output."""

    text = "text"
    json = "json"


LangOption = Annotated[Language | None, typer.Option("--lang", help="提示语言：zh 或 en。")]
FormatOption = Annotated[
    OutputFormat | None, typer.Option("--format", help="输出格式：text 或 json。")
]
ScreenOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"输出到屏幕的格式：{'、'.join(ON_SCREEN)}。",
    ),
]
OutputOption = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        help=f"写成文件，可写多次，如 xlsx:问题清单.xlsx；另有 {'、'.join(TO_FILE)} 格式。",
    ),
]
ConfigOption = Annotated[
    str | None,
    typer.Option("--config", help="配置文件；none 表示不用配置。默认从文件所在文件夹向上找。"),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="配置方案：default、strict、minimal、inspection、internal-report、issued-document，或方案文件。",
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", help="只用这些规则：编号或前缀，可用逗号隔开，如 NL2,NL301。"),
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", help="不用这些规则：编号或前缀。")
]


def overrides(
    config: str | None,
    values: dict[str, str | None],
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> Overrides:
    """Return what the command line says, as the configuration takes it."""
    from notice_lint.config.settings import Overrides, codes

    selected, ignored = (
        tuple(code for text in texts or () for code in codes(text) or [""])
        for texts in (select, ignore)
    )
    return Overrides(config, values, selected, ignored)


def language(lang: Language | None) -> Lang:
    """Return the language of a command: as given, else as configured."""
    if lang:
        return lang.value
    from notice_lint.config.discovery import Configurations

    configured = Configurations(overrides(None, {})).here.value("lang")
    return "en" if configured == "en" else "zh"


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
