"""What an office has set: one file, found upward from a document; no cascade."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from notice_lint.checks.registry import added_versions
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.datafiles.search_path import homes
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.document.violation import Severity
from notice_lint.errors import UsageError
from notice_lint.formats import ON_SCREEN
from notice_lint.limits import LIMITS, Limits
from notice_lint.ruleset.layers import Layer, ProfileFile, base_layers, read_layer
from notice_lint.ruleset.profile import Profile, build
from notice_lint.ruleset.rule import Rule
from notice_lint.text.wording import Lang, Wording

ENVIRONMENT = "NOTICE_LINT_"
GENRE = "NL100"
"""The rule that tells a document that is no notice."""
PROJECT_PAPERS = (
    "[Rr][Ee][Aa][Dd][Mm][Ee]*.*", "CHANGELOG*.*", "CONTRIBUTING*.*", "CODE_OF_CONDUCT*.*",
    "SECURITY*.*", "LICEN[CS]E*",
)  # fmt: skip
"""Papers about a repository itself, left out where folders are searched."""

if TYPE_CHECKING:
    ScreenFormat = str
else:  # the names are those of the modules there are; our own readers look at the type
    ScreenFormat = Literal[ON_SCREEN]


class Override(ProfileFile, frozen=True):
    """What is different for some files."""

    files: tuple[str, ...] = ()
    """Patterns such as drafts/*.md, relative to the configuration file."""


class ConfigFile(ProfileFile, frozen=True):
    """What a configuration file holds."""

    fail_on: Severity | None = None
    lang: Lang | None = None
    format: ScreenFormat | None = None
    baseline: str | None = None
    as_notice: bool = False
    """Whether every document is checked, whether or not it looks like a notice."""
    require_notice: bool = False
    """Whether a document that does not look like a notice is an error."""
    exclude: tuple[str, ...] = PROJECT_PAPERS
    overrides: tuple[Override, ...] = ()
    limits: Limits = LIMITS
    """How much of a file is read."""


class Setting(Struct, frozen=True):
    """One value that is in force, and where it was set."""

    value: str
    origin: Wording


DEFAULTS = {
    "extends": "default",
    "fail_on": "warning",
    "lang": "zh",
    "format": "text",
    "baseline": "",
    "as_notice": "false",
    "require_notice": "false",
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "fail_on": ("error", "warning", "info"),
    "lang": ("zh", "en"),
    "format": ON_SCREEN,
    "as_notice": ("true", "false"),
    "require_notice": ("true", "false"),
}
_DEFAULT = Wording("默认", "default")


class Overrides(Struct, frozen=True):
    """What the command line says; None for what it does not."""

    config: str | None = None
    """Path of a configuration; `none` for no configuration at all."""
    values: Mapping[str, str | None] = field(default_factory=dict)
    """By the names of DEFAULTS; `extends` is the profile."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Configuration(Struct, frozen=True, eq=False, dict=True):
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
        chosen = self._chosen(document)
        if chosen not in self._profiles:
            self._profiles[chosen] = build(self.value("extends"), self.layers_for(chosen))
        return self._profiles[chosen]

    @cached_property
    def _profiles(self) -> dict[tuple[int, ...], Profile]:
        """Profiles that are made already, by the overrides that count for them."""
        return {}

    @cached_property
    def _digests(self) -> dict[tuple[int, ...], bytes]:
        return {}

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
        """Return what changes with anything that sets the rules for a document; raises RuleError.

        What comes with the program is left out.
        """
        chosen = self._chosen(document)
        if chosen not in self._digests:
            self._digests[chosen] = _digest(self.layers_for(chosen), self.profile_for(document))
        return self._digests[chosen]

    def excludes(self, document: str) -> bool:
        """Tell whether a document found in a folder is to be left out."""
        inside = self._inside(document)
        return any(
            fnmatch(inside, pattern) or fnmatch(inside, f"*/{pattern}") for pattern in self.exclude
        )

    def _inside(self, document: str) -> str:
        """Return the path of a document as patterns see it."""
        folder = Path(self.path).parent if self.path else Path()
        return Path(os.path.relpath(document, folder)).as_posix() if document else ""


