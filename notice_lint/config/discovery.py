"""The configuration of each document: the nearest file at or above it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from notice_lint.config.chain import read_chain
from notice_lint.config.config_file import NAMES, PYPROJECT
from notice_lint.config.configuration import Configuration, read
from notice_lint.config.settings import ENVIRONMENT, NONE, Overrides
from notice_lint.datafiles.boundary import is_repository, refuse_link_outside
from notice_lint.datafiles.search_path import homes
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.errors import NoticeLintError, RuleError, blamed_on
from notice_lint.readers import find
from notice_lint.ruleset.profile import Profile
from notice_lint.text.parser_reasons import toml_reason
from notice_lint.text.wording import Wording


class Configurations:
    """Finds the configuration of each document; each is read once."""

    def __init__(self, overrides: Overrides) -> None:
        """Lay the command line over every configuration."""
        self._overrides = overrides
        self._configurations: dict[str, Configuration] = {}
        self._faults: dict[Path, RuleError] = {}
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
        """Tell whether a document is left out; a configuration that is wrong leaves none out."""
        try:
            return self.of(document).excludes(document)
        except RuleError:
            return False

    def files(self, paths: Sequence[str]) -> Iterator[str | NoticeLintError]:
        """Yield the files that paths name, in order, and why some cannot be checked."""
        named_too = self.here.value("force_exclude") == "true"
        return self._checkable(find(paths, self.excludes, named_too=named_too))

    def _checkable(
        self, documents: Iterable[str | NoticeLintError]
    ) -> Iterator[str | NoticeLintError]:
        """Yield documents, as errors those whose configuration is wrong: the others go on.

        What is wrong in a configuration is told with the first of its documents.
        """
        explained: set[str] = set()
        for document in documents:
            error = None if isinstance(document, NoticeLintError) else self._fault(document)
            if error is None:
                yield document
                continue
            refusal = RuleError(str(document), _not_checked(error.where))
            refusal.others = () if error.where in explained else error.all
            explained.add(error.where)
            yield refusal

    def _fault(self, document: str) -> RuleError | None:
        """Return what is wrong in the configuration of a document."""
        try:
            self.profile_for(document)
        except RuleError as error:
            return error
        return None

    def fail_on(self, document: str) -> str:
        """Return the severity from which findings in a document matter; raises RuleError."""
        return self.of(document).value("fail_on")

    def read(self, file: YamlFile | None) -> Configuration:
        """Return what a file of this text would set, what it builds on included."""
        return read(read_chain(file, _named, _above), self._overrides)

    def _at(self, folder: Path) -> Configuration:
        if folder in self._faults:
            raise self._faults[folder]
        try:
            return self._read(folder)
        except RuleError as error:
            self._faults[folder] = error
            raise

    def _read(self, folder: Path) -> Configuration:
        file = self._file(folder)
        key = file.path if file else ""
        if key not in self._configurations:
            with blamed_on(key, RuleError):
                self._configurations[key] = self.read(file)
        return self._configurations[key]

    def _file(self, folder: Path) -> YamlFile | None:
        named = self._overrides.config or os.environ.get(f"{ENVIRONMENT}CONFIG")
        if named == NONE:
            return None
        path = folder if named is None else Path(named)
        if path not in self._files:
            self._files[path] = discover(folder) if named is None else _named(path)
        return self._files[path]


def _not_checked(where: str) -> Wording:
    return Wording(
        f"没有检查：它的配置有误（{where}）", f"not checked: its configuration is wrong ({where})"
    )


def _named(path: Path) -> YamlFile | None:
    return _pyproject(path) if path.name == PYPROJECT else load_file(path)


def _above(folder: Path) -> YamlFile | None:
    """Return the nearest configuration above that of a folder, in the same repository."""
    place = folder.resolve()
    is_top = is_repository(place) or place == place.parent
    return None if is_top else discover(place.parent)


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


def _broken(file: YamlFile, error: Exception) -> RuleError:
    """Return the error for a TOML file, at the line that its reader names."""
    if isinstance(error, RecursionError):
        return RuleError(file.path, Wording("嵌套太深", "nested too deeply"))
    reason = toml_reason(str(error))
    wording = Wording(f"不是有效的 TOML：{reason.zh}", f"not TOML: {reason.en}")
    place = _TOML_PLACE.search(str(error))
    last = (file.text.splitlines() or [""])[-1]
    line, column = map(int, place.groups()) if place else (file.text.count("\n") + 1, len(last) + 1)
    return file.error(line, column, wording)


_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")


def _pyproject(path: Path) -> YamlFile | None:
    """Return the table tool.notice-lint of a TOML file as YAML."""
    if not path.is_file():
        return None
    import tomllib

    file = load_file(path)
    try:
        tool = tomllib.loads(file.text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _broken(file, error) from error
    table = tool.get("notice-lint") if isinstance(tool, dict) else None
    if table is None:
        return None
    import yaml

    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False)
    return YamlFile(file.path, text, is_written=False)
