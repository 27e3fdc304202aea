"""Make idioms-in-use, compounds-in-use and confusions in rules/lexicons/, for near misses.

    python benchmarks/near_miss_tables.py

Which idioms are in use is told by the counts of jionlp (Apache-2.0), how characters sound by
pypinyin (MIT), which look alike by the strokes in pycorrector (Apache-2.0) and by the corners and
parts in jionlp, all compared by rapidfuzz (MIT). They are tools of development:
`pip install --group words`.
"""

from __future__ import annotations

import textwrap
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import yaml
from segmenter_table import COMMON, TABLE, dictionary, is_han, package_file

LEXICONS = TABLE.parent
IN_USE = 100
"""How often jionlp's corpora hold an idiom that is taken for a fixed term."""
IDIOM_COUNT = 20
"""The same for jieba's corpora, for those that jionlp lacks: 突飞猛进."""
COMPOUND_IN_USE = 70
"""How often jieba's corpora hold a compound of four characters, such as 基础设施, that is one."""
PHRASE_COUNT = 20
"""The same for what jieba knows as a phrase: 流于形式."""
PHRASES = ("set-phrases", "office-phrases", "legal-phrases")
"""Lists of phrases that are no idioms."""
NAMES = ("nr", "ns", "nt", "t", "m")
"""Parts of speech that are names and dates, and no terms."""
WORDS_OF_A_READING = 2
"""Words by which a further reading is one: 立 is hardly ever read as 位."""
MOST_COMMON = 5600
"""Characters that anybody writes, by mistake or not; rarer ones only where a term has them."""
LOOKALIKES = (
    "己已巳 末未 曰日 拔拨 帐账 涣焕换 诚诫城 侯候 竟竞 籍藉 辍缀 撤撒 肓盲 炙灸 "
    "戍戌戊戎 璧壁 券卷 贷货 治冶 失矢 千干于 土士 天夭 午牛 今令 免兔 狠狼 廷延 "
    "折拆析 徽微 苦若 博搏 暑署 喧暄 渴喝 措错 扬杨 幕墓暮慕 粱梁 燥躁噪 辩辨辫 "
    "栽裁载 哀衷衰 贪贫 斤斥 乌鸟 师帅 旦且 侍待恃持 茶荼 隐稳 陪赔倍 垂乘 刺剌 茸葺 "
    "祟崇 赡瞻 宴晏 陡徒 洒酒 冷泠 尧绕 亳毫 育盲 奕弈 候侯喉 偏编遍 般船 钓钩 历厉 "
    "责债 缓援暖 建健 效郊 既即 峻竣俊 岐歧 抱报 鸣呜 晋普 祖租组阻 导异 督瞥 查杳 "
    "惯贯 晰淅 监临 整正 推堆 反返 抓爪 抗坑 低底抵 净静 细绌 绩积 织炽 职积 坚竖 "
    "竖紧 压庄 庄压 真直 具其 直真 效故 敌故 政故 导寻 谈淡 谋某 谨瑾 识织 议仪 "
    "记纪 计汁 设没 访仿 评坪 诉拆 诿委 透诱 违伟 追迫 逐遂 遂逐 退腿 递涕 道首 "
    "遵尊 避僻 "
)
"""What the list of shapes lacks."""
CORNERS, PARTS = 0.35, 0.6
"""What equal corners and parts count for, beside 1 for equal strokes."""
ALIKE, MOST_ALIKE = 1.0, 17
"""From what on two characters look alike, 奸 and 好 have 1.03; and how many look like one.

Of 120 pairs that were written down from memory, four in five are then among the 15 of one of them.
"""
AT_A_GLANCE, MOST_AT_A_GLANCE = 0.9, 25
"""The same for those that look alike at a glance.

Of 530 pairs that the list of SIGHAN 2013 has too, 78 % are among these or those above, 68 %
among those above.
"""
Readings = dict[str, set[str]]


