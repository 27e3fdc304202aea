"""The part of a configuration that the page edits: an office's labels, statuses and words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.document.terms import STATUSES
from notice_lint.errors import RuleError
from notice_lint.text.wording import Wording

LABELS = {
    "cause": Wording("原因", "cause"),
    "measures": Wording("措施", "measures"),
    "situation": Wording("整改情况", "situation"),
    "status": Wording("状态", "status"),
    "field": Wording("责任与时限", "responsibility and term"),
    "statement": Wording("问题表现", "how the problem shows"),
}
"""Classes of labels that an office adds words to."""
_KEYS = ("labels", "statuses", "permitted")
_PARTED = re.compile(r"[\s、，,；;]+")
_BARE = re.compile(r"[\w·]+")
_ELSEWHERE = Wording(
    "labels 写的是文件名，请直接改那个文件", "labels names a file; change that file itself"
)


class OwnWords(Struct, frozen=True):
    """Words that an office uses besides ours."""

    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    statuses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    permitted: Sequence[str] = ()

    @classmethod
    def of_form(cls, form: Mapping[str, Any]) -> OwnWords:
        """Read what was filled in."""
        return cls(
            {name: _words(form, f"labels-{name}") for name in LABELS},
            {name: _words(form, f"statuses-{name}") for name in STATUSES},
            _words(form, "permitted"),
        )

    @classmethod
    def of_file(cls, file: YamlFile) -> OwnWords:
        """Read what a configuration says; raises RuleError."""
        import yaml

        if not file.text.strip():
            return cls()
        file.compose()
        content = yaml.safe_load(file.text)
        held = content if isinstance(content, dict) else {}
        if isinstance(held.get("labels"), str):
            raise RuleError(file.path, _ELSEWHERE)
        return cls(
            _lists(held.get("labels")), _lists(held.get("statuses")), _list(held, "permitted")
        )

    def written(self) -> str:
        """Return it as the lines of a configuration."""
        lines = [*_block("labels", self.labels), *_block("statuses", self.statuses)]
        if self.permitted:
            lines.append(f"permitted: {_flow(self.permitted)}")
        return "".join(f"{line}\n" for line in lines)


def _words(form: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = form.get(name, "")
    parts = _PARTED.split(value) if isinstance(value, str) else ()
    return tuple(dict.fromkeys(filter(None, parts)))


def _lists(value: object) -> dict[str, Sequence[str]]:
    return {str(name): _list(value, name) for name in value} if isinstance(value, dict) else {}


def _list(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    listed = value.get(name)
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def _block(key: str, classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    filled = {name: words for name, words in classes.items() if words}
    if filled:
        yield f"{key}:"
        yield from (f"  {name}: {_flow(words)}" for name, words in filled.items())


def _flow(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_scalar, words))}]"


def _scalar(word: str) -> str:
    """Write a word; what YAML might take for something else is quoted."""
    is_plain = _BARE.fullmatch(word) and not word.isascii()
    return word if is_plain else json.dumps(word, ensure_ascii=False)


def rewritten(file: YamlFile, words: OwnWords) -> str:
    """Return a configuration with other words in it, all else as it was; raises RuleError."""
    lines = file.text.splitlines(keepends=True)
    root = file.compose() if file.text.strip() else None
    for key, value in reversed(root.value if root is not None else ()):
        if key.value in _KEYS:
            end = value.end_mark.line + bool(value.end_mark.column)
            del lines[key.start_mark.line : end]
    text = "".join(lines)
    if text and not text.endswith("\n"):
        text += "\n"
    return text + words.written()
