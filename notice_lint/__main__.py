"""Start of the program: runs the command line and turns what went wrong into one line."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from notice_lint.about import __version__
from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.running.stopping import CODE as STOPPED
from notice_lint.running.stopping import Stopped, stop_on_signals
from notice_lint.running.streams import complete_streams, give_up_output
from notice_lint.text.wording import Lang, Wording

INTERRUPTED = 130
"""Exit code of a program that the user stopped."""


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(100_000, 20, 20)  # nearly all that is made stays: looking it over takes time
    complete_streams()
    stop_on_signals(_end_now)
    code = run(sys.argv[1:])
    if code in (INTERRUPTED, STOPPED):
        _end_now(code)
    gc.freeze()  # all ends at once: looking it over again would take a tenth of a short run
    sys.exit(code)


def _end_now(code: int) -> NoReturn:
    from notice_lint.running.workers import end_now

    end_now(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; never raises."""
    chosen = _values(arguments, "--lang") or [os.environ.get("NOTICE_LINT_LANG", "")]
    lang: Lang = "en" if "en" in chosen else "zh"
    try:
        code = _command(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        give_up_output()
        return ExitCode.TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Stopped:
        return STOPPED
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in one line
        return _trouble(_told(error), lang)


def _told(error: Exception) -> NoticeLintError:
    """Return an error as it is told."""
    if isinstance(error, NoticeLintError):
        return error
    if isinstance(error, OSError):  # files have errors of their own
        give_up_output()
        return UsageError.unwritable("stdout", error)
    if hasattr(error, "format_message"):  # the option parser's class varies with typer
        return _usage_error(error)
    return NoticeLintError.defect("notice-lint", error)


def _command(arguments: Sequence[str]) -> int:
    if list(arguments) == ["--version"]:  # scripts ask for it often: it needs none of the imports
        sys.stdout.write(f"notice-lint {__version__}\n")
        return ExitCode.CLEAN
    from typer.main import get_command

    from notice_lint.cli import app_for

    code = get_command(app_for(arguments)).main(
        list(arguments), "notice-lint", standalone_mode=False
    )
    return int(code or ExitCode.CLEAN)


def _trouble(error: NoticeLintError, lang: Lang) -> int:
    from notice_lint.cli.output import print_error

    print_error(error, lang)
    return ExitCode.TROUBLE


def _values(arguments: Sequence[str], option: str) -> list[str]:
    joined = [
        argument.partition("=")[2] for argument in arguments if argument.startswith(f"{option}=")
    ]
    return joined + [value for name, value in pairwise(arguments) if name == option]


def _usage_error(error: Exception) -> UsageError:
    """Tell a mistake on the command line; the option parser itself speaks English only."""
    message = str(error.format_message())  # type: ignore[attr-defined]
    quoted = re.search(r"'([^']+)'|(--?\w[\w-]*)", message)
    word = next(filter(None, quoted.groups()), "") if quoted else ""
    zh = {
        "NoSuchOption": f"没有选项 {word}",
        "MissingParameter": f"缺少参数 {word}",
        "BadParameter": f"{word} 的值不对",
    }.get(type(error).__name__, f"没有命令 {word}" if word else "命令写法不对")
    return UsageError(
        "notice-lint",
        Wording(
            f"{zh}（{message}），用 notice-lint --help 查看用法",
            f"{message} See notice-lint --help",
        ),
    )


if __name__ == "__main__":
    main()
