"""One planted fault gives one finding, at its place, and no other error or warning."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from faults import PLANTS as SENTENCE_PLANTS
from faults import SENTENCES, SILENT, places
from msgspec.structs import replace
from mutations import PLANTS, Fault
from shapes import Notice, Shape, consistent, random_shape
from support import check

from notice_lint.ruleset.catalogue import builtin_rules
from notice_lint.ruleset.result import FileResult


def told(result: FileResult) -> Counter[str]:
    """Count what is told, by code; mild remarks are not a cascade."""
    return Counter(one.code for one in result.violations if one.severity != "info")


def assert_found(clean: FileResult, fault: Fault) -> None:
    result = check(fault.text)
    new = told(result) - told(clean)
    known = Counter((one.code, one.quote) for one in clean.violations)
    found = [
        one
        for one in result.violations
        if one.code == fault.code
        and one.quote.startswith(fault.words)
        and known[one.code, one.quote]
        < sum(other.code == one.code and other.quote == one.quote for other in result.violations)
    ]
    assert found, (fault.code, fault.words, fault.text)
    is_mild = builtin_rules()[fault.code].file.severity == "info"
    assert new == (Counter() if is_mild else Counter({fault.code: 1})), (new, fault.text)


def shapes(seed: int) -> Shape:
    """Return a shape that a fault of every kind fits into, varied."""
    rng = random.Random(seed)
    drawn = random_shape(rng, 2) if seed else Shape(contact="lines")
    return consistent(
        replace(drawn, ascii=False, wrap="none", blank_lines=False, signature="lines", page="none")
    )


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("plant", PLANTS + SENTENCE_PLANTS, ids=lambda plant: plant.__name__)
def test_one_fault_is_one_finding(plant: object, seed: int) -> None:
    text, _ = Notice(shapes(seed), seed).write()
    clean = check(text)
    planted = plant(text.splitlines(), random.Random(seed))  # type: ignore[operator]
    faults = [fault for fault in planted if fault.text != text]
    for fault in random.Random(seed).sample(faults, min(len(faults), 12)):
        assert_found(clean, fault)


def test_the_plain_shape_is_clean() -> None:
    text, _ = Notice(Shape(), 1).write()
    assert told(check(text)) == Counter()


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_every_faulty_sentence_is_found_in_the_plain_shape(number: int) -> None:
    text, _ = Notice(Shape(summary="arabic"), 1).write()
    lines = text.splitlines()
    code, sentence, words = SENTENCES[number]
    clean = check(text)
    for index in places(lines)[:3]:
        changed = [*lines[:index], lines[index] + sentence, *lines[index + 1 :]]
        assert_found(clean, Fault(code, "\n".join(changed) + "\n", words))


@pytest.mark.parametrize("sentence", SILENT)
@pytest.mark.parametrize("seed", range(4))
def test_traps_are_not_reported(sentence: str, seed: int) -> None:
    text, _ = Notice(shapes(seed), seed).write()
    lines = text.splitlines()
    clean = check(text)
    for index in places(lines)[:3]:
        changed = [*lines[:index], lines[index] + sentence, *lines[index + 1 :]]
        result = check("\n".join(changed) + "\n")
        assert told(result) == told(clean), result.violations


@pytest.mark.parametrize("seed", range(40))
def test_several_faults_at_once_are_all_found(seed: int) -> None:
    rng = random.Random(seed)
    text, _ = Notice(Shape(summary="arabic"), seed).write()
    lines = text.splitlines()
    where = places(lines)
    chosen = rng.sample(SENTENCES, rng.randint(2, 5))
    spots = rng.sample(where, len(chosen))
    for (_, sentence, _), index in zip(chosen, spots, strict=True):
        lines[index] += sentence
    new = told(check("\n".join(lines) + "\n")) - told(check(text))
    mild = {code for code, rule in builtin_rules().items() if rule.severity == "info"}
    assert new == Counter(code for code, _, _ in chosen if code not in mild)


def test_the_plain_shape_with_a_summary_is_clean() -> None:
    text, _ = Notice(Shape(summary="arabic"), 1).write()
    assert told(check(text)) == Counter()
