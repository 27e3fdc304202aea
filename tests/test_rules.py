"""Every rule file proves itself: each bad case is reported exactly, each good one not at all."""

from __future__ import annotations

import re

import pytest
from support import check, fixed

from notice_lint.check import by_the_tool
from notice_lint.profile import Profile, default_profile
from notice_lint.rule import BadCase, Rule, builtin_rules

RULES = [rule for rule in builtin_rules().values() if rule.check.run is not by_the_tool]
BAD = [
    pytest.param(rule, case, id=f"{rule.code}-bad-{n}")
    for rule in RULES
    for n, case in enumerate(rule.bad, 1)
]
GOOD = [
    pytest.param(rule, text, id=f"{rule.code}-good-{n}")
    for rule in RULES
    for n, text in enumerate(rule.good, 1)
]
CODE = {rule.code: rule for rule in RULES}


@pytest.mark.parametrize(("rule", "case"), BAD)
def test_bad_case_is_reported_exactly(rule: Rule, case: BadCase) -> None:
    result = check(case.text, [rule.code], case.kind)
    found = [
        (one.quote, result.source.location(one.span).line, one.message.zh)
        for one in result.violations
    ]
    assert [quote for quote, _, _ in found] == [one.text for one in case.expect]
    for (_, line, message), expected in zip(found, case.expect, strict=True):
        assert expected.line in (0, line)
        assert expected.message in ("", message)
    assert {ran.state for ran in result.rules} == {"applied"}


@pytest.mark.parametrize(("rule", "case"), BAD)
def test_bad_case_is_silent_when_the_rule_is_off(rule: Rule, case: BadCase) -> None:
    others = [other.code for other in RULES if other is not rule]
    assert rule.code not in {one.code for one in check(case.text, others, case.kind).violations}


@pytest.mark.parametrize(
    ("rule", "case"),
    [one for one in BAD if one.values[1].fixed],  # type: ignore[union-attr]
)
def test_fixed_text_is_clean(rule: Rule, case: BadCase) -> None:
    text = fixed(check(case.text, [rule.code], case.kind))
    assert text == case.fixed
    assert not check(text, [rule.code], case.kind).violations


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_case_is_silent(rule: Rule, text: str) -> None:
    result = check(text, [rule.code])
    assert [one.message.zh for one in result.violations] == []
    assert {ran.state for ran in result.rules} <= {"applied", "not_applicable"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_cases_and_both_languages(rule: Rule) -> None:
    assert rule.bad
    assert rule.good
    for wording in (rule.file.title, rule.file.message, rule.file.why):
        assert re.search(r"[\u4e00-\u9fff]", wording.zh)
        assert re.search(r"[A-Za-z]", wording.en)
    assert rule.file.basis.zh
    assert rule.file.basis.en
    assert set(re.findall(r"\{\w+\}", rule.file.message.zh)) == set(
        re.findall(r"\{\w+\}", rule.file.message.en)
    )


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


def test_every_pattern_of_the_options_is_a_regular_expression() -> None:
    for rule in RULES:
        for pattern in _patterns(rule.options):
            re.compile(pattern)


def _patterns(options: object) -> list[str]:
    names = ("pattern", "raw", "frame", "enumerator", "bare")
    found = [value for name in names if (value := getattr(options, name, ""))]
    found += list(getattr(options, "accept", ()))
    for element in (*getattr(options, "required", ()), *getattr(options, "forbidden", ())):
        found += _patterns(element)
    return found


def test_catalogue_is_complete_and_in_order() -> None:
    codes = list(builtin_rules())
    assert codes == sorted(codes)
    assert {code for code in codes if code.startswith(("NL1", "NL2", "NL4"))} == {
        *(f"NL1{n:02}" for n in range(1, 17)),
        *(f"NL2{n:02}" for n in range(1, 13)),
        *(f"NL4{n:02}" for n in range(1, 9)),
    }
    assert {f"NL30{n}" for n in range(1, 10)} <= set(codes)
    assert "NL116" not in {rule.code for rule in default_profile().rules}


def test_a_crashing_rule_does_not_stop_the_others() -> None:
    from dataclasses import replace

    from notice_lint.check import Check
    from notice_lint.engine import lint
    from notice_lint.readers import from_text

    def crash(notice: object, options: object) -> object:
        raise ZeroDivisionError("planted")

    broken = replace(CODE["NL101"], check=Check("crash", crash))  # type: ignore[arg-type]
    result = lint(from_text("一、标题\n"), Profile("test", (broken, CODE["NL107"])))
    assert [one.code for one in result.violations] == ["NL005", "NL107"]
    assert result.crashed
    assert "planted" in result.violations[0].message.zh
