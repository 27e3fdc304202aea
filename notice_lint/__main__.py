"""Start of the program: runs the command line and turns what went wrong into one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise

from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.text import Lang, Wording


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; never raises."""
    from typer.main import get_command

    from notice_lint.cli import app, tell

    lang: Lang = "en" if "en" in _values(arguments, "--lang") else "zh"
    try:
        code = get_command(app).main(list(arguments), "notice-lint", standalone_mode=False)
        return int(code or ExitCode.CLEAN)
    except NoticeLintError as error:
        tell(error, lang)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # of the option parser: its class depends on the release of typer
        if not hasattr(error, "format_message"):
            raise
        tell(_usage_error(error), lang)
    return ExitCode.TROUBLE


def _values(arguments: Sequence[str], option: str) -> list[str]:
    joined = [one.partition("=")[2] for one in arguments if one.startswith(f"{option}=")]
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
