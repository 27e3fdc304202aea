"""Single values as they are typed by a field: never by how they look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from notice_lint.text.wording import Wording


class ScalarError(Exception):
    """A value is not of the type of its field."""

    def __init__(self, wording: Wording) -> None:
        """Say what is expected instead."""
        super().__init__(wording)
        self.wording = wording


def _words(text: str) -> str:
    if "\0" in text:  # no file is called so, and no notice holds it
        raise ScalarError(Wording("含有空字符（\\0）", "a null character stands in it"))
    return text


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ScalarError(Wording("此处应为 true 或 false", "true or false is expected here"))
    return text == "true"


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ScalarError(Wording("此处应为整数", "a whole number is expected here"))
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", text):
        raise ScalarError(Wording("此处应为数字", "a number is expected here"))
    return float(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        wording = Wording(
            "此处应为日期，如 2026-12-31", "a date such as 2026-12-31 is expected here"
        )
        raise ScalarError(wording) from error


SCALARS: Mapping[Any, Callable[[str], Any]] = {
    str: _words,
    bool: _boolean,
    int: _whole_number,
    float: _number,
    date: _day,
}
"""What makes a value of a text, by type; raises ScalarError."""
