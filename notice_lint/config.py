"""What an office has set: one file, found upward from a document; no cascade."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

import yaml

from notice_lint.checks import added_versions
from notice_lint.errors import RuleError, UsageError
from notice_lint.limits import LIMITS, Limits
from notice_lint.profile import Layer, Profile, ProfileFile, base_layers, build, read_layer
from notice_lint.rule import rule_files
from notice_lint.text import Lang, Wording
from notice_lint.violation import Severity
from notice_lint.yamldata import Reader, YamlFile, load_file

NAMES = (".notice-lint.yaml", "notice-lint.yaml")
PYPROJECT = "pyproject.toml"
ENVIRONMENT = "NOTICE_LINT_"

Format = Literal[
    "text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "csv", "markdown",
    "html",
]  # fmt: skip
"""Those that may go to the screen."""


@dataclass(frozen=True, slots=True)
class Override(ProfileFile):
    """What is different for some files."""

    files: tuple[str, ...] = ()
    """Patterns such as drafts/*.md, relative to the configuration file."""


@dataclass(frozen=True, slots=True)
class ConfigFile(ProfileFile):
    """What a configuration file holds."""

    fail_on: Severity | None = None
    lang: Lang | None = None
    format: Format | None = None
    baseline: str | None = None
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    limits: Limits = LIMITS
    """How much of a file is read."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that is in force, and where it was set."""

    value: str
    origin: Wording


DEFAULTS = {
    "extends": "default",
    "fail_on": "warning",
    "lang": "zh",
    "format": "text",
    "baseline": "",
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "fail_on": ("error", "warning", "info"),
    "lang": ("zh", "en"),
    "format": get_args(Format),
}
_DEFAULT = Wording("默认", "default")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says; None for what it does not."""

    config: str | None = None
    """Path of a configuration; `none` for no configuration at all."""
    values: Mapping[str, str | None] = field(default_factory=dict)
    """By the names of DEFAULTS; `extends` is the profile."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Configuration:
    """One configuration with the command line and the environment laid over it."""

    path: str | None
    settings: Mapping[str, Setting]
    layers: tuple[Layer, ...]
    overrides: tuple[tuple[tuple[str, ...], tuple[Layer, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    limits: Limits = LIMITS
    last: tuple[Layer, ...] = ()
    """What environment and command line say about rules."""

    def value(self, name: str) -> str:
        """Return a setting that is in force."""
        return self.settings[name].value

    def profile_for(self, document: str) -> Profile:
        """Return the rules as they are set for one document; raises RuleError."""
        return _profile(self, self._chosen(document))

    def _chosen(self, document: str) -> tuple[int, ...]:
        """Return which overrides are about a document."""
        inside = self._inside(document)
        return tuple(
            index
            for index, (patterns, _) in enumerate(self.overrides)
            if any(fnmatch(inside, pattern) for pattern in patterns)
        )

    def layers_for(self, chosen: tuple[int, ...]) -> tuple[Layer, ...]:
        """Return all layers, undermost first, with those of the chosen overrides."""
        inserted = (layer for index in chosen for layer in self.overrides[index][1])
        return (*self.layers, *inserted, *self.last)

    def digest(self, document: str) -> bytes:
        """Return what changes with anything that sets the rules for one document."""
        return _digest(self, self._chosen(document))

    def excludes(self, document: str) -> bool:
        """Tell whether a document found in a folder is to be left out."""
        inside = self._inside(document)
        return any(fnmatch(inside, one) or fnmatch(inside, f"*/{one}") for one in self.exclude)

    def _inside(self, document: str) -> str:
        """Return the path of a document as patterns see it."""
        folder = Path(self.path).parent if self.path else Path()
        return Path(os.path.relpath(document, folder)).as_posix() if document else ""


@cache
def _profile(configuration: Configuration, chosen: tuple[int, ...]) -> Profile:
    return build(configuration.value("extends"), configuration.layers_for(chosen))


@cache
def _digest(configuration: Configuration, chosen: tuple[int, ...]) -> bytes:
    made = sha256()
    for layer in configuration.layers_for(chosen):
        told = (layer.where, layer.select, layer.ignore, sorted(layer.statuses.items()))
        text = layer.file.text if layer.file else ""
        files = [file for place in layer.own for file in rule_files(place)]
        own = [(str(one), one.read_bytes()) for one in files]
        made.update(repr((told, text, own, added_versions() if own else ())).encode())
    return made.digest()


def discover(folder: Path) -> YamlFile | None:
    """Return the nearest configuration at or above a folder, up to the root of its repository."""
    place = folder.resolve()
    for directory in (place, *place.parents):
        for name in NAMES:
            if (directory / name).is_file():
                return load_file(directory / name)
        found = _pyproject(directory / PYPROJECT)
        if found or (directory / ".git").exists():
            return found
    return None


