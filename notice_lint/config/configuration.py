"""One configuration, with the command line and the environment laid over it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from notice_lint.checks.registry import added_versions
from notice_lint.config.bounds import check_limits
from notice_lint.config.companions import CompanionFile, Patterns, matching
from notice_lint.config.config_file import PROJECT_PAPERS, ConfigFile, Override
from notice_lint.config.settings import (
    DEFAULT,
    DEFAULTS,
    NONE,
    Overrides,
    Setting,
    layers_in_force,
    settings_in_force,
)
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.datafiles.search_path import homes
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.decisions import baseline
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.addresses import LOCAL
from notice_lint.ruleset.layers import Layer, base_layers, read_layer
from notice_lint.ruleset.profile import Profile, build
from notice_lint.ruleset.rule import Rule
from notice_lint.text.wording import Lang, Wording


class Configuration(Struct, frozen=True, eq=False, dict=True):
    """One configuration with the command line and the environment laid over it."""

    path: str | None
    settings: Mapping[str, Setting]
    layers: tuple[Layer, ...]
    overrides: tuple[tuple[tuple[str, ...], tuple[Layer, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    limits: Limits = LIMITS
    addresses: tuple[str, ...] = LOCAL
    """Schemes of addresses that are read."""
    companions: Patterns = {}
    """Patterns of the papers that notices are compared with."""
    last: tuple[Layer, ...] = ()
    """What environment and command line say about rules."""

    def value(self, name: str) -> str:
        """Return a setting that is in force."""
        return self.settings[name].value

    @property
    def lang(self) -> Lang:
        """The language that is set."""
        return "en" if self.value("lang") == "en" else "zh"

    def profile_for(self, document: str) -> Profile:
        """Return the rules as they are set for one document; raises RuleError."""
        chosen = self._chosen(document)
        if chosen not in self._profiles:
            self._profiles[chosen] = build(
                self.value("extends"), self.layers_for(chosen), by_title=self.titles_decide
            )
        return self._profiles[chosen]

    @property
    def titles_decide(self) -> bool:
        """Whether a title chooses the grammar: nobody asked for a profile but the usual one."""
        profile = self.settings["extends"]
        in_file = self.path is not None and profile.origin.zh == self.path
        return profile.value == DEFAULTS["extends"] and (in_file or profile.origin == DEFAULT)

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

    def layers_of(self, document: str) -> tuple[Layer, ...]:
        """Return all layers that count for a document, undermost first."""
        return self.layers_for(self._chosen(document))

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

    def companions_of(self, document: str) -> tuple[CompanionFile, ...]:
        """Return the papers that a document is compared with."""
        folder = Path(self.path).parent if self.path else Path()
        return tuple(matching(self.companions, folder, document)) if self.companions else ()

    def _inside(self, document: str) -> str:
        """Return the path of a document as patterns see it."""
        folder = Path(self.path).parent if self.path else Path()
        return Path(os.path.relpath(document, folder)).as_posix() if document else ""


def _digest(layers: Iterable[Layer], profile: Profile) -> bytes:
    rules = profile.catalogue.values()
    grammar = profile.grammar
    has_foreign_rules = any(not rule.origin.is_ours for rule in rules)
    content = (
        [
            (
                (layer.where, layer.select, layer.ignore),
                (sorted(layer.statuses.items()), sorted(layer.severities.items())),
            )
            for layer in layers
        ],
        [content for layer in layers for content in _contents(layer)],
        [(file.path, file.text) for rule in rules for file in _foreign_files(rule)],
        added_versions() if has_foreign_rules else (),
        sorted(profile.labels.items()),
        (grammar.text, [file.text for file in grammar.names]) if grammar else (),
    )
    return sha256(repr(content).encode()).digest()


def _contents(layer: Layer) -> Iterator[str | bytes]:
    """Yield what stands in the file of a layer and in the word lists that it names."""
    if layer.file:
        yield layer.file.text
    yield from (path.read_bytes() for path in layer.words)


def _foreign_files(rule: Rule) -> Iterator[YamlFile]:
    """Yield the files of a rule that did not come with the program."""
    if not rule.origin.is_ours:
        yield rule.origin
    for name in rule.options.__struct_fields__:
        option = getattr(rule.options, name)
        if isinstance(option, LexiconFile) and option.file and not option.file.is_ours:
            yield option.file


def _base(profile: Setting, file: YamlFile | None) -> tuple[Layer, ...]:
    """Return the layers of the profile in force; one that a file names is looked for beside it."""
    named_in = file if file and profile.origin.zh == file.path else None
    return tuple(base_layers(profile.value, named_in, homes(file) if file else (Path(),)))


def read(file: YamlFile | None, overrides: Overrides) -> Configuration:
    """Lay command line and environment over a configuration file; raises RuleError, UsageError."""
    config = ConfigFile()
    if file:
        reader = YamlReader(file)
        root = file.compose()
        config = reader.read(root, ConfigFile) or config
        check_limits(config.limits, root, reader)
        layer = read_layer(file, config, reader)
        overridden = [_override(file, override, reader) for override in config.overrides]
        reader.check()
    settings = settings_in_force(config, overrides, file.path if file else "")
    settings["baseline"] = _baseline(settings["baseline"], file, overrides)
    base = _base(settings["extends"], file)
    return Configuration(
        path=file.path if file else None,
        settings=settings,
        layers=(*base, layer) if file else base,
        overrides=tuple(overridden) if file else (),
        exclude=(*PROJECT_PAPERS, *config.exclude),
        limits=config.limits,
        addresses=(*LOCAL, *config.addresses),
        companions=config.companions,
        last=layers_in_force(settings, overrides),
    )


def _baseline(setting: Setting, file: YamlFile | None, overrides: Overrides) -> Setting:
    """Return the baseline that is named, `none` for none; else one beside the configuration."""
    if setting.value == NONE:
        return Setting("", setting.origin)
    place = usual_baseline(file.path if file else None)
    if setting.value or overrides.config == NONE or not Path(place).is_file():
        return setting
    return Setting(place, Wording("配置旁边", "beside the configuration"))


def usual_baseline(path: str | None) -> str:
    """Return where a baseline is kept: beside the configuration, or in the current folder."""
    folder = Path(path).parent if path else Path()
    return str((Path() if folder.resolve() == Path.cwd() else folder) / baseline.FILE)


def _override(
    file: YamlFile, override: Override, reader: YamlReader
) -> tuple[tuple[str, ...], tuple[Layer, ...]]:
    below = base_layers(override.extends, file, homes(file))
    return override.files, (*below, read_layer(file, override, reader))
