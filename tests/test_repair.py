"""The grammar of a notice decides: a change of it changes what is reported, and nothing else does."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from notice_lint import load_profile
from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.document.notice import Notice
from notice_lint.document.repairs import Repair
from notice_lint.parsing.parse import parse
from notice_lint.parsing.repair import Repairer, RepairStep
from notice_lint.parsing.vocabulary import usual_vocabulary
from notice_lint.readers import from_text
from notice_lint.ruleset.engine import lint

ROOT = Path(__file__).parent.parent
CORPUS = os.environ.get("NOTICE_LINT_CORPUS", "")
GRAMMAR = (ROOT / "grammar/notice.lark").read_text(encoding="utf-8")
NAMES = (ROOT / "grammar/notice.yaml").read_text(encoding="utf-8")
CLEAN = (ROOT / "examples/clean.txt").read_text(encoding="utf-8")
WHOLE = (
    "TITLE LEAD SECTION ITEM TEXT CAUSE TEXT MEASURES TEXT STATUS_LABEL STATUS _END _END "
    "SUPERVISION CONTACT ORGAN_LINE DATE_LINE"
)
TERMINALS = sorted(set(WHOLE.split()) | {"COMPOUND", "FIELD", "ANNEX", "PAGE_FOOT", "STRAY"})


def grammar_of(text: str, names: str = NAMES) -> GrammarFile:
    return GrammarFile("edited", text, (YamlFile("notice.yaml", names, is_ours=True),))


def edited(*changes: tuple[str, str], names: str = NAMES) -> GrammarFile:
    """Return the vocabulary of a copy of the grammar in which some words are others."""
    text = GRAMMAR
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return grammar_of(text, names)


def repairs(text: str, grammar: GrammarFile | None = None) -> list[tuple[str, str]]:
    return [(one.kind, one.part) for one in read(text, grammar).repairs]


def read(text: str, grammar: GrammarFile | None = None) -> Notice:
    return parse(from_text(text), grammar=grammar)


def without(text: str, start: str) -> str:
    """Return a text without the lines that begin with some words."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


def test_a_notice_as_it_should_be_needs_no_repair() -> None:
    assert repairs(CLEAN) == []
    assert Repairer(usual_vocabulary()).steps(WHOLE.split())[-1].terminal == "$END"


def test_a_part_made_optional_is_missed_no_more() -> None:
    text = without(CLEAN, "原因分析")
    assert ("missing", "cause") in repairs(text)
    optional = edited(
        ("measures_then_status: _cause _measures", "measures_then_status: _cause? _measures"),
        ("status_then_measures: _cause _status", "status_then_measures: _cause _status"),
    )
    assert ("missing", "cause") not in repairs(text, optional)
    text = without(CLEAN, "欢迎")
    assert ("missing", "supervision") in repairs(text)
    assert ("missing", "supervision") not in repairs(
        text, edited(("supervision contact? | contact supervision", "supervision? contact?"))
    )


def test_what_the_grammar_requires_is_missed_whatever_its_name_says() -> None:
    """Nobody is asked for a subtitle; a grammar that requires one asks."""
    assert repairs(CLEAN, edited(("subtitle?", "subtitle"))) == [("missing", "subtitle")]


def test_a_new_required_part_is_missed_by_its_name() -> None:
    words = edited(
        ("after_status?", "after_status? effect"),
        ("field: FIELD TEXT+", "field: FIELD TEXT+\neffect: EFFECT TEXT+"),
        ("LABEL_ABOVE BARE_FIELD _END", "LABEL_ABOVE BARE_FIELD EFFECT _END"),
        names=NAMES.replace("  field:", "  effect: {name: {zh: 整改成效, en: effect}}\n  field:"),
    )
    missing = [one for one in read(CLEAN, words).repairs if one.part == "effect"]
    assert missing
    assert {(one.kind, one.name.zh) for one in missing} == {("missing", "整改成效")}


def test_parts_in_another_order_are_out_of_order_by_that_grammar() -> None:
    swapped = edited(
        (
            "measures_then_status: _cause _measures _status",
            "measures_then_status: _measures _cause _status",
        ),
        ("    | COMPOUND", "    | COMPOUND"),
    )
    turned = [line for line in CLEAN.splitlines() if line]
    for place, line in enumerate(turned):
        if line.startswith("原因分析") and turned[place + 1].startswith("整改措施"):
            turned[place : place + 2] = turned[place + 1], line
    back = "\n".join(turned)
    assert ("misplaced", "cause") in repairs(back)
    assert ("misplaced", "cause") not in repairs(back, swapped)
    assert any(kind == "misplaced" for kind, _ in repairs(CLEAN, swapped))


