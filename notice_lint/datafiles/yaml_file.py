"""YAML texts, ours and those of an office, and how a mistake in one is told."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from notice_lint.datafiles.yaml_nodes import Raw, cached_node
from notice_lint.errors import RuleError
from notice_lint.files import opened
from notice_lint.text.parser_reasons import yaml_reason
from notice_lint.text.wording import Wording

MAX_BYTES = 1024 * 1024
"""Largest file of rules or settings."""
DEEPEST = 100
"""Levels that a file of ours, or of an office, has at most; rule files have six."""
MOST_NODES = 200_000
"""Entries, and beginnings and ends of lists, that are read: a sidecar of 10,000 has 90,000."""
_TOO_DEEP = Wording("嵌套太深，无法读取", "nested too deeply to be read")
_DEPTH = {
    "SequenceStartEvent": 1,
    "MappingStartEvent": 1,
    "SequenceEndEvent": -1,
    "MappingEndEvent": -1,
}
"""By how many levels an event goes down, or up again."""


class YamlFile(Struct, frozen=True, dict=True):
    """One YAML text."""

    path: str
    text: str
    is_ours: bool = False
    """Whether it came with the program: it is taken to be sound."""
    is_written: bool = True
    """Whether the file holds just this text; lines of another are told to nobody."""

    def compose(self) -> Raw:
        """Return the one document of the text; raises RuleError."""
        if self.is_ours:
            return cached_node(self.text)
        import yaml

        try:
            loader = _untyped_loader()
            self._refuse_large(yaml.parse(self.text, Loader=loader))
            node: Any = yaml.compose(self.text, Loader=loader)
        except yaml.YAMLError as error:
            raise self._broken(error) from error
        if node is None:
            raise RuleError(self.path, Wording("文件是空的", "the file is empty"))
        root: Raw = node
        return root

    def _refuse_large(self, events: Iterable[Any]) -> None:
        """Raise RuleError for what is nested too deeply, or has too many entries.

        Events come one by one, without recursion; libyaml's composer overruns the stack on a text
        of deep nesting, and holds half a kilobyte for each entry.
        """
        depth = 0
        for count, event in enumerate(events):
            depth += _DEPTH.get(type(event).__name__, 0)
            if depth > DEEPEST:
                raise RuleError(self.path, _TOO_DEEP)
            if count > MOST_NODES:
                most = f"{MOST_NODES:,}"
                wording = Wording(f"内容超过 {most} 项", f"it has more than {most} entries")
                raise RuleError(self.path, wording)

    def _broken(self, error: Exception) -> RuleError:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        if "nesting" in problem:  # libyaml counts brackets before it yields them
            return RuleError(self.path, _TOO_DEEP)
        reason = yaml_reason(problem)
        wording = Wording(f"不是有效的 YAML：{reason.zh}", f"not YAML: {reason.en}")
        if mark is None:
            return RuleError(self.path, wording)
        return self.error(mark.line + 1, mark.column + 1, wording)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines()

    def error(self, line: int, column: int, wording: Wording) -> RuleError:
        """Return an error at a 1-based line and column that shows the line."""
        if not self.is_written:
            return RuleError(self.path, wording)
        lines = self._lines
        words = lines[line - 1] if line <= len(lines) else ""
        return RuleError(f"{self.path}:{line}:{column}", wording, (line, column, words))

    def at(self, node: Raw) -> str:
        """Return path and 1-based line of a node."""
        return f"{self.path}:{node.start_mark.line + 1}" if self.is_written else self.path


@cache
def _untyped_loader() -> Any:
    """Return a loader that leaves every scalar as it was typed, which also takes half the time."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return type("UntypedLoader", (loader,), {"resolve": lambda *_: ""})


def load_file(path: Path) -> YamlFile:
    """Read a YAML file of somebody's own; raises RuleError."""
    try:
        with opened(path) as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            size = MAX_BYTES // 1024
            raise RuleError(str(path), Wording(f"文件超过 {size} KB", f"larger than {size} KB"))
        return YamlFile(str(path), data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RuleError(
            str(path), Wording("不是 UTF-8 文本，请另存为 UTF-8", "not UTF-8; save it as UTF-8")
        ) from error
    except (OSError, ValueError) as error:
        raise RuleError.unreadable(str(path), error) from error
