"""Invented notices that come to the numbers of real ones: lengths, parts, faults, habits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from notice_numbers import NoticeNumbers
from vocabulary import (
    BODIES,
    CAUSES,
    CONTRASTS,
    COUNTY,
    DATED,
    DEEDS,
    DIRECTIONS,
    FAULTS,
    PLACES,
    PLANS,
    PROBLEMS,
    TOWNS,
    WORK,
)

from notice_lint.text.numerals import han_number

GROUPS = 3
"""Groups of problems."""
HALF_WIDTH = str.maketrans("，：；", ",:;")
DATED_ELSEWHERE = 5
"""Dates of the opening and the signature."""


class Line:
    """One line of a notice, and what may still be said in it."""

    def __init__(self, text: str, *, is_open: bool = False) -> None:
        """Take what it begins with, and whether deeds may be told in it."""
        self.text = text
        self.is_open = is_open
        self.sentences: list[str] = []
        self.counted = 0
        """Sentences that are counted, as 一是, 二是."""
        self.tail = ""
        self.status = ""
        """What became of the problem, behind all else."""

    @property
    def whole(self) -> str:
        """All of it."""
        told = [
            f"{han_number(number)}是{sentence}" if number <= self.counted else sentence
            for number, sentence in enumerate(self.sentences, 1)
        ]
        return self.text + "".join(told) + self.tail + self.status


class RealShaped:
    """Writes one notice after the numbers of a real one."""

    def __init__(self, numbers: NoticeNumbers, seed: int) -> None:
        """Take the numbers; what the notice is about is drawn from a seed."""
        self.numbers = numbers
        self.draw = random.Random(seed)
        self.town = self.draw.choice(TOWNS)
        self.problems = self._problems()
        self.dated = max(0, numbers.dates - DATED_ELSEWHERE)
        self.has_causes = not self._has("NL201")
        self.has_statuses = not self._has("NL203")
        self.is_half_bracketed = self._has("NL303") == 1
        self.marks_statuses = bool(self._has("NL510"))

    def write(self) -> str:
        """Return the text."""
        head, foot = self._head(), self._foot()
        fixed = sum(map(len, (head, foot)))
        body = self._body(self.numbers.paragraphs - fixed)
        self._plant([line for line in body if line.is_open])
        self._fill(head + body + foot, [line for line in body if line.is_open])
        texts = [line.whole for line in body]
        texts = self._wrapped(self._marked(texts))
        return (
            "\n".join([*(line.text for line in head), *texts, *(line.text for line in foot)]) + "\n"
        )

    def _has(self, code: str) -> int:
        return self.numbers.findings.get(code, 0)

    def _problems(self) -> Iterator[str]:
        pairs = [f"{place}片区{words}" for place in PLACES for words in PROBLEMS]
        yield from self.draw.sample(pairs, len(pairs))

    # ── head and foot ──

    def _head(self) -> list[Line]:
        lines = []
        if self._has("NL115"):
            lines += [
                f"{COUNTY}廉政网",
                "来源：临岚县纪委 发布日期：2024-07-03 10:20 浏览次数：128 【字体：大 中 小】",
            ]
        organ, about = f"中共{self.town}委员会", "关于巡察整改进展情况的通报"
        if self._has("NL102"):
            lines += [f"{organ}关于巡察整改进展情况", "", "的通报"]
        elif not self._has("NL101"):
            lines.append(organ + about)
        year = "" if self._has("NL605") else "2024年"
        lines.append(
            f"根据县委统一部署，2023年10月8日至2023年12月15日，县委第二巡察组对{self.town}党委进行了巡察。"
            f"{year}1月12日，县委第二巡察组向{self.town}党委反馈了巡察意见。"
            "按照党务公开原则和巡察工作有关要求，现将巡察整改进展情况予以公布。"
        )
        return list(map(Line, lines))

    def _foot(self) -> list[Line]:
        lines = []
        phone = "5550123" if self._has("NL404") else "0000-5550123"
        address = "" if self._has("NL402") else f"邮政地址：临岚县{self.town}人民政府；"
        if not self._has("NL106"):
            lines.append(
                "欢迎广大干部群众对巡察整改落实情况进行监督。如有意见建议，请及时向我们反映。"
            )
        if not self._has("NL401"):
            lines.append(f"联系电话：{phone}；{address}电子邮箱：qh@lianlan.example。")
        signed = f"中共{self.town}委" if self._has("NL505") else f"中共{self.town}委员会"
        lines += [signed, "2024年7月1日"]
        if self._has("NL115"):
            lines += [
                "临岚县纪律检查委员会版权所有",
                "联系地址：临岚县城南路1号 邮政编码：000000 网站地图",
                "首页 廉政要闻",
            ]
        return list(map(Line, lines))

    # ── the body ──

    def _body(self, room: int) -> list[Line]:
        """Return the lines of all sections, of as many paragraphs as there is room for."""
        short = room < self.numbers.items + 14
        work = [Line("一、提高政治站位，扛牢整改责任")]
        work += self._titled(WORK, 1 if short else 3)
        plan = [Line("三、下一步工作打算"), *self._titled(PLANS, 1 if short else 3)]
        room -= len(work) + len(plan)
        return [*work, *self._rectified(room), *plan]

    def _titled(self, sections: Sequence[tuple[str, str]], number: int) -> list[Line]:
        if number == 1:
            return [Line("".join(text for _, text in sections), is_open=True)]
        wrong = bool(self._has("NL302")) and sections is WORK
        return [
            Line(f"{self._mark(place, wrong=wrong and place == 1)}{name}。{text}", is_open=True)
            for place, (name, text) in enumerate(sections, 1)
        ]

    def _rectified(self, room: int) -> Iterator[Line]:
        numbers = self.numbers
        yield Line("二、巡察反馈问题整改落实情况")
        room -= 1 + GROUPS
        if self._has("NL502"):
            yield Line(f"县委巡察组共反馈{numbers.items}个问题，已完成整改{numbers.items - 2}个。")
            room -= 1
        own = 1 + self.has_causes + (self.has_statuses and not self.marks_statuses)
        free = max(0, room - own * numbers.items)
        share, more = divmod(free, numbers.items)
        sizes = [share + (place < more) for place in range(numbers.items)]
        self.draw.shuffle(sizes)
        self.label = "整改措施：" if free else ""
        for group, (start, end) in enumerate(_divided(numbers.items)):
            yield Line(self._group_mark(group + 1) + f"关于{DIRECTIONS[group]}方面")
            for place in range(start, end):
                yield from self._item(place, place - start + 1, sizes[place])

    def _group_mark(self, place: int) -> str:
        is_half = self.is_half_bracketed or place <= self._has("NL303")
        return self._mark(place, wrong=0 < place - 1 < self._has("NL302"), half=is_half)

    def _mark(self, place: int, *, wrong: bool = False, half: bool = False) -> str:
        left, right = "()" if half or self.is_half_bracketed else "（）"
        return f"{left}{place if wrong else han_number(place)}{right}"

    def _item(self, place: int, number: int, size: int) -> Iterator[Line]:
        """Yield one problem with what was done about it, in `size` paragraphs or behind it."""
        blank = " " if place < self._has("NL305") else ""
        words = next(self.problems)
        is_odd = place < self._has("NL212")
        problem = words if is_odd else f"针对“{words}”的问题"
        stop = "" if size and place >= self._has("NL310") else "。"
        behind = "" if size else self.label
        head = Line(f"{number}.{blank}{problem}{stop}{behind}", is_open=not size)
        lines = [head]
        if self.has_causes:
            lines.append(Line("原因分析：" + self.draw.choice(CAUSES)))
        lines += [Line("" if paragraph else self.label, is_open=True) for paragraph in range(size)]
        status = "已整改并长期坚持" if place % 4 == 3 else "已完成整改"
        if self.marks_statuses:
            lines[-1].status = f"【{status}】"
        elif self.has_statuses:
            lines.append(Line(f"整改情况：{status}。"))
        yield from lines

    # ── what is said ──

    def _plant(self, lines: Sequence[Line]) -> None:
        """Put faulty sentences into lines drawn at random."""
        for code, sentences in FAULTS.items():
            if code == "NL701" and self.numbers.is_half_width:
                continue
            planted = list(islice(sentences, self._has(code)))
            if planted and code in CONTRASTS:
                planted += [CONTRASTS[code]] * (len(planted) // 2 + 1)
            for sentence in planted:
                self.draw.choice(lines).tail += sentence

    def _fill(self, lines: Sequence[Line], free: Sequence[Line]) -> None:
        """Tell deeds until the notice is as long as it is to be."""
        fixed = sum(len(line.whole) + 1 for line in lines)
        weights = [self.draw.uniform(0.5, 1.5) for _ in free]
        longest = max(free, key=lambda line: len(line.whole))
        room = self.numbers.characters - fixed - self.numbers.longest
        counted = self.numbers.enumerators
        for place, (line, weight) in enumerate(zip(free, weights, strict=True)):
            size = self.numbers.longest if line is longest else room * weight / sum(weights)
            target = min(size, self.numbers.longest - len(line.whole))
            self._tell(line, target)
            most = min(len(line.sentences), 10, round(1.6 * counted / (len(free) - place)))
            line.counted = most if most > 1 else 0
            counted -= line.counted
        if self._has("NL307"):
            longest.counted = 0
            free[-1].tail += "一是持续用力。"

    def _tell(self, line: Line, size: float) -> None:
        told = 0
        while told < size - 20:
            sentence = self._deed()
            told += len(sentence)
            line.sentences.append(sentence)

    def _deed(self) -> str:
        draw = self.draw
        is_dated = self.dated > 0 and draw.random() < 0.4
        self.dated -= is_dated
        return (
            draw.choice(DATED if is_dated else DEEDS).format(
                place=draw.choice(PLACES),
                body=draw.choice(BODIES),
                month=draw.randint(2, 6),
                day=draw.randint(1, 28),
                few=draw.randint(2, 9),
                many=draw.randint(11, 300),
            )
            + "。"
        )

    # ── how it is set ──

    def _marked(self, texts: Sequence[str]) -> list[str]:
        """Return lines with as many half-width marks as there are to be."""
        left = self.numbers.related.get("NL701", 0) + 1 if self.numbers.is_half_width else 0
        marked = []
        for text in texts:
            pieces = [
                char.translate(HALF_WIDTH) if (left := left - (char in "，：；")) >= 0 else char
                for char in text
            ]
            marked.append("".join(pieces))
        return marked

    def _wrapped(self, texts: Sequence[str]) -> list[str]:
        """Return lines of which some are broken in the middle of a sentence."""
        left, wrapped = self.numbers.wrapped, []
        if self._has("NL113"):
            for text in texts:
                place = self.draw.randrange(60, 90)
                cut = next((at for at in range(place, len(text) - 20) if _is_inside(text, at)), 0)
                if left and cut and len(text) > 120:
                    wrapped += [text[:cut], text[cut:]]
                    left -= 1
                else:
                    wrapped.append(text)
            return wrapped
        return list(texts)


def _is_inside(text: str, place: int) -> bool:
    """Tell whether a line can be broken at a place so that both halves are words."""
    around = text[place - 2 : place + 2]
    return all("\u4e00" <= char <= "\u9fff" for char in around) and not set(around) & set(
        "一二三四五六七八九十"
    )


def _divided(number: int) -> Iterator[tuple[int, int]]:
    yield from pairwise(number * part // GROUPS for part in range(GROUPS + 1))
