"""Invented notices as long and as many as real ones are, the same for the same seed."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from notice_lint.text.numerals import han_number

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from shapes import MEASURES, PROBLEMS, Notice, Shape, random_shape  # noqa: E402

BYTES = 25_000
"""Size of a usual notice."""
CORPORA = {"small": 1, "five": 5, "c200": 200, "c5000": 5000}
"""Number of notices of each corpus."""
SINGLE = {"1mb": 1_000_000, "10mb": 10_000_000}
"""Bytes of the corpora that are one file: notices one behind another."""

PLACES = ("东岭", "沙洲", "梨园", "北塘", "枫桥", "竹溪", "南坡", "河口")
BODIES = ("镇纪委", "党政办公室", "财政所", "农业农村办", "社会事务办", "党建工作办")
DEEDS = (
    "{place}村于{month}月{day}日召开专题会议，学习有关文件{few}份，{many}名党员干部逐一作了发言",
    "由{body}牵头，对{place}等{few}个村开展实地核查，发现问题{few}个，已督促责任人按期改正",
    "{month}月{day}日印发《{place}片区工作规则》，明确职责分工、办理时限和报送要求，并逐级传达",
    "{body}会同有关站所，走访群众{many}户，收集意见建议{few}条，能够当场答复的当场答复",
    "投入资金{many}万元，完成{place}片区管网改造{many}米，工程质量经第三方检测全部合格",
    "组织业务骨干{few}人赴{place}片区蹲点指导，健全“周调度、月通报”机制，推动责任落到人头",
)  # fmt: skip


class LongNotice(Notice):
    """A notice with as many problems and as much about each as a real one has."""

    def __init__(self, shape: Shape, seed: int, size: int = 6) -> None:
        """Draw what the notice is about; problems come in any number."""
        super().__init__(shape, seed, size)
        self.problems = (
            f"{self.rng.choice(PLACES)}片区{words}"
            for _ in count()
            for words in self.rng.sample(PROBLEMS, len(PROBLEMS))
        )

    def _measures(self) -> list[str]:
        deeds = [self._deed() for _ in range(self.rng.randint(5, 8))]
        said = [*self.rng.sample(MEASURES, 2), *deeds]
        if self.shape.listed == "prose":
            return ["。".join(said) + "。"]
        listed = [f"{han_number(n)}是{words}。" for n, words in enumerate(said, 1)]
        return listed if self.shape.listed == "paragraphs" else ["".join(listed)]

    def _deed(self) -> str:
        draw = self.rng
        return draw.choice(DEEDS).format(
            place=draw.choice(PLACES),
            body=draw.choice(BODIES),
            month=draw.randint(1, 6),
            day=draw.randint(1, 28),
            few=draw.randint(2, 9),
            many=draw.randint(11, 300),
        )


def notice(seed: int) -> str:
    """Return one notice of about BYTES bytes, in a shape that its seed decides."""
    draw = random.Random(seed)
    shapes = (random_shape(draw) for _ in count())
    shape = next(one for one in shapes if one.levels == "part-group-item")
    shape = replace(shape, ascii=seed % 20 == 0)  # half-width marks all through are rare
    texts = (LongNotice(shape, draw.randrange(1 << 30)).write()[0] for _ in count())
    return next(one for one in texts if 0.6 < len(one.encode()) / BYTES < 1.6)


def as_yaml(text: str) -> str:
    """Return a notice as tools for YAML read it: one quoted string for each paragraph."""
    lines = (line.replace("\\", "\\\\").replace('"', '\\"') for line in text.splitlines())
    return "---\nnotice:\n" + "".join(f'  - "{line}"\n' for line in lines if line)


def texts_of(name: str) -> Iterator[str]:
    """Yield the texts of a corpus."""
    if name == "small":
        yield (ROOT / "examples/clean.txt").read_text(encoding="utf-8")
    elif name in SINGLE:
        parts, size = [], 0
        for seed in count():
            parts.append(notice(seed))
            size += len(parts[-1].encode())
            if size >= SINGLE[name]:
                break
        yield "".join(parts)
    else:
        yield from map(notice, range(CORPORA[name]))


def make(name: str, folder: Path) -> Path:
    """Write a corpus as .txt, .md and .yaml below a folder, once; return its place."""
    place = folder / name
    if (place / "whole").exists():
        return place
    for kind in ("txt", "md", "yaml"):
        (place / kind).mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts_of(name)):
        for kind, form in (("txt", text), ("md", text), ("yaml", as_yaml(text))):
            (place / kind / f"{number:04}.{kind}").write_text(form, encoding="utf-8")
    (place / "whole").touch()
    return place
