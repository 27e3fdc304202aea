"""The format docx: a copy of each document with its findings as comments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from carriers import docx
from docx import Document
from support import Call
from test_word import comment, commented, rough

from notice_lint.api import Options, Session
from notice_lint.config.settings import Overrides
from notice_lint.docx.write.comments import WordComment
from notice_lint.errors import UsageError
from notice_lint.reports.file_output import FileRenderer, ReportNeeds
from notice_lint.reports.model.report import FileReport
from notice_lint.reports.to_file.docx import _is_free
from notice_lint.text.spans import Span

EXAMPLES = Path(__file__).parent.parent / "examples"
FAULTY = (EXAMPLES / "missing-parts.txt").read_text(encoding="utf-8")


def comments_of(path: str) -> list[tuple[str, str]]:
    """Return the code that each comment names, and the words in its range."""
    found = commented(Path(path).read_bytes())
    return sorted((text.split()[1], words) for text, ranges in found.items() for words in ranges)


@pytest.mark.parametrize("seed", range(3))
def test_every_finding_is_a_comment_on_its_words(call: Call, place: Path, seed: int) -> None:
    original = rough(FAULTY, seed)
    Path("draft.docx").write_bytes(original)
    ended = call("check", "draft.docx", "--no-fold", "-o", "docx", "-o", "json:a.json")
    assert "批注稿：draft.commented.docx" in ended.err
    (file,) = json.loads(Path("a.json").read_text(encoding="utf-8"))["files"]
    expected = sorted((one["code"], one["quote"].replace("\n", "")) for one in file["violations"])
    assert comments_of("draft.commented.docx") == expected
    assert Path("draft.docx").read_bytes() == original


def test_repeats_are_folded_into_one_comment(call: Call, place: Path) -> None:
    Path("draft.docx").write_bytes(docx(FAULTY.replace("整改措施：", "措施 ：")))
    call("check", "draft.docx", "-o", "docx:all.docx", "--select", "NL305,NL7", "--no-fold")
    call("check", "draft.docx", "-o", "docx:folded.docx", "--select", "NL305,NL7")
    every, folded = comments_of("all.docx"), comments_of("folded.docx")
    assert {code for code, _ in every} == {code for code, _ in folded}
    assert len(folded) <= len(every)


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_other_kinds_become_plain_word_files(call: Call, place: Path, suffix: str) -> None:
    text = (
        FAULTY
        if suffix != "html"
        else "<body>" + "".join(f"<p>{line}</p>" for line in FAULTY.splitlines())
    )
    Path(f"draft.{suffix}").write_text(text, encoding="utf-8", newline="")
    call("check", f"draft.{suffix}", "-o", "docx:out", "-o", "json:a.json", "--no-fold")
    (file,) = json.loads(Path("a.json").read_text(encoding="utf-8"))["files"]
    words = [words for _, words in comments_of(f"out/draft.{suffix}.commented.docx")]
    assert sorted(words) == sorted(one["quote"].replace("\n", "") for one in file["violations"])


def test_a_rerun_replaces_its_copy_but_nothing_that_people_wrote(call: Call, place: Path) -> None:
    Path("draft.docx").write_bytes(docx(FAULTY))
    run = ("check", "draft.docx", "-o", "docx")
    call(*run)
    first = comments_of("draft.commented.docx")
    call(*run)
    assert sorted(path.name for path in place.glob("*.docx")) == [
        "draft.commented.docx",
        "draft.docx",
    ]
    copy = Document("draft.commented.docx")
    copy.add_comment(copy.paragraphs[0].runs[0], "请核实", "审核人", "审")
    copy.save("draft.commented.docx")
    kept = Path("draft.commented.docx").read_bytes()
    call(*run)
    assert Path("draft.commented.docx").read_bytes() == kept
    assert comments_of("draft.commented1.docx") == first
    again = call("check", "draft.commented.docx", "--ignore", "NL9", "-o", "docx:again.docx")
    assert again.code == 1
    authors = [one.author for one in Document("again.docx").comments]
    assert authors.count("审核人") == 1
    assert len(authors) == len(first) + 1


def test_a_copy_that_cannot_be_made_is_an_error_and_the_rest_goes_on(
    call: Call, place: Path
) -> None:
    Path("clean.txt").write_bytes((EXAMPLES / "clean.txt").read_bytes())
    Path("file").touch()
    ended = call("check", "clean.txt", "-o", "docx:file/x.docx", "-o", "json:a.json")
    assert (ended.code, "错误：" in ended.err) == (2, True)
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["files"]


def test_two_documents_do_not_share_a_copy(call: Call, place: Path) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(FAULTY, encoding="utf-8")
    ended = call("check", "a.txt", "b.txt", "-o", "docx:one.docx")
    assert ended.code == 2
    assert ended.err.count("批注稿：") == 1


def test_another_document_is_not_written_over(call: Call, place: Path) -> None:
    Path("draft.docx").write_bytes(docx(FAULTY))
    Path("other.docx").write_bytes(docx("另一份文稿\n"))
    kept = Path("other.docx").read_bytes()
    assert call("check", "draft.docx", "-o", "docx:other.docx").code == 2
    assert Path("other.docx").read_bytes() == kept


def test_copies_are_not_found_in_folders(call: Call, place: Path) -> None:
    Path("draft.docx").write_bytes(docx(FAULTY))
    call("check", ".", "-o", "docx")
    assert Path("draft.commented.docx").exists()
    files = json.loads(call("check", ".", "--format", "json").out)["files"]
    assert [one["path"] for one in files] == ["./draft.docx"]


def test_a_finding_about_nothing_stands_at_its_anchor(call: Call, place: Path) -> None:
    data = comment(docx("甲\n"), [WordComment(Span(0, 0), "缺少标题")])
    assert commented(data) == {"缺少标题": ["甲"]}


def test_what_a_file_comes_to_holds_its_copy_and_not_its_report(place: Path) -> None:
    Path("draft.txt").write_text(FAULTY, encoding="utf-8")
    needs = ReportNeeds(copies=("docx",), report=False)
    run = Session(Options(), Overrides())
    renderer = FileRenderer(run.report(), needs)
    (report,) = run.file_reports(["draft.txt"])
    assert isinstance(report, FileReport)
    output = renderer.with_copies(renderer.output(report))
    assert (output.report, output.copies["docx"].data[:2]) == (None, b"PK")
    Path("draft.txt").write_text("又改过\n", encoding="utf-8")
    changed = renderer.with_copies(renderer.output(report)).copies["docx"]
    assert (changed.data, type(changed.error)) == (b"", UsageError)


def words_of_comments(call: Call, *arguments: str) -> list[list[str]]:
    """Return the lines of each comment that a check writes."""
    call("check", "draft.txt", "-o", "docx:out.docx", *arguments)
    return [text.splitlines() for text in commented(Path("out.docx").read_bytes())]


def test_a_comment_says_what_is_wrong_where_else_and_what_to_do(call: Call, place: Path) -> None:
    items = "".join(f"{n}.针对“第{n}类台账不全”的问题\n整改情况：已整改。。\n" for n in range(1, 7))
    Path("draft.txt").write_text("一、整改情况\n" + items, encoding="utf-8")
    folded = {lines[0].split()[1]: lines for lines in words_of_comments(call)}
    assert folded["NL705"][2] == "同类问题共 6 处：第 3、5、7、9、11、13 行"
    assert folded["NL705"][3].startswith("依据：")
    assert folded["NL705"][4].startswith("建议：")
    assert sum(line.startswith("同样缺少：") for line in folded["NL201"]) == 3
    english = words_of_comments(call, "--lang", "en", "--select", "NL705")
    assert english[0][2].startswith("6 of this kind: ")
    single = words_of_comments(call, "--no-fold", "--select", "NL705")
    assert len(single) == 1  # six comments of the very same words
    assert not any(line.startswith("同类问题") for line in single[0])


def test_a_comment_begins_behind_a_break(place: Path) -> None:
    """A place that begins at the end of a line takes nothing of that line."""
    data = comment(docx("甲乙丙\n丁戊己\n"), [WordComment(Span(3, 5), "此处")])
    assert commented(data) == {"此处": ["丁"]}


def test_a_copy_takes_the_place_of_one_that_nobody_changed(place: Path) -> None:
    Path("draft.docx").write_bytes(docx(FAULTY))
    Path("draft.txt").write_text(FAULTY, encoding="utf-8")
    for original in (Path("draft.docx"), Path("draft.txt")):
        assert _is_free(Path("nowhere.docx"), original)
        assert _is_free(Path("draft.docx"), original)
        Path("other.docx").write_bytes(docx(FAULTY + "又一句。\n"))
        assert not _is_free(Path("other.docx"), original)
        changed = Document("draft.docx")
        changed.add_comment(changed.paragraphs[0].runs[0], "请核实", "审核人", "审")
        changed.save("other.docx")
        assert not _is_free(Path("other.docx"), original)
        Path("other.docx").write_bytes(b"no Word file")
        assert not _is_free(Path("other.docx"), original)
