"""One invented notice in the forms that offices write: text, Markdown, web pages, Word, tables."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import carriers
from carriers import saved
from docx import Document
from docx.enum.text import WD_BREAK
from tabled import Merged, Row, as_markdown, as_page, as_word

from notice_lint.document.source import Source
from notice_lint.readers import from_bytes, from_text
from notice_lint.text.numerals import han_number


class Item(NamedTuple):
    """A problem with all its parts."""

    problem: str
    cause: str
    measures: str
    status: str = "已完成整改"
    children: tuple[Item, ...] = ()


class Area(NamedTuple):
    """Items below a heading of their own, or below none."""

    name: str
    items: tuple[Item, ...]


class Content(NamedTuple):
    """What a notice says, whatever its form."""

    areas: tuple[Area, ...]
    status_first: bool = False
    """Whether the status stands before the measures."""

    @property
    def items(self) -> list[Item]:
        return [item for area in self.areas for item in area.items]

    @property
    def is_flat(self) -> bool:
        """Whether no item has sub-items, for which tables have no place."""
        return not any(item.children for item in self.items)


CONTENTS = {
    "areas": Content(
        (
            Area(
                "学习教育方面",
                (
                    Item(
                        "集体学习不够经常", "对学习制度重视不够", "修订学习制度，每月开展集中研讨"
                    ),
                    Item(
                        "会议记录不够规范", "责任心不强，培训不到位", "统一记录格式，按季度检查记录"
                    ),
                ),
            ),
            Area(
                "内部管理方面",
                (
                    Item(
                        "票据审核把关不严", "报账流程没有写清楚", "一是补齐附件。二是印发报账流程图"
                    ),
                    Item(
                        "公务用车登记不全", "派车审批图省事", "逐车登记里程，按月公示", "正在整改"
                    ),
                    Item("档案管理不够规范", "没有专人保管", "指定专人管理，补归文件86份"),
                ),
            ),
        )
    ),
    "no areas": Content(
        (
            Area(
                "",
                (
                    Item("防汛物资储备不足", "盘点走了过场", "补充物资12类，建立盘点台账"),
                    Item("入户走访不够到位", "包村责任没有压实", "调整包村安排，按月公布走访次数"),
                    Item("信访件办理超期", "转办环节偏多", "压减转办环节，逐件限时答复"),
                ),
            ),
        )
    ),
    "status first": Content(
        (
            Area(
                "服务群众方面",
                (Item("窗口服务不够规范", "培训抓得不紧", "开展业务培训3期，设立意见簿"),),
            ),
            Area(
                "工程建设方面",
                (
                    Item(
                        "工程变更手续不全", "先施工后补手续", "补办手续9份，追责2人", "基本完成整改"
                    ),
                    Item("项目验收把关不严", "验收人员不足", "聘请第三方复验，扣减工程款3.2万元"),
                ),
            ),
            Area(
                "队伍建设方面",
                (
                    Item(
                        "干部培训针对性不强",
                        "课程沿用往年",
                        "按需设置课程",
                        "已完成整改，并长期坚持",
                    ),
                ),
            ),
        ),
        status_first=True,
    ),
    "sub-items": Content(
        (
            Area(
                "责任落实方面",
                (
                    Item(
                        "安全生产监管有盲区",
                        "",
                        "",
                        "",
                        (
                            Item("关于加油站巡查留有空白的问题", "网格划分交叉", "重新划分网格"),
                            Item("关于自建房底数不准的问题", "排查靠估算", "逐户复核1260户"),
                        ),
                    ),
                    Item("值班值守不够规范", "值班室设备陈旧", "更新设备，完善交接班制度"),
                ),
            ),
            Area(
                "作风建设方面",
                (Item("检查考核过多过滥", "部门习惯多头布置", "合并检查事项，压减三成"),),
            ),
        )
    ),
}

HEAD = (
    "中共青禾镇委员会关于巡察整改进展情况的通报",
    (
        "根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，并于2024年1月12日"
        "反馈了意见。现将整改情况公布如下："
    ),
)
SECTIONS = ("整改工作组织情况", "巡察反馈问题整改落实情况", "下一步工作打算")
WORK = "镇党委召开专题会议，逐条认领反馈问题，明确责任领导。"
PLAN = "镇党委将持续用力，巩固整改成果。"
FOOT = (
    (
        "欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0668-5550123；邮政地址：临岚县青禾镇人民政府；"
        "电子邮箱：qinghe@lianlan.example。"
    ),
    "中共青禾镇委员会",
    "2024年7月1日",
)

Mark = Callable[[int], str]


class Line(NamedTuple):
    """A paragraph: what it is, its marker and its words."""

    kind: str
    mark: str
    words: str

    @property
    def text(self) -> str:
        return self.mark + self.words


class Marks(NamedTuple):
    """How headings are counted, how problems and labels are worded."""

    section: Mark = lambda n: f"{han_number(n)}、"
    area: Mark = lambda n: f"（{han_number(n)}）"
    item: Mark = lambda n: f"{n}."
    sub: Mark = lambda n: f"（{n}）"
    problem: str = "针对“{}”的问题"
    labels: tuple[str, str, str] = ("原因分析：", "整改措施：", "整改情况：")
    status: str = "{}。"
    runs_on: bool = False
    """Whether items are counted through all areas."""


def parts(content: Content, item: Item, marks: Marks) -> Iterator[Line]:
    """Yield the parts of an item in their order."""
    cause, measures, status = marks.labels
    written = [
        Line("part", cause, f"{item.cause}。"),
        Line("part", measures, f"{item.measures}。"),
        Line("part", status, marks.status.format(item.status)),
    ]
    if content.status_first:
        written[1:] = reversed(written[1:])
    yield from written if item.status else ()


def lines(content: Content, marks: Marks | None = None) -> list[Line]:
    """Write a notice as paragraphs."""
    given = marks or Marks()
    written = [Line("title", "", HEAD[0]), Line("text", "", HEAD[1])]
    written += [Line("section", given.section(1), SECTIONS[0]), Line("text", "", WORK)]
    written.append(Line("section", given.section(2), SECTIONS[1]))
    count = 0
    for number, area in enumerate(content.areas, 1):
        if area.name:
            written.append(Line("area", given.area(number), area.name))
        count = count if given.runs_on else 0
        for item in area.items:
            count += 1
            written.append(Line("item", given.item(count), given.problem.format(item.problem)))
            written += parts(content, item, given)
            for place, child in enumerate(item.children, 1):
                written.append(Line("sub", given.sub(place), child.problem))
                written += parts(content, child, given)
    written += [Line("section", given.section(3), SECTIONS[2]), Line("text", "", PLAN)]
    return written + [Line("foot", "", words) for words in FOOT]


def joined(content: Content, marks: Marks | None = None) -> str:
    return "\n".join(line.text for line in lines(content, marks)) + "\n"


# ── Text ──


def text(content: Content, marks: Marks | None = None) -> Source:
    return from_text(joined(content, marks))


def changed(change: Callable[[str], str], content: Content) -> Source:
    return from_text(change(joined(content)))


def run_in(content: Content) -> Source:
    """Write each item as one paragraph."""
    written: list[str] = []
    for line in lines(content):
        stop = "。" if line.kind in ("item", "sub") and not line.words.endswith("。") else ""
        if line.kind == "part":
            written[-1] += line.text
        else:
            written.append(line.text + stop)
    return from_text("\n".join(written) + "\n")


def wrapped(width: int, indent: str, content: Content) -> Source:
    """Break every paragraph at a width, as mail programs and PDF viewers do."""
    written = []
    for line in lines(content):
        words = indent + line.text if line.kind != "title" else line.text
        written += [words[start : start + width] for start in range(0, len(words), width)]
    return from_text("\n".join(written) + "\n")


def half_width(words: str) -> str:
    return words.translate(str.maketrans("，。：；（）", ",.:;()")).replace("，", ",")


def full_width(words: str) -> str:
    return words.translate({ord("0") + n: ord("０") + n for n in range(10)})


def zero_width(words: str) -> str:
    return (
        words.replace("整改", "整\u200b改")
        .replace("\n1.", "\n\ufeff1.")
        .replace("问题", "问\u200d题")
    )


def starred(content: Content) -> Source:
    """Leave the marks of bold words that an assistant wrote."""
    bold = {"section", "area", "item"}
    written = [
        f"**{line.text}**" if line.kind in bold else f"**{line.mark}**{line.words}" if line.mark else line.text
        for line in lines(content)
    ]  # fmt: skip
    return from_text("\n".join(written) + "\n")


DEPTH = {"title": 1, "section": 2, "area": 3, "item": 4, "sub": 5}


def hashed(content: Content, kind: str, gap: str, marks: Marks | None = None) -> Source:
    """Mark headings as Markdown does, in a text or in Markdown itself."""
    written = [
        f"{'#' * DEPTH[line.kind]} {line.text}" if line.kind in DEPTH else line.text
        for line in lines(content, marks)
    ]
    return from_text(gap.join(written) + "\n", "a", "markdown" if kind == "markdown" else "text")


def pasted(content: Content) -> Source:
    """Join all paragraphs by blanks, as the box of a web form does."""
    return from_text(" ".join(line.text for line in lines(content)))


def label_above(content: Content) -> Source:
    """Set labels on lines of their own, above their texts."""
    written = []
    for line in lines(content):
        written += [line.mark, line.words] if line.kind == "part" else [line.text]
    return from_text("\n".join(written) + "\n")


def listed(mark: Mark, content: Content) -> Source:
    """List the measures below their label, one a line."""
    written = []
    for line in lines(content):
        if line.mark != "整改措施：":
            written.append(line.text)
            continue
        clauses = [
            clause for clause in line.words.rstrip("。").replace("。", "，").split("，") if clause
        ]
        written += ["整改措施：", *(f"{mark(n)}{clause}。" for n, clause in enumerate(clauses, 1))]
    return from_text("\n".join(written) + "\n")


# ── Markers: a family for the items, or none ──

FAMILIES: dict[str, Mark] = {
    "第一、": lambda n: f"第{han_number(n)}、",
    "【问题1】": lambda n: f"【问题{n}】",
    "问题（一）": lambda n: f"问题（{han_number(n)}）",
    "序号：1": lambda n: f"序号：{n}\n",
    "①": lambda n: f"{chr(ord('①') + n - 1)} ",
    "Ⅰ": lambda n: f"{chr(ord('Ⅰ') + n - 1)}. ",
    "A.": lambda n: f"{chr(ord('A') + n - 1)}.",
    "问题一：": lambda n: f"问题{han_number(n)}：",
    "整改事项1　": lambda n: f"整改事项{n}　",
    "其一，": lambda n: f"其{han_number(n)}，",
    "〈其一〉": lambda n: f"〈其{han_number(n)}〉",
    "〔1〕": lambda n: f"〔{n}〕",
    "⒈": lambda n: chr(ord("⒈") + n - 1),
    "事项一：": lambda n: f"事项{han_number(n)}：",
    "第1条　": lambda n: f"第{n}条　",
    "反馈问题之一：": lambda n: f"反馈问题之{han_number(n)}：",
    "★1.": lambda n: f"★{n}.",
}


def placed_numbers(sign: str, content: Content) -> Source:
    """Count items with the number of their area before their own: 1-1 1.1."""
    written, area, item = [], 0, 0
    for line in lines(content):
        if line.kind == "area":
            area, item = area + 1, 0
        if line.kind == "item":
            item += 1
            line = line._replace(mark=f"{max(area, 1)}{sign}{item} ")  # noqa: PLW2901
        written.append(line.text)
    return from_text("\n".join(written) + "\n")


CYCLE = Marks(item=lambda _: "问题：", problem="{}", labels=("原因：", "措施：", "状态："))
BARE = Marks(item=lambda _: "", problem="{}")
BRACKETS = Marks(labels=("【原因分析】", "【整改措施】", "【整改情况】"))
TITLED = Marks(item=lambda _: "", problem="【{}】")
BULLETS = Marks(item=lambda _: "●", problem="{}", labels=("○原因：", "○措施：", "○结果："))
TICKED = Marks(labels=("原因：", "措施：", "结果："), status="√ {}。")
RUNNING = Marks(runs_on=True)
UNUSUAL = Marks(labels=("问题成因：", "工作举措：", "完成进度："))


MARKINGS: dict[str, Marks] = {
    "上篇　": Marks(
        section=lambda n: f"{'上中下'[n - 1]}篇　", area=lambda n: f"{han_number(n)}、"
    ),
    "第一板块：": Marks(section=lambda n: f"第{han_number(n)}板块："),
    "板块一：": Marks(area=lambda n: f"板块{han_number(n)}："),
    "Ⅰ. A. 1.": Marks(section=lambda n: f"{'I' * n}. ", area=lambda n: f"{chr(64 + n)}. "),
    "〈labels〉": Marks(labels=("〈原因分析〉", "〈整改措施〉", "〈整改状态〉")),
    "→labels": Marks(labels=("→原因：", "→措施：", "→状态：")),
    "labels。": Marks(labels=("原因分析。", "整改措施。", "整改状态。")),
    "labels｜": Marks(labels=("原因分析｜", "整改措施｜", "整改状态｜")),
    "labels to ask": Marks(labels=("为何出现？", "如何整改？", "改得怎样？")),
    "labels nobody knows": Marks(labels=("往根上说：", "动手的事：", "眼下如何：")),
    "（一）labels。": Marks(
        section=lambda n: f"第{han_number(n)}部分　",
        area=lambda n: f"{han_number(n)}、",
        labels=("（一）原因分析。", "（二）整改措施。", "（三）整改状态。"),
    ),
}
"""Other ways to count and to label."""


# ── Web pages ──


def paragraph(words: str) -> str:
    return f"<p>{html.escape(words)}</p>"


def page(body: str) -> Source:
    return from_text(f"<html><body><div id='zoom'>{body}</div></body></html>", "a.html", "html")


def heading_tags(content: Content) -> Source:
    tags = {"title": "h1", "section": "h2", "area": "h3", "item": "h4", "sub": "h5"}
    return page(
        "".join(
            f"<{tag}>{html.escape(line.words)}</{tag}>" if (tag := tags.get(line.kind)) else paragraph(line.text)
            for line in lines(content)
        )
    )  # fmt: skip


def ordered_lists(content: Content) -> Source:
    """Leave the numbers of items to `ol`."""
    body, is_open = "", False
    for line in lines(content):
        if is_open and line.kind in ("section", "area"):
            body, is_open = f"{body}</li></ol>", False
        if line.kind == "item":
            body += f"{'</li>' if is_open else '<ol>'}<li>{html.escape(line.words)}"
            is_open = True
        else:
            body += paragraph(line.text)
    return page(body)


def broken_lines(content: Content) -> Source:
    return page("<br>".join(f"&emsp;&emsp;{html.escape(line.text)}" for line in lines(content)))


def definitions(content: Content) -> Source:
    """Define each label of an item by its text."""
    body = ""
    for line in lines(content):
        if line.kind == "part":
            label = line.mark.strip("：")
            body += f"<dl><dt>{label}</dt><dd>{html.escape(line.words)}</dd></dl>"
        elif line.kind in DEPTH:
            body += f"<h{DEPTH[line.kind]}>{html.escape(line.text)}</h{DEPTH[line.kind]}>"
        else:
            body += paragraph(line.text)
    return page(body)


# ── Markdown ──


def numbered_by_itself(content: Content) -> Source:
    """Write 1. before every item, as Markdown allows."""
    return from_text("\n\n".join(_one_dot(content)) + "\n", "a.md", "markdown")


def _one_dot(content: Content) -> Iterator[str]:
    for line in lines(content):
        if line.kind == "item":
            yield f"1. {line.words}"
        elif line.kind in ("part", "sub"):
            yield f"   {line.text}"
        else:
            yield f"{'#' * DEPTH[line.kind]} {line.text}" if line.kind in DEPTH else line.text


def bold_lines(content: Content) -> Source:
    written = [f"**{line.words}**" if line.kind in DEPTH else line.text for line in lines(content)]
    return from_text("\n\n".join(written) + "\n", "a.md", "markdown")


def nested_bullets(content: Content) -> Source:
    written = []
    for line in lines(content):
        if line.kind == "item":
            written.append(f"- **{line.words}**")
        elif line.kind == "part":
            written.append(f"    - {line.text}")
        else:
            written.append(
                f"\n{'#' * DEPTH.get(line.kind, 0)} {line.text}".replace("\n ", "\n") + "\n"
            )
    return from_text("\n".join(written) + "\n", "a.md", "markdown")


# ── Tables ──

HEADER = ("序号", "反馈问题", "原因分析", "整改措施", "整改情况")


def around(body: Sequence[str | Sequence[Row]]) -> list[str | Sequence[Row]]:
    section = Marks().section
    head = [*HEAD, section(1) + SECTIONS[0], WORK, section(2) + SECTIONS[1]]
    return [*head, *body, section(3) + SECTIONS[2], PLAN, *FOOT]


def row_of(number: int, item: Item) -> Row:
    return (str(number), item.problem, item.cause, item.measures, item.status)


HEADS: dict[str, Row] = {
    "short heads": ("号", "病", "因", "改", "果"),
    "half-known heads": ("编次", "毛病", "由来", "办法", "成色"),
    "heads nobody knows": ("目次", "短板清单", "溯源", "攻坚", "现状"),
    "heads like statuses": ("条目", "指出事项", "查摆", "落实", "销号"),
    "empty heads": ("", "", "", "", ""),
}


def rows(content: Content, heads: Row = HEADER) -> list[str | Sequence[Row]]:
    """Lay out items as rows, areas as rows across the table."""
    table: list[Row] = [heads]
    count = 0
    for area in content.areas:
        if area.name:
            table.append((Merged(area.name, right=len(HEADER)),))
        for item in area.items:
            count += 1
            table.append(row_of(count, item))
    return around([table])


def merged_areas(content: Content) -> list[str | Sequence[Row]]:
    """Lay out items as rows, areas as cells that reach over theirs."""
    table: list[Row] = [("方面", *HEADER)]
    count = 0
    for area in content.areas:
        for place, item in enumerate(area.items):
            count += 1
            first = (Merged(area.name, down=len(area.items)),) if place == 0 else ()
            table.append((*first, *row_of(count, item)))
    return around([table])


def table_each_area(content: Content) -> list[str | Sequence[Row]]:
    body: list[str | Sequence[Row]] = []
    count = 0
    for number, area in enumerate(content.areas, 1):
        if area.name:
            body.append(Marks().area(number) + area.name)
        numbers = range(count + 1, count + 1 + len(area.items))
        body.append([HEADER, *map(row_of, numbers, area.items)])
        count += len(area.items)
    return around(body)


def table_each_item(content: Content) -> list[str | Sequence[Row]]:
    body: list[str | Sequence[Row]] = []
    for number, area in enumerate(content.areas, 1):
        if area.name:
            body.append(Marks().area(number) + area.name)
        for item in area.items:
            words = (item.problem, item.cause, item.measures, item.status)
            body.append(list(zip(HEADER[1:], words, strict=True)))
    return around(body)


# ── Word ──


def automatic_numbers(content: Content) -> Source:
    return from_bytes(carriers.docx_numbered(joined(content)), "a.docx")


def split_runs(content: Content) -> Source:
    return from_bytes(carriers.docx_split(joined(content)), "a.docx")


def heading_styles(content: Content) -> Source:
    """Set headings in styles and leave out their numbers."""
    document = Document()
    for line in lines(content):
        level = DEPTH.get(line.kind)
        if level:
            document.add_heading(line.words, level - 1)
        else:
            document.add_paragraph(line.text)
    return from_bytes(saved(document), "a.docx")


def soft_breaks(content: Content) -> Source:
    """Break the lines of an item inside one paragraph."""
    document = Document()
    paragraph_ = document.add_paragraph()
    for line in lines(content):
        if line.kind == "part":
            paragraph_.add_run().add_break(WD_BREAK.LINE)
            paragraph_.add_run(line.text)
        else:
            paragraph_ = document.add_paragraph(line.text)
    return from_bytes(saved(document), "a.docx")


def printed(content: Content) -> bytes:
    """Return a Word document set as offices do, to be printed."""
    return carriers.docx_set(joined(content))


def normal(words: str) -> str:
    """Return words without marks and blanks, so that forms may differ in them."""
    folded = unicodedata.normalize("NFKC", words)
    return "".join(char for char in folded if char.isalnum())


Form = Callable[[Content], Source]


def tabulated(
    carrier: Callable[[list[str | Sequence[Row]]], Source],
    blocks: Callable[[Content], list[str | Sequence[Row]]],
    content: Content,
) -> Source:
    return carrier(blocks(content))


TABLES: dict[str, Callable[[Content], list[str | Sequence[Row]]]] = {
    "rows": rows,
    **{name: partial(rows, heads=heads) for name, heads in HEADS.items()},
    "merged areas": merged_areas,
    "a table an area": table_each_area,
    "a table an item": table_each_item,
}

TEXTS: dict[str, Form] = {
    "plain": text,
    "run in": run_in,
    "wrapped and indented": partial(wrapped, 38, "　　"),
    "indented": partial(changed, lambda words: words.replace("\n", "\n　　")),
    "half-width": partial(changed, half_width),
    "full-width digits": partial(changed, full_width),
    "CRLF": partial(changed, lambda words: words.replace("\n", "\r\n")),
    "blank lines": partial(changed, lambda words: words.replace("\n", "\n\n")),
    "tabs": partial(
        changed, lambda words: "\t" + words.replace("\n", "\n\t").replace("：", "：\t")
    ),
    "U+2028": partial(changed, lambda words: words.replace("\n", "\u2028")),
    "zero-width": partial(changed, zero_width),
    "one pasted line": pasted,
    "** left over": starred,
    "# left over": partial(hashed, kind="text", gap="\n"),
    "labels above": label_above,
    "measures ①": partial(listed, lambda n: chr(ord("①") + n - 1)),
    "measures 1、": partial(listed, lambda n: f"{n}、"),
    "running numbers": partial(text, marks=RUNNING),
    "【labels】": partial(text, marks=BRACKETS),
    "other labels": partial(text, marks=UNUSUAL),
    "ticks": partial(text, marks=TICKED),
    "1-1": partial(placed_numbers, "-"),
    "1.1": partial(placed_numbers, "."),
    **{name: partial(text, marks=Marks(item=mark)) for name, mark in FAMILIES.items()},
    **{name: partial(text, marks=marks) for name, marks in MARKINGS.items()},
}
"""Forms of a text that has sub-items too."""

FLAT: dict[str, Form] = {
    "label cycle": partial(text, marks=CYCLE),
    "bare problems": partial(text, marks=BARE),
    "【problems】": partial(text, marks=TITLED),
    "● ○": partial(text, marks=BULLETS),
    "measures （1）": partial(listed, lambda n: f"（{n}）"),
    "bold lines": bold_lines,
    "nested bullets": nested_bullets,
    "dl": definitions,
    **{
        f"{name} in {carrier}": partial(tabulated, make, blocks)
        for carrier, make in (("Word", as_word), ("a page", as_page), ("Markdown", as_markdown))
        for name, blocks in TABLES.items()
    },
}
"""Forms that have no place for sub-items."""

FILES: dict[str, Form] = {
    "Markdown headings": partial(hashed, kind="markdown", gap="\n\n"),
    "1. 1. 1.": numbered_by_itself,
    "h2 h3 h4": heading_tags,
    "ol": ordered_lists,
    "br": broken_lines,
    "automatic numbers": automatic_numbers,
    "heading styles": heading_styles,
    "soft breaks": soft_breaks,
    "split runs": split_runs,
}
"""Files that have sub-items too."""
