"""Every rule file proves itself: each bad case is reported exactly, each good one not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import asdict, replace
from support import check

from notice_lint.checks.contract import Check
from notice_lint.matching.pattern import Pattern
from notice_lint.readers import from_text
from notice_lint.reports.manual import markdown
from notice_lint.ruleset.catalogue import builtin_rules
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import Profile, default_profile
from notice_lint.ruleset.rule import BadCase, Expected, Rule
from notice_lint.ruleset.selftest import prove, run

RULES = [rule for rule in builtin_rules().values() if rule.is_checked]
BAD = [
    pytest.param(rule, case, id=f"{rule.code}-bad-{n}")
    for rule in RULES
    for n, case in enumerate(rule.bad, 1)
]
CODE = {rule.code: rule for rule in RULES}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_meets_its_own_cases(rule: Rule) -> None:
    assert list(prove(rule)) == []


def test_a_rule_that_does_not_meet_its_cases_is_found_out() -> None:
    rule = CODE["NL101"]
    broken = replace(rule, options=replace(rule.options, parts=("signature",)))
    failures = list(prove(broken))
    assert {failure.code for failure in failures} == {"NL101"}
    assert any(line.startswith(("-", "+")) for failure in failures for line in failure.diff)


@pytest.mark.parametrize(("rule", "case"), BAD)
def test_bad_case_is_applied_and_silent_when_the_rule_is_off(rule: Rule, case: BadCase) -> None:
    outcome = run(rule, case.text, case.kind, case=case)
    assert {ran.state for ran in outcome.rules} == {"applied"}
    others = [other.code for other in RULES if other is not rule]
    assert rule.code not in {one.code for one in check(case.text, others, case.kind).violations}


@pytest.mark.parametrize("rule", builtin_rules().values(), ids=lambda rule: rule.code)
def test_rule_is_worded_in_both_languages(rule: Rule) -> None:
    for wording in (rule.file.title, rule.file.message, rule.file.why):
        assert HAN.search(wording.zh)
        assert re.search(r"[A-Za-z]", wording.en)
    assert rule.file.basis.zh
    assert rule.file.basis.en
    named = [
        set(re.findall(r"\{\w+\}", words)) for words in (rule.file.message.zh, rule.file.message.en)
    ]
    assert named[0] == named[1]
    if rule.is_checked:
        known = rule.check.params_of(rule.options)
        assert {name.strip("{}") for name in named[0]} <= known


def test_a_rule_has_a_bad_and_a_good_case() -> None:
    assert all(rule.bad and rule.good for rule in RULES)


FORBIDDEN = {
    "standard": "不符合|违反",
    "recommended": "不符合|违反|必须",
    "custom": "不符合|违反|GB/T|规定",
    "logic": "不符合|违反|GB/T",
}
CLAIMED = {
    "mandatory": "不符合",
    "standard": "按",
    "recommended": "建议|宜",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_message_claims_no_more_than_the_source_allows(rule: Rule) -> None:
    force, message = rule.file.force, rule.file.message.zh
    assert not re.search(FORBIDDEN.get(force, "(?!)"), message)
    assert re.search(CLAIMED.get(force, ""), message)


def patterns(value: object) -> list[Pattern]:
    if isinstance(value, Pattern):
        return [value]
    if isinstance(value, tuple):
        return [found for one in value for found in patterns(one)]
    if isinstance(value, dict):
        return [found for one in value.values() for found in patterns(one)]
    if isinstance(value, Struct):
        return [found for one in asdict(value).values() for found in patterns(one)]
    return []


def test_every_pattern_of_the_options_is_a_regular_expression() -> None:
    found = [pattern for rule in RULES for pattern in patterns(rule.options)]
    assert found
    assert [pattern.text for pattern in found if pattern.check()] == []


def test_rules_yield_to_rules_that_there_are_and_never_in_a_circle() -> None:
    yields = {rule.code: set(rule.file.yields_to) for rule in builtin_rules().values()}
    assert set().union(*yields.values()) <= yields.keys()
    order = tuple(TopologicalSorter(yields).static_order())
    assert len(order) == len(yields)


SLIPS = [
    ("NL304", "NL701", "1.针对“学习不深入”的问题。一是,完善制度。二是定期检查。"),
    ("NL304", "NL308", "1、针对“学习不深入”的问题。完善制度。\n2.针对“会风不实”的问题。修订制度。"),
    ("NL707", "NL705", "1.针对“学习不深入”的问题。一是完善台账、记录...。二是定期检查。"),
    ("NL715", "NL702", '1.针对“学习不深入”的问题。一是加强“四风"整治。二是落实“一岗双责”。'),
    (
        "NL904",
        "NL905",
        "1.针对“以权谋私”的问题。一是将李志强涉嫌违纪问题移送县纪委。二是完善制度。",
    ),
]


@pytest.mark.parametrize(("heard", "silent", "text"), SLIPS)
def test_one_slip_is_one_finding(heard: str, silent: str, text: str) -> None:
    codes = [violation.code for violation in check(text, [heard, silent]).violations]
    assert codes == [heard]


def test_a_rule_speaks_where_the_one_it_yields_to_is_off() -> None:
    text = SLIPS[2][2]
    assert [violation.code for violation in check(text, ["NL705"]).violations] == ["NL705"]


def test_catalogue_is_complete_and_in_order() -> None:
    codes = list(builtin_rules())
    assert codes == sorted(codes)
    beside_papers = [code for code in codes if "NL550" < code < "NL600"]
    assert beside_papers == [f"NL{number}" for number in range(551, 562)]
    families = {"NL0": 6, "NL1": 17, "NL2": 16, "NL3": 12, "NL4": 8, "NL5": 20, "NL6": 12}
    families |= {"NL7": 15, "NL9": 12}
    for family, count in families.items():
        first = 0 if family == "NL1" else 1
        assert {
            code for code in codes if code.startswith(family) and code not in beside_papers
        } == {f"{family}{n:02}" for n in range(first, count + 1)}
    assert "NL116" not in {rule.code for rule in default_profile().rules}


def test_catalogue_is_the_one_agreed_on() -> None:
    """Compare codes, names, titles, severities and forces with the contract."""
    table = (Path(__file__).parent / "catalogue.txt").read_text(encoding="utf-8")
    agreed = {}
    for line in table.splitlines():
        code, name, title, severity, force = line.split()
        agreed[code] = (name, title, severity, force)
    assert set(agreed) == set(builtin_rules())
    for code, rule in builtin_rules().items():
        name, title, severity, force = agreed[code]
        assert (rule.name, rule.file.title.zh) == (name, title)
        assert rule.file.enabled is (severity != "off")
        assert severity in ("off", rule.file.severity)
        assert force in ("-", rule.file.force)


def test_a_crashing_rule_does_not_stop_the_others() -> None:
    def crash(notice: object, options: object) -> object:
        raise ZeroDivisionError("planted")

    text = "一、标题\n1.针对“学习不深入”的问题\n整改情况：已整改。\n"
    whole = default_profile()
    sound = lint(from_text(text), whole)
    for code in ("NL101", "NL201", "NL403"):
        broken = replace(whole.catalogue[code], check=Check("crash", crash))  # type: ignore[arg-type]
        result = lint(from_text(text), replace(whole, catalogue={**whole.catalogue, code: broken}))
        assert result.crashed
        assert [(one.code, one.raw) for one in result.violations if one.code != "NL005"] == [
            (one.code, one.raw) for one in sound.violations if one.code != code
        ]
        (crashed,) = [one for one in result.violations if one.code == "NL005"]
        assert "planted" in crashed.message.zh
        assert code in crashed.message.zh
        assert {ran.code: ran.state for ran in result.rules}[code] == "crashed"


def test_milder_findings_can_be_proved() -> None:
    case = BadCase("(一)甲。\n(二)乙。\n", (Expected("(一)", severity="info"),))
    (found,) = run(CODE["NL303"], case.text).violations
    assert found.severity == "info"


def test_the_manual_is_current(golden: Callable[[str, str], None]) -> None:
    golden("../../docs/rules.md", markdown(builtin_rules().values(), "zh"))


def test_profile_default_has_all_rules() -> None:
    assert isinstance(default_profile(), Profile)
    assert list(default_profile().catalogue) == list(builtin_rules())
