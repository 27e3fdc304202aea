"""Start of the program: runs the command line and turns what went wrong into one line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from notice_lint.about import __version__
from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.running.stopping import CODE as STOPPED
from notice_lint.running.stopping import Stopped, stop_on_signals
from notice_lint.running.streams import complete_streams, give_up_output
from notice_lint.text.language import language_of
from notice_lint.text.wording import Lang

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
    lang = language_of(arguments)
    try:
        code = _command(arguments, lang)
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
        if _wants_annotations(arguments):
            _annotate(_told(error), lang)
        return _trouble(_told(error), lang)


def _told(error: Exception) -> NoticeLintError:
    """Return an error as it is told."""
    if isinstance(error, NoticeLintError):
        return error
    if isinstance(error, OSError):  # files have errors of their own
        give_up_output()
        return UsageError.unwritable("stdout", error)
    if hasattr(error, "format_message"):  # the option parser's class varies with typer
        from notice_lint.cli.usage import usage_error

        return usage_error(error)
    return NoticeLintError.defect("notice-lint", error)


def _command(arguments: Sequence[str], lang: Lang) -> int:
    if list(arguments) == ["--version"]:  # scripts ask for it often: it needs none of the imports
        sys.stdout.write(f"notice-lint {__version__}\n")
        return ExitCode.CLEAN
    from typer.main import get_command

    from notice_lint.cli import app_for
    from notice_lint.cli.completion import translate_completion

    program = translate_completion(get_command(app_for(arguments)))
    try:
        code = program.main(list(arguments), "notice-lint", standalone_mode=False, obj=lang)
    except Exception as error:
        if type(error).__name__ != "NoArgsIsHelpError":
            raise
        sys.stdout.write(f"{error.message}\n")  # type: ignore[attr-defined]
        return ExitCode.CLEAN
    return int(code or ExitCode.CLEAN)


def _wants_annotations(arguments: Sequence[str]) -> bool:
    """Tell whether what is written is read by GitHub."""
    return "--format=github" in arguments or ("--format", "github") in pairwise(arguments)


def _annotate(error: NoticeLintError, lang: Lang) -> None:
    """Write what keeps a run from its work as GitHub shows it on the change."""
    from notice_lint.cli.output import write
    from notice_lint.reports.on_screen.github import error_line

    for part in error.all:
        write(error_line(part.where, part.wording.in_(lang)))


def _trouble(error: NoticeLintError, lang: Lang) -> int:
    from notice_lint.cli.output import print_error

    print_error(error, lang)
    return ExitCode.TROUBLE


if __name__ == "__main__":
    main()
