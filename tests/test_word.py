"""Word files: comments on exact words, edits that keep the setting, plain files made of text."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from carriers import (
    SOFFICE,
    converted,
    docx,
    docx_numbered,
    docx_tracked,
    lines_of,
    saved,
    wrap,
)
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_lint.document.violation import Edit
from notice_lint.docx.reader import OWN_AUTHOR
from notice_lint.docx.write.comments import WordComment, write_comments
from notice_lint.docx.write.document import open_word
from notice_lint.docx.write.edits import Edited, Track, apply_edits
from notice_lint.docx.write.plain import plain_docx
from notice_lint.errors import InputError
from notice_lint.readers import from_bytes
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.text.spans import Span

EXAMPLES = sorted(Path("examples").glob("*.txt"))
WHEN = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)


def rough(text: str, seed: int = 0, wrapped: bool = True) -> bytes:
    """Carry lines in runs split anywhere, some bold, in wrappers, in tables of one cell or two."""
    chance = random.Random(seed)
    document = Document()
    for line in lines_of(text):
        holder = document
        if chance.random() < 0.1:
            holder = document.add_table(1, 1).cell(0, 0)
            holder._tc.remove(holder.paragraphs[0]._p)
        paragraph = holder.add_paragraph()
        place = 0
        while place < len(line):
            end = place + chance.randint(1, 12)
            run = paragraph.add_run(line[place:end])
            run.bold = chance.random() < 0.3
            if wrapped and chance.random() < 0.2:
                wrap(run._r, chance.choice(("w:smartTag", "w:hyperlink", "w:fldSimple")))
            place = end
    return saved(document)


def comment(data: bytes, notes: list[WordComment]) -> bytes:
    return write_comments(open_word(data), notes, WHEN)


def commented(data: bytes) -> dict[str, list[str]]:
    """Return the words in the range of each comment, by what the comment says; seen by no code of ours."""
    document = Document(io.BytesIO(data))
    ranges: dict[str, str] = {}
    open_: set[str] = set()
    for one in document.element.body.iter():
        if one.tag == qn("w:commentRangeStart"):
            open_.add(one.get(qn("w:id")))
        elif one.tag == qn("w:commentRangeEnd"):
            open_.remove(one.get(qn("w:id")))
        elif one.tag in (qn("w:t"), qn("w:tab")):
            for name in open_:
                ranges[name] = ranges.get(name, "") + (one.text or "\t")
    assert not open_
    found: dict[str, list[str]] = {}
    for one in document.comments:
        found.setdefault(one.text, []).append(ranges.get(str(one.comment_id), ""))
    return found


def seen(text: str) -> str:
    return text.replace("\n", "")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_comments_stand_on_the_words_of_every_finding(path: Path) -> None:
    for seed in range(3):
        data = rough(path.read_text(encoding="utf-8"), seed)
        source = from_bytes(data, "a.docx")
        spans = sorted({one.span for one in lint(source, default_profile()).violations})
        notes = [WordComment(span, f"第{number}处") for number, span in enumerate(spans)]
        written = comment(data, notes)
        found = commented(written)
        for note in notes:
            (words,) = found[note.text]
            if note.span.start < note.span.end:
                assert words == seen(note.span.of(source.text))
            else:
                assert words
        again = from_bytes(written, "a.docx")
        assert again.text == source.text
        assert not again.residue


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_span_of_any_document_can_be_commented(data: st.DataObject) -> None:
    text = "甲乙丙丁戊己庚辛\n一、子丑寅卯\n\n（一）天地玄黄𠮷宇宙"
    file = rough(text, data.draw(st.integers(0, 50)))
    length = len(from_bytes(file, "a.docx").text)
    places = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    spans = [Span(*pair) for pair in data.draw(st.lists(places, max_size=6))]
    written = comment(file, [WordComment(span, f"第{n}处") for n, span in enumerate(spans)])
    source = from_bytes(written, "a.docx")
    assert source.text == from_bytes(file, "a.docx").text
    found = commented(written)
    for number, span in enumerate(spans):
        words = seen(span.of(source.text))
        assert found[f"第{number}处"] == [words] if words else found[f"第{number}处"][0]


def test_a_second_run_replaces_its_own_comments_and_leaves_those_of_people() -> None:
    document = Document()
    paragraph = document.add_paragraph("本单位共整改十一个问题。")
    document.add_comment(paragraph.runs, "请核对", "张三", "张")
    data = comment(saved(document), [WordComment(Span(1, 3), "一"), WordComment(Span(4, 6), "二")])
    data = comment(data, [WordComment(Span(2, 7), "三")])
    document = Document(io.BytesIO(data))
    assert [(one.author, one.text) for one in document.comments] == [
        ("张三", "请核对"),
        (OWN_AUTHOR, "三"),
    ]
    assert commented(data) == {"请核对": ["本单位共整改十一个问题。"], "三": ["位共整改十"]}
    assert len(list(document.element.iter(qn("w:commentReference")))) == 2
    mine = next(one for one in document.comments if one.author == OWN_AUTHOR)
    assert (mine.initials, mine.timestamp) == ("NL", WHEN)
    assert commented(comment(data, [])) == {"请核对": ["本单位共整改十一个问题。"]}


W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
COMPANIONS = {
    "commentsExtended": (
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        (
            f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0A000001" w15:done="0"/>'
            '<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/>'
            "</w15:commentsEx>"
        ),
    ),
    "commentsIds": (
        "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
        (
            f'<c:commentsIds xmlns:c="{CID}"><c:commentId c:paraId="0A000001" c:durableId="1B000001"/>'
            '<c:commentId c:paraId="0A000002" c:durableId="1B000002"/></c:commentsIds>'
        ),
    ),
    "commentsExtensible": (
        "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible",
        (
            f'<x:commentsExtensible xmlns:x="{CEX}"><x:commentExtensible x:durableId="1B000001"/>'
            '<x:commentExtensible x:durableId="1B000002"/></x:commentsExtensible>'
        ),
    ),
}


def with_companions(data: bytes) -> bytes:
    """Give the first comment paraId 0A000001 and the second, an answer to it, 0A000002."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document(io.BytesIO(data))
    for number, one in enumerate(document.comments, 1):
        key = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
        one.paragraphs[-1]._p.set(key, f"0A00000{number}")
    for name, (kind, xml) in COMPANIONS.items():
        part = Part(
            PackURI(f"/word/{name}.xml"), "application/xml", xml.encode(), document.part.package
        )
        document.part.relate_to(part, kind)
    return saved(document)


