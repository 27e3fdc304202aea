"""Make legal-phrases and word-slips in rules/lexicons/ from folders of edited texts.

    python benchmarks/word_tables.py FOLDER [FOLDER…]

Phrases are pairs of words that the texts write together far more often than chance has it. Slips
are characters that sound or look like one of a common word, where no text and no dictionary has the
pair: so the more is read, the less is taken for a slip. `pip install --group words`.
"""

from __future__ import annotations

import math
import re
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from near_miss_tables import LEXICONS, LOOKALIKES, PHRASES, block, terms_of
from segmenter_table import dictionary, is_han

NAMES = ("nr", "ns", "nt")
LEAST_COUNT, LEAST_GAIN = 18, 4.2
"""How often a phrase is written, and how much more often than its words would meet, as a log."""
MOST_CONTINUED = 0.45
"""Share of one following character from which on a phrase is cut off: 退役军|士."""
BOUND = set("的了是在对为和与或及等第其该本各之以于由按将被并")
COMMON = 3500
"""Characters that anybody types."""
WORDS = 1000
"""Words that are looked after: those that most of our phrases are made of."""
OFFICE = (
    "台账 巡察 整改 销号 对账 履职 党委 党组 纪委 监委 问责 督办 研判 管控 防控 帮扶 "
    "脱贫 兜底 盘活 公示 核查 摸底 落细 压实 扛牢 履约 入账 报账 三资 村务 党务"
)
"""Words of offices that the dictionary does not have, or not as common."""
CLEAR = 10
"""How much more common than others a word must be, if a wrong pair may be meant for two."""
_RUN = re.compile("[一-鿿]{2,}")


class Counts(NamedTuple):
    """How often words and pairs stand in the texts."""

    words: Counter[str]
    phrases: Counter[str]
    pairs: Counter[str]
    following: dict[str, Counter[str]]


def runs(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the stretches of Chinese characters of all texts."""
    for path in sorted(file for folder in folders for file in folder.glob("*.txt")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from _RUN.findall(line)


def counts(texts: Iterable[str]) -> Counts:
    """Count words, phrases of two words and pairs of characters."""
    import jieba

    counted = Counts(Counter(), Counter(), Counter(), defaultdict(Counter))
    for text in texts:
        counted.pairs.update(text[start : start + 2] for start in range(len(text) - 1))
        words = list(jieba.cut(text, HMM=False))
        counted.words.update(words)
        for first, second, after in zip(words, words[1:], [*words[2:], ""], strict=False):
            if len(first) == len(second) == 2:
                counted.phrases[first + second] += 1
                counted.following[first + second][after[:1]] += 1
    return counted


def legal_phrases(counted: Counts) -> Iterator[str]:
    """Yield pairs of words that belong together."""
    total = sum(counted.words.values())
    for phrase, count in counted.phrases.items():
        first, second = phrase[:2], phrase[2:]
        if count < LEAST_COUNT or not _is_content(first) or not _is_content(second):
            continue
        gain = math.log(count * total / (counted.words[first] * counted.words[second]))
        ((after, times),) = counted.following[phrase].most_common(1)
        is_cut = bool(after) and after not in BOUND and times > MOST_CONTINUED * count
        if gain >= LEAST_GAIN and not is_cut and not BOUND & {*phrase}:
            yield phrase


def _is_content(word: str) -> bool:
    """Tell whether a word is a noun, verb or adjective, and no name."""
    _, tag = dictionary().get(word, (0, "x"))
    return tag.startswith(("n", "v", "a", "b")) and not tag.startswith(NAMES)


def common_words(phrases: Iterable[str]) -> list[str]:
    """Return the words of two characters that most phrases are made of."""
    import jieba

    known = dictionary()
    halves = Counter(
        word
        for phrase in phrases
        for word in jieba.cut(phrase, HMM=False)
        if len(word) == 2 and known.get(word, (0, ""))[0] >= 50
    )
    return [word for word, _ in halves.most_common(WORDS)]


def alike() -> dict[str, set[str]]:
    """Return the common characters that sound or look like each."""
    import pypinyin

    times: Counter[str] = Counter()
    for word, (count, _) in dictionary().items():
        for char in filter(is_han, word):
            times[char] += count
    by_sound: dict[str, set[str]] = defaultdict(set)
    for char, _ in times.most_common(COMMON):
        by_sound[pypinyin.lazy_pinyin(char)[0]].add(char)
    groups = [*by_sound.values(), *map(set, LOOKALIKES.split())]
    result: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for char in group:
            result[char] |= group - {char}
    return result


def slips(words: Iterable[str], pairs: Counter[str]) -> dict[str, str]:
    """Return the word that is meant by each wrong pair."""
    listed = {word[at : at + 2] for word in dictionary() for at in range(len(word) - 1)}
    like, meant = alike(), defaultdict(set)
    for word in words:
        for place in (0, 1):
            for char in like[word[place]]:
                written = word[:place] + char + word[place + 1 :]
                if not pairs[written] and written not in listed:
                    meant[written].add(word)
    chosen = {}
    for written, candidates in meant.items():
        best, *others = sorted(candidates, key=lambda word: -pairs[word])
        if all(pairs[best] >= CLEAR * pairs[other] for other in others):
            chosen[written] = best
    return chosen


def swapped(words: Iterable[str], pairs: Counter[str]) -> Iterator[str]:
    """Yield the words that no text has the wrong way round."""
    listed = {word[at : at + 2] for word in dictionary() for at in range(len(word) - 1)}
    for word in sorted(words):
        if word[0] != word[1] and not pairs[word[::-1]] and word[::-1] not in listed:
            yield word


def rows(chosen: dict[str, str]) -> Iterator[str]:
    """Yield each word with what is written instead of its first and of its second."""
    instead: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for written, word in sorted(chosen.items()):
        place = int(written[0] == word[0])
        instead[word][place].append(written[place])
    for word, (firsts, seconds) in sorted(instead.items()):
        yield f"{word}/{''.join(firsts)}/{''.join(seconds)}"


def write(name: str, heading: str, blocks: dict[str, Iterable[str]]) -> None:
    """Write one list."""
    comment = textwrap.fill(heading, 100, initial_indent="# ", subsequent_indent="# ")
    lists = "".join(f"{key}: |\n{block(words)}\n" for key, words in blocks.items())
    text = f"{comment}\n{lists}"
    (LEXICONS / f"{name}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Write both lists."""
    counted = counts(runs(map(Path, sys.argv[1:])))
    known = {term for name in PHRASES if name != "legal-phrases" for term in terms_of(name)}
    legal = sorted({*legal_phrases(counted)} - known)
    write("legal-phrases", LEGAL, {"terms": legal})
    words = [*common_words([*known, *legal]), *OFFICE.split()]
    chosen = slips(words, counted.pairs)
    turned = set(swapped(words, counted.pairs)) - {word[::-1] for word in chosen}
    write("word-slips", SLIPS, {"slips": rows(chosen), "swapped": sorted(turned)})
    print(len(legal), "phrases,", len(chosen), "slips")  # noqa: T201 - what a script is for


LEGAL = (
    "Phrases of two words that laws and regulations write often, made by benchmarks/word_tables.py."
)
SLIPS = (
    "Common words of two characters, with what is written instead of the first and of the second: "
    "characters that sound or look alike, where no edited text has the pair; and those that no "
    "text has the wrong way round. Made by benchmarks/word_tables.py."
)

if __name__ == "__main__":
    main()
