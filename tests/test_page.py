"""The page: the text of a document is all on it, its marks are in place, and nothing gets out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace
from support import check, rendered, report
from test_properties import ANY

from notice_lint import readers
from notice_lint.document.source import LINE_BREAK, Kind, Location
from notice_lint.document.violation import Related
from notice_lint.reports.model.report import OutlineNode, Report, ReportedViolation
from notice_lint.reports.on_screen.html.items import standings, totals_of
from notice_lint.reports.on_screen.html.marks import stretches
from notice_lint.reports.on_screen.html.tags import clean
from notice_lint.reports.on_screen.html.view import section_name
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.text.spans import Span

EXAMPLES = sorted(Path(__file__).parent.parent.glob("examples/*.*"))
HOSTILE = (
    "<script>alert(1)</script>", "</script>", "</style>", "<!--", "-->", "]]>", "<img src=x onerror=a>",
    '" onclick="x', "' id='main", "&lt;", "&#0;", "&", "javascript:alert(1)", "\u202e", "\u2066", "\0", "\x1b[31m",
    "\ufffe", "\U0001ffff", "\ud800", "\x85", "\u2028", "\x0c", "<p class=line>", "</p></main>", "{{", "<svg/onload=x>",
)  # fmt: skip
WILD = st.lists(st.one_of(st.sampled_from(HOSTILE), ANY), max_size=12).map("".join)
TAGS = {
    "html", "head", "meta", "title", "style", "script", "body", "a", "header", "main", "form", "fieldset",
    "legend", "label", "input", "select", "option", "button", "output", "span", "b", "p", "h1", "h2", "h3",
    "h4", "nav", "table", "thead", "tbody", "tr", "th", "td", "section", "div", "details", "summary", "dl",
    "dt", "dd", "ol", "ul", "li", "mark", "blockquote", "q",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "for", "type", "value",
    "checked", "hidden", "role", "aria-label", "aria-labelledby", "aria-live", "aria-describedby", "tabindex",
    "open", "scope", "title", "data-n", "data-of", "data-severity", "data-family", "data-outline",
    "data-template",
}  # fmt: skip


def page(told: Report) -> Any:
    return html.document_fromstring(rendered("html", told))


def page_of(text: str, kind: Kind = "text") -> Any:
    return page(report(check(text, kind=kind), document=True))


def words(element: Any) -> str:
    """The text of a line without the numbers of findings."""
    parts = [element.text or ""]
    for child in element:
        parts += [
            "" if child.get("class", "").startswith("ref") else words(child),
            child.tail or "",
        ]
    return "".join(parts)


def text_of(tree: Any) -> str:
    return "\n".join(words(line) for line in tree.xpath('//p[@class="line"]'))


def shown(text: str) -> str:
    return clean(LINE_BREAK.sub("\n", text))


@settings(max_examples=60, deadline=None)
@given(WILD)
def test_the_text_is_whole_and_only_text(text: str) -> None:
    told = report(check(text), document=True)
    tree = page(told)
    document = told.files[0].document
    assert document
    assert text_of(tree) == shown(document.shown)
    assert {one.tag for one in tree.iter()} <= TAGS
    assert {name for one in tree.iter() for name in one.attrib} <= ATTRIBUTES
    assert all(one.startswith("#") for one in tree.xpath("//@href"))
    assert len(tree.xpath("//script | //style")) == 2


def in_paragraph(location: Location) -> Location:
    """Return a location as Word files have it, which is named by how its paragraph begins."""
    return replace(location, paragraph=1)


@settings(max_examples=60, deadline=None)
@given(WILD)
def test_nothing_that_is_told_becomes_an_element(words_: str) -> None:
    told = report(check(EXAMPLES[2].read_text(encoding="utf-8")), document=True)
    plain = page(told)
    file = told.files[0]
    found = tuple(
        replace(
            one, code=words_, title=words_, message=words_, basis=words_, quote=words_,
            outline=words_, location=in_paragraph(one.location),
            related=tuple(Related(in_paragraph(other.place), words_) for other in one.related),
        )
        for one in file.violations
    )  # fmt: skip
    openings = dict.fromkeys(range(1, 100), words_)
    harmed = replace(file, path=words_, violations=found, openings=openings)
    hostile = page(replace(told, files=(harmed,)))
    assert {one.tag for one in hostile.iter()} <= TAGS
    assert {name for one in hostile.iter() for name in one.attrib} <= ATTRIBUTES
    assert len(hostile.xpath("//mark")) == len(plain.xpath("//mark"))
    assert hostile.xpath("//h2")[0].text_content() == clean(words_)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_finding_is_marked_where_it_stands(path: Path) -> None:
    result = lint(readers.from_bytes(path.read_bytes(), path.name), default_profile())
    told = report(result, document=True)
    tree = page(told)
    name = section_name(told.files[0].path)
    for number, one in enumerate(told.files[0].violations, 1):
        marks = tree.xpath(f'//mark[contains(concat(" ", @data-of, " "), " {name}-v{number} ")]')
        assert "".join(mark.text for mark in marks) == re.sub(r"\s*\n", "", one.quote)
        (item,) = tree.xpath(f'//li[@id="{name}-v{number}"]')
        assert one.message in item.text_content()
        assert one.basis in item.text_content()
        assert f"#{name}-m{number}" in item.xpath(".//a/@href")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    result = lint(readers.from_bytes(path.read_bytes(), path.name), default_profile())
    tree = page(report(result, document=True))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = " ".join(tree.xpath("//@aria-describedby | //@aria-labelledby")).split()
    assert {one[1:] for one in tree.xpath("//@href")} | set(named) <= set(ids)


TEXT = st.text(alphabet="甲乙丙\n\r", max_size=30)
RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


@given(TEXT, RANGES)
def test_ranges_may_overlap_nest_and_be_empty(text: str, pairs: list[tuple[int, int]]) -> None:
    cut = ((min(one, len(text)), min(two, len(text))) for one, two in pairs)
    ranges = [Span(min(pair), max(pair)) for pair in cut][:6]
    found = [part for line in stretches(text, ranges) for part in line]
    assert "".join(part.span.of(text) for part in found) == LINE_BREAK.sub("", text)
    assert sorted(index for part in found for index in part.starts) == list(range(len(ranges)))
    for part in found:
        for at in range(*part.span):
            covering = {index for index, one in enumerate(ranges) if one.start <= at < one.end}
            assert set(part.over) == covering


def test_an_empty_place_is_a_flag() -> None:
    told = report(check("一、整改情况\n1.针对“甲”的问题\n", ["NL201"]), document=True)
    (one,) = told.files[0].violations
    at = one.location
    there = replace(one, location=replace(at, end_line=at.line, end_column=at.column))
    tree = page(replace(told, files=(replace(told.files[0], violations=(there,)),)))
    name = section_name(told.files[0].path)
    (flag,) = tree.xpath(f'//a[@id="{name}-m1"]')
    assert flag.get("class") == "ref error flag"
    assert not tree.xpath("//mark")


def test_a_web_page_is_shown_as_it_reads() -> None:
    page_ = "<html><body><p>一、整改<b>情况</b></p><p>1.针对“甲&amp;乙”的问题</p><p>3.丙</p></body></html>"
    result = lint(readers.from_bytes(page_.encode(), "a.html"), default_profile())
    told = report(result, document=True)
    tree = page(told)
    assert text_of(tree).split() == ["一、整改情况", "1.针对“甲&乙”的问题", "3.丙"]
    marked = {one.text for one in tree.xpath("//mark")}
    assert {"针对“甲&乙”的问题"} <= marked


def test_findings_are_told_without_the_text() -> None:
    tree = page(report(check(EXAMPLES[2].read_text(encoding="utf-8"))))
    assert not tree.xpath("//mark | //p[@class='line']")
    assert len(tree.xpath('//li[starts-with(@class, "finding")]')) > 5
    assert "结果里没有保存原文" in tree.text_content()


def test_suppressed_findings_are_listed_with_their_reasons() -> None:
    text = "一、整改情况\n%% notice-lint: ignore[NL201] -- 另有说明\n1.针对“甲”的问题\n"
    told = report(check(text), document=True)
    assert "另有说明" not in page(told).xpath('string(//section[@class="findings"])')
    (listed,) = page(replace(told, suppressed=True)).xpath('//details[@class="suppressed"]')
    assert "已忽略 1" in listed.text_content()
    assert "另有说明" in listed.text_content()


def test_several_files_are_listed_worst_first() -> None:
    results = [
        lint(readers.from_bytes(path.read_bytes(), path.name), default_profile())
        for path in EXAMPLES
    ]
    tree = page(report(*results, document=True))
    rows = tree.xpath('//nav[@class="index"]//tbody/tr')
    errors = [int(row.xpath("string(td[1])")) for row in rows]
    assert errors == sorted(errors, reverse=True)
    assert len(rows) == len(tree.xpath('//details[@class="fold"]')) == len(EXAMPLES)
    assert tree.xpath("//h2/text()")[1:] == [row.xpath("string(th)") for row in rows]


def test_a_page_speaks_one_language() -> None:
    result = check("Annual report\n", ["NL108"])
    told = report(result, lang="en", document=True)
    tree = page(told)
    assert tree.get("lang") == "en"
    assert not re.search(r"[\u4e00-\u9fff]", tree.xpath("string(//body)"))
    assert page(report(result, document=True)).get("lang") == "zh-CN"


def nodes(*shape: tuple[int, str, str]) -> list[OutlineNode]:
    """Make an outline: depth, kind and the initials of the parts."""
    parts = {"c": "cause", "m": "measures", "s": "status"}
    return [
        OutlineNode(
            "item" if kind == "i" else "section", depth, "", "", "", Span(0, 0),
            frozenset(parts[one] for one in has), "已完成" * ("s" in has), "completed" if "s" in has else None,
        )
        for depth, kind, has in shape
    ]  # fmt: skip


def test_a_part_may_stand_above_or_below() -> None:
    outline = nodes((0, "s", ""), (1, "i", "c"), (2, "i", "s"), (2, "i", "s"), (1, "i", ""))
    assert standings(outline, "cause")[1:] == ["own", "above", "above", "missing"]
    assert standings(outline, "status")[1:] == ["below", "own", "own", "missing"]
    totals = totals_of(outline)
    assert (totals.outermost, totals.below) == (2, 2)
    assert (totals.having["cause"], totals.no_status) == (1, 1)


def test_declared_numbers_stand_beside_counted_ones() -> None:
    text = (
        "巡察反馈3个问题，已完成整改2项。\n一、整改情况\n"
        "1.针对“甲”的问题\n整改情况：已完成\n2.针对“乙”的问题\n整改情况：已完成\n"
    )
    told = [one.text_content() for one in page_of(text).xpath('//div[@class="declared"]//li')]
    assert told == ["3个问题数得 2，不同", "已完成整改2项数得 2，相符"]


def findings(count: int) -> Iterator[ReportedViolation]:
    (one,) = report(check("一、整改情况\n1.针对“甲”的问题\n", ["NL201"])).files[0].violations
    for index in range(count):
        yield replace(one, span=Span(index, 2000 - index))


def test_ranges_within_ranges_do_not_multiply() -> None:
    told = report(check("字" * 2000), document=True)
    few, many = (
        len(
            rendered(
                "html",
                replace(told, files=(replace(told.files[0], violations=tuple(findings(n))),)),
            )
        )
        for n in (100, 800)
    )
    assert many < 9 * few
