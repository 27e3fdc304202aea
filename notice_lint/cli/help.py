"""Help in the reader's language, wrapped by what characters are wide on a screen.

A help text holds both languages: the Chinese words, a blank line, the English words.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from notice_lint.cli.plain_values import take_plain_values
from notice_lint.text.language import language_of
from notice_lint.text.width import display_width
from notice_lint.text.wording import COLONS, Lang, Wording

_Command = TypeVar("_Command", bound=Callable[..., Any])

WIDEST = 100
"""Cells beyond which lines are hard to read."""
NARROWEST = 30
LONGEST_NAME = 32
"""Cells of a name beyond which its explanation begins on the next line."""
_PARTS = {
    "usage": Wording("用法", "Usage"),
    "argument": Wording("参数", "Arguments"),
    "option": Wording("选项", "Options"),
    "command": Wording("命令", "Commands"),
}
_OWN_OF_TYPER = {
    "help": Wording("显示用法后退出。", "Show this help and exit."),
    "install_completion": Wording(
        "在当前终端里装上命令补全。", "Install completion for this shell."
    ),
    "show_completion": Wording("输出命令补全的脚本。", "Print the script that completes."),
}
"""Options that the option parser adds by itself, in English."""
_PIECES = re.compile(r"[!-~]+\s*|.", re.DOTALL)
"""Words of letters, which stay whole, and single characters, behind which a line may end."""
_MAY_NOT_BEGIN = "，。；：、！？）》”…"
"""Characters that do not stand at the beginning of a line."""


def both(zh: str, en: str) -> str:
    """Return a help text in both languages."""
    return f"{zh}\n\n{en}"


def in_language(text: str, lang: Lang) -> str:
    """Return a help text in one language, on one line."""
    zh, _, en = text.partition("\n\n")
    return " ".join((en if en and lang == "en" else zh).split())


class BilingualCommand(TyperCommand):
    """A command whose help is in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help of the command."""
        return help_of(self, ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what completion shows of the command."""
        return in_language(self.help or "", language_of(()))[:limit]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; what was said before the command counts where it says nothing."""
        take_plain_values(self.get_params(ctx))
        rest = super().parse_args(ctx, args)
        before = ctx.find_root().params
        for name in before.keys() & ctx.params.keys():
            ctx.params[name] = ctx.params[name] or before[name]
        return rest


class BilingualGroup(TyperGroup):
    """A group of commands whose help is in the reader's language; alone it shows its help."""

    def get_help(self, ctx: Any) -> str:
        """Return the help of the group."""
        return help_of(self, ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what completion shows of the group."""
        return in_language(self.help or "", language_of(()))[:limit]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments that stand before a command."""
        take_plain_values(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Application(typer.Typer):
    """A program, or a group of its commands, whose help is in the reader's language."""

    def __init__(self, name: str, help: str, **settings: Any) -> None:  # noqa: A002 - typer's name
        """Take the name and the help of a group."""
        super().__init__(
            name=name,
            help=help,
            cls=BilingualGroup,
            no_args_is_help=True,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[_Command], _Command]:
        """Add a command."""
        return super().command(name, **{"cls": BilingualCommand, **settings})


def help_of(command: Any, ctx: Any) -> str:
    """Return the help of a command or group."""
    lang: Lang = ctx.obj or "zh"
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
    lines = [
        *wrapped(_usage(command, ctx, lang), width),
        "",
        *_indented(in_language(command.help, lang), 2, width),
    ]
    for kind, rows in _tables(command, ctx, lang):
        lines += ["", _PARTS[kind].in_(lang) + COLONS[lang].strip(), *_table(rows, width)]
    return "\n".join(lines)


def _usage(command: Any, ctx: Any, lang: Lang) -> str:
    pieces = [f"[{_PARTS['option'].in_(lang).lower()}]"]
    pieces += [_argument(param) for param in command.get_params(ctx) if _kind(param) == "argument"]
    if hasattr(command, "commands"):
        pieces.append(f"{_PARTS['command'].in_(lang).lower()} …")
    return f"{_PARTS['usage'].in_(lang)}{COLONS[lang]}{ctx.command_path} {' '.join(pieces)}"


def _argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    dots = "" if param.nargs == 1 or name.endswith("…") else "…"
    return f"{name}{dots}" if param.required else f"[{name}{dots}]"


def _kind(param: Any) -> str:
    return str(param.param_type_name)


def _tables(command: Any, ctx: Any, lang: Lang) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what a command knows, by kind: names and explanations."""
    rows: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _PARTS}
    for param in command.get_params(ctx):
        kind = _kind(param)
        name = _argument(param) if kind == "argument" else _option(param)
        rows[kind].append((name, _explained(param, lang)))
    for name, below in getattr(command, "commands", {}).items():
        rows["command"].append((name, in_language(below.help or "", lang)))
    return (table for table in rows.items() if table[1])


def _option(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar or param.name.upper()}"


def _explained(param: Any, lang: Lang) -> str:
    ours = _OWN_OF_TYPER.get(param.name)
    return ours.in_(lang) if ours else in_language(param.help or "", lang)


def _table(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield names and explanations side by side; a long name has a line of its own."""
    widest = min(LONGEST_NAME, width // 3)
    fitting = (display_width(name) for name, _ in rows)
    column = max((cells for cells in fitting if cells <= widest), default=8) + 4
    for name, text in rows:
        first, *others = list(_indented(text, column, width)) or [""]
        if display_width(name) + 4 > column:
            yield f"  {name}"
            yield first
        else:
            yield f"  {name}{' ' * (column - 2 - display_width(name))}{first.lstrip()}"
        yield from others


def _indented(text: str, margin: int, width: int) -> Iterator[str]:
    for line in wrapped(text, width - margin):
        yield " " * margin + line


def wrapped(text: str, room: int) -> Iterator[str]:
    """Yield the lines of a text that is given so many cells; words stay whole."""
    line = ""
    for piece in _unbroken(_PIECES.findall(text)):
        if line and display_width(line) + display_width(piece.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()


def _unbroken(pieces: Iterable[str]) -> Iterator[str]:
    """Yield pieces between which a line may end: closing punctuation stays with what it closes."""
    word = ""
    for piece in pieces:
        if word and piece[0] not in _MAY_NOT_BEGIN:
            yield word
            word = ""
        word += piece
    if word:
        yield word
