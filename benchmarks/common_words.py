"""Make common-words.txt.z and word-phrases.txt.z, by which words that are written wrong are told.

The first holds words of two characters, the most common first; the surest of them; pairs of
characters that are near to one and are in use themselves; and those near to one of the surest that
any text has at all. The second has for each word those that stand behind it. How common words are
says jionlp (Apache-2.0), which of them are names jieba (MIT), what stands together the texts that
were counted.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import yaml
from counted import Counts
from near_miss_tables import LEXICONS, terms_of
from segmenter_table import dictionary, is_han, package_file

NAMES = ("nr", "ns", "nt", "nz", "m")
"""Parts of speech that are names and numbers."""
NUMERALS = set("一二三四五六七八九十百千万亿两几零〇")
LEAST_COUNT, LEAST_IN_NEWS = 40, 8_000
"""How often a word stands in the texts, and in the news that jionlp has counted."""
OFFICE = (
    "台账 巡察 整改 销号 对账 履职 党委 党组 纪委 监委 问责 督办 研判 管控 防控 帮扶 "
    "脱贫 兜底 盘活 公示 核查 摸底 落细 压实 扛牢 履约 入账 报账 三资 村务 党务 诫勉 函询 "
    "廉洁 廉政 信访 舆情 管护 运维 耗材 低保 特困 公租 廉租 控辍 撂荒 征收 征管 梳理 归档"
)
"""Words of offices that are less common elsewhere."""
SUREST = 1_000
"""Of so many words, those of our phrases, what no text has is wrong, whatever stands around."""
RARE = 200
"""A pair that stands in the texts once to so many times of the word is a slip of print."""
RARE_LOOKALIKE = 100_000
"""The same for one that only looks like the word."""
IN_DICTIONARY, IN_NEWS = 5, 5_000
"""From what counts of jieba and jionlp on a pair is a word itself."""
PHRASE_COUNT = 3
"""How often two words stand together."""
MORE_THAN_CHANCE = 10
"""How many times as often as they would by chance."""
LISTED_COUNTS = 3, 300
"""The same for those that jieba and jionlp know as one word."""
FIRST = 0x4E00
"""What the most common word is written as in the rows of the others: see `words/word_slips.py`."""
PHRASES = ("set-phrases", "office-phrases", "idioms-in-use")


@cache
def news() -> dict[str, int]:
    """Return the words of jionlp with their counts in news."""
    archive = zipfile.ZipFile(package_file("jionlp", "dictionary/word_distribution.zip"))
    lines = archive.read(archive.namelist()[0]).decode("utf-8").split("\n")
    return dict(json.loads(line) for line in lines if line.strip())


def common(counted: Counts) -> list[str]:
    """Return words of two characters, the most common first."""
    known = {*counted.words, *in_phrases()}
    chosen = {word for word in known if _is_common(word, counted)}
    return sorted({*chosen, *OFFICE.split()}, key=lambda word: (-counted.words[word], word))


@cache
def in_phrases() -> Counter[str]:
    """Return how many of our phrases each word of two characters stands in."""
    import jieba

    terms = (term for name in PHRASES for term in terms_of(name))
    words = (word for term in terms for word in jieba.cut(term, HMM=False))
    return Counter(
        word for word in words if len(word) == 2 and news().get(word, 0) >= LEAST_IN_NEWS
    )


def surest(words: list[str]) -> list[str]:
    """Return the words that most of our phrases are made of."""
    often = [word for word, _ in in_phrases().most_common(SUREST) if word in {*words}]
    return [*often, *OFFICE.split()]


def _is_common(word: str, counted: Counts) -> bool:
    if len(word) != 2 or not is_han(word) or NUMERALS & {*word}:
        return False
    _, tag = dictionary().get(word, (0, "nr"))
    often = counted.words[word] >= LEAST_COUNT or in_phrases()[word] > 1
    return often and news().get(word, 0) >= LEAST_IN_NEWS and not tag.startswith(NAMES)


def near(words: Iterable[str], counted: Counts, sounds_only: bool = False) -> dict[str, int]:
    """Return the pairs that are one character off a word, or its turn, with its count."""
    like = confused(sounds_only)
    counts: defaultdict[str, int] = defaultdict(int)
    for word in words:
        first, second = word[0], word[1]
        pairs = [second + first, *(char + second for char in like[first])]
        for pair in (*pairs, *(first + char for char in like[second])):
            counts[pair] = max(counts[pair], counted.pairs[word])
    return counts


@cache
def confused(sounds_only: bool) -> dict[str, set[str]]:
    """Return the characters that are written for each."""
    names = ("confusions", "glances")
    texts = ((LEXICONS / f"{name}.yaml").read_text(encoding="utf-8") for name in names)
    file = {key: rows for text in texts for key, rows in yaml.safe_load(text).items()}
    like: defaultdict[str, set[str]] = defaultdict(set)
    for members in file["sounds"].split():
        for char in members:
            like[char] |= {*members} - {char}
    shapes = "" if sounds_only else f"{file['shapes']} {file['glances']}"
    for row in shapes.split():
        like[row[0]] |= {*row[1:]}
        for char in row[1:]:
            like[char].add(row[0])
    return like


def rows(pairs: Iterable[str]) -> str:
    """Return pairs as rows: each first character with all that follow it."""
    by_first: defaultdict[str, str] = defaultdict(str)
    for pair in sorted(pairs):
        by_first[pair[0]] += pair[1]
    return " ".join(first + seconds for first, seconds in by_first.items())


def _is_word(pair: str) -> bool:
    return dictionary().get(pair, (0, ""))[0] >= IN_DICTIONARY or news().get(pair, 0) >= IN_NEWS


def in_use(words: list[str], counted: Counts) -> Iterator[str]:
    """Yield the pairs near to words that are words or stand in texts too often for slips."""
    known = set(words)
    sounding = near(words, counted, sounds_only=True)
    for pair, count in near(words, counted).items():
        rare = RARE if pair in sounding else RARE_LOOKALIKE
        if pair not in known and (_is_word(pair) or counted.pairs[pair] * rare > count):
            yield pair


def seen(words: list[str], counted: Counts) -> Iterator[str]:
    """Yield the pairs that sound like one of the surest words and that stand anywhere."""
    listed = {word[at : at + 2] for word in dictionary() for at in range(len(word) - 1)}
    for pair in near(surest(words), counted, sounds_only=True):
        if counted.pairs[pair] or pair in listed:
            yield pair


def phrases(words: list[str], counted: Counts) -> dict[str, set[int]]:
    """Return the ranks of the words that stand behind each."""
    ranks = {word: rank for rank, word in enumerate(words)}
    behind: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in (*_counted_phrases(counted), *_listed_phrases(), *_parts_of_terms()):
        if phrase[:2] in ranks and phrase[2:] in ranks:
            behind[phrase[:2]].add(ranks[phrase[2:]])
    return behind


def _counted_phrases(counted: Counts) -> Iterator[str]:
    """Yield what two words are written together more often than chance has it."""
    total = sum(counted.words.values())
    for phrase, count in counted.phrases.items():
        by_chance = counted.words[phrase[:2]] * counted.words[phrase[2:]] / total
        if count >= PHRASE_COUNT and count >= MORE_THAN_CHANCE * by_chance:
            yield phrase


def _listed_phrases() -> Iterator[str]:
    least, least_in_news = LISTED_COUNTS
    yield from (word for word, (count, _) in dictionary().items() if _is_long(word, count, least))
    yield from (word for word, count in news().items() if _is_long(word, count, least_in_news))


def _is_long(word: str, count: int, least: int) -> bool:
    return len(word) == 4 and count >= least


def _parts_of_terms() -> Iterator[str]:
    for term in (term for name in PHRASES for term in terms_of(name)):
        yield from (term[start : start + 4] for start in range(len(term) - 3))


def write(counted: Counts) -> None:
    """Write both lists."""
    words = common(counted)
    used = set(in_use(words, counted))
    rare = {pair for pair in seen(words, counted) if pair not in used}
    _write(
        "common-words", "\n".join(("".join(words), "".join(surest(words)), rows(used), rows(rare)))
    )
    behind = phrases(words, counted)
    as_ranks: Callable[[str], str] = lambda word: "".join(  # noqa: E731 - a row of the table
        chr(FIRST + rank) for rank in sorted(behind.get(word, ()))
    )
    _write("word-phrases", "\n".join(map(as_ranks, words)))
    print(len(words), "words", len(used), "in use", sum(map(len, behind.values())), "phrases")  # noqa: T201


def _write(name: str, text: str) -> None:
    (LEXICONS / f"{name}.txt.z").write_bytes(zlib.compress(text.encode("utf-8"), 9))