def _pyproject(path: Path) -> YamlFile | None:
    """Return the table tool.notice-lint of a TOML file as YAML."""
    if not path.is_file():
        return None
    file = load_file(path)
    try:
        table = tomllib.loads(file.text).get("tool", {}).get("notice-lint")
    except tomllib.TOMLDecodeError as error:
        raise RuleError(
            file.path, Wording(f"不是有效的 TOML：{error}", f"not TOML: {error}")
        ) from error
    if table is None:
        return None
    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False)
    return YamlFile(file.path, text, is_written=False)


def read(file: YamlFile | None, given: Given) -> Configuration:
    """Lay command line and environment over a configuration file; raises RuleError, UsageError."""
    config = ConfigFile()
    if file:
        reader = Reader(file)
        config = reader.read(file.compose(), ConfigFile) or config
        own = read_layer(file, config, reader)
        overridden = [_override(file, one, reader) for one in config.overrides]
        reader.check()
    settings = _settings(file, config, given)
    folder = Path(file.path).parent if file else Path()
    relative_to = folder if settings["extends"].origin.zh == _where(file) else Path()
    return Configuration(
        path=file.path if file else None,
        settings=settings,
        layers=(*base_layers(settings["extends"].value, relative_to), *((own,) if file else ())),
        overrides=tuple(overridden) if file else (),
        exclude=config.exclude,
        limits=config.limits,
        last=tuple(_chosen(given)),
    )


def _override(
    file: YamlFile, given: Override, reader: Reader
) -> tuple[tuple[str, ...], tuple[Layer, ...]]:
    below = base_layers(given.extends, Path(file.path).parent) if given.extends else ()
    return given.files, (*below, read_layer(file, given, reader))


def _where(file: YamlFile | None) -> str:
    return file.path if file else ""


def _settings(file: YamlFile | None, config: ConfigFile, given: Given) -> dict[str, Setting]:
    """Return each setting from the highest place that gives it."""
    settings: dict[str, Setting] = {}
    for name, default in DEFAULTS.items():
        option = "--profile" if name == "extends" else f"--{name.replace('_', '-')}"
        variable = ENVIRONMENT + ("PROFILE" if name == "extends" else name.upper())
        places = (
            (given.values.get(name), Wording(f"命令行 {option}", f"command line {option}")),
            (os.environ.get(variable), Wording(f"环境变量 {variable}", f"environment {variable}")),
            (getattr(config, name), Wording(_where(file), _where(file))),
            (default, _DEFAULT),
        )
        value, origin = next((one for one in places if one[0]), ("", _DEFAULT))
        settings[name] = Setting(_checked(name, str(value), origin), origin)
    return settings


def _checked(name: str, value: str, origin: Wording) -> str:
    choices = CHOICES.get(name)
    if choices and value not in choices:
        wording = Wording(
            f"“{value}”不可用，可用：{'、'.join(choices)}",
            f"“{value}” is none of {', '.join(choices)}",
        )
        raise UsageError(origin.zh, wording)
    return value


def _chosen(given: Given) -> Iterator[Layer]:
    """Yield what environment and command line say about rules."""
    for where, lists in (
        ("环境变量", _from_environment()),
        ("命令行", (given.select, given.ignore)),
    ):
        select, ignore = lists
        if select or ignore:
            yield Layer(where, tuple(select) or None, tuple(ignore))


def _from_environment() -> tuple[Sequence[str], Sequence[str]]:
    select, ignore = (
        codes(os.environ.get(ENVIRONMENT + name, "")) for name in ("SELECT", "IGNORE")
    )
    return select, ignore


def codes(text: str) -> list[str]:
    """Return the codes of a list parted by commas."""
    return [code.strip() for code in text.split(",")] if text else []


class Configurations:
    """Finds the configuration of each document; each is read once."""

    def __init__(self, given: Given) -> None:
        """Lay what is given over every configuration."""
        self.given = given
        self._known: dict[str, Configuration] = {}
        self._found: dict[Path, YamlFile | None] = {}

    @property
    def here(self) -> Configuration:
        """The configuration of the current folder, which sets what concerns a whole run."""
        return self._at(Path())

    def of(self, document: str) -> Configuration:
        """Return the configuration of one document; raises RuleError."""
        return self._at(Path(document).parent if document not in ("", "-") else Path())

    def profile_for(self, document: str) -> Profile:
        """Return the rules as they are set for one document; raises RuleError."""
        return self.of(document).profile_for(document)

    def _at(self, folder: Path) -> Configuration:
        file = self._file(folder)
        key = file.path if file else ""
        if key not in self._known:
            self._known[key] = read(file, self.given)
        return self._known[key]

    def _file(self, folder: Path) -> YamlFile | None:
        named = self.given.config or os.environ.get(f"{ENVIRONMENT}CONFIG")
        if named == "none":
            return None
        if named is None:
            if folder not in self._found:
                self._found[folder] = discover(folder)
            return self._found[folder]
        path = Path(named)
        return _pyproject(path) if path.name == PYPROJECT else load_file(path)