def test_a_part_that_the_grammar_does_not_know_is_foreign() -> None:
    text = CLEAN.replace("\n整改措施", "\n责任单位：党政办公室\n整改措施", 1)
    assert repairs(text) == []
    bare = edited(
        ("_remark: statement | field", "_remark: statement"), ("\nfield: FIELD TEXT+", "")
    )
    assert ("foreign", "text") in repairs(text, bare)


PERMISSIVE = """
start: (title | note | preamble | section | item | supervision | contact | formula | signature
    | issue_date | annex | page_line | page_foot | subtitle | TEXT)*
title: TITLE
subtitle: SUBTITLE
note: NOTE
page_line: PAGE_HEAD
preamble: LEAD
section: SECTION (TEXT | section | item)* _END
item: (ITEM | COMPOUND) (TEXT | item | cause | measures | status | statement | field | above)* _END
above: LABEL_ABOVE
cause: CAUSE | BARE_CAUSE
measures: MEASURES | BARE_MEASURES
status: STATUS_LABEL | STATUS | STATUS_MARK | BARE_STATUS
statement: STATEMENT
field: FIELD
supervision: SUPERVISION
contact: CONTACT
formula: FORMULA
signature: ORGAN_LINE
issue_date: DATE_LINE
annex: ANNEX
page_foot: PAGE_FOOT
"""
DECLARED = GRAMMAR[GRAMMAR.index("%declare") :]


DECIDED = (
    {"NL101", "NL103"}
    | {f"NL{number}" for number in range(105, 113)}
    | {f"NL{number}" for number in (201, 202, 203, 204, 207, 208)}
)
"""What the grammar alone decides."""
NOTICES = sorted((ROOT / "examples").glob("*.*"))
if CORPUS:
    NOTICES += sorted(Path(CORPUS).glob("*.txt"))


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.name)
def test_a_grammar_that_takes_everything_finds_nothing(path: Path) -> None:
    text, anything = path.read_text(encoding="utf-8"), grammar_of(PERMISSIVE + DECLARED)
    assert read(text, anything).repairs == ()
    assert DECIDED.isdisjoint(codes(text, anything))


def codes(text: str, grammar: GrammarFile | None = None) -> list[str]:
    """Return what the default rules report of a text, by another grammar or the usual one."""
    profile = load_profile("default")
    result = lint(from_text(text), replace(profile, grammar=grammar or profile.grammar))
    return [violation.code for violation in result.violations]


def planted(start: str, old: str, new: str) -> str:
    """Return the clean notice with one change in the first line that begins with some words."""
    lines = CLEAN.splitlines(keepends=True)
    place = next(index for index, line in enumerate(lines) if line.startswith(start))
    lines[place] = lines[place].replace(old, new)
    return "".join(lines)


OPTIONAL_CAUSE = (
    (
        "measures_then_status: _cause _measures _status",
        "measures_then_status: _cause? _measures _status",
    ),
    ("status_then_measures: _cause _status", "status_then_measures: _cause? _status"),
)
SWAPPED = tuple(
    (old, new.replace("_cause? _measures", "_measures _cause")) for old, new in OPTIONAL_CAUSE
)


def test_a_cause_that_is_optional_is_asked_of_nobody() -> None:
    optional = edited(*OPTIONAL_CAUSE)
    for text in (without(CLEAN, "原因分析"), planted("原因分析", "原因分析", "整改情况")):
        assert "NL201" in codes(text)
        assert "NL201" not in codes(text, optional)
    for path in NOTICES:
        assert "NL201" not in codes(path.read_text(encoding="utf-8"), optional)


def test_an_invitation_that_is_optional_is_not_missed() -> None:
    text = without(CLEAN, "欢迎")
    assert "NL106" in codes(text)
    optional = edited(("_invitation: supervision contact?", "_invitation: supervision? contact?"))
    assert "NL106" not in codes(text, optional)


def test_a_new_part_that_is_required_is_reported_missing() -> None:
    words = edited(
        ("status_first) _END", "status_first) effect _END"),
        ("field: FIELD TEXT+", "field: FIELD TEXT+\neffect: EFFECT TEXT+"),
        ("LABEL_ABOVE BARE_FIELD _END", "LABEL_ABOVE BARE_FIELD EFFECT _END"),
        names=NAMES.replace("  field:", "  effect: {name: {zh: 整改成效, en: effect}}\n  field:"),
    )
    assert codes(CLEAN, words) == ["NL213"] * 5