def test_what_other_parts_say_about_own_comments_is_removed_and_answers_stay() -> None:
    data = comment(docx("整改情况通报"), [WordComment(Span(0, 2), "我的")])
    document = Document(io.BytesIO(data))
    document.add_comment(document.paragraphs[0].runs, "已改", "张三", "张")
    data = comment(with_companions(saved(document)), [])
    parts = zipfile.ZipFile(io.BytesIO(data))
    for name in COMPANIONS:
        words = parts.read(f"word/{name}.xml").decode()
        assert "000002" in words
        assert "000001" not in words
    assert commented(data) == {"已改": ["整改情况通报"]}


def test_an_automatic_number_is_commented_on_at_the_words_behind_it() -> None:
    data = docx_numbered("一、加强学习\n二、压实责任")
    source = from_bytes(data, "a.docx")
    at = source.text.index("二、")
    found = commented(
        comment(data, [WordComment(Span(at, at + 2), "编号"), WordComment(Span(at, at + 4), "都")])
    )
    assert found == {"编号": ["压实责任"], "都": ["压实"]}


def test_a_comment_over_paragraphs_and_on_inserted_words() -> None:
    data = docx_tracked("甲乙丙丁\n子丑寅卯")
    source = from_bytes(data, "a.docx")
    start, end = source.text.index("丁"), source.text.index("丑")
    assert commented(comment(data, [WordComment(Span(start, end), "跨段")])) == {"跨段": ["丁子"]}


def test_an_empty_paragraph_holds_a_comment() -> None:
    document = Document()
    for words in ("甲", "", "乙"):
        document.add_paragraph(words)
    found = commented(
        comment(saved(document), [WordComment(Span(2, 2), "缺"), WordComment(Span(5, 5), "末")])
    )
    assert found == {"缺": [""], "末": ["乙"]}


def test_line_breaks_and_blanks_in_a_comment() -> None:
    data = comment(docx("甲 乙  丙"), [WordComment(Span(0, 3), "一\n二\x01")])
    (one,) = Document(io.BytesIO(data)).comments
    assert [paragraph.text for paragraph in one.paragraphs] == ["一", "二\ufffd"]
    assert from_bytes(data, "a.docx").text == "甲 乙  丙\n"


def test_a_plain_file_holds_the_text_line_by_line() -> None:
    text = "关于整改\x02的通报\r\n\r\n　　一、\t学习\n末行"
    plain = plain_docx(text)
    source = from_bytes(plain.data, "a.docx")
    assert source.text == "关于整改\ufffd的通报\n\n　　一、\t学习\n末行\n"
    for words in ("通报", "学习", "末行"):
        start = text.index(words)
        assert plain.span(Span(start, start + 2)).of(source.text) == words


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters() | st.sampled_from("\r\n\t 　")))
def test_any_text_makes_a_plain_file(text: str) -> None:
    plain = plain_docx(text)
    read = "".join(paragraph_texts(plain.data))
    whole = plain.span(Span(0, len(text)))
    assert whole.of(read).count("\n") == len(re.split("\r\n|[\r\n\v\f\x85\u2028\u2029]", text)) - 1


