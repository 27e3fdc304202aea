"""What small changes of a notice come to: its outline, its parts, what is missing or out of place.

Each line is left out, doubled, moved down, and its marker changed, and what the parser makes of it
is compared with `golden/structures/`: after a change of grammar, costs or outline `--rewrite`
writes that anew, and the difference shows what it is that changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pytest

from notice_lint.datafiles.grammar_file import find_grammar
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.repairs import Repair
from notice_lint.parsing.parse import parse
from notice_lint.parsing.repair import Repairer
from notice_lint.parsing.vocabulary import usual_vocabulary
from notice_lint.readers import from_text
from notice_lint.text.spans import Span

Golden = Callable[[str, str], None]
BASES = {
    "items in groups": """\
中共青禾镇委员会关于巡察整改进展情况的通报
根据统一部署，2023年10月8日至12月15日，县委巡察组对青禾镇党委进行了巡察。现将整改情况予以公布。
一、巡察反馈问题整改情况
（一）关于落实部署方面
1.针对“学习不深入”的问题
原因分析：重视不够。
整改措施：制定学习计划。
整改情况：已完成整改。
2.针对“储备不足”的问题
原因分析：清查不及时。
整改措施：补齐物资。
整改情况：已完成整改。
（二）关于组织建设方面
1.针对“收缴不及时”的问题
原因分析：缺少提醒。
整改措施：建立台账。
整改情况：正在整改。
二、下一步工作打算
继续深化整改。
欢迎广大干部群众监督。联系电话：0000-5550123；电子邮箱：qinghe@lianlan.example。
中共青禾镇委员会
2024年7月1日
""",
    "parts shared by sub-items": """\
一、整改情况
1.关于制度执行问题
原因分析：重视不够。
（1）针对“台账不全”的问题。整改措施：补登台账。整改情况：已完成整改。
（2）针对“会风不实”的问题。整改措施：精简会议。整改情况：已完成整改。
2.关于作风建设问题
（1）针对“调研不深”的问题。
整改措施：蹲点调研。
①制定方案。
②逐户走访。
整改情况：已完成整改。
责任单位：党政办公室
（2）针对“文风不实”的问题。
整改措施：压减文件。
整改情况：正在整改。
附件：整改清单
""",
    "numbers that go on": """\
一、作风建设方面
（一）会风不实。
整改情况：已完成整改。一是精简会议。二是压减文件。
（二）文风不实。
整改情况：已完成整改。一是规范发文。
二、制度执行方面
（三）台账不全。
整改情况：正在整改。一是补登。二是核对。
（四）档案不全。
整改情况：已完成整改。一是清点。
""",
    "parts of no item": """\
关于整改情况的通报
原因分析：重视不够。
整改措施：制定计划。
整改情况：已完成。
联系电话：0000-5550123。
""",
    "areas that list problems": """\
一、巡察反馈问题整改落实情况
（一）理论学习方面
一是学习计划不落实。二是交流研讨不深入。
整改情况：已完成整改。
（二）财务管理方面
要求各单位：一是从严审核。二是按月对账。
票据审核不严，附件不全。
整改情况：正在整改。
二、整改工作推进情况
1.加强组织领导。
2.压实工作责任。
""",
    "sentences below what is mended": """\
一、组织领导情况
（一）提高政治站位。
（二）健全工作机制。
二、整改落实情况
（一）关于学习不深入。已组织学习4次。
（二）关于制度不完善。已修订制度2项。
1.完善台账。整改情况：已完成。
2.按月核对。整改情况：已完成。
三、下一步打算
（一）持续深化整改。
（二）健全长效机制。
""",
    "a feedback that nothing answers": """\
关于巡察青禾镇党委的反馈意见
一、关于学习方面
1.理论学习不深入。
2.研讨交流不充分。
二、关于财务方面
（一）审核把关不严。票据附件不全，报销手续不完备。
（二）对账不及时。
三、整改要求
1.切实提高认识。
2.按期报送情况。
""",
    "statuses behind headings": """\
二、整改落实情况
（一）关于制度执行方面
1.台账不全的问题（已完成）
补登台账2册。
2.会风不实的问题（正在整改）
责任领导：镇长
精简会议。
3.档案管理不规范。（1）台账不全。（2）登记不及时。（已完成）
（二）作风建设方面。
欢迎监督。
中共青禾镇委员会
2024年7月1日
""",
    "a label above its items": """\
