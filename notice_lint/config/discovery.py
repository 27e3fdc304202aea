"""The configuration of each document: the nearest file at or above it."""

from __future__ import annotations

import os
from pathlib import Path

from notice_lint.config.configuration import Configuration, read
from notice_lint.config.settings import ENVIRONMENT, NONE, Overrides
from notice_lint.datafiles.boundary import is_repository, refuse_link_outside
from notice_lint.datafiles.search_path import homes
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.errors import RuleError
from notice_lint.ruleset.profile import Profile
from notice_lint.text.wording import Wording

NAMES = (".notice-lint.yaml", "notice-lint.yaml")
PYPROJECT = "pyproject.toml"


class Configurations:
    """Finds the configuration of each document; each is read once."""

    def __init__(self, overrides: Overrides) -> None:
        """Lay the command line over every configuration."""
        self._overrides = overrides
        self._configurations: dict[str, Configuration] = {}
        self._files: dict[Path, YamlFile | None] = {}

    @property
    def here(self) -> Configuration:
        """The configuration of the current folder, which sets what concerns a whole run."""
        return self._at(Path())

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which an office keeps its lexicons and profiles; no mistake is told."""
        file = self._file(Path())
        return homes(file) if file else (Path(),)

    def of(self, document: str) -> Configuration:
        """Return the configuration of one document; raises RuleError."""
        return self._at(Path(document).parent if document not in ("", "-") else Path())

    def profile_for(self, document: str) -> Profile:
        """Return the rules as they are set for one document; raises RuleError."""
        return self.of(document).profile_for(document)

    def excludes(self, document: str) -> bool:
        """Tell whether a document is to be left out; raises RuleError."""
        return self.of(document).excludes(document)

    def _at(self, folder: Path) -> Configuration:
        file = self._file(folder)
        key = file.path if file else ""
        if key not in self._configurations:
            self._configurations[key] = read(file, self._overrides)
        return self._configurations[key]

    def _file(self, folder: Path) -> YamlFile | None:
        named = self._overrides.config or os.environ.get(f"{ENVIRONMENT}CONFIG")
        if named == NONE:
            return None
        path = folder if named is None else Path(named)
        if path not in self._files:
            self._files[path] = discover(folder) if named is None else _named(path)
        return self._files[path]


def _named(path: Path) -> YamlFile | None:
    return _pyproject(path) if path.name == PYPROJECT else load_file(path)


def discover(folder: Path) -> YamlFile | None:
    """Return the nearest configuration at or above a folder, up to the root of its repository."""
    place = folder.resolve()
    for directory in (place, *place.parents):
        for name in NAMES:
            if (directory / name).is_file():
                refuse_link_outside(directory / name)
                return load_file(directory / name)
        table = _pyproject(directory / PYPROJECT)
        if table or is_repository(directory):
            return table
    return None


def _pyproject(path: Path) -> YamlFile | None:
    """Return the table tool.notice-lint of a TOML file as YAML."""
    if not path.is_file():
        return None
    import tomllib

    file = load_file(path)
    try:
        tool = tomllib.loads(file.text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = "嵌套太深" if isinstance(error, RecursionError) else str(error)
        raise RuleError(
            file.path, Wording(f"不是有效的 TOML：{reason}", f"not TOML: {error}")
        ) from error
    table = tool.get("notice-lint") if isinstance(tool, dict) else None
    if table is None:
        return None
    import yaml

    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False)
    return YamlFile(file.path, text, is_written=False)
