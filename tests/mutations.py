"""One fault planted in a clean notice, with the code and the words it must be reported at."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

Lines = Sequence[str]

MARK = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）] ?|\d+\. ?|[（(]\d+[)）] ?"
)
GROUP = re.compile(r"([（(])([一二三四五六七八九十]+)([)）]) ?关于")
ITEM = re.compile(r"(\d+)\. ?(?=针对|关于)")
LABEL = re.compile(
    r"(原因分析|产生原因|问题原因|整改措施|采取的措施及取得的成效|整改落实情况|整改情况|整改状态|完成情况)[：:]"
)
CAUSE = re.compile(r"(原因分析|产生原因|问题原因)[：:]")
MEASURES = re.compile(r"(整改措施|采取的措施及取得的成效|整改落实情况)[：:]")
SLOT = re.compile(r"(整改情况|整改状态|完成情况)[：:](.+?)。?$")


class Fault(Struct, frozen=True):
    """A text with one fault."""

    code: str
    text: str
    words: str
    """Where it must be reported: the beginning of the quote; empty for anywhere."""


Plant = Callable[[Lines, random.Random], Iterator[Fault]]


def _without(lines: Lines, *indexes: int) -> str:
    return "\n".join(line for index, line in enumerate(lines) if index not in indexes) + "\n"


def _with(lines: Lines, index: int, line: str) -> str:
    return "\n".join((*lines[:index], line, *lines[index + 1 :])) + "\n"


def _inserted(lines: Lines, index: int, *new: str) -> str:
    return "\n".join((*lines[:index], *new, *lines[index:])) + "\n"


def _find(lines: Lines, pattern: str) -> int | None:
    return next((i for i, line in enumerate(lines) if re.search(pattern, line)), None)


def _all(lines: Lines, pattern: re.Pattern[str]) -> list[int]:
    return [index for index, line in enumerate(lines) if pattern.match(line)]


def title(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant faults of the title."""
    index = _find(lines, "^中共.*关于.*通报$")
    if index is None:
        return
    words = lines[index]
    yield Fault("NL101", _without(lines, index), "")
    yield Fault("NL102", _with(lines, index, words + "。"), words)
    yield Fault("NL102", _with(lines, index, words.removesuffix("的通报")), words[:9])
    yield Fault("NL102", _with(lines, index, "关于" + words.partition("关于")[2]), "关于")
    yield Fault("NL111", _inserted(lines, index, words), words)
    page = ("临岚县政府网", "来源：临岚县纪委 发布日期：2024-07-03 10:20")
    yield Fault("NL115", _inserted(lines, index, *page), "临岚县政府网")


