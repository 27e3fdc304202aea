"""Fixes applied to files: nothing else changes, and what is fixed is no longer found."""

from __future__ import annotations

import codecs
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from carriers import docx, docx_numbered, docx_tracked, lines_of, page, saved
from docx import Document
from docx.oxml.ns import qn
from docx_revisions import RevisionDocument
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support import as_notice
from test_properties import ANY, TEXTS
from test_word import comment, commented, rough, seen

from notice_lint.__main__ import run
from notice_lint.decisions.baseline import accept
from notice_lint.decisions.decisions import Decisions
from notice_lint.document.source import Source
from notice_lint.document.violation import Edit, Fix, Violation
from notice_lint.docx.write.comments import WordComment
from notice_lint.errors import InputError
from notice_lint.fix import SPENT, Fixed, Fixer, FixOptions, FixPass, FixState, patch
from notice_lint.fix.budget import RecheckBudget
from notice_lint.fix.chosen import added, edited
from notice_lint.fix.editors import MARKUP, TextEditor, editor_for
from notice_lint.limits import LIMITS
from notice_lint.readers import from_bytes
from notice_lint.ruleset.profile import Profile, default_profile
from notice_lint.ruleset.rule import BadCase, Rule
from notice_lint.text.spans import Span

DECISIONS = Decisions(today=date(2031, 1, 2))
WHEN = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
CASES = [
    pytest.param(rule, case, id=f"{rule.code}-{number}")
    for rule in default_profile().catalogue.values()
    if rule.is_checked
    for number, case in enumerate(rule.bad, 1)
    if case.fixed
]


def alone(rule: Rule) -> Profile:
    own = {code: one for code, one in default_profile().catalogue.items() if not one.is_checked}
    return Profile("alone", own | {rule.code: replace(rule, enabled=True)})


def fixed(data: bytes, path: str = "a.txt", **options: Any) -> Fixed:
    profile = options.pop("profile", as_notice())
    return Fixer(profile, DECISIONS, FixOptions(**options)).fix(data, path)


def settled(one: Fixed) -> None:
    """Assert that nothing of what was fixed is left, nothing new came, and a second run is idle."""
    skipped = {skip.violation.code for skip in one.skipped}
    left = {violation.code for violation in one.after.violations}
    assert not (set(one.applied) & left) - skipped
    assert not left - {violation.code for violation in one.before.violations}


def safeties(one: Fixed) -> set[str]:
    return {fix.safety for found in one.before.violations for fix in found.fixes}


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_every_rule_fixes_its_own_cases(rule: Rule, case: BadCase) -> None:
    suffix = {"markdown": "md", "html": "html"}.get(case.kind, "txt")
    one = fixed(case.text.encode(), f"a.{suffix}", unsafe=True, profile=alone(rule))
    settled(one)
    if "display" not in safeties(one):
        assert one.data.decode() == case.fixed
        assert not one.after.violations
    again = fixed(one.data, f"a.{suffix}", unsafe=True, profile=alone(rule))
    assert again.data == one.data


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_every_rule_fixes_its_own_cases_in_word(rule: Rule, case: BadCase) -> None:
    profile = alone(rule)
    data = rough(case.text)
    one = fixed(data, "a.docx", unsafe=True, profile=profile)
    settled(one)
    assert fixed(one.data, "a.docx", unsafe=True, profile=profile).data == one.data
    expected = patch.apply(one.before.source.text, one.edits)
    assert from_bytes(one.data, "a.docx").text == expected
    assert "".join(plain_texts(one.data)) == expected.replace("\n", "")
    if safeties(one) <= {"safe", "unsafe"} and case.kind == "text":
        assert lines_of(expected) == lines_of(case.fixed)
    before = one.before.source.text.split("\n")[:-1]
    tracked = fixed(data, "a.docx", unsafe=True, profile=profile, track=WHEN).data
    assert decided(tracked, accept=True) == expected.split("\n")[:-1]
    assert decided(tracked, accept=False) == before
    loose = rough(case.text, wrapped=False)
    tracked = fixed(loose, "a.docx", unsafe=True, profile=profile, track=WHEN).data
    assert decided_by_another(tracked, accept=True) == expected.split("\n")[:-1]
    assert decided_by_another(tracked, accept=False) == before


def plain_texts(data: bytes) -> Iterator[str]:
    for one in Document(io.BytesIO(data)).element.body.iter("{*}t"):
        yield one.text or ""