def paragraph_texts(data: bytes) -> Iterator[str]:
    story = open_word(data).story
    yield from story.text


def test_a_file_that_is_no_whole_package_is_told() -> None:
    with pytest.raises(InputError):
        open_word(b"PK\x03\x04nothing")


def test_a_bomb_in_any_part_is_refused() -> None:
    buffer = io.BytesIO(docx("甲"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/media/image1.png", b"\0" * (30 << 20))
    with pytest.raises(InputError):
        open_word(buffer.getvalue())


def edited(data: bytes, *edits: tuple[int, int, str], track: bool = False) -> Edited:
    made = [Edit(Span(start, end), words) for start, end, words in edits]
    return apply_edits(open_word(data), made, Track(WHEN) if track else None)


def test_numbers_of_tracked_changes_are_those_that_are_free() -> None:
    document = Document()
    paragraph = document.add_paragraph("甲乙丙")
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), "41")
    paragraph._p.append(mark)
    data = edited(saved(document), (0, 1, "丁"), (2, 3, "戊"), track=True).data
    changes = Document(io.BytesIO(data)).element.body.iter(qn("w:ins"), qn("w:del"))
    assert sorted(int(change.get(qn("w:id"))) for change in changes) == [42, 43, 44, 45]


def runs(data: bytes) -> list[tuple[str, bool]]:
    """Return the runs that hold words, with whether they are bold; those deleted left out."""
    found = []
    for run in Document(io.BytesIO(data)).element.body.iter(qn("w:r")):
        text = "".join(one.text or "" for one in run.iter(qn("w:t")))
        if text:
            found.append((text, run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None))
    return found


def bold_middle() -> bytes:
    document = Document()
    paragraph = document.add_paragraph("甲乙")
    paragraph.add_run("丙丁").bold = True
    paragraph.add_run("戊己")
    return saved(document)


@pytest.mark.parametrize("track", [False, True])
def test_new_words_are_set_as_the_first_they_replace_or_as_those_before(track: bool) -> None:
    def outcome(*edits: tuple[int, int, str]) -> list[tuple[str, bool]]:
        merged: list[tuple[str, bool]] = []
        for text, bold in runs(edited(bold_middle(), *edits, track=track).data):
            before = merged.pop() if merged and merged[-1][1] == bold else ("", bold)
            merged.append((before[0] + text, bold))
        return merged

    assert outcome((1, 3, "子丑")) == [("甲子丑", False), ("丁", True), ("戊己", False)]
    assert outcome((3, 5, "子")) == [("甲乙", False), ("丙子", True), ("己", False)]
    assert outcome((4, 4, "子")) == [("甲乙", False), ("丙丁子", True), ("戊己", False)]
    assert outcome((0, 0, "子")) == [("子甲乙", False), ("丙丁", True), ("戊己", False)]
    assert outcome((0, 0, "子"), (0, 2, "丑"))[0] == ("子丑", False)
    assert outcome((2, 4, "")) == [("甲乙戊己", False)]
    assert outcome((0, 1, "子"), (1, 1, "丑"), (5, 6, "寅"))[0] == ("子丑乙", False)


def test_edits_that_cannot_be_made_are_told_and_the_others_are_made() -> None:
    document = Document()
    paragraph = document.add_paragraph("甲乙\t丙丁")
    paragraph.add_run().add_break()
    paragraph.add_run("戊己")
    document.add_paragraph("庚辛")
    data = saved(document)
    text = from_bytes(data, "a.docx").text
    assert text == "甲乙\t丙丁\n戊己\n庚辛\n"
    done = edited(
        data, (1, 4, "子"), (4, 7, "子"), (7, 10, "子"), (0, 1, "丑"), (9, 10, "\n"), (10, 11, "寅")
    )
    assert [(edit.place.start, reason.zh) for edit, reason in done.refused] == [
        (1, "涉及制表符或换行"),
        (4, "涉及制表符或换行"),
        (7, "跨越段落"),
        (9, "涉及制表符或换行"),
    ]
    assert from_bytes(done.data, "a.docx").text == "丑乙\t丙丁\n戊己\n庚寅\n"
    done = edited(data, (0, 2, "子"), (1, 2, "丑"))
    assert [reason.zh for _, reason in done.refused] == ["与另一处修改重叠"]