def preamble(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant faults of the opening paragraph."""
    index = _find(lines, "组对.*巡察")
    if index is None or index == 0:
        return
    words = lines[index]
    yield Fault("NL103", _without(lines, index), "")
    for gone, left in (
        ("2023年.*?，", ""),
        ("按照党务.*$", ""),
        ("。2024年1月12日，.*?意见。", "。"),
    ):
        yield Fault("NL104", _with(lines, index, re.sub(gone, left, words, count=1)), "")
    second = _find(lines, "^(二、|（二）)(?!统一|压实|加强组织)")
    if second is not None and second > index + 1:
        moved = [*lines[:index], *lines[index + 1 : second], words, *lines[second:]]
        yield Fault("NL109", "\n".join(moved) + "\n", words[:8])


def closing(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant faults of the closing lines."""
    date = _find(lines, r"^2024年7月1日$")
    if date is None or not lines[date - 1].startswith("中共"):
        return
    organ = date - 1
    behind = "以上情况，请广大党员群众一并监督。"
    yield Fault("NL108", _without(lines, date), "")
    yield Fault("NL107", _without(lines, organ), "")
    yield Fault("NL109", _inserted(lines, date + 1, behind), "以上情况")
    foot = ("临岚县人民政府版权所有", "网站地图")
    yield Fault("NL115", _inserted(lines, date + 1, *foot), foot[0])
    yield Fault("NL111", _inserted(lines, date + 1, lines[organ], lines[date]), lines[organ])
    contact = _find(lines, "^联系电话")
    if contact is not None:
        swapped = [*lines[:contact], lines[organ], *lines[contact:organ], *lines[organ + 1 :]]
        yield Fault("NL109", "\n".join(swapped) + "\n", "联系电话")
        invitation = _find(lines, "^欢迎")
        assert invitation is not None
        yield Fault("NL106", _without(lines, invitation), "")


def sections(lines: Lines, rng: random.Random) -> Iterator[Fault]:
    """Plant an empty section and a broken paragraph."""
    for index in _all(lines, GROUP):
        following = index + 1
        while following < len(lines) and not re.match(r"[（(][一二三]|三、", lines[following]):
            following += 1
        restarts = any(re.match("1[.]", line) for line in lines[following:])
        if restarts and ITEM.match(lines[index + 1]):
            gone = range(index + 1, following)
            yield Fault("NL112", _without(lines, *gone), MARK.sub("", lines[index], count=1))
            break
    for index in rng.sample(range(len(lines)), len(lines)):
        line, place = lines[index], len(lines[index]) // 2
        around = line[max(0, place - 3) : place + 3]
        is_prose = LABEL.match(line) and len(line) > 40 and not SLOT.match(line[:30])
        if is_prose and re.fullmatch("[\u4e00-\u9fff]{6}", around) and "是" not in around:
            yield Fault("NL113", _with(lines, index, f"{line[:place]}\n\n{line[place:]}"), "")
            break


def items(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant faults of problem items, at every place."""
    heads = _all(lines, ITEM)
    ends = [*heads[1:], len(lines)][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        problem = ITEM.sub("", lines[head], count=1).rstrip("。")
        inside = range(head + 1, end)
        cause = next((i for i in inside if CAUSE.match(lines[i])), None)
        measures = next((i for i in inside if MEASURES.match(lines[i])), None)
        slot = next((i for i in inside if SLOT.match(lines[i]) and len(lines[i]) < 30), None)
        has_children = any(re.match(r"[（(]\d", lines[i]) for i in inside)
        if cause is None or measures is None or slot is None or has_children:
            continue
        last = measures
        while (
            last + 1 < end
            and not LABEL.match(lines[last + 1])
            and not MARK.match(lines[last + 1])
            and not lines[last + 1].startswith("欢迎")
        ):
            last += 1
        yield Fault("NL201", _without(lines, cause), problem)
        yield Fault("NL202", _without(lines, *range(measures, last + 1)), problem)
        yield Fault("NL203", _without(lines, slot), problem)
        yield Fault("NL204", _with(lines, cause, lines[cause].partition("：")[0] + "："), "")
        yield Fault("NL204", _with(lines, slot, lines[slot].partition("：")[0] + "："), "")
        yield Fault(
            "NL205", _with(lines, slot, lines[slot].partition("：")[0] + "：差不多了。"), "差不多了"
        )
        yield Fault("NL207", _swapped(lines, cause, measures, last), "")
        yield Fault("NL208", _inserted(lines, last + 1, lines[cause]), lines[cause][:4])
        yield Fault("NL208", _inserted(lines, slot + 1, lines[slot]), "")


def _swapped(lines: Lines, cause: int, measures: int, last: int) -> str:
    moved = [*lines[measures : last + 1], lines[cause]]
    return "\n".join((*lines[:cause], *moved, *lines[last + 1 :])) + "\n"


def duplicates(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant a problem listed twice."""
    heads = _all(lines, ITEM)
    for head in heads[1:]:
        words, _, _ = ITEM.sub("", lines[heads[0]], count=1).partition("。")
        mark = ITEM.match(lines[head])
        assert mark is not None
        rest = lines[head][mark.end() :].partition("。")
        yield Fault("NL209", _with(lines, head, mark.group() + words + rest[1] + rest[2]), words)


def numbering(lines: Lines, rng: random.Random) -> Iterator[Fault]:
    """Plant faults of markers."""
    for index in _all(lines, ITEM):
        line = lines[index]
        mark = ITEM.match(line)
        assert mark is not None
        number, rest = int(mark[1]), line[mark.end() :]
        wrong = rng.choice([n for n in range(1, 12) if n != number])
        yield Fault("NL301", _with(lines, index, f"{wrong}.{rest}"), f"{wrong}.")
        yield Fault("NL302", _with(lines, index, f"（{number}）{rest}"), f"（{number}）")
        yield Fault("NL304", _with(lines, index, f"{number}、{rest}"), f"{number}、")
        if mark.group().endswith("."):
            yield Fault("NL305", _with(lines, index, f"{number}. {rest}"), f"{number}. ")
    for index in _all(lines, GROUP):
        line = lines[index]
        mark = GROUP.match(line)
        assert mark is not None
        rest = line[mark.end() - 2 :]
        number = "一二三四五六".index(mark[2]) + 1
        left, right = mark[1], mark[3]
        other = f"({mark[2]})" if left == "（" else f"（{mark[2]}）"
        yield Fault("NL302", _with(lines, index, f"{left}{number}{right}{rest}"), f"{left}{number}")
        yield Fault("NL304", _with(lines, index, f"{left}{mark[2]}{right}、{rest}"), left)
        yield Fault("NL303", _with(lines, index, f"{other}{rest}"), other)
        yield Fault("NL301", _with(lines, index, f"{left}九{right}{rest}"), f"{left}九")
    for index, line in enumerate(lines):
        if "。二是" in line and line.count("二是") == 1:
            yield Fault("NL307", _with(lines, index, line.replace("二是", "一是")), "一是")
            yield Fault("NL307", _with(lines, index, line.replace("二是", "二是是")), "二是是")
            yield Fault("NL307", _with(lines, index, line.replace("二是", "五是")), "五是")
            yield Fault("NL304", _with(lines, index, line.replace("二是", "二是，")), "二是，")


def contact(lines: Lines, _rng: random.Random) -> Iterator[Fault]:
    """Plant faults of contact details."""
    index = _find(lines, "电话.?0000-5550123")
    if index is None:
        return
    line = lines[index]
    yield Fault("NL403", _with(lines, index, line.replace("5550123", "555012")), "0000-555012")
    yield Fault("NL403", _with(lines, index, line.replace("0000-", "０000-")), "")
    yield Fault("NL403", _with(lines, index, line.replace("0000-", "0000—")), "")
    yield Fault("NL404", _with(lines, index, line.replace("0000-", "")), "5550123")
    mail = _find(lines, "邮箱")
    if mail is not None:
        yield Fault("NL405", _with(lines, mail, lines[mail].replace("@", "＠")), "")
        yield Fault("NL405", _with(lines, mail, lines[mail].replace("@", "")), "")
        yield Fault("NL407", _with(lines, mail, lines[mail].replace("qh@lianlan.example", "")), "")
    if line.startswith("联系电话"):
        yield Fault("NL402", _without(lines, index), "")
        gone = [
            i for i, one in enumerate(lines) if one.startswith(("联系电话", "邮政地址", "电子邮箱"))
        ]
        yield Fault("NL401", _without(lines, *gone), "")


PLANTS: tuple[Plant, ...] = (
    title,
    preamble,
    closing,
    sections,
    items,
    duplicates,
    numbering,
    contact,
)