def idioms() -> Iterator[str]:
    """Yield the idioms in use, without those that our lists know for wrong."""
    wrong = set(known_wrong())
    archive = zipfile.ZipFile(package_file("jionlp", "dictionary/chinese_idiom.zip"))
    for line in archive.read("chinese_idiom.txt").decode("utf-8").splitlines():
        idiom, _, times = line.partition("\t")
        if len(idiom) >= 4 and is_han(idiom) and int(times) >= IN_USE and idiom not in wrong:
            yield idiom
    for word, (count, tag) in dictionary().items():
        if len(word) == 4 and tag == "i" and count >= IDIOM_COUNT and word not in wrong:
            yield word


def compounds() -> Iterator[str]:
    """Yield compounds of four characters that are written often."""
    known, wrong = dictionary(), set(known_wrong())
    for word, (count, tag) in known.items():
        least = PHRASE_COUNT if tag == "l" else COMPOUND_IN_USE
        if len(word) != 4 or count < least or tag.startswith(NAMES) or word in wrong:
            continue
        if all(known.get(half, (0, ""))[0] >= COMMON for half in (word[:2], word[2:])):
            yield word


def known_wrong() -> Iterator[str]:
    """Yield what our lists and this table take for wrong or for no fixed term."""
    for path in LEXICONS.glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key in ("pairs", "proven"):
            lines = content.get(key, "") if isinstance(content, dict) else ""
            yield from (line.split()[0] for line in lines.splitlines() if line)
        entries = content.get("entries", []) if isinstance(content, dict) else []
        yield from (entry["wrong"] for entry in entries if "wrong" in entry)


def terms_of(name: str) -> list[str]:
    """Return the terms of one of our lists."""
    content = yaml.safe_load((LEXICONS / f"{name}.yaml").read_text(encoding="utf-8"))
    lines = (line for line in content["terms"].splitlines() if not line.startswith("#"))
    return " ".join(lines).split()


def phrases() -> list[str]:
    """Return the phrases that stand as terms in our lists."""
    return [term for name in PHRASES for term in terms_of(name)]


def readings(chars: Iterable[str]) -> Readings:
    """Return how characters sound, without tones: the first reading, and those that words have."""
    import pypinyin

    in_words: Counter[tuple[str, str]] = Counter()
    for word, (count, _) in dictionary().items():
        if count >= COMMON and len(word) > 1 and is_han(word):
            in_words.update(zip(word, pypinyin.lazy_pinyin(word), strict=True))
    return {
        char: {
            syllable
            for syllable in pypinyin.pinyin(char, style=pypinyin.Style.NORMAL, heteronym=True)[0]
            if in_words[char, syllable] >= WORDS_OF_A_READING
        }
        | set(pypinyin.lazy_pinyin(char))
        for char in chars
    }


def alphabet(terms: Iterable[str]) -> set[str]:
    """Return the characters that are common, and those of the terms."""
    counts: dict[str, int] = defaultdict(int)
    for word, (count, _) in dictionary().items():
        for char in filter(is_han, word):
            counts[char] += count
    common = sorted(counts, key=lambda char: -counts[char])[:MOST_COMMON]
    return {*common, *"".join(terms)}


def sounds(terms: Iterable[str]) -> Iterator[str]:
    """Yield the characters of each syllable."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    for char, syllables in sorted(readings(alphabet(terms)).items()):
        for syllable in syllables:
            by_sound[syllable].append(char)
    yield from ("".join(chars) for _, chars in sorted(by_sound.items()) if len(chars) > 1)


class Glyph(NamedTuple):
    """How a character is written."""

    char: str
    strokes: str
    corners: str
    """Its number by the shapes of the four corners."""
    parts: str
    """Its parts, as they are typed by Wubi."""


def glyphs(chars: Iterable[str]) -> Iterator[Glyph]:
    """Yield how characters are written."""
    path = package_file("pycorrector", "data/stroke.txt")
    rows = map(str.split, path.read_text(encoding="utf-8").splitlines())
    strokes = {row[0]: row[1] for row in rows if len(row) == 2}
    archive = zipfile.ZipFile(package_file("jionlp", "dictionary/chinese_char_dictionary.zip"))
    lines = archive.read("chinese_char_dictionary.txt").decode("utf-8").splitlines()
    forms = {line[0]: line.split("\t") for line in lines if line}
    for char in sorted(chars):
        if char in strokes and char in forms:
            corners = forms[char][3][:4].ljust(4)
            yield Glyph(char, strokes[char], corners, forms[char][6])


def likeness(listed: Sequence[Glyph]) -> Any:
    """Return how much each character looks like each, by strokes, corners and parts."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    def distances(texts: list[str]) -> Any:
        return cdist(texts, texts, scorer=Levenshtein.distance, dtype=np.int16)

    sizes = np.array([len(glyph.strokes) for glyph in listed])
    corners = np.array([[*map(ord, glyph.corners)] for glyph in listed])
    equal = (corners[:, None] == corners[None, :]).mean(axis=2)
    parts = 1 - distances([glyph.parts for glyph in listed]) / len("五笔编码")
    strokes = distances([glyph.strokes for glyph in listed])
    scores = 1 - strokes / np.maximum.outer(sizes, sizes) + CORNERS * equal + PARTS * parts
    np.fill_diagonal(scores, 0)
    return scores


