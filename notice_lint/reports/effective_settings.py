"""Every setting that is in force, and where it was set; what a baseline holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, structs

from notice_lint.config.config_file import PROJECT_PAPERS
from notice_lint.config.configuration import Configuration
from notice_lint.datafiles.grammar_file import USUAL
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.decisions.baseline import Baseline
from notice_lint.limits import LIMITS
from notice_lint.matching.pattern import Pattern
from notice_lint.reports.json_text import dump
from notice_lint.ruleset.profile import Profile
from notice_lint.ruleset.rule import Rule
from notice_lint.text.harmless import harmless
from notice_lint.text.wording import Lang, Wording

_FILE = Wording("规则文件", "rule file")


class Effective(Struct, frozen=True):
    """One value and where it comes from."""

    name: str
    value: Any
    origin: Wording


def effective(configuration: Configuration, document: str) -> list[Effective]:
    """Return every value that is in force for a document."""
    path = configuration.path or ""
    config_origin = Wording("最近的配置文件", "nearest configuration")
    settings = [Effective("config", path, config_origin if path else Wording("没有", "none"))]
    for name, setting in configuration.settings.items():
        shown = "profile" if name == "extends" else name.replace("_", "-")
        settings.append(Effective(shown, setting.value, setting.origin))
    profile = configuration.profile_for(document)
    patterns = [each.pattern for each in configuration.exclude]
    is_set = patterns != list(PROJECT_PAPERS)
    origin = Wording(path, path) if is_set else Wording("默认", "default")
    settings.append(Effective("exclude", patterns, origin))
    settings.extend(_limits(configuration, path))
    settings.append(_grammar(configuration, document, profile))
    settings.extend(_labels(configuration, document))
    for word, name in profile.statuses.items():
        settings.append(Effective(f"statuses.{name}", word, Wording(path, path)))
    for rule in profile.catalogue.values():
        settings.extend(_rule(rule))
    return settings


def _grammar(configuration: Configuration, document: str, profile: Profile) -> Effective:
    if profile.grammar is None:
        words = Wording("由标题决定：巡视、审计、督察各有语法", "by the title of each notice")
        return Effective("grammar", USUAL, words)
    named = [layer.where for layer in configuration.layers_of(document) if layer.grammar]
    origin = Wording(named[-1], named[-1]) if named else Wording("默认", "default")
    return Effective("grammar", profile.grammar.name, origin)


def _labels(configuration: Configuration, document: str) -> Iterator[Effective]:
    for layer in configuration.layers_of(document):
        for label in layer.labels:
            where = f"{label.file.path}:{label.line}" if label.file.is_written else label.file.path
            yield Effective(f"labels.{label.name}", list(label.words), Wording(where, where))


def _limits(configuration: Configuration, path: str) -> Iterator[Effective]:
    for name, value in structs.asdict(configuration.limits).items():
        is_set = value != getattr(LIMITS, name)
        origin = Wording(path, path) if is_set else Wording("默认", "default")
        yield Effective(f"limits.{name.replace('_', '-')}", value, origin)


def _rule(rule: Rule) -> Iterator[Effective]:
    yield _value(rule, "enabled", rule.enabled)
    yield _value(rule, "severity", rule.severity)
    for name, value in structs.asdict(rule.options).items():
        yield _value(rule, f"options.{name}", _plain(value))


def _value(rule: Rule, name: str, value: Any) -> Effective:
    where = rule.set_by.get(name)
    return Effective(f"{rule.code}.{name}", value, Wording(where, where) if where else _FILE)


def _plain(value: Any) -> Any:
    """Return an option as JSON can hold it."""
    if isinstance(value, Pattern):
        return value.text
    if isinstance(value, LexiconFile):
        return value.name
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, Struct):
        return _plain(structs.asdict(value))
    return value.isoformat() if isinstance(value, date) else value


def as_json(settings: Sequence[Effective], lang: Lang) -> str:
    """Return settings as JSON text."""
    values = [
        {"name": setting.name, "value": setting.value, "origin": setting.origin.in_(lang)}
        for setting in settings
    ]
    return dump({"settings": values})


def as_lines(settings: Sequence[Effective], lang: Lang) -> Iterator[str]:
    """Yield settings for people: name, value, origin."""
    for setting in settings:
        value = str(setting.value)
        shown = value if len(value) <= 60 else value[:59] + "…"
        yield harmless(f"{setting.name} = {shown or '-'}  （{setting.origin.in_(lang)}）")


def baseline_lines(baseline: Baseline, lang: Lang) -> Iterator[str]:
    """Yield what a baseline holds, file by file and rule by rule."""
    for name, entries in sorted(baseline.files.items()):
        yield harmless(name)
        for code, count in sorted(Counter(entry.code for entry in entries).items()):
            yield f"  {harmless(code)} ×{count}"
    total = sum(len(entries) for entries in baseline.files.values())
    yield Wording(f"共 {total} 条", f"{total} entries").in_(lang)