def test_automatic_numbers_and_deleted_words_are_not_edited() -> None:
    numbered = docx_numbered("一、学习")
    assert edited(numbered, (0, 2, "二、")).refused[0][1].zh.startswith("这里是自动编号")
    assert from_bytes(edited(numbered, (2, 2, "再")).data, "a.docx").text == "一、再学习\n"
    tracked = docx_tracked("甲乙丙丁")
    (refused,) = edited(tracked, (1, 3, "子")).refused
    assert refused[1].zh == "其中有修订删去的文字"
    assert not edited(tracked, (3, 4, "子")).refused
    (refused,) = edited(tracked, (3, 4, "子"), track=True).refused
    assert refused[1].zh == "在他人的修订里"


def framed(text: str) -> bytes:
    """Put words into a text box behind those of the paragraph."""
    document = Document()
    run = document.add_paragraph("正文").add_run()
    box = parse_xml(
        '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    run._r.append(box)
    return saved(document)


def footnoted(text: str) -> bytes:
    """Put words into a footnote at the end of the first paragraph."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    run = document.add_paragraph("正文").add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    run._r.append(reference)
    xml = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    name = PackURI("/word/footnotes.xml")
    part = Part(name, "application/xml", xml.encode(), document.part.package)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document.part.relate_to(part, kind)
    return saved(document)


@pytest.mark.parametrize("made", [framed, footnoted])
def test_notes_and_boxes_are_commented_on_at_their_place_and_not_edited(
    made: Callable[[str], bytes],
) -> None:
    data = made("旁注")
    assert from_bytes(data, "a.docx").text == "正文\n旁注\n"
    written = comment(
        data,
        [
            WordComment(Span(3, 5), "旁"),
            WordComment(Span(0, 1), "正"),
            WordComment(Span(5, 5), "末"),
        ],
    )
    root = Document(io.BytesIO(written)).element.body
    starts = [one.getparent() for one in root.iter(qn("w:commentRangeStart"))]
    assert all(one is root[0] for one in starts)
    assert commented(written)["正"] == ["正"]
    (refused,) = edited(data, (3, 4, "子")).refused
    assert refused[1].zh == "在脚注、尾注或文本框里"


def test_a_tracked_deletion_takes_no_footnote_with_it() -> None:
    document = Document()
    run = document.add_paragraph().add_run("甲乙")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    words = OxmlElement("w:t")
    words.text = "丙丁"
    run._r.extend([reference, words])
    data = edited(saved(document), (1, 3, "子"), track=True).data
    root = Document(io.BytesIO(data)).element
    (kept,) = root.iter(qn("w:footnoteReference"))
    assert next(kept.iterancestors(qn("w:del")), None) is None
    assert from_bytes(data, "a.docx").text == "甲子丁\n"


def test_words_that_word_fills_in_are_not_edited() -> None:
    document = Document()
    run = document.add_paragraph("甲").add_run("乙丙")
    control = wrap(wrap(run._r, "w:sdtContent"), "w:sdt")
    properties = OxmlElement("w:sdtPr")
    control.insert(0, properties)
    assert not edited(saved(document), (1, 2, "子")).refused
    properties.append(OxmlElement("w:dataBinding"))
    (refused,) = edited(saved(document), (1, 2, "子")).refused
    assert "内容控件" in refused[1].zh


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_edits_change_just_what_they_say(data: st.DataObject) -> None:
    file = rough(
        "甲乙丙丁戊己庚辛\n一、子丑寅卯\n（一）天地玄黄𠮷宇宙", data.draw(st.integers(0, 20))
    )
    text = from_bytes(file, "a.docx").text
    places = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted)
    edits = [
        (start, end, data.draw(st.sampled_from(("", "新", " 新 的 "))))
        for start, end in data.draw(st.lists(places, max_size=5))
    ]
    for track in (False, True):
        done = edited(file, *edits, track=track)
        refused = [edit for edit, _ in done.refused]
        expected = text
        for start, end, words in sorted(set(edits), reverse=True):
            if Edit(Span(start, end), words) not in refused:
                expected = expected[:start] + words + expected[end:]
        assert from_bytes(done.data, "a.docx").text == expected


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_files_that_libreoffice_wrote_and_reads(tmp_path: Path) -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    data = converted(rough(text), "docx", tmp_path)
    source = from_bytes(data, "a.docx")
    spans = sorted({one.span for one in lint(source, default_profile()).violations})
    spans = [one for one in spans if one.of(source.text).strip()]
    data = comment(data, [WordComment(span, f"第{number}处") for number, span in enumerate(spans)])
    at = source.text.index("通报")
    data = edited(data, (at, at + 2, "公告"), (at + 2, at + 2, "（一）"), track=True).data
    folder = tmp_path / "again"
    folder.mkdir()
    again = converted(data, "docx", folder)
    assert (
        from_bytes(again, "a.docx").text == source.text[:at] + "公告（一）" + source.text[at + 2 :]
    )
    assert {one.text for one in Document(io.BytesIO(again)).comments} == {
        f"第{number}处" for number in range(len(spans))
    }