def alike(listed: Sequence[Glyph], least: float, most: int) -> Iterator[tuple[str, str]]:
    """Yield each character with each of those that look most like it."""
    for glyph, row in zip(listed, likeness(listed), strict=True):
        for place in (-row).argsort(kind="stable")[:most]:
            if row[place] >= least:
                yield glyph.char, listed[place].char


def shapes(terms: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return pairs of characters that look alike, and those that do so at a glance only."""
    known, needed = alphabet(terms), {*"".join(terms)}
    path = package_file("pycorrector", "data/same_stroke.txt")
    groups = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = {
        first + second
        for group in (*groups, *map(list, LOOKALIKES.split()))
        for first, second in combinations(sorted({*group} & known), 2)
    }
    listed = list(glyphs(known))
    pairs |= _pairs(alike(listed, ALIKE, MOST_ALIKE), needed)
    return pairs, _pairs(alike(listed, AT_A_GLANCE, MOST_AT_A_GLANCE), needed) - pairs


def _pairs(found: Iterable[tuple[str, str]], needed: set[str]) -> set[str]:
    """Return pairs in order, of those whose first is a character of our terms."""
    return {"".join(sorted(pair)) for pair in found if pair[0] in needed}


def rows(pairs: Iterable[str]) -> Iterator[str]:
    """Yield each character with those that stand behind it in pairs."""
    behind: defaultdict[str, str] = defaultdict(str)
    for pair in sorted(pairs):
        behind[pair[0]] += pair[1]
    yield from (first + rest for first, rest in behind.items())


def block(words: Iterable[str]) -> str:
    """Return words as the lines of a YAML block."""
    return textwrap.fill(" ".join(words), 110, initial_indent="  ", subsequent_indent="  ")


def main() -> None:
    """Write both tables."""
    known = set(phrases())
    lists = {"idioms": set(idioms()) - known}
    lists["compounds"] = set(compounds()) - known - lists["idioms"]
    for name, words in lists.items():
        (LEXICONS / f"{name}-in-use.yaml").write_text(
            f"# {name.capitalize()} in use, made by benchmarks/near_miss_tables.py.\n"
            f"terms: |\n{block(sorted(words))}\n",
            encoding="utf-8",
        )
        print(len(words), name)  # noqa: T201 - what a script is for
    terms = [*known, *lists["idioms"], *lists["compounds"]]
    close, at_a_glance = shapes(terms)
    (LEXICONS / "confusions.yaml").write_text(
        "# Characters that sound alike, tones left out, a class each; characters with those that\n"
        "# look like them, each pair once.\n"
        "# Made by benchmarks/near_miss_tables.py.\n"
        f"sounds: |\n{block(sounds(terms))}\nshapes: |\n{block(rows(close))}\n",
        encoding="utf-8",
    )
    (LEXICONS / "glances.yaml").write_text(
        "# Characters with those that look like them at a glance only, each pair once.\n"
        "# Made by benchmarks/near_miss_tables.py.\n"
        f"glances: |\n{block(rows(at_a_glance))}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
