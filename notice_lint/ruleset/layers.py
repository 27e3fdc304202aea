"""Layers of which a profile is made: what one file, or the command line, says about rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from notice_lint.datafiles.boundary import OUTSIDE, is_inside
from notice_lint.datafiles.search_path import SearchPath, domain, homes, is_path, nearest
from notice_lint.datafiles.yaml_file import YamlFile, load_file
from notice_lint.datafiles.yaml_nodes import Raw, locate
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.document.notice import StatusClass
from notice_lint.document.violation import Severity
from notice_lint.errors import NoticeLintError, RuleError, UsageError
from notice_lint.ruleset.labels import LabelClass, read_labels
from notice_lint.text.wording import Wording


class ProfileFile(Struct, frozen=True):
    """What a profile file holds; a configuration may hold the same."""

    title: Wording | None = None
    why: Wording | None = None
    extends: str = ""
    select: tuple[str, ...] | None = None
    """Codes or prefixes of the rules that are on; None for those that are on anyway."""
    extend_select: tuple[str, ...] = ()
    """Codes or prefixes of rules that are on besides."""
    ignore: tuple[str, ...] = ()
    """Codes or prefixes of the rules that are off."""
    rules: Raw | None = None
    """Places of own rules, and what changes in single rules."""
    statuses: dict[StatusClass, tuple[str, ...]] = field(default_factory=dict)
    """Words for a status that an office uses besides those of the grammar, by class."""
    labels: Raw | None = None
    """Words for labels that an office uses besides ours, by class, or a file that holds them."""
    grammar: str = ""
    """Name or path of the grammar of what is published."""
    words: tuple[str, ...] = ()
    """Word lists of the office: YAML, .csv or .xlsx files."""
    permitted: tuple[str, ...] = ()
    """Words that are right whatever a rule says of them."""


class OverlayFile(Struct, frozen=True):
    """What a profile changes in one rule."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    options: Raw | None = None


class Layer(Struct, frozen=True):
    """What one file, or the command line, says about rules."""

    where: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    statuses: Mapping[StatusClass, tuple[str, ...]] = field(default_factory=dict)
    extend_select: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Severities of rules, by code; a rule that has one is on."""
    labels: tuple[LabelClass, ...] = ()
    grammar: str = ""
    rules: tuple[Path, ...] = ()
    """Files and folders of own rules."""
    words: tuple[Path, ...] = ()
    """Word lists of the office."""
    permitted: tuple[str, ...] = ()
    overlays: tuple[tuple[Raw, Raw], ...] = ()
    """Code and what changes in that rule."""
    file: YamlFile | None = None
    """Where the overlays stand."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that belong to the file of an office's own."""
        return homes(self.file) if self.file and not self.file.is_ours else ()

    def error(self, key: str, word: str, wording: Wording) -> NoticeLintError:
        """Return an error about a word under a key, with its line where it stands in a file."""
        if self.file:
            return _error_at(self.file, key, word, wording)
        return UsageError(f"{self.where}：{word}", wording)


def read_layer(file: YamlFile, content: ProfileFile, reader: YamlReader) -> Layer:
    """Make a layer of what a file says; mistakes are noted by the reader."""
    _refuse_foreign(file, content)
    places: list[Path] = []
    overlays: list[tuple[Raw, Raw]] = []
    for node in _entries(content.rules):
        if node.id == "mapping":
            overlays.extend(reader.pairs(node))
        else:
            places += _place_of_rules(file, node, reader)
    return Layer(
        where=file.path,
        select=content.select,
        extend_select=content.extend_select,
        ignore=content.ignore,
        statuses=content.statuses,
        labels=read_labels(content.labels, reader),
        grammar=content.grammar,
        rules=tuple(places),
        words=tuple(Path(file.path).parent / name for name in content.words),
        permitted=content.permitted,
        overlays=tuple(overlays),
        file=file,
    )


def _refuse_foreign(file: YamlFile, content: ProfileFile) -> None:
    """Refuse a grammar or a file of labels outside the repository of the file that names it."""
    labels = content.labels
    named = {
        "grammar": content.grammar,
        "labels": labels.value if labels is not None and labels.id == "scalar" else "",
    }
    for key, name in named.items():
        if is_path(name) and not file.is_ours:
            _refuse_outside(key, name, file, domain(file))


def _place_of_rules(file: YamlFile, node: Raw, reader: YamlReader) -> Iterator[Path]:
    """Yield the place that an entry under `rules` names; what is none is noted by the reader."""
    name = reader.read(node, str)
    folder = homes(file)[-1]
    place = Path(file.path).parent / (name or "")
    if name and not is_inside(place, folder):
        reader.wrong(node, f"“{name}”{OUTSIDE.zh}", f"“{name}” {OUTSIDE.en}")
    elif name:
        yield place


def _entries(rules: Raw | None) -> Sequence[Any]:
    """Return what stands under `rules`: a list of places and overlays, or overlays alone."""
    if rules is None:
        return ()
    return rules.value if rules.id == "sequence" else (rules,)


def base_layers(
    name: str, named_in: YamlFile | None = None, near: Sequence[Path] = (Path(),)
) -> tuple[Layer, ...]:
    """Return the layers of a profile, by name or file, undermost first.

    A name is looked for beside the file that it stands in, then in the folders `near`. A path that
    a file names, or a profile that it is built on, leads nowhere outside the file's repository: a
    configuration that came with a draft must not open what else is on the machine. Raises
    RuleError, UsageError.
    """
    layers: list[Layer] = []
    seen: list[str] = []
    border: Path | None = None
    while name:
        border = border or (domain(named_in) if named_in else None)
        if named_in and border and is_path(name):
            _refuse_outside("extends", name, named_in, border)
        file = profile_file(name, named_in, near)
        if file.path in seen:
            chain = " → ".join([*seen, file.path])
            wording = Wording(f"extends 循环引用：{chain}", f"extends goes in a circle: {chain}")
            raise RuleError(file.path, wording)
        seen.append(file.path)
        reader = YamlReader(file)
        content: ProfileFile = reader.read(file.compose(), ProfileFile)
        layers.append(read_layer(file, content, reader))
        reader.check()
        name, named_in = content.extends, file
    return tuple(reversed(layers))


def profile_file(name: str, named_in: YamlFile | None, near: Sequence[Path]) -> YamlFile:
    """Return the file of a profile; raises RuleError, UsageError."""
    if is_path(name):
        folder = Path(named_in.path).parent if named_in else Path()
        return load_file(folder / name)
    search = SearchPath.of(named_in, *near) if named_in else SearchPath(tuple(near))
    # a profile that extends its own name means the next one of that name
    file = search.find("profiles", name, leave_out=named_in.path if named_in else "")
    if file:
        return file
    hint = nearest(name, search.names("profiles"))
    wording = Wording(f"没有这个配置方案{hint.zh}", f"no such profile{hint.en}")
    if named_in:
        raise _error_at(named_in, "extends", name, wording)
    raise UsageError(name, wording)


def _refuse_outside(key: str, name: str, named_in: YamlFile, border: Path) -> None:
    if not (Path(named_in.path).parent / name).resolve().is_relative_to(border):
        wording = Wording(
            f"{key} 只能引用 {border} 里的文件", f"{key} may name files inside {border} only"
        )
        raise _error_at(named_in, key, name, wording)


def _error_at(file: YamlFile, key: str, word: str, wording: Wording) -> RuleError:
    node = locate(file.compose(), key, word)
    if node is None:
        return RuleError(f"{file.path}：{word}", wording)
    return file.error(node.start_mark.line + 1, node.start_mark.column + 1, wording)
