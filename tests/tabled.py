"""One notice whose problems stand in tables of many kinds, in each format that has tables."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from carriers import saved
from docx import Document

from notice_lint.document.source import Source
from notice_lint.readers import from_bytes, from_text
from notice_lint.text.numerals import han_number


class Merged(NamedTuple):
    """A cell that covers several rows or columns."""

    words: str
    down: int = 1
    right: int = 1


Row = Sequence[str | Merged]
Block = str | Sequence[Row]
"""A line, or a table."""


class Problem(NamedTuple):
    """An item with all its parts."""

    problem: str
    cause: str
    measures: str
    status: str


class Area(NamedTuple):
    """Problems of one area."""

    name: str
    problems: tuple[Problem, ...]


AREAS = (
    Area(
        "学习教育方面",
        (
            Problem(
                "集体学习不够经常",
                "对学习制度重视不够",
                "修订学习制度，每月开展集中研讨",
                "已完成整改",
            ),
            Problem(
                "会议记录不够规范",
                "责任心不强，培训不到位",
                "统一记录格式；按季度检查记录",
                "正在整改",
            ),
        ),
    ),
    Area(
        "财务管理方面",
        (
            Problem(
                "票据审核把关不严",
                "财务力量薄弱",
                "完善报账流程，开展业务培训",
                "已完成整改",
            ),
            Problem(
                "固定资产底数不清", "资产管理制度不健全", "全面盘点资产，逐项登记造册", "已完成整改"
            ),
        ),
    ),
    Area(
        "作风建设方面",
        (
            Problem(
                "窗口服务不够热情",
                "服务意识淡薄",
                "开展服务礼仪培训，公开投诉渠道",
                "已完成整改",
            ),
        ),
    ),
)
PROBLEMS = tuple(problem for area in AREAS for problem in area.problems)
HEAD = (
    "中共青禾镇委员会关于巡察整改进展情况的通报",
    (
        "根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，"
        "并于2024年1月12日反馈了意见。现将整改情况公布如下："
    ),
    "一、提高政治站位，扛牢整改责任",
    "镇党委召开专题会议，研究制定整改方案，对反馈的5个问题逐项明确责任。",
    "二、巡察反馈问题整改落实情况",
)
FOOT = (
    "三、下一步工作打算",
    "持续巩固整改成果，推动问题逐项销号。",
    (
        "欢迎广大干部群众对巡察整改工作进行监督。联系电话：0668-5550123；"
        "邮政地址：临岚县青禾镇人民政府；电子邮箱：qinghe@lianlan.example。"
    ),
    "中共青禾镇委员会",
    "2024年7月1日",
)
HEADER: Row = ("序号", "反馈问题", "原因分析", "整改措施", "整改状态")


def below_areas() -> Iterator[tuple[int, Problem | str]]:
    """Yield the heading of each area and its problems, numbered through."""
    numbers = count(1)
    for place, area in enumerate(AREAS):
        yield 0, f"（{'一二三'[place]}）{area.name}"
        for problem in area.problems:
            yield next(numbers), problem


def paragraphs() -> Iterator[Block]:
    """Yield the problems as lines."""
    for number, problem in below_areas():
        if isinstance(problem, str):
            yield problem
        else:
            yield f"{number}.{problem.problem}"
            yield f"原因分析：{problem.cause}。"
            yield f"整改措施：{problem.measures}。"
            yield f"整改状态：{problem.status}。"


def numbered(start: int, problems: Sequence[Problem]) -> list[Row]:
    return [(str(number), *problem) for number, problem in enumerate(problems, start)]


def one_table() -> Iterator[Block]:
    yield [HEADER, *numbered(1, PROBLEMS)]


def columns_in_another_order() -> Iterator[Block]:
    header = ("整改进展", "整改责任人", "主要举措", "问题成因", "巡察反馈问题", "备注", "编号")
    rows = [
        (one.status, "镇长", one.measures, one.cause, one.problem, "", str(number))
        for number, one in enumerate(PROBLEMS, 1)
    ]
    yield [header, *rows]


def header_of_two_rows() -> Iterator[Block]:
    upper: Row = (
        Merged("序号", down=2), Merged("反馈问题", down=2), Merged("原因分析", down=2),
        Merged("整改落实情况", right=2),
    )  # fmt: skip
    yield [upper, ("具体措施", "完成状态"), *numbered(1, PROBLEMS)]


def titled_table() -> Iterator[Block]:
    title: Row = (Merged("青禾镇整改台账", right=5),)
    note: Row = (Merged("备注：状态截至2024年6月底", right=5),)
    yield [title, HEADER, *numbered(1, PROBLEMS), ("合计", "5个", "", "", ""), note]


def merged_area_column() -> Iterator[Block]:
    rows: list[Row] = [("方面", *HEADER)]
    number = 1
    for area in AREAS:
        first, *others = numbered(number, area.problems)
        rows += [(Merged(area.name, down=len(area.problems)), *first), *others]
        number += len(area.problems)
    yield rows


def repeated_area_column() -> Iterator[Block]:
    rows = [
        (area.name, *row)
        for area in AREAS
        for row in numbered(PROBLEMS.index(area.problems[0]) + 1, area.problems)
    ]
    yield [("问题类别", *HEADER), *rows]


def group_rows() -> Iterator[Block]:
    rows: list[Row] = [HEADER]
    for place, area in enumerate(AREAS):
        rows.append((Merged(f"{'一二三'[place]}、{area.name}", right=5),))
        rows += numbered(1, area.problems)
    yield rows


def numbered_group_rows() -> Iterator[Block]:
    rows: list[Row] = [HEADER]
    for place, area in enumerate(AREAS):
        rows.append(("一二三"[place], Merged(area.name, right=4)))
        rows += numbered(1, area.problems)
    yield rows


def table_per_area() -> Iterator[Block]:
    for place, area in enumerate(AREAS):
        yield f"（{'一二三'[place]}）{area.name}"
        yield [HEADER, *numbered(1, area.problems)]


def small_tables() -> Iterator[Block]:
    for number, problem in below_areas():
        if isinstance(problem, str):
            yield problem
        else:
            yield [
                (f"问题{number}", problem.problem), ("原因分析", problem.cause),
                ("整改措施", problem.measures), ("整改状态", problem.status),
            ]  # fmt: skip
            yield "本项整改情况已经党委会审核。" if number == 1 else "以上由镇纪委核实。"


def small_tables_below_headings() -> Iterator[Block]:
    for number, problem in below_areas():
        if isinstance(problem, str):
            yield problem
        else:
            yield f"{number}.{problem.problem}"
            yield [("原因", problem.cause), ("措施", problem.measures), ("结果", problem.status)]


def wide_cards() -> Iterator[Block]:
    for number, problem in below_areas():
        if isinstance(problem, str):
            yield problem
        else:
            yield [
                ("序号", str(number), "责任单位", "党政办"),
                ("存在问题", Merged(problem.problem, right=3)),
                ("产生原因", Merged(problem.cause, right=3)),
                ("整改举措", Merged(problem.measures, right=3)),
                ("完成时限", "2024年12月底", "整改状态", problem.status),
            ]
            yield "以上由镇纪委核实。"


def called_cards() -> Iterator[Block]:
    for number, problem in below_areas():
        if isinstance(problem, str):
            yield problem
        else:
            yield [
                ("项目", f"问题{han_number(number)}：{problem.problem}"),
                ("产生原因", problem.cause),
                ("整改举措", problem.measures),
                ("整改状态", problem.status),
            ]
            yield ""


def merged_problem() -> Iterator[Block]:
    rows: list[Row] = [HEADER]
    for number, one in enumerate(PROBLEMS, 1):
        first, _, second = one.measures.replace("；", "，").partition("，")
        rows += [
            (
                Merged(str(number), down=2), Merged(one.problem, down=2),
                Merged(one.cause, down=2), first, Merged(one.status, down=2),
            ),
            (second,),
        ]  # fmt: skip
    yield rows


WITHOUT_AREAS: dict[str, Callable[[], Iterator[Block]]] = {
    "one table": one_table,
    "columns in another order": columns_in_another_order,
    "header of two rows": header_of_two_rows,
    "titled table": titled_table,
    "merged problem": merged_problem,
}
WITH_AREAS: dict[str, Callable[[], Iterator[Block]]] = {
    "paragraphs": paragraphs,
    "merged area column": merged_area_column,
    "repeated area column": repeated_area_column,
    "group rows": group_rows,
    "numbered group rows": numbered_group_rows,
    "table per area": table_per_area,
    "small tables": small_tables,
    "small tables below headings": small_tables_below_headings,
    "wide cards": wide_cards,
    "cards that call what they hold a problem": called_cards,
}
FORMS = WITHOUT_AREAS | WITH_AREAS


def placed(rows: Sequence[Row]) -> tuple[dict[tuple[int, int], Merged], int]:
    """Return cells by their place, and the width of the table."""
    cells: dict[tuple[int, int], Merged] = {}
    covered: set[tuple[int, int]] = set()
    for row, words in enumerate(rows):
        column = 0
        for word in words:
            cell = word if isinstance(word, Merged) else Merged(word)
            while (row, column) in covered:
                column += 1
            cells[row, column] = cell
            covered |= {
                (row + down, column + right)
                for down in range(cell.down)
                for right in range(cell.right)
            }
    return cells, max(column for _, column in covered) + 1


def flat(rows: Sequence[Row]) -> list[list[str]]:
    """Return the words of all cells where nothing can be merged: those covered are empty."""
    cells, width = placed(rows)
    return [
        [cells[row, column].words if (row, column) in cells else "" for column in range(width)]
        for row in range(len(rows))
    ]


def as_word(blocks: Sequence[Block]) -> Source:
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        cells, width = placed(block)
        table = document.add_table(len(block), width)
        for (row, column), cell in cells.items():
            last = table.cell(row + cell.down - 1, column + cell.right - 1)
            table.cell(row, column).merge(last).text = cell.words
    return from_bytes(saved(document), "a.docx")


def as_page(blocks: Sequence[Block]) -> Source:
    body = "".join(map(page_block, blocks))
    return from_text(f"<html><body>{body}</body></html>", "a.html", "html")


def page_block(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>\n"
    cells, _ = placed(block)
    rows = [
        "".join(
            f'<td rowspan="{cell.down}" colspan="{cell.right}">{html.escape(cell.words)}</td>'
            for (at, _), cell in cells.items()
            if at == row
        )
        for row in range(len(block))
    ]
    return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


def as_markdown(blocks: Sequence[Block]) -> Source:
    return from_text("\n\n".join(map(markdown_block, blocks)), "a.md", "markdown")


def markdown_block(block: Block) -> str:
    if isinstance(block, str):
        return block
    head, *rows = (f"| {' | '.join(row)} |" for row in flat(block))
    return "\n".join([head, "|---" * len(flat(block)[0]) + "|", *rows])


def as_tabs(blocks: Sequence[Block]) -> Source:
    lines = [
        line
        for block in blocks
        for line in ([block] if isinstance(block, str) else map("\t".join, flat(block)))
    ]
    return from_text("\n".join(lines))


CARRIERS: dict[str, Callable[[Sequence[Block]], Source]] = {
    "docx": as_word,
    "html": as_page,
    "markdown": as_markdown,
    "tabs": as_tabs,
}


def noticed(*body: Block) -> list[Block]:
    """Return a notice around what stands in its middle part."""
    return [*HEAD, *body, *FOOT]