一、整改情况
1.关于制度执行问题
整改措施及成效：
（1）针对“台账不全”的问题。补登台账。
（2）针对“会风不实”的问题。精简会议。
整改情况：已完成整改。
2.关于作风建设问题
整改情况：正在整改。
""",
    "areas with a word on each": """\
二、整改落实情况
（一）学习教育方面。已组织学习4次。
（二）财务管理方面。已修订制度2项。
（三）作风建设方面。
三、下一步打算
（一）学习教育方面。
""",
    "numbers within numbers": """\
一、整改落实情况
1.1 台账不全
整改情况：已完成整改。
1.2 会风不实（已完成）
整改措施：精简会议。
2.1 文风不实
整改情况：正在整改。
2.2 档案不全
""",
    "families of an office's own": """\
第一方面 关于学习
【问题1】学习不深入
整改情况：已完成整改。
【问题2】研讨不充分
整改情况：已完成整改。
第二方面 关于财务
【问题3】审核不严
整改情况：正在整改。
【问题4】对账不及时
整改情况：已完成整改。
""",
}
FEEDBACK = """\
关于巡察青禾镇党委的反馈意见
一、巡察发现的主要问题
（一）学习方面
一是学习计划不落实。二是研讨不深入。三是考核不严格。
会风不实，文件偏多。
（二）财务方面。主要是：审核不严，附件不全；对账不及时。
票据管理混乱。要求各单位：一是从严审核。二是按月对账。
一是审批不到位。二是核对不到位。支出管理也不规范。一是附件不齐全。二是签字不完整。
（三）教育方面
1.立德树人有差距。
（1）思政课教师不足。
（2）劳动课被挤占。
二、意见建议
一是提高认识。二是按期报送。
"""
TABLES = """\
# 一、整改情况

|序号|问题|整改措施|整改状态|
|---|---|---|---|
|1|学习不深入|制定计划|已完成|
|2|会风不实|精简会议|已完成|

# 二、其他情况

