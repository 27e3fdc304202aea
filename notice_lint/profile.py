"""Which rules are on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from notice_lint.errors import UsageError
from notice_lint.rule import Rule, builtin_rules
from notice_lint.text import Wording


@dataclass(frozen=True)
class Profile:
    """A choice of rules, in the order of their codes."""

    name: str
    rules: tuple[Rule, ...]


def default_profile() -> Profile:
    """Return all rules that are on unless someone chooses otherwise."""
    return Profile("default", tuple(r for r in builtin_rules().values() if r.file.enabled))


def choose(profile: Profile, select: Iterable[str], ignore: Iterable[str]) -> Profile:
    """Narrow a profile to codes or prefixes of codes; raises UsageError for an unknown one.

    A rule named in full is on even if the profile leaves it off.
    """
    known = builtin_rules()
    selected, ignored = list(select), list(ignore)
    for code in (*selected, *ignored):
        if not any(rule.startswith(code) for rule in known) or not code:
            raise UsageError(code, _unknown(code, known))
    rules: Iterable[Rule] = profile.rules
    if selected:
        on = {rule.code for rule in profile.rules}
        prefixes = tuple(selected)
        rules = (
            rule
            for rule in known.values()
            if rule.code in selected or (rule.code in on and rule.code.startswith(prefixes))
        )
    kept = tuple(r for r in rules if not (ignored and r.code.startswith(tuple(ignored))))
    return Profile(profile.name, kept)


def find_rule(code: str) -> Rule:
    """Return a rule by code or name; raises UsageError."""
    known = builtin_rules()
    rule = known.get(code.upper()) or next((r for r in known.values() if r.name == code), None)
    if rule is None:
        raise UsageError(code, _unknown(code, known))
    return rule


def _unknown(code: str, known: Mapping[str, Rule]) -> Wording:
    near = difflib.get_close_matches(code.upper(), known, 1, 0.5)
    hint_zh = f"，是不是 {near[0]}？" if near else ""
    hint_en = f"; did you mean {near[0]}?" if near else ""
    return Wording(
        f"没有这个规则编号{hint_zh} 用 notice-lint rules list 查看全部",
        f"no such rule{hint_en} See notice-lint rules list",
    )
