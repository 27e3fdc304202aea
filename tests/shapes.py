"""Invented notices in every shape that real ones have, each with what a parser must find in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.text.numerals import han_number

TOWNS = ("青禾镇", "白鹭镇", "石桥镇", "云溪镇", "柳荫镇")
COUNTY = "临岚"
PROBLEMS = (
    "理论学习不深入", "议事规则执行不严格", "防汛物资储备不足", "项目监管不到位", "票据审核把关不严",
    "联系群众不够紧密", "档案管理不规范", "公务接待手续不全", "换届工作准备不充分", "网格巡查流于形式",
    "集体资产底数不清", "环境整治力度不够", "党费收缴不及时", "窗口服务意识不强", "廉政谈话开展不扎实",
    "信访积案化解缓慢", "会议记录过于简单", "固定资产登记滞后", "产业发展思路不宽", "值班值守制度落实不力",
    "干部培训缺乏针对性", "安全检查存在漏洞", "惠民政策宣传不够", "工程变更程序不完善",
)  # fmt: skip
DIRECTIONS = (
    "落实上级决策部署有差距", "全面从严治党责任压得不实", "基层组织建设存在短板", "整改长效机制不健全",
    "服务群众质效有待提升", "财务管理不够严格",
)  # fmt: skip
FACTS = (
    "抽查发现个别台账更新不及时，部分记录缺少签字。",
    "走访中有村民反映办理时限偏长，窗口人员解释不够耐心。",
    "有3个村的资料与实际情况对应不上，责任人说不清原因。",
)
CAUSES = (
    "班子成员对相关要求认识不深，日常督促不够。",
    "制度执行缺少跟踪问效，责任没有压到人头。",
    "业务培训覆盖面不广，工作人员对流程不熟悉。",
)
MEASURES = (
    "召开专题会议研究部署，明确牵头领导和责任人员",
    "修订完善管理制度，印发各村各部门执行",
    "组织业务培训4期，参训人员覆盖全部岗位",
    "开展自查自纠，建立台账逐项销号",
    "每季度开展一次督查，结果纳入年度考核",
)
WORK = (
    ("提高政治站位，统一思想认识", "党委召开会议传达反馈意见，对照问题逐条认领，层层压实责任。"),
    ("加强组织领导，压实整改责任", "成立整改工作领导小组，由主要负责人任组长，统筹协调整改工作。"),
    ("强化督促检查，确保取得实效", "建立定期调度机制，及时掌握进度，对进展缓慢的事项跟踪督办。"),
)
PLANS = (
    ("持续加强理论武装", "坚持学用结合，不断提升运用党的创新理论指导实践的能力。"),
    ("持续巩固整改成果", "对已完成的事项开展回头看，防止问题反弹。"),
    ("持续健全长效机制", "坚持举一反三，用制度管人管事，推动整改常态长效。"),
)
STATUSES = {
    "completed": ("已完成整改", "已完成", "已整改到位", "整改完成"),
    "completed_ongoing": ("已整改并长期坚持", "已完成整改，并长期坚持"),
    "basically_completed": ("基本完成整改", "阶段性完成整改"),
    "in_progress": ("正在整改，并取得阶段性成效", "整改中", "正在推进"),
}


class Shape(Struct, frozen=True):
    """How one notice is laid out."""

    title: str = "one"  # none one two three cut subtitle doubled
    page: str = "none"  # none head foot both
    opening: str = "根据"
    period: str = "day"  # day both month third
    feedback: str = "sentence"  # sentence tail
    publishing: str = "予以公布"
    levels: str = "part-group-item"
    brackets: str = "full"
    space: str = ""
    numbering: str = "restart"
    problem: str = "针对"  # 针对 关于 关于问题 plain
    stop: bool = True
    run_in: bool = False
    statement: bool = False
    cause: str = "原因分析"
    measures: str = "整改措施"
    status: str = "整改情况"  # label, mark, slot, behind or none
    listed: str = "enumerated"  # enumerated prose paragraphs
    sub_items: str = "none"  # none labelled run-in topics
    sole: bool = False
    summary: str = "none"
    work: str = "groups"  # groups prose none
    plan: str = "enumerated"  # enumerated groups items prose none
    contact: str = "labelled"
    signature: str = "lines"
    ascii: bool = False
    wrap: str = "none"  # none page hard
    blank_lines: bool = False
    labels: str = "："  # ： 【】 〈〉 ——
    chapter: str = "、"  # 、 部分 篇


CHOICES: dict[str, tuple[Any, ...]] = {
    "title": ("one", "two", "three", "cut", "subtitle", "doubled", "none"),
    "page": ("none", "head", "foot", "both"),
    "opening": ("根据", "按照", "dates"),
    "period": ("day", "both", "month", "third"),
    "feedback": ("sentence", "tail"),
    "publishing": ("予以公布", "通报如下", "公布如下"),
    "levels": (
        "part-group-item", "part-item", "group-item", "part-group", "group", "part", "named", "part-named",
    ),
    "brackets": ("full", "half"),
    "space": ("", " "),
    "numbering": ("restart", "continuous"),
    "problem": ("针对", "关于", "关于问题", "plain"),
    "stop": (True, False),
    "run_in": (False, True),
    "statement": (False, True),
    "cause": ("原因分析", "产生原因", "问题原因", "none"),
    "measures": ("整改措施", "采取的措施及取得的成效", "整改落实情况", "none"),
    "status": ("整改情况", "mark", "整改状态", "完成情况", "slot", "none"),
    "listed": ("enumerated", "prose", "paragraphs"),
    "sub_items": ("none", "labelled", "run-in", "topics"),
    "sole": (False, True),
    "summary": ("none", "arabic", "han"),
    "work": ("groups", "prose", "none"),
    "plan": ("enumerated", "groups", "items", "prose", "none"),
    "contact": ("labelled", "bare", "lines", "person"),
    "signature": ("lines", "indented", "one-line"),
    "ascii": (False, True),
    "wrap": ("none", "page", "hard"),
    "blank_lines": (False, True),
    "labels": ("：", "【】", "〈〉", "——"),
    "chapter": ("、", "部分", "篇"),
}  # fmt: skip


class Truth(Struct):
    """What the notice holds."""

    title: str | None = None
    items: list[str] = field(default_factory=list)
    children: int = 0
    sections: int = 0
    causes: int = 0
    statuses: list[str] = field(default_factory=list)
    measures: int = 0


def random_shape(rng: random.Random, changes: int | None = None) -> Shape:
    """Return a shape: the default with some fields changed, or all drawn."""
    names = list(Shape.__struct_fields__)
    chosen = names if changes is None else rng.sample(names, changes)
    return consistent(replace(Shape(), **{name: rng.choice(CHOICES[name]) for name in chosen}))


SLIPS: dict[str, tuple[Any, ...]] = {
    "title": ("cut", "doubled", "none"),
    "page": ("head", "foot", "both"),
    "sub_items": ("run-in", "topics"),
    "cause": ("none",),
    "measures": ("none",),
    "status": ("none",),
    "ascii": (True,),
    "wrap": ("page", "hard"),
}
"""What a notice fit to print has not: parts left out, half-width marks, what a page left behind."""


def proper_shape(rng: random.Random) -> Shape:
    """Return a shape that a notice fit to print may have, all of it drawn."""
    chosen = {
        name: rng.choice([value for value in values if value not in SLIPS.get(name, ())])
        for name, values in CHOICES.items()
    }
    shape = consistent(replace(Shape(), **chosen))
    # a blank line between all lines stands between those of a title too
    return replace(shape, title="one") if shape.blank_lines else shape


def consistent(shape: Shape) -> Shape:
    """Return the nearest shape that a real notice could have."""
    changes: dict[str, Any] = {}
    if shape.sub_items in ("run-in", "topics"):
        changes |= {"cause": "none", "measures": "none", "run_in": True, "statement": False}
        changes |= {"status": "mark" if shape.status == "mark" else "none", "listed": "enumerated"}
    elif shape.sub_items == "labelled" and shape.measures == "none":
        changes["measures"] = "整改措施"
    if shape.levels in ("part", "group", "part-group", "named", "part-named"):
        changes["sole"] = False
    if shape.levels in ("named", "part-named") and shape.problem != "plain":
        changes["problem"] = "plain"
    merged = replace(shape, **changes)
    if merged.run_in and (merged.cause != "none" or merged.measures != "none"):
        merged = replace(merged, run_in=False)
    if merged.measures == "none" and merged.cause == "none":
        merged = replace(merged, statement=False)
    if merged.measures == "none" and merged.cause != "none" and merged.status != "整改情况":
        merged = replace(merged, measures="整改措施")
    if merged.status == "slot" and merged.measures != "none":
        merged = replace(merged, status="整改情况")
    if merged.problem == "plain" and merged.cause == "none" and merged.measures == "none":
        merged = replace(merged, problem="针对")
    if merged.run_in or merged.statement:
        merged = replace(merged, stop=True)
    lone = merged.work == "none" and merged.plan == "none"
    if lone or merged.levels in ("part", "part-named"):  # 第一部分 is no problem, nor alone
        merged = replace(merged, chapter="、")
    return merged


class Notice:
    """Writes one notice."""

    def __init__(self, shape: Shape, seed: int, size: int = 3) -> None:
        self.shape = shape
        self.rng = random.Random(seed)
        self.size = size
        self.town = self.rng.choice(TOWNS)
        self.organ = f"中共{self.town}委员会"
        self.truth = Truth()
        self.completed: list[bool] = []
        self.problems = iter(self.rng.sample(PROBLEMS, len(PROBLEMS)))
        self.numbers: dict[str, int] = {}
        self.wordings: dict[str, str] = {}

    def write(self) -> tuple[str, Truth]:
        """Return the text and what it holds."""
        body = self._body()
        head = [*self._title(), self._preamble()]
        text = [*head, *body, *self._closing()]
        return self._laid_out(text), self.truth

    # ── the head ──

    def _title(self) -> Iterator[str]:
        shape = self.shape
        organ, about = self.organ, "关于巡察整改进展情况的通报"
        whole = organ + about
        if shape.title != "none":
            self.truth.title = whole
        if shape.page in ("head", "both"):
            yield "临岚廉政网"
            if shape.title == "doubled":
                yield whole
            yield "来源：临岚县纪委 发布日期：2024-07-03 10:20 浏览次数：128 【字体：大 中 小】"
        if shape.title in ("one", "doubled"):
            yield whole
        elif shape.title == "subtitle":
            yield whole
            yield "（社会公开稿）"
        elif shape.title == "two":
            yield organ + "关于巡察整改"
            yield "进展情况的通报"
        elif shape.title == "three":
            yield organ
            yield "关于巡察整改进展"
            yield "情况的通报"
        elif shape.title == "cut":
            yield organ + "关于巡察整改进展情况"
            yield ""
            yield "的通报"

    def _preamble(self) -> str:
        shape = self.shape
        period = {
            "day": "2023年10月8日至12月15日",
            "both": "2023年10月8日至2023年12月15日",
            "month": "2023年10月至12月",
            "third": "2023年10月上旬至12月底",
        }[shape.period]
        opening = {"根据": "根据县委统一部署，", "按照": "按照县委统一安排，", "dates": ""}[
            shape.opening
        ]
        inspected = f"县委第二巡察组对{self.town}党委进行了巡察"
        if shape.feedback == "tail":
            feedback = "，并于2024年1月12日反馈了巡察意见。"
        else:
            feedback = f"。2024年1月12日，县委第二巡察组向{self.town}党委反馈了巡察意见。"
        publishing = f"按照党务公开原则和巡察工作有关要求，现将巡察整改进展情况{shape.publishing}"
        end = "：" if shape.publishing.endswith("如下") else "。"
        return f"{opening}{period}，{inspected}{feedback}{publishing}{end}"

    # ── markers ──

    def _number(self, level: str, restart: bool) -> int:
        self.numbers[level] = 1 if restart else self.numbers.get(level, 0) + 1
        return self.numbers[level]

    def _mark(self, level: str, number: int) -> str:
        left, right = "（）" if self.shape.brackets == "full" else "()"
        if level == "part" and self.shape.chapter == "、":
            return f"{han_number(number)}、"
        if level == "part":
            return f"第{han_number(number)}{self.shape.chapter}　"
        if level == "group":
            return f"{left}{han_number(number)}{right}{self.shape.space}"
        if level == "item":
            return f"{number}.{self.shape.space}"
        if level == "sub":
            return f"{left}{number}{right}{self.shape.space}"
        return f"问题{number}："

    # ── the text ──

    def _body(self) -> list[str]:
        outer, *inner = {
            "part-group-item": ("part", "group", "item"),
            "part-item": ("part", "item"),
            "group-item": ("group", "item"),
            "part-group": ("part", "group"),
            "group": ("group",),
            "part": ("part",),
            "named": ("named",),
            "part-named": ("part", "named"),
        }[self.shape.levels]
        out: list[str] = []
        number = iter(range(1, 99))
        top = outer if outer != "named" else "part"
        if self.shape.work != "none" and outer != "named":
            out += self._work(self._mark(top, next(number)), top)
        if inner:
            self.truth.sections += 1
            rectified = "巡察反馈问题整改落实情况"
            out.append(self._mark(outer, next(number)) + rectified)
            place = len(out)
            out += self._level(tuple(inner))
            out[place:place] = self._summary()
        else:
            items = self._items(outer, next(number))
            out += items
            number = iter(range(self.numbers[outer] + 1, 99))
        if self.shape.plan != "none" and outer != "named":
            out += self._plan(self._mark(top, next(number)), top)
        return out

    def _level(self, levels: tuple[str, ...]) -> list[str]:
        if len(levels) == 1:
            return self._items(levels[0], 1)
        out = []
        for number, direction in enumerate(self.rng.sample(DIRECTIONS, self.size), 1):
            self.truth.sections += 1
            sole = self.shape.sole and number == 2
            heading = f"关于{direction}问题。" if sole else f"关于{direction}方面"
            out.append(self._mark(levels[0], number) + heading)
            goes_on = self.shape.numbering == "continuous" and number > 1
            if sole:
                out += self._sole_item()
            else:
                start = self.numbers.get(levels[1], 0) + 1 if goes_on else 1
                out += self._items(levels[1], start)
        return out

    def _items(self, level: str, start: int) -> list[str]:
        out = []
        self.numbers[level] = start - 1
        for index in range(self.rng.randint(2, self.size)):
            number = self._number(level, False)
            sub = self.shape.sub_items if index == 0 and level == "item" else "none"
            out += self._item(self._mark(level, number), sub)
        return out

    def _problem(self) -> str:
        words = next(self.problems)
        return {
            "针对": f"针对“{words}”的问题",
            "关于": f"关于“{words}”的问题",
            "关于问题": f"关于{words}问题",
            "plain": words,
        }[self.shape.problem]

    def _item(self, mark: str, sub: str) -> list[str]:
        shape = self.shape
        problem = self._problem()
        self.truth.items.append(problem)
        status = self._status_class()
        if sub == "labelled":
            return [mark + problem + "。", *self._sub_items(status)]
        if sub in ("run-in", "topics"):
            text = mark + problem + "。" + self._run_on(sub)
            return [text + self._mark_status(status)]
        head = mark + problem + ("。" if shape.stop else "")
        return self._parts(head, status)

    def _parts(self, head: str, status: str) -> list[str]:
        shape = self.shape
        out = [head]
        if shape.statement:
            fact = self.rng.choice(FACTS)
            if shape.problem == "plain":
                out[-1] += fact
            else:
                out.append(fact)
        if shape.cause != "none":
            self.truth.causes += 1
            out.append(f"{shape.cause}：{self.rng.choice(CAUSES)}")
        self.truth.measures += 1
        measures = self._measures()
        if shape.status == "整改情况":
            return self._with_slot(out, measures, status)
        if shape.run_in:
            out[-1] += "".join(measures)
        elif shape.status == "slot":
            out += [f"整改情况：{measures[0]}", *measures[1:]]
        elif shape.measures != "none":
            out += [f"{shape.measures}：{measures[0]}", *measures[1:]]
        else:
            out += measures
        return self._end(out, status)

    def _with_slot(self, out: list[str], measures: list[str], status: str) -> list[str]:
        words = self._status_words(status)
        if self.shape.measures == "none":
            return [*out, f"整改情况：{words}。", *measures]
        return [
            *out,
            f"{self.shape.measures}：{measures[0]}",
            *measures[1:],
            f"整改情况：{words}。",
        ]

    def _end(self, out: list[str], status: str) -> list[str]:
        if self.shape.status == "mark":
            out[-1] += self._mark_status(status)
        elif self.shape.status in ("整改状态", "完成情况"):
            out.append(f"{self.shape.status}：{self._status_words(status)}。")
        return out

    def _mark_status(self, status: str) -> str:
        return f"【{self._status_words(status)}】" if self.shape.status == "mark" else ""

    def _status_class(self) -> str:
        status = self.rng.choice(list(STATUSES))
        self.completed.append(status.startswith("completed"))
        return status

    def _status_words(self, status: str) -> str:
        self.truth.statuses.append(status)
        if status not in self.wordings:
            forms = [one for one in STATUSES[status] if not self.shape.ascii or "，" not in one]
            self.wordings[status] = self.rng.choice(forms)
        return self.wordings[status]

    def _measures(self) -> list[str]:
        chosen = self.rng.sample(MEASURES, 3)
        if self.shape.listed == "prose":
            return ["，".join(chosen) + "。"]
        counted = [f"{han_number(n)}是{one}。" for n, one in enumerate(chosen, 1)]
        return (
            counted
            if self.shape.listed == "paragraphs" and not self.shape.run_in
            else ["".join(counted)]
        )

    def _sub_items(self, status: str) -> list[str]:
        out = []
        for number in (1, 2):
            self.truth.children += 1
            fact = next(self.problems)
            out += self._parts(self._mark("sub", number) + f"{fact}。", status)
        return out

    def _run_on(self, kind: str) -> str:
        out = ""
        for number in (1, 2):
            self.truth.children += 1
            self.truth.measures += 1
            mark = self._mark("sub", number) if kind == "run-in" else ""
            out += f"{mark}关于{next(self.problems)}。" + "".join(self._measures())
        return out

    def _sole_item(self) -> list[str]:
        problem = next(self.problems)
        self.truth.items.append(problem)
        shape = self.shape
        if (
            shape.measures == "none"
            and shape.cause == "none"
            and shape.status not in ("slot", "整改情况")
        ):
            self.shape = replace(shape, measures="整改措施", run_in=False)
        out = self._parts(f"{problem}。" + FACTS[0], self._status_class())
        self.shape = shape
        return out

    def _summary(self) -> list[str]:
        if self.shape.summary == "none":
            return []
        count = len(self.truth.items)
        done = sum(self.completed) if self.truth.statuses else 0
        write: Callable[[int], object] = han_number if self.shape.summary == "han" else int
        words = f"县委巡察组共反馈{write(self.size)}个方面{write(count)}个问题"
        return [f"{words}，已完成整改{write(done)}个。" if done else f"{words}。"]

    def _work(self, mark: str, top: str) -> list[str]:
        self.truth.sections += 1
        head = mark + "提高政治站位，扛牢整改责任"
        if self.shape.work == "prose" or top != "part":
            return [head, "".join(text for _, text in WORK)]
        self.truth.sections += 3
        groups = [
            f"{self._mark('group', n)}{name}。{text}" for n, (name, text) in enumerate(WORK, 1)
        ]
        return [head, *groups]

    def _plan(self, mark: str, top: str) -> list[str]:
        self.truth.sections += 1
        head = mark + "下一步工作打算"
        if self.shape.plan == "prose":
            return [head, "".join(text for _, text in PLANS)]
        if self.shape.plan == "enumerated":
            return [
                head,
                *(f"{han_number(n)}是{name}。{text}" for n, (name, text) in enumerate(PLANS, 1)),
            ]
        level = "group" if self.shape.plan == "groups" and top == "part" else "item"
        self.truth.sections += 3
        return [
            head,
            *(f"{self._mark(level, n)}{name}。{text}" for n, (name, text) in enumerate(PLANS, 1)),
        ]

    # ── the end ──

    def _closing(self) -> list[str]:
        invitation = "欢迎广大干部群众对巡察整改落实情况进行监督。如有意见建议，请及时向我们反映。"
        contact = {
            "labelled": [
                invitation + "联系电话：0000-5550123；邮政地址：临岚县" + self.town
                + "人民政府；电子邮箱：qh@lianlan.example。"
            ],
            "bare": [
                invitation + "联系方式：电话0000-5550123；邮政地址" + self.town
                + "人民政府；电子邮箱qh@lianlan.example。"
            ],
            "lines": [
                invitation, "联系电话：0000-5550123", f"邮政地址：临岚县{self.town}人民政府", "电子邮箱：qh@lianlan.example",
            ],
            "person": [
                invitation + f"联系人：周文博，联系电话：0000-5550123，邮政地址：临岚县{self.town}人民政府，电子邮箱：qh@lianlan.example。"
            ],
        }[self.shape.contact]  # fmt: skip
        date = "2024年7月1日"
        signature = {
            "lines": [self.organ, date],
            "indented": ["　" * 14 + self.organ, "　" * 16 + date],
            "one-line": [f"{self.organ}　{date}"],
        }[self.shape.signature]
        foot = []
        if self.shape.page in ("foot", "both"):
            foot = [
                "临岚县纪律检查委员会版权所有",
                "联系地址：临岚县城南路1号 邮政编码：000000 网站地图",
                "首页 廉政要闻",
            ]
        return [*contact, *signature, *foot]

    def _laid_out(self, text: list[str]) -> str:
        text = [self._labelled(line) for line in text]
        if self.shape.ascii:
            text = [line.translate(str.maketrans("，：；", ",:;")) for line in text]
        if self.shape.wrap == "page":
            text = [broken for line in text for broken in self._broken(line)]
        elif self.shape.wrap == "hard":
            text = [piece for line in text for piece in _hard(line)]
        separator = "\n\n" if self.shape.blank_lines else "\n"
        return separator.join(text) + "\n"

    def _labelled(self, line: str) -> str:
        """Return a line with its label closed as those of the notice are."""
        words, colon, rest = line.partition("：")
        names = (self.shape.cause, self.shape.measures, self.shape.status, "整改情况")
        if not colon or words not in names or self.shape.labels == "：":
            return line
        if self.shape.labels == "——":
            return f"{words}——{rest}"
        return f"{self.shape.labels[0]}{words}{self.shape.labels[1]}{rest}"

    def _broken(self, line: str) -> list[str]:
        if len(line) < 90 or self.rng.random() < 0.6 or line.startswith(("　", "欢迎")):
            return [line]
        place = self.rng.randrange(60, len(line) - 10)
        if line[place - 1] in "，、。；：！？“（《" or line[place] in "，、。；：！？”）》一二三【":
            return [line]
        return [line[:place], "", line[place:]]


def _hard(line: str, width: int = 36) -> list[str]:
    if len(line) <= width or line.startswith("　"):
        return [line]
    out, rest = [], line
    while rest:
        cut = width
        while cut < len(rest) and rest[cut] in "，、。；：！？”）》】":
            cut += 1
        out.append(rest[:cut])
        rest = rest[cut:]
    return out
