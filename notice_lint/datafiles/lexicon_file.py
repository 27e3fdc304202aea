"""Word lists that options name."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from msgspec import Struct

from notice_lint.datafiles import resources
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlReader, read_node
from notice_lint.errors import RuleError

Content = TypeVar("Content")


class LexiconFile(Struct, Generic[Content], frozen=True, dict=True):
    """A word list by its name; options are annotated with the record that it holds."""

    name: str
    type_: type[Content]
    file: YamlFile | None = None
    """None for one of our own that a rule of our own names: it is read when a check asks."""

    @cached_property
    def content(self) -> Content:
        """What stands in the list; raises RuleError."""
        file = self.file or _own_file(self.name)
        of_file = getattr(self.type_, "of_file", None)
        content = of_file(file) if of_file else read_node(file, file.compose(), self.type_)
        return cast("Content", content)

    @classmethod
    def of_node(cls, reader: YamlReader, node: Raw, type_: type[Any]) -> LexiconFile[Any] | None:
        """Find the list that a node names; note a mistake when it is missing or wrong."""
        name = reader.scalar(node, str)
        if name is None:
            return None
        if reader.file.is_ours:
            return cls(name, type_)
        try:
            file = reader.search.find("lexicons", name)
            if file is None:
                reader.unknown(node, name, reader.search.names("lexicons"))
                return None
            lexicon = cls(name, type_, file)
            _ = lexicon.content
        except RuleError as error:
            reader.mistakes.extend(error.all)
            return None
        return lexicon


def _own_file(name: str) -> YamlFile:
    path = f"lexicons/{name}.yaml"
    return YamlFile(path, resources.read("rules", path), is_ours=True)
