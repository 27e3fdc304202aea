"""Feedback and ledgers that generated notices answer, in the forms that offices write them in."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from docx import Document
from msgspec import Struct
from openpyxl import Workbook
from shapes import FACTS, PROBLEMS

from notice_lint.config.companions import CompanionFile

AREAS = ("贯彻落实党的路线方针政策方面", "落实全面从严治党责任方面", "落实新时代党的组织路线方面", "落实监督整改方面",
    "服务群众方面",
)  # fmt: skip
CLAUSES = ("制度执行有偏差", "跟踪问效不够", "台账资料不完整")
SYNONYMS = {
    "不深入": "不够扎实", "不到位": "有差距", "不严": "不够严格", "缓慢": "进展较慢", "不足": "偏少",
    "不够": "不足", "不规范": "不够规范", "流于形式": "走过场",
}  # fmt: skip
LEAD = (
    "根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对{town}党委进行了巡察。"
    "2024年1月12日，县委第二巡察组向{town}党委反馈了巡察意见。现将有关情况反馈如下："
)


class Inspected(Struct):
    """Whom feedback is about, and in how many areas."""

    town: str
    areas: int


class Row(Struct):
    """A problem as a ledger has it."""

    problem: str
    status: str = "已完成"
    due: str = "2024年6月30日"


def problems_of(items: Sequence[str]) -> list[str]:
    """Return the problems that the items of a generated notice are about."""
    return [next(words for words in PROBLEMS if words in item) for item in items]


def with_clause(words: str, rng: random.Random) -> str:
    """Add a clause, as feedback mostly has one more than the notice."""
    return f"{words}，{rng.choice(CLAUSES)}"


def with_synonym(words: str, rng: random.Random) -> str:
    """Say it with another word."""
    known = [old for old in SYNONYMS if words.endswith(old)]
    return words.removesuffix(known[0]) + SYNONYMS[known[0]] if known else with_clause(words, rng)


def turned(words: str, rng: random.Random) -> str:
    """Say it in another order of words."""
    cut = 4 if len(words) > 6 else 2
    return f"{words[cut:]}，{words[:cut]}存在短板"


REWORDINGS: dict[str, Callable[[str, random.Random], str]] = {
    "same": lambda words, rng: words,
    "clause": with_clause,
    "synonym": with_synonym,
    "turned": turned,
}


def divided(problems: Sequence[str], areas: int) -> list[list[str]]:
    """Divide problems among some areas."""
    ends = [len(problems) * number // areas for number in range(areas + 1)]
    return [list(problems[start:end]) for start, end in pairwise(ends)]


def numbered(problems: Sequence[str], about: Inspected, rng: random.Random) -> str:
    """Write feedback with areas and numbers."""
    lines = [
        f"关于巡察{about.town}党委的反馈意见",
        f"{about.town}党委：",
        LEAD.format(town=about.town),
    ]
    lines += ["一、巡察发现的主要问题"]
    count = 0
    for mark, area, below in zip("一二三四五", AREAS, divided(problems, about.areas), strict=False):
        lines.append(f"（{mark}）{area}")
        for words in below:
            count += 1
            lines.append(f"{count}.{words}。{rng.choice(FACTS)}")
    lines += ["二、意见建议", "（一）提高政治站位。切实扛起整改主体责任。", "（二）抓好整改落实。"]
    return "\n".join([*lines, "县委第二巡察组", "2024年1月12日"])


def enumerated(problems: Sequence[str], about: Inspected, rng: random.Random) -> str:
    """Write feedback that lists the problems of an area in one paragraph."""
    lines = [
        f"县委第二巡察组关于巡察{about.town}党委的反馈意见",
        LEAD.format(town=about.town),
        "一、存在的主要问题",
    ]
    for mark, area, below in zip("一二三四五", AREAS, divided(problems, about.areas), strict=False):
        listed = "；".join(
            f"{count}是{words}" for count, words in zip("一二三四五六七", below, strict=False)
        )
        lines.append(
            f"（{mark}）{area}。{listed}。" if len(below) > 1 else f"（{mark}）{below[0]}。"
        )
    return "\n".join([*lines, "二、整改要求", "一是提高认识。二是压实责任。"])


def listed(problems: Sequence[str], about: Inspected, rng: random.Random) -> str:
    """Write a list of problems parted by tabs."""
    rows = [f"{number}\t{words}\t党政办" for number, words in enumerate(problems, 1)]
    return "\n".join([f"{about.town}党委巡察反馈问题清单", "", "序号\t具体问题\t责任单位", *rows])


FEEDBACKS: tuple[Callable[[Sequence[str], Inspected, random.Random], str], ...] = (
    numbered, enumerated, listed,
)  # fmt: skip


def cells(rows: Sequence[Row]) -> list[list[str]]:
    head = ["序号", "反馈问题", "产生原因", "整改措施", "责任领导", "完成时限", "整改情况"]
    body = [
        [str(number), row.problem, "重视不够", "完善制度", "分管领导", row.due, row.status]
        for number, row in enumerate(rows, 1)
    ]
    return [head, *body]


def workbook(rows: Sequence[Row]) -> bytes:
    """Write a ledger with a title, a header of two rows, merged areas, and a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "整改台账"
    sheet.append(["巡察反馈问题整改台账"])
    sheet.append(
        ["序号", "问题类别", "存在问题", "整改措施", "责任分工", "", "完成时限", "整改情况"]
    )
    sheet.append(["", "", "", "", "责任领导", "责任部门", "", ""])
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("E2:F2")
    for column in "ABCDGH":
        sheet.merge_cells(f"{column}2:{column}3")
    line = 4
    for area, below in zip(
        AREAS, divided([row.problem for row in rows], min(3, len(rows))), strict=False
    ):
        for number, _ in enumerate(below):
            row = rows[line - 4]
            sheet.append(
                [
                    line - 3,
                    "" if number else area,
                    row.problem,
                    "完善制度",
                    "张某",
                    "党政办",
                    row.due,
                    row.status,
                ]
            )
            line += 1
        if len(below) > 1:
            sheet.merge_cells(f"B{line - len(below)}:B{line - 1}")
    other = book.create_sheet("问题清单")
    other.append(["序号", "存在问题", "责任单位"])
    for number, row in enumerate(rows, 1):
        other.append([number, row.problem, "党政办"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ticked(rows: Sequence[Row]) -> bytes:
    """Write a ledger with a column for each status and a tick in one of them."""
    book = Workbook()
    sheet = book.active
    states = ["已完成", "基本完成", "正在推进", "未完成"]
    sheet.append(["编号", "具体表现", "整改完成情况", "", "", "", "整改时限"])
    sheet.append(["", "", *states, ""])
    sheet.merge_cells("C1:F1")
    for column in "ABG":
        sheet.merge_cells(f"{column}1:{column}2")
    for number, row in enumerate(rows, 1):
        ticks = ["√" if state == row.status else "" for state in states]
        sheet.append([number, row.problem, *ticks, row.due])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word_table(rows: Sequence[Row]) -> bytes:
    """Write a ledger as a table in a Word file."""
    document = Document()
    document.add_paragraph("巡察反馈问题整改台账")
    table = document.add_table(0, 7)
    for line in cells(rows):
        for cell, words in zip(table.add_row().cells, line, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def comma_list(rows: Sequence[Row]) -> bytes:
    """Write a ledger parted by commas, as spreadsheets export it."""
    stream = io.StringIO()
    csv.writer(stream).writerows(cells(rows))
    return stream.getvalue().encode("utf-8-sig")


def page_table(rows: Sequence[Row]) -> bytes:
    """Write a ledger as a table of a web page."""
    lines = [
        "<tr>" + "".join(f"<td>{words}</td>" for words in line) + "</tr>" for line in cells(rows)
    ]
    return f"<html><body><p>整改台账</p><table>{''.join(lines)}</table></body></html>".encode()


LEDGERS: tuple[tuple[str, Callable[[Sequence[Row]], bytes]], ...] = (
    ("台账.xlsx", workbook),
    ("对账.xlsx", ticked),
    ("台账.docx", word_table),
    ("台账.csv", comma_list),
    ("台账.html", page_table),
)


def feedback_file(text: str, name: str = "反馈意见.txt") -> CompanionFile:
    return CompanionFile("feedback", name, text.encode())


def ledger_file(rows: Sequence[Row], form: int = 0) -> CompanionFile:
    name, write = LEDGERS[form % len(LEDGERS)]
    return CompanionFile("ledger", name, write(rows))
