"""What can go wrong besides the document itself.

NoticeLintError
  InputError      a file cannot be found, read or decoded
  UsageError      an option or argument makes no sense
  RuleError       a rule file or profile is wrong
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Self

from notice_lint.text.wording import Wording


class ExitCode(IntEnum):
    """What the process tells its caller."""

    CLEAN = 0
    """Every input was read and nothing reached `--fail-on`."""
    VIOLATIONS = 1
    """Something at or above `--fail-on` was found."""
    TROUBLE = 2
    """An input, option, rule or configuration is wrong; wins over VIOLATIONS."""


_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许这样做",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EFBIG: "文件太大",
    errno.EBUSY: "正被其他程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "端口已被占用",
}
"""What the system says in English only, by its number."""
_DATABASE_REASONS = {
    5: "正被其他程序占用",
    8: "没有写入的权限",
    10: "磁盘读写出错",
    11: "数据库已损坏",
    13: "磁盘已满",
    14: "无法打开",
    26: "不是数据库文件",
}
"""What SQLite says in English only, by the lower eight bits of its number."""


def reason_of(error: Exception) -> Wording:
    """Return what the system gives as the reason, else what kind of error it is."""
    if isinstance(error, IrregularFileError):
        return error.wording
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return Wording(_DATABASE_REASONS.get(code & 0xFF, f"数据库错误 {code}"), str(error))
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    number = (error.errno if isinstance(error, OSError) else None) or 0
    nameless = f"系统错误 {number or type(error).__name__}"
    return Wording(_REASONS.get(number, nameless), reason)


class IrregularFileError(OSError):
    """A pipe, a device or a socket stands where a file is looked for."""

    wording = Wording("不是普通文件", "not a regular file")


class NoticeLintError(Exception):
    """An error that a person reads in one line, in either language; `others` go along with it."""

    def __init__(
        self, where: str, wording: Wording, shown: tuple[int, int, str] | None = None
    ) -> None:
        """Say where, a file or an argument, and what is wrong there.

        `shown` is the line of a file of rules or settings: its number, the column, its words.
        """
        super().__init__(where, wording)
        self.where = where
        self.wording = wording
        self.shown = shown
        self.others: tuple[Self, ...] = ()

    @classmethod
    def of(cls, errors: Iterable[Self]) -> Self:
        """Make one error of several; there must be at least one."""
        first, *others = (single for error in errors for single in error.all)
        first.others = tuple(others)
        return first

    @classmethod
    def unreadable(cls, where: str, error: Exception) -> Self:
        """Say why a file cannot be read."""
        reason = reason_of(error)
        return cls(where, Wording(f"无法读取：{reason.zh}", f"cannot be read: {reason.en}"))

    @classmethod
    def unwritable(cls, where: str, error: Exception) -> Self:
        """Say why a file cannot be written."""
        reason = reason_of(error)
        return cls(where, Wording(f"无法写入：{reason.zh}", f"cannot be written: {reason.en}"))

    @classmethod
    def defect(cls, where: str, error: Exception) -> Self:
        """Tell a defect of the program itself; with NOTICE_LINT_DEBUG set it is raised instead."""
        if os.environ.get("NOTICE_LINT_DEBUG"):
            raise error
        words = f"{type(error).__name__}: {error}".rstrip(": ")
        return cls(
            where,
            Wording(
                f"程序内部出错（{words}）；设环境变量 NOTICE_LINT_DEBUG=1 再运行可看到详情",
                f"a defect of the program ({words}); "
                "run again with NOTICE_LINT_DEBUG=1 for details",
            ),
        )

    @property
    def all(self) -> tuple[Self, ...]:
        """The error and those that go along with it."""
        return (self, *self.others)


class InputError(NoticeLintError):
    """A document cannot be found, read or decoded."""


class UsageError(NoticeLintError):
    """An option or argument makes no sense."""


class RuleError(NoticeLintError):
    """A rule file or profile is wrong."""


@contextmanager
def blamed_on(path: str, kind: type[NoticeLintError] = InputError) -> Iterator[None]:
    """Make whatever goes wrong with a file that file's error, so that the others go on.

    Raises an error of a kind for what nobody foresaw, and what was foreseen as it is.
    """
    try:
        yield
    except NoticeLintError:
        raise
    except MemoryError as error:
        raise kind(path, _NO_MEMORY) from error
    except Exception as error:
        raise kind.defect(path, error) from error


_NO_MEMORY = Wording("内存不够，没有检查", "there is not enough memory to check it")


def needs_extra(extra: str) -> Wording:
    """Say that a package is missing, and how it is installed."""
    command = f"pip install 'notice-lint[{extra}]'"
    return Wording(f"还需要一个组件，请运行：{command}", f"needs an extra: {command}")
