"""One configuration, with the command line and the environment laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from notice_lint.checks.registry import added_versions
from notice_lint.config.chain import Chain, Link
from notice_lint.config.companions import CompanionFile, CompanionPatterns
from notice_lint.config.config_file import PROJECT_PAPERS, Override
from notice_lint.config.path_pattern import PathPattern
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
from notice_lint.decisions import baseline
from notice_lint.errors import RuleError
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.addresses import LOCAL
from notice_lint.ruleset.layers import Layer, base_layers, read_layer
from notice_lint.ruleset.profile import Profile, build
from notice_lint.ruleset.rule import Rule
from notice_lint.text.wording import Lang, Wording


class OverrideLayers(Struct, frozen=True):
    """What is different for some files."""

    patterns: tuple[PathPattern, ...]
    layers: tuple[Layer, ...]


class Configuration(Struct, frozen=True, eq=False, dict=True):
    """One configuration with the command line and the environment laid over it."""

    path: str | None
    settings: Mapping[str, Setting]
    layers: tuple[Layer, ...]
    overrides: tuple[OverrideLayers, ...] = ()
    exclude: tuple[PathPattern, ...] = ()
    limits: Limits = LIMITS
    addresses: tuple[str, ...] = LOCAL
    """Schemes of addresses that are read."""
    companions: CompanionPatterns = CompanionPatterns()
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
            self._profiles[chosen] = self._built(chosen)
        profile = self._profiles[chosen]
        if isinstance(profile, RuleError):
            raise profile
        return profile

    def _built(self, chosen: tuple[int, ...]) -> Profile | RuleError:
        """Return a profile, else what is wrong with it: each of its documents asks for it."""
        layers = self.layers_for(chosen)
        try:
            return build(self.value("extends"), layers, by_title=self.titles_decide)
        except RuleError as error:
            return error

    @property
    def titles_decide(self) -> bool:
        """Whether a title chooses the grammar: nobody asked for a profile but the usual one."""
        profile = self.settings["extends"]
        in_file = profile.origin.zh in {layer.where for layer in self.layers if layer.file}
        return profile.value == DEFAULTS["extends"] and (in_file or profile.origin == DEFAULT)

    @cached_property
    def _profiles(self) -> dict[tuple[int, ...], Profile | RuleError]:
        """Profiles by the overrides that count for them, or what is wrong with one."""
        return {}

    @cached_property
    def _digests(self) -> dict[tuple[int, ...], bytes]:
        return {}

    def _chosen(self, document: str) -> tuple[int, ...]:
        """Return which overrides are about a document."""
        return tuple(
            index
            for index, override in enumerate(self.overrides)
            if any(pattern.matches(document) for pattern in override.patterns)
        )

    def layers_for(self, chosen: tuple[int, ...]) -> tuple[Layer, ...]:
        """Return all layers, undermost first, with those of the chosen overrides."""
        inserted = (layer for index in chosen for layer in self.overrides[index].layers)
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
        return any(pattern.matches_below(document) for pattern in self.exclude)

    def companions_of(self, document: str) -> tuple[CompanionFile, ...]:
        """Return the papers that a document is compared with."""
        return tuple(self.companions.files(document)) if document else ()


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


def read(chain: Chain, overrides: Overrides) -> Configuration:
    """Lay command line and environment over a configuration; raises RuleError, UsageError."""
    path = chain.path
    settings = settings_in_force(chain, overrides)
    settings["baseline"] = _baseline(settings["baseline"], chain, overrides)
    links = tuple(chain.outermost_first)
    return Configuration(
        path=path,
        settings=settings,
        layers=(*_base(settings["extends"], chain), *(link.layer for link in links)),
        overrides=tuple(_override(link, each) for link in links for each in link.content.overrides),
        exclude=tuple(_excluded(chain)),
        limits=chain.limits,
        addresses=(*LOCAL, *chain.addresses),
        companions=chain.companions,
        last=layers_in_force(settings, overrides),
    )


def _excluded(chain: Chain) -> Iterator[PathPattern]:
    """Yield what is left out: the papers of a project, and what each file names."""
    home = Path(chain.path).parent if chain.path else Path()
    yield from (PathPattern(home, name) for name in PROJECT_PAPERS)
    for link in chain.outermost_first:
        yield from (PathPattern(link.folder, name) for name in link.content.exclude)


def _base(profile: Setting, chain: Chain) -> tuple[Layer, ...]:
    """Return the layers of the profile in force; one that a file names is looked for beside it."""
    places = {link.file.path: link.file for link in chain.links}
    named_in = places.get(profile.origin.zh)
    near = chain.links[0].file if chain.links else None
    return tuple(base_layers(profile.value, named_in, homes(near) if near else (Path(),)))


def _baseline(setting: Setting, chain: Chain, overrides: Overrides) -> Setting:
    """Return the baseline that is named, `none` for none; else one beside a configuration."""
    if setting.value == NONE:
        return Setting("", setting.origin)
    folders = {link.file.path: link.folder for link in chain.links}
    if setting.origin.zh in folders:
        return Setting(_from_here(folders[setting.origin.zh], setting.value), setting.origin)
    if setting.value or overrides.config == NONE:
        return setting
    return _found_baseline(folders) or setting


def _found_baseline(configurations: Iterable[str | None]) -> Setting | None:
    """Return the first baseline that lies beside one of the files, or in the current folder."""
    places = map(usual_baseline, tuple(configurations) or (None,))
    place = next((place for place in places if Path(place).is_file()), None)
    return Setting(place, Wording("配置旁边", "beside the configuration")) if place else None


def usual_baseline(path: str | None) -> str:
    """Return where a baseline is kept: beside the configuration, or in the current folder."""
    return _from_here(Path(path).parent if path else Path(), baseline.FILE)


def _from_here(folder: Path, name: str) -> str:
    return str((Path() if folder.resolve() == Path.cwd() else folder) / name)


def _override(link: Link, override: Override) -> OverrideLayers:
    below = base_layers(override.extends, link.file, homes(link.file))
    layer = read_layer(link.file, override, link.reader)
    link.reader.check()
    patterns = tuple(PathPattern(link.folder, pattern) for pattern in override.files)
    return OverrideLayers(patterns, (*below, layer))