def test_the_order_of_parts_is_that_of_the_grammar() -> None:
    turned = re.sub(r"(原因分析：.*\n)(整改措施：.*\n)", r"\2\1", CLEAN)
    swapped = edited(*SWAPPED)
    # where every item has them so, that is the habit of the document and told once
    assert codes(turned) == ["NL207"]
    assert codes(turned, swapped) == []
    assert codes(CLEAN, swapped) == ["NL207"]


def test_a_remark_that_no_grammar_knows_is_foreign() -> None:
    text = planted("整改措施", "整改措施", "责任单位：党政办公室\n整改措施")
    assert "NL110" not in codes(text)
    bare = edited(
        ("_remark: statement | field", "_remark: statement"), ("\nfield: FIELD TEXT+", "")
    )
    assert "NL110" in codes(text, bare)


def steps(tokens: str) -> list[str]:
    """Return what a repair puts in (+) and sets aside (-), with the place."""
    steps = Repairer(usual_vocabulary()).steps(tokens.split())
    signs = {"insert": "+", "aside": "-"}
    return [
        f"{signs[step.kind]}{step.terminal}@{step.place}" for step in steps if step.kind in signs
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("SUPERVISION ", "", ["+SUPERVISION@14"]),
        ("CAUSE TEXT ", "", ["+CAUSE@5", "+TEXT@5"]),
        ("CAUSE TEXT MEASURES TEXT", "MEASURES TEXT CAUSE TEXT",
         ["+CAUSE@5", "+TEXT@5", "-CAUSE@7", "-TEXT@8"]),
        ("SUPERVISION CONTACT ORGAN_LINE", "ORGAN_LINE SUPERVISION CONTACT",
         ["-ORGAN_LINE@13", "+ORGAN_LINE@16"]),
        ("CONTACT ORGAN_LINE", "ORGAN_LINE CONTACT", ["-CONTACT@15"]),
        ("ORGAN_LINE DATE_LINE", "ORGAN_LINE DATE_LINE ORGAN_LINE DATE_LINE",
         ["-ORGAN_LINE@17", "-DATE_LINE@18"]),
        ("STATUS _END", "_END", ["+STATUS@10"]),
        ("ITEM TEXT CAUSE", "ITEM TEXT ANNEX CAUSE", ["-ANNEX@5"]),
    ],
)  # fmt: skip
def test_the_cheapest_repair_is_the_one_a_reader_would_name(
    old: str, new: str, expected: list[str]
) -> None:
    assert steps(WHOLE.replace(old, new)) == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(TERMINALS), max_size=30))
def test_any_tokens_are_repaired(terminals: list[str]) -> None:
    steps: list[RepairStep] = Repairer(usual_vocabulary()).steps(terminals)
    terminals_read = [
        step.terminal for step in steps if step.kind != "insert" and step.terminal != "$END"
    ]
    assert terminals_read == terminals or not steps


def test_the_cost_of_repairs_grows_with_the_text_and_no_faster() -> None:
    def looked_up(count: int) -> int:
        repairer = Repairer(usual_vocabulary())
        before = len(repairer.vocabulary.automaton.known)
        repairer.steps(
            ("SECTION " + "ITEM MEASURES TEXT CAUSE TEXT _END " * count + "_END").split()
        )
        return len(repairer.vocabulary.automaton.known) - before + len(repairer.known)

    looked_up(10)
    assert looked_up(400) <= looked_up(40)


def test_repairs_carry_what_a_message_needs() -> None:
    repair: Repair = read(without(CLEAN, "欢迎")).repairs[0]
    assert (repair.name.zh, repair.within) == ("监督语", "start")
    assert load_profile("default").catalogue["NL106"].check.name == "repair"


MISPLACED = """\
一、整改情况
1.针对“甲”的问题
整改措施：完善制度。
原因分析：不严。
整改情况：已完成。
2.针对“乙”的问题
整改措施：三。
整改情况：已完成。
"""


def test_a_part_in_the_wrong_place_says_whose_it_is_and_what_it_follows() -> None:
    document = read(MISPLACED)
    (cause,) = (repair for repair in document.repairs if repair.kind == "misplaced")
    assert cause.owner is not None
    assert cause.owner.of(MISPLACED) == "针对“甲”的问题"
    assert cause.follows is not None
    assert (cause.part, cause.within, cause.follows.zh) == ("cause", "item", "整改措施")
    missing = [repair.part for repair in document.repairs if repair.within == "item"]
    assert missing == ["cause", "cause"]