|序号|问题|整改措施|整改状态|
|---|---|---|---|
|1|台账不全|补登台账|正在整改|
|3|档案不全|清点档案|已完成|
|4|票据不全|补齐票据|已完成|
"""
_ROW = re.compile(r"(?m)^\|(\d)\|")
_MARKER = re.compile(r"[（(]?([一二三四五\d]+)[）)、.]|[①②]")
_NEXT = str.maketrans("一二三四五123456789", "二三四五六234567891")
_OTHER = str.maketrans({"（": "", "）": "、", "、": ".", ".": "、", "①": "1.", "②": "2."})


def variants(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is done to a text, and what comes of it."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        before, after = lines[:place], lines[place + 1 :]
        about = f"{place + 1} {line[:4]}"
        yield f"without {about}", _joined(before, after)
        yield f"twice {about}", _joined(before, [line, line], after)
        if after:
            yield f"down {about}", _joined(before, [after[0], line], after[1:])
        mark = _MARKER.match(line)
        if mark:
            words = line[mark.end() :]
            yield f"next {about}", _joined(before, [mark[0].translate(_NEXT) + words], after)
            yield f"other {about}", _joined(before, [mark[0].translate(_OTHER) + words], after)
            yield f"bare {about}", _joined(before, [words], after)


def _joined(*parts: Sequence[str]) -> str:
    return "".join(f"{line}\n" for part in parts for line in part)


def digest(notice: Notice) -> list[str]:
    """Return a line for each node of the outline and each repair."""
    nodes = [line for node in notice.sections for line in _node(notice, node)]
    numbering = f"numbering {notice.numbering}"
    return [numbering, *nodes, *(_repair(notice, repair) for repair in notice.repairs)]


def _node(notice: Notice, node: Section | ProblemItem) -> Iterator[str]:
    mark = node.marker
    meant = f"{mark.style} {mark.number}→{mark.meant} {mark.fault or ''}" if mark else "unmarked"
    if isinstance(node, Section):
        yield f"section L{node.level} {meant} {node.heading.text[:6]} {node.purpose}"
    else:
        words = node.problem.text[:8]
        parts = " ".join(f"{part.kind}:{_words(notice, part.span)}" for part in node.parts)
        said = "".join(phrase.text for phrase in node.enumerators)
        yield f"item L{node.level} {meant} {words} [{parts}] {said}".rstrip()
    for child in node.children:
        yield from _node(notice, child)


def _repair(notice: Notice, repair: Repair) -> str:
    said = {
        "at": _words(notice, repair.span),
        "of": "" if repair.owner == repair.span else _words(notice, repair.owner),
        "first": _words(notice, repair.first),
        "behind": repair.follows.zh if repair.follows else "",
        "label": repair.label[:2],
        "place": repair.place.zh[:4] if repair.place else "",
        "expected": "/".join(wording.zh for wording in repair.expected),
    }
    about = " ".join(f"{name} {words}" for name, words in said.items() if words)
    return f"{repair.kind} {repair.part} {repair.name.zh} in {repair.within}: {about}"


def _words(notice: Notice, span: Span | None) -> str:
    if span is None:
        return ""
    words = span.of(notice.source.text)
    return f"{words[:5]}…{len(words)}" if len(words) > 9 else words.replace("\n", "|")


Parsed = Callable[[str], Notice]


def parsed(text: str) -> Notice:
    return parse(from_text(text))


def parsed_page(text: str) -> Notice:
    return parse(from_text(text, kind="markdown"))


def parsed_feedback(text: str) -> Notice:
    grammar = find_grammar("feedback", SearchPath(only_ours=True))
    return parse(from_text(text), grammar=grammar)


def other_rows() -> Iterator[tuple[str, str]]:
    """Yield the tables with one number changed, left out, or all of a table begun elsewhere."""
    for place, row in enumerate(_ROW.finditer(TABLES), 1):
        for number in ("", "1", "2", "5"):
            text = f"{TABLES[: row.start(1)]}{number}{TABLES[row.end(1) :]}"
            yield f"row {place} is {number or 'bare'}", text
    head, tail = TABLES.split("# 二")
    yield "the second goes on", head + "# 二" + _ROW.sub(lambda row: f"|{int(row[1]) + 2}|", tail)
    yield "no numbers", _ROW.sub("||", TABLES)


def compared(base: str, changes: Iterator[tuple[str, str]], read: Parsed) -> Iterator[str]:
    """Yield what a text comes to, and how what is made of it differs from that."""
    usual = digest(read(base))
    yield from usual
    for done, text in changes:
        changed = digest(read(text))
        gone, new = Counter(usual) - Counter(changed), Counter(changed) - Counter(usual)
        yield from (f"## {done}", *_signed("-", gone), *_signed("+", new))


def _signed(sign: str, lines: Counter[str]) -> Iterator[str]:
    return (f"{sign} {line}" for line in lines.elements())


OTHERS: dict[str, tuple[str, Callable[[], Iterator[tuple[str, str]]], Parsed]] = {
    "a feedback by its grammar": (FEEDBACK, lambda: variants(FEEDBACK), parsed_feedback),
    "rows of two tables": (TABLES, other_rows, parsed_page),
}


@pytest.mark.parametrize("name", [*BASES, *OTHERS])
def test_small_changes_come_to_what_they_came_to(golden: Golden, name: str) -> None:
    if name in BASES:
        lines = compared(BASES[name], variants(BASES[name]), parsed)
    else:
        base, changes, read = OTHERS[name]
        lines = compared(base, changes(), read)
    place = name.replace(" ", "-").replace("'", "")
    golden(f"structures/{place}.txt", "\n".join(lines) + "\n")


WHOLE = (
    "TITLE LEAD SECTION ITEM TEXT CAUSE TEXT MEASURES TEXT STATUS_LABEL STATUS _END "
    "ITEM CAUSE TEXT MEASURES TEXT STATUS_LABEL STATUS _END _END "
    "SUPERVISION CONTACT ORGAN_LINE DATE_LINE"
)


def test_tokens_that_do_not_fit_are_mended_as_they_were(golden: Golden) -> None:
    repairer = Repairer(usual_vocabulary())
    told: list[str] = []
    whole = WHOLE.split()
    for place, token in enumerate(whole):
        before, after = whole[:place], whole[place + 1 :]
        changes: dict[str, Sequence[str]] = {
            "without": [*before, *after],
            "twice": [*before, token, token, *after],
            "down": [*before, *after[:1], token, *after[1:]],
            "only": [token],
            "up to": before,
            "from": [token, *after],
        }
        for done, tokens in changes.items():
            steps = [step for step in repairer.steps(tokens) if step.kind != "shift"]
            mended = " ".join(f"{step.kind} {step.terminal} {step.place}" for step in steps)
            told.append(f"{done} {place} {token}: {mended}".rstrip())
    golden("repair-steps.txt", "\n".join(told) + "\n")
