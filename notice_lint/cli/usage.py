"""Mistakes on the command line, told in either language; the option parser speaks English only."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from notice_lint.errors import UsageError
from notice_lint.text.wording import Wording

_EXTRA = re.compile(r"\(([^()]*)\)$")
_QUOTED = re.compile(r"'([^']+)'")
SEE_HELP = Wording("，用 {command} --help 查看用法", "; see {command} --help")


def usage_error(error: Any) -> UsageError:
    """Return a mistake that the option parser found as one of ours; its classes tell what it is."""
    wording = _WORDINGS.get(type(error).__name__, _other)(error)
    command = error.ctx.command_path if getattr(error, "ctx", None) else "notice-lint"
    zh, en = (see.format(command=command) for see in (SEE_HELP.zh, SEE_HELP.en))
    return UsageError("notice-lint", Wording(wording.zh + zh, wording.en + en))


def _unknown_option(error: Any) -> Wording:
    near = get_close_matches(error.option_name, error.possibilities or (), 1)
    hint_zh, hint_en = (f"，是不是 {near[0]}", f", did you mean {near[0]}?") if near else ("", "")
    return Wording(
        f"没有选项 {error.option_name}{hint_zh}", f"no such option: {error.option_name}{hint_en}"
    )


def missing_argument(name: str, command: str) -> UsageError:
    """Return the mistake of naming nothing to work on."""
    zh, en = (see.format(command=command) for see in (SEE_HELP.zh, SEE_HELP.en))
    wording = Wording(f"缺少参数 {name}{zh}", f"the argument {name} is missing{en}")
    return UsageError("notice-lint", wording)


def _missing(error: Any) -> Wording:
    name = _name(error.param)
    return Wording(f"缺少参数 {name}", f"the argument {name} is missing")


def _bad_value(error: Any) -> Wording:
    name = _name(error.param)
    choices = str(getattr(error.param, "metavar", "") or "")
    if "|" in choices:
        listed = choices.split("|")
        return Wording(
            f"{name} 的值不对，可用：{'、'.join(listed)}",
            f"{name} has a wrong value; it may be {', '.join(listed)}",
        )
    lowest = getattr(error.param, "min", None)
    if lowest is not None:
        return Wording(
            f"{name} 应为整数，不小于 {lowest}", f"{name} must be a whole number, {lowest} or more"
        )
    return Wording(f"{name} 的值不对", f"{name} has a wrong value")


def _bad_option(error: Any) -> Wording:
    name = error.option_name
    if "does not take" in error.message:
        return Wording(f"选项 {name} 后面不写值", f"the option {name} takes no value")
    return Wording(f"选项 {name} 后面缺少值", f"the option {name} needs a value")


def _other(error: Any) -> Wording:
    """Tell what has no class of its own: an unknown command, a word too many."""
    message = str(error.format_message())
    extra, quoted = _EXTRA.search(message), _QUOTED.search(message)
    if extra:
        return Wording(f"多出的参数 {extra[1]}", f"unexpected argument {extra[1]}")
    if quoted:
        return Wording(f"没有命令 {quoted[1]}", f"no such command: {quoted[1]}")
    return Wording("命令写法不对", "the command makes no sense")


def _name(param: Any) -> str:
    if param is None:
        return ""
    is_option = param.param_type_name == "option"
    return str(max(param.opts, key=len) if is_option else param.metavar or param.name.upper())


_WORDINGS = {
    "NoSuchOption": _unknown_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadOptionUsage": _bad_option,
}
