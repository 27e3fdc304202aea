"""A configuration with those it is built on: nearest first, each read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from notice_lint.config.bounds import check_limits
from notice_lint.config.companions import CompanionPatterns
from notice_lint.config.config_file import NAMES, PYPROJECT, ConfigFile
from notice_lint.config.version import check_version
from notice_lint.datafiles.boundary import is_repository
from notice_lint.datafiles.search_path import domain, is_path
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.errors import RuleError
from notice_lint.limits import LIMITS, Limits
from notice_lint.ruleset.layers import Layer, read_layer, refuse_outside
from notice_lint.text.wording import Wording

Load = Callable[[Path], YamlFile | None]
"""Reads a configuration file; None where a pyproject.toml holds none."""
Above = Callable[[Path], YamlFile | None]
"""Returns the nearest configuration above that of a path."""


_NO_COMPANIONS = CompanionPatterns()


class Link(Struct, frozen=True):
    """One configuration file of a chain."""

    file: YamlFile
    content: ConfigFile
    keys: frozenset[str]
    """What stands in the file, with underscores."""
    layer: Layer
    reader: YamlReader

    @property
    def folder(self) -> Path:
        """Where its patterns begin."""
        return Path(self.file.path).parent


class Chain(Struct, frozen=True):
    """Configurations, the nearest first; the last may name a profile."""

    links: tuple[Link, ...] = ()

    def first(self, name: str) -> tuple[Any, str]:
        """Return what the nearest file that has a key says, and which file that is."""
        for link in self.links:
            value = getattr(link.content, name)
            if name in link.keys and not (name == "extends" and is_path(value)):
                return value, link.file.path
        return None, ""

    @property
    def path(self) -> str | None:
        """Where the nearest file stands."""
        return self.links[0].file.path if self.links else None

    @property
    def addresses(self) -> Iterator[str]:
        """The schemes of addresses that the files allow."""
        return (scheme for link in self.outermost_first for scheme in link.content.addresses)

    @property
    def companions(self) -> CompanionPatterns:
        """The papers that notices are compared with, as the nearest file that has some says."""
        links = (link for link in self.links if link.content.companions)
        link = next(links, None)
        return CompanionPatterns(link.folder, link.content.companions) if link else _NO_COMPANIONS

    @property
    def limits(self) -> Limits:
        """The limits, key by key."""
        usual, limits = asdict(LIMITS), LIMITS
        for link in reversed(self.links):
            changed = {
                name: value
                for name, value in asdict(link.content.limits or LIMITS).items()
                if value != usual[name]
            }
            limits = replace(limits, **changed)
        return limits

    @property
    def outermost_first(self) -> Iterator[Link]:
        """The files as they are laid over each other."""
        return reversed(self.links)


def read_chain(file: YamlFile | None, load: Load, above: Above) -> Chain:
    """Read a configuration and all that it is built on; raises RuleError."""
    links: list[Link] = []
    while file:
        _refuse_circle(file, links)
        link = _read(file)
        links.append(link)
        file = _next(link, load, above)
    return Chain(tuple(links))


def _read(file: YamlFile) -> Link:
    reader = YamlReader(file)
    root = file.compose()
    content = reader.read(root, ConfigFile) or ConfigFile()
    check_limits(content.limits, root, reader)
    check_version(content.required_version, root, reader)
    reader.check()  # what stands in for a wrong value names no file
    layer = read_layer(file, content, reader)
    reader.check()
    return Link(file, content, frozenset(_keys(root)), layer, reader)


def _keys(root: Raw) -> Iterator[str]:
    pairs: Iterable[Any] = root.value if root.id == "mapping" else ()
    return (str(key.value).replace("-", "_") for key, _ in pairs)


def _next(link: Link, load: Load, above: Above) -> YamlFile | None:
    """Return what a configuration is built on: the file it names, else the one above if asked."""
    name = link.content.extends
    if is_path(name):
        if not _would_be_found(link.folder / name, link.folder):
            refuse_outside("extends", name, link.file, domain(link.file))
        return load(link.folder / name)
    if link.content.inherit and not link.content.root:
        return above(link.folder)
    return None


def _would_be_found(place: Path, folder: Path) -> bool:
    """Tell whether a search upward from a folder opens a file anyway: no repository ends it."""
    target, home = place.resolve(), folder.resolve()
    is_above = target.name in (*NAMES, PYPROJECT) and target.parent in home.parents
    return is_above and not any(map(is_repository, (home, *home.parents)))


def _refuse_circle(file: YamlFile, links: Sequence[Link]) -> None:
    seen = [link.file.path for link in links]
    if Path(file.path).resolve() in [Path(path).resolve() for path in seen]:
        chain = " → ".join([*seen, file.path])
        wording = Wording(f"extends 循环引用：{chain}", f"extends goes in a circle: {chain}")
        raise RuleError(file.path, wording)