def decided(data: bytes, *, accept: bool) -> list[str]:
    """Accept or reject all tracked changes by the letter of the standard; return the paragraphs."""
    document = Document(io.BytesIO(data))
    dropped, kept = ("w:del", "w:ins") if accept else ("w:ins", "w:del")
    for one in list(document.element.body.iter(qn(dropped))):
        one.getparent().remove(one)
    for one in list(document.element.body.iter(qn(kept))):
        for child in list(one):
            one.addprevious(child)
        one.getparent().remove(one)
    for one in document.element.body.iter(qn("w:delText")):
        one.tag = qn("w:t")
    return from_bytes(saved(document), "a.docx").text.split("\n")[:-1]


def decided_by_another(data: bytes, *, accept: bool) -> list[str]:
    """Let another program do the same, which knows no changes inside hyperlinks and the like."""
    document = RevisionDocument(io.BytesIO(data))
    (document.accept_all if accept else document.reject_all)()
    return from_bytes(saved(document), "a.docx").text.split("\n")[:-1]


FAULTS = "一、关于学习(不深)的问题\n正文,写完,了事(二)。\n"
MENDED = "一、关于学习（不深）的问题\n正文，写完，了事（二）。\n"
ENCODINGS = (
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("gb18030", b""),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_are_kept(encoding: str, mark: bytes, end: str) -> None:
    rest = "𠮷　 \t末行，没有换行"
    before, after = (
        mark + (text + rest).replace("\n", end).encode(encoding) for text in (FAULTS, MENDED)
    )
    one = fixed(before)
    assert one.data == after
    assert one.applied["NL701"] >= 1


def test_marks_of_markdown_stay_and_what_they_part_is_left() -> None:
    text = "## 一、关于**学习(不深)** 的问题\n\n> 正文,写完*,*了事。\n"
    one = fixed(text.encode(), "a.md")
    assert one.data.decode() == "## 一、关于**学习（不深）**的问题\n\n> 正文，写完*，*了事。\n"
    halved = fixed("正文（写完”**。**。\n".encode(), "a.md", unsafe=True)
    assert halved.data.decode().replace("*", "") == halved.after.source.text


@pytest.mark.parametrize("template", range(3))
def test_pages_keep_their_source(template: int) -> None:
    text = Path("examples/web-copy.txt").read_text(encoding="utf-8").replace(",", "&")
    data = page(text.replace("&", ","), template)
    one = fixed(data, "a.html")
    assert one.applied["NL701"] == 1
    encoding = "gb18030" if template == 2 else "utf-8"
    before, after = data.decode(encoding), one.data.decode(encoding)
    assert re.findall("<[^>]*>", before) == re.findall("<[^>]*>", after)
    assert re.findall("&[a-z]+;", before) == re.findall("&[a-z]+;", after)
    assert one.after.source.text == patch.apply(one.before.source.text, one.edits)


def test_a_reference_is_replaced_whole_and_new_words_are_escaped() -> None:
    body = "<p>针对&ldquo;执行&ldquo;第一议题&rdquo;不严&rdquo;的问题。</p>"
    one = fixed(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert "&ldquo;执行‘第一议题’不严&rdquo;的问题" in one.data.decode()
    editor = TextEditor(b"<p>1&lt;2</p>", from_bytes(b"<p>1&lt;2</p>", "a.html"))
    at = editor.source.text.index("1")
    assert editor.apply([Edit(Span(at, at + 1), "a&b")]) == b"<p>a&amp;b&lt;2</p>"
    assert editor.apply([Edit(Span(at + 1, at + 2), ">")]) == b"<p>1&gt;2</p>"
    assert editor.apply([Edit(Span(at, at + 1), "'\"")]) == b"<p>'\"&lt;2</p>"


def test_only_safe_fixes_unless_asked() -> None:
    text = "整改措施：一是完善制度。二是是定期检查。\n正文,写完。\n"
    assert fixed(text.encode()).data.decode() == text.replace(",", "，")
    both = text.replace(",", "，").replace("是是", "是")
    assert fixed(text.encode(), unsafe=True).data.decode() == both


def test_what_is_suppressed_or_in_the_baseline_stays() -> None:
    text = "%% notice-lint: ignore[NL701] -- 原文如此\n正文,写完。\n正文,写完,了事。\n"
    one = fixed(text.encode())
    assert not one.changed or one.data.decode().count(",") == 1
    found = fixed(FAULTS.encode()).before.violations
    accepted = accept(one for one in found if one.code == "NL701")
    kept = Fixer(as_notice(), replace(DECISIONS, accepted=accepted)).fix(FAULTS.encode(), "a.txt")
    assert "NL701" not in kept.applied


def with_findings(state: FixState, *found: Violation) -> FixState:
    """Return a file as if only these could be fixed."""
    others = (replace(one, fixes=()) for one in state.result.violations)
    return FixState(state.data, replace(state.result, violations=(*found, *others)))


def test_of_fixes_that_overlap_the_first_is_applied_and_the_next_pass_looks_again() -> None:
    def outcome(*edits: tuple[int, int, str]) -> tuple[str, list[str]]:
        found = [
            replace(
                sample,
                code=str(number),
                fixes=(Fix("safe", sample.title, (Edit(Span(start, end), words),)),),
            )
            for number, (start, end, words) in enumerate(edits)
        ]
        step = FixPass(Fixer(as_notice(), DECISIONS), with_findings(state, *found))
        step.run()
        return step.state.data.decode(), [one.violation.code for one in step.skipped]

    state = Fixer(as_notice(), DECISIONS).check("甲乙丙丁\n正文,写完。\n".encode(), "a.txt")
    sample = next(one for one in state.result.violations if one.fixes)
    assert outcome((0, 2, "天"), (1, 3, "地"))[1] == ["1"]
    assert outcome((0, 2, "天"), (0, 2, "天")) == ("天丙丁\n正文,写完。\n", [])
    assert outcome((0, 2, "天"), (2, 3, "地")) == ("天地丁\n正文,写完。\n", [])
    assert outcome((1, 1, "天"), (1, 1, "地"))[1] == ["1"]


def test_a_fix_that_brings_errors_is_left_out_and_the_others_stay() -> None:
    text = Path("examples/clean.txt").read_text(encoding="utf-8") + "附,注\n"
    state = Fixer(as_notice(), DECISIONS).check(text.encode(), "a.txt")
    sample = state.result.violations[0]
    at = text.index("1.")

    def finding(span: Span, words: str) -> Violation:
        return replace(sample, fixes=(Fix("safe", sample.title, (Edit(span, words),)),))

    bad = finding(Span(at, at + 1), "7")
    good = finding(Span(len(text) - 3, len(text) - 2), "，")
    step = FixPass(Fixer(as_notice(), DECISIONS), with_findings(state, bad, good))
    assert step.run() == [(good, good.fixes[0])]
    assert step.state.data.decode() == text.replace("附,注", "附，注")
    assert "NL301" in step.skipped[0].reason.zh


def test_a_fix_that_brings_errors_is_found_by_its_paragraph_though_lines_move() -> None:
    text = Path("examples/clean.txt").read_text(encoding="utf-8") + "附,注\n"
    state = Fixer(as_notice(), DECISIONS).check(text.encode(), "a.txt")
    sample = state.result.violations[0]
    at = text.index("2.")

    def finding(span: Span, words: str) -> Violation:
        return replace(sample, fixes=(Fix("safe", sample.title, (Edit(span, words),)),))

    moving = finding(Span(0, 0), "\n\n\n\n")
    bad = finding(Span(at, at + 1), "7")
    good = finding(Span(len(text) - 3, len(text) - 2), "，")
    budget = RecheckBudget(3)
    findings = with_findings(state, moving, bad, good)
    step = FixPass(Fixer(as_notice(), DECISIONS), findings, budget)
    assert step.run() == [(each, each.fixes[0]) for each in (moving, good)]
    assert budget.left == 1
    (skipped,) = step.skipped
    assert "NL301" in skipped.reason.zh


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_place_of_the_edited_text_leads_back(data: st.DataObject) -> None:
    text = "零一二三四五六七八九"
    place, start = data.draw(st.tuples(st.integers(0, 9), st.integers(0, 9)))
    edits = [Edit(Span(start, min(10, start + data.draw(st.integers(0, 3)))), "甲乙")]
    after = patch.apply(text, edits).find(text[place])
    if after >= 0:
        assert patch.origin(edits, after) == place


def test_fixes_that_are_left_when_the_checks_are_spent_are_told() -> None:
    text = Path("examples/clean.txt").read_text(encoding="utf-8") + "附,注\n"
    state = Fixer(as_notice(), DECISIONS).check(text.encode(), "a.txt")
    sample = state.result.violations[0]
    numbers = [text.index(f"{number}.") for number in (1, 2, 3)]
    spoiling = [
        replace(sample, fixes=(Fix("safe", sample.title, (Edit(Span(at, at + 1), "7"),)),))
        for at in numbers
    ]
    for checks in (0, 1):
        budget = RecheckBudget(checks)
        step = FixPass(Fixer(as_notice(), DECISIONS), with_findings(state, *spoiling), budget)
        assert step.run() == []
        assert step.state.data.decode() == text
        assert [skip.violation for skip in step.skipped] == spoiling
        assert budget.left == 0
        assert step.skipped[-1].reason == SPENT


def test_what_a_person_chose_is_made_and_can_be_taken_back() -> None:
    source = from_bytes("甲乙丙丁\n".encode(), "a.txt")
    first = added(source, (), [Edit(Span(1, 2), "戊己")])
    assert first == (Edit(Span(1, 2), "戊己"),)
    both = added(source, first, [Edit(Span(4, 5), "庚")])
    assert both == (Edit(Span(1, 2), "戊己"), Edit(Span(3, 4), "庚"))
    assert added(source, both, [Edit(Span(1, 3), "乙")]) == (Edit(Span(3, 4), "庚"),)
    assert edited("甲乙丙丁\n".encode(), "a.txt", both).decode() == "甲戊己丙庚\n"
    assert edited(b"no notice at all", "a.docx", ()) == b"no notice at all"


def test_what_a_person_chose_in_word_is_no_tracked_change() -> None:
    data = docx("甲乙丙丁\n")
    made = edited(data, "a.docx", [Edit(Span(1, 2), "戊")])
    assert from_bytes(made, "a.docx").text == "甲戊丙丁\n"
    assert not list(Document(io.BytesIO(made)).element.iter(qn("w:ins"), qn("w:del")))
    parted = "正文**甲**乙\n".encode()
    with pytest.raises(InputError) as caught:
        edited(parted, "a.md", [Edit(Span(0, 4), "丙")])
    assert (caught.value.where, caught.value.wording) == ("a.md", MARKUP)


def test_files_that_cannot_be_written_are_told_how_to_go_on() -> None:
    pdf = Source("a.pdf", "pdf", "甲", "甲", "")
    doc = Source("a.doc", "doc", "甲", "甲", "")
    text = Source("a.txt", "text", "甲", "甲", "")
    for source, tracked in ((pdf, False), (doc, False), (text, True)):
        with pytest.raises(InputError) as caught:
            editor_for("甲".encode(), source, LIMITS, tracked=tracked)
        assert "docx" in caught.value.wording.zh


def test_an_automatic_number_is_left_with_the_reason() -> None:
    data = docx_numbered(
        "一、学习\n（一）关于甲方面\n1.针对“理论学习不深入”的问题\n3.针对“乙”的问题\n"
    )
    one = fixed(data, "a.docx", unsafe=True)
    numbered = [skip for skip in one.skipped if skip.violation.code == "NL301"]
    assert "NL301" not in one.applied
    assert all("自动编号" in skip.reason.zh for skip in numbered)


def test_tracked_edits_keep_out_of_the_changes_of_others() -> None:
    data = docx_tracked("前半是原文后半,是增补\n")
    plain = fixed(data, "a.docx")
    assert plain.after.source.text == "前半是原文后半，是增补\n"
    one = fixed(data, "a.docx", track=WHEN)
    assert [skip.reason.zh for skip in one.skipped] == ["在他人的修订里"]
    assert one.data == data


def test_all_passes_end_in_one_set_of_tracked_changes() -> None:
    data = docx("一、关于学习方面\n（1）针对“执行“第一议题”不严”的问题\n正文,写完(一)。\n")
    one = fixed(data, "a.docx", track=WHEN)
    assert decided(one.data, accept=True) == one.after.source.text.split("\n")[:-1]
    assert decided(one.data, accept=False) == one.before.source.text.split("\n")[:-1]
    changes = list(Document(io.BytesIO(one.data)).element.iter(qn("w:ins"), qn("w:del")))
    names = [change.get(qn("w:id")) for change in changes]
    assert len(names) == len(set(names)) >= 2
    assert {change.get(qn("w:author")) for change in changes} == {"notice-lint"}
    assert {change.get(qn("w:date")) for change in changes} == {"2031-05-06T07:08:09Z"}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_edits_made_at_once_are_the_edits_made_one_after_the_other(data: st.DataObject) -> None:
    text = original = "零一二三四五六七八九"
    whole: tuple[Edit, ...] = ()
    for words in "甲乙丙丁":
        edits: list[Edit] = []
        for start, end in data.draw(
            st.lists(
                st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted),
                max_size=4,
            )
        ):
            edit = Edit(Span(start, end), data.draw(st.sampled_from(("", words, words * 3))))
            if not any(edit.overlaps(one) for one in edits):
                edits.append(edit)
        whole = patch.compose(whole, edits)
        text = patch.apply(text, edits)
        assert patch.apply(original, whole) == text
        assert not any(a.overlaps(b) for a, b in pairwise(whole))


@settings(max_examples=150, deadline=None)
@given(ANY, st.sampled_from(("a.txt", "a.md", "a.html")), st.booleans())
@example("0000000000、。一是", "a.txt", True)
def test_whatever_the_text_only_what_is_told_changes(text: str, name: str, unsafe: bool) -> None:
    data = text.encode("utf-8", "replace")
    try:
        one = fixed(data, name, unsafe=unsafe)
    except InputError:
        return
    told = patch.apply(one.before.source.text, one.edits)
    assert from_bytes(one.data, name).text == told if one.changed else not one.edits
    assert bool(one.applied) or not one.edits
    assert fixed(one.data, name, unsafe=unsafe).data == one.data


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("seed", range(len(TEXTS)))
def test_examples_in_rough_word_files(seed: int, unsafe: bool) -> None:
    text = TEXTS[seed]
    data = rough(text, seed)
    one = fixed(data, "a.docx", unsafe=unsafe)
    tracked = fixed(data, "a.docx", unsafe=unsafe, track=WHEN)
    told = patch.apply(one.before.source.text, one.edits)
    assert from_bytes(one.data, "a.docx").text == told
    assert decided(tracked.data, accept=True) == told.split("\n")[:-1]
    assert decided(tracked.data, accept=False) == one.before.source.text.split("\n")[:-1]


FOLDER = os.environ.get("NOTICE_LINT_CORPUS", "")


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Call:
    """Run the command in a folder of its own, where a.txt holds faults."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(FAULTS, encoding="utf-8")

    def run_it(*arguments: str) -> Ended:
        code = run(["fix", "--select", "NL701,NL303", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ended(code, out, err)

    return run_it


def words(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def names() -> list[str]:
    return sorted(str(one) for one in Path().rglob("*") if one.is_file())


def test_the_result_stands_beside_the_original(call: Call) -> None:
    ended = call("a.txt")
    assert (ended.code, ended.err) == (0, "")
    assert "已修改" in ended.out
    assert "写入 a.fixed.txt" in ended.out
    assert (words("a.txt"), words("a.fixed.txt")) == (FAULTS, MENDED)
    call("a.txt")
    assert names() == ["a.fixed.txt", "a.txt"]
    Path("a.fixed.txt").write_text("另有修改", encoding="utf-8")
    assert "写入 a.fixed1.txt" in call("a.txt").out
    assert words("a.fixed.txt") == "另有修改"


def test_nothing_is_written_where_nothing_changes(call: Call) -> None:
    Path("a.txt").write_text(MENDED, encoding="utf-8")
    assert "没有可自动修改之处" in call("a.txt").out
    assert call("a.txt", "--in-place").code == 0
    assert names() == ["a.txt"]


def test_in_place_keeps_backups_mode_and_links(call: Call) -> None:
    Path("a.txt").chmod(0o640)
    Path("b.txt").symlink_to("a.txt")
    assert "a.txt.bak" in call("b.txt", "--in-place").out
    assert Path("b.txt").is_symlink()
    assert (words("a.txt"), words("a.txt.bak")) == (MENDED, FAULTS)
    assert Path("a.txt").stat().st_mode & 0o777 == 0o640
    Path("a.txt").write_text(f"{FAULTS}又,及\n", encoding="utf-8")
    assert "a.txt.bak1" in call("a.txt", "--in-place").out
    assert (words("a.txt.bak"), words("a.txt.bak1")) == (FAULTS, f"{FAULTS}又,及\n")


def test_a_read_only_file_is_left_alone(call: Call) -> None:
    Path("a.txt").chmod(0o444)
    Path("b.txt").write_text(FAULTS, encoding="utf-8")
    ended = call("a.txt", "b.txt", "--in-place")
    assert ended.code == 2
    assert "只读" in ended.err
    assert (words("a.txt"), words("b.txt")) == (FAULTS, MENDED)


def test_a_target_that_cannot_be_written_is_told(call: Call) -> None:
    Path("folder").mkdir()
    ended = call("a.txt", "-o", "a.txt/b.txt")
    assert ended.code == 2
    assert "无法写入" in ended.err
    assert "--in-place" in call("a.txt", "-o", "a.txt").err
    assert words("a.txt") == FAULTS


def test_a_file_or_a_folder_can_be_named(call: Call) -> None:
    assert call("a.txt", "-o", "new/b.txt").code == 0
    assert words("new/b.txt") == MENDED
    Path("in/deep").mkdir(parents=True)
    Path("in/deep/c.txt").write_text(FAULTS, encoding="utf-8")
    Path("in/d.txt").write_text(MENDED, encoding="utf-8")
    assert call("in", "a.txt", "-o", "out").code == 0
    assert [one for one in names() if one.startswith("out")] == [
        "out/a.txt",
        "out/d.txt",
        "out/deep/c.txt",
    ]
    assert words("out/deep/c.txt") == MENDED
    Path("in/a.txt").write_text(FAULTS, encoding="utf-8")
    ended = call("a.txt", "in", "-o", "both")
    assert ended.code == 2
    assert "另一个同名文件" in ended.err


def test_a_difference_changes_nothing_and_can_be_patched(call: Call) -> None:
    Path("a.txt").write_bytes(f"{FAULTS}末,行".replace("\n", "\r\n").encode())
    ended = call("a.txt", "--diff")
    assert names() == ["a.txt"]
    assert "可修改" in ended.err
    Path("a.diff").write_text(ended.out, encoding="utf-8", newline="")
    subprocess.run(["patch", "--binary", "a.txt", "a.diff"], check=True, capture_output=True)
    assert Path("a.txt").read_bytes() == f"{MENDED}末，行".replace("\n", "\r\n").encode()


def test_a_dry_run_lists_the_edits(call: Call) -> None:
    ended = call("a.txt", "--dry-run")
    assert "“,”改为“，”" in ended.out
    assert names() == ["a.txt"]


def test_standard_input_is_a_filter(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "notice_lint", "fix", "-"]
    for data in (FAULTS.encode("gb18030"), rough(FAULTS)):
        ended = subprocess.run(command, input=data, capture_output=True, check=False)
        assert ended.stdout == fixed(data, "-").data
        assert "写到标准输出" in ended.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_options_that_do_not_go_together(call: Call) -> None:
    assert "--diff" in call("a.txt", "--diff", "--in-place").err
    assert call("-", "--in-place").code == 2
    ended = call("a.txt", "--track")
    assert ended.code == 2
    assert "修订" in ended.err


def test_one_bad_file_does_not_keep_the_others(call: Call) -> None:
    Path("bad.docx").write_bytes(b"PK\x03\x04")
    Path("b.docx").write_bytes(rough(FAULTS))
    ended = call("bad.docx", "none.txt", "b.docx", "a.txt", "--lang", "en")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 2
    assert "written to b.fixed.docx" in ended.out
    assert from_bytes(Path("b.fixed.docx").read_bytes(), "b.docx").text == MENDED
    assert words("a.fixed.txt") == MENDED


def test_what_remains_decides_the_exit_code(call: Call) -> None:
    Path("a.txt").write_text(f"{FAULTS}1.甲\n3.乙\n", encoding="utf-8")
    remaining = ("--select", "NL301", "a.txt", "--dry-run")
    assert call(*remaining).code == 1
    assert "还有" in call(*remaining).out
    assert call("--select", "NL301", "--ignore", "NL301", "a.txt", "--dry-run").code == 0


@pytest.mark.skipif(not FOLDER, reason="NOTICE_LINT_CORPUS is not set")
def test_real_notices_in_word() -> None:
    for path in sorted(Path(FOLDER).glob("*.txt")):
        data = rough(path.read_text(encoding="utf-8"), 1)
        one = fixed(data, "a.docx", unsafe=True)
        settled(one)
        tracked = fixed(data, "a.docx", unsafe=True, track=WHEN)
        assert decided(tracked.data, accept=True) == one.after.source.text.split("\n")[:-1]
        assert decided(tracked.data, accept=False) == one.before.source.text.split("\n")[:-1]
        spans = {found.span for found in one.after.violations if found.quote}
        notes = [WordComment(span, str(number)) for number, span in enumerate(spans)]
        ranges = commented(comment(one.data, notes))
        for note in notes:
            assert ranges[note.text] == [seen(note.span.of(one.after.source.text))]