def _digest(layers: Iterable[Layer], profile: Profile) -> bytes:
    rules = profile.catalogue.values()
    has_foreign_rules = any(not rule.origin.own for rule in rules)
    content = (
        [
            (
                (layer.where, layer.select, layer.ignore),
                (sorted(layer.statuses.items()), sorted(layer.severities.items())),
            )
            for layer in layers
        ],
        [layer.file.text for layer in layers if layer.file],
        [(file.path, file.text) for rule in rules for file in _foreign_files(rule)],
        added_versions() if has_foreign_rules else (),
    )
    return sha256(repr(content).encode()).digest()


def _foreign_files(rule: Rule) -> Iterator[YamlFile]:
    """Yield the files of a rule that did not come with the program."""
    if not rule.origin.own:
        yield rule.origin
    for name in rule.options.__struct_fields__:
        option = getattr(rule.options, name)
        if isinstance(option, LexiconFile) and option.file and not option.file.own:
            yield option.file


def read(file: YamlFile | None, overrides: Overrides) -> Configuration:
    """Lay command line and environment over a configuration file; raises RuleError, UsageError."""
    config = ConfigFile()
    if file:
        reader = YamlReader(file)
        config = reader.read(file.compose(), ConfigFile) or config
        own = read_layer(file, config, reader)
        overridden = [_override(file, override, reader) for override in config.overrides]
        reader.check()
    settings = _settings(file, config, overrides)
    profile = settings["extends"]
    named_in = file if profile.origin.zh == _where(file) else None
    near = homes(file) if file else (Path(),)
    return Configuration(
        path=file.path if file else None,
        settings=settings,
        layers=(*base_layers(profile.value, named_in, near), *((own,) if file else ())),
        overrides=tuple(overridden) if file else (),
        exclude=config.exclude,
        limits=config.limits,
        last=(*_last_layers(overrides), *_genre_layers(settings)),
    )


def _override(
    file: YamlFile, override: Override, reader: YamlReader
) -> tuple[tuple[str, ...], tuple[Layer, ...]]:
    below = base_layers(override.extends, file, homes(file))
    return override.files, (*below, read_layer(file, override, reader))


def _where(file: YamlFile | None) -> str:
    return file.path if file else ""


def _settings(
    file: YamlFile | None, config: ConfigFile, overrides: Overrides
) -> dict[str, Setting]:
    """Return each setting from the highest place that gives it."""
    settings: dict[str, Setting] = {}
    for name, default in DEFAULTS.items():
        option = "--profile" if name == "extends" else f"--{name.replace('_', '-')}"
        variable = ENVIRONMENT + ("PROFILE" if name == "extends" else name.upper())
        places = (
            (overrides.values.get(name), Wording(f"命令行 {option}", f"command line {option}")),
            (os.environ.get(variable), Wording(f"环境变量 {variable}", f"environment {variable}")),
            (getattr(config, name), Wording(_where(file), _where(file))),
            (default, _DEFAULT),
        )
        value, origin = next((place for place in places if place[0]), ("", _DEFAULT))
        text = "true" if value is True else str(value)
        settings[name] = Setting(_checked(name, text, origin), origin)
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


def _last_layers(overrides: Overrides) -> Iterator[Layer]:
    """Yield what environment and command line say about rules."""
    for where, lists in (
        ("环境变量", _from_environment()),
        ("命令行", (overrides.select, overrides.ignore)),
    ):
        select, ignore = lists
        if select or ignore:
            yield Layer(where, tuple(select) or None, tuple(ignore))


def _genre_layers(settings: Mapping[str, Setting]) -> Iterator[Layer]:
    """Yield what becomes of documents that do not look like notices."""
    if settings["require_notice"].value == "true":
        yield Layer(settings["require_notice"].origin.zh, severities={GENRE: "error"})
    if settings["as_notice"].value == "true":
        yield Layer(settings["as_notice"].origin.zh, ignore=(GENRE,))


def _from_environment() -> tuple[Sequence[str], Sequence[str]]:
    select, ignore = (
        codes(os.environ.get(ENVIRONMENT + name, "")) for name in ("SELECT", "IGNORE")
    )
    return select, ignore


def codes(text: str) -> list[str]:
    """Return the codes of a list parted by commas."""
    return [code.strip() for code in text.split(",")] if text else []
