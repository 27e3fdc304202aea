"""Make legal-phrases, common-words and word-phrases in rules/lexicons/ from edited texts.

    python benchmarks/word_tables.py FOLDER [FOLDER…]

Phrases are pairs of words that the texts write together far more often than chance has it; what
else stands together is in `common_words.py`. `pip install --group words`.
"""

from __future__ import annotations

import math
import re
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import common_words
from counted import Counts
from near_miss_tables import LEXICONS, PHRASES, block, terms_of
from segmenter_table import dictionary

NAMES = ("nr", "ns", "nt")
LEAST_COUNT, LEAST_GAIN = 18, 4.2
"""How often a phrase is written, and how much more often than its words would meet, as a log."""
MOST_CONTINUED = 0.45
"""Share of one following character from which on a phrase is cut off: 退役军|士."""
BOUND = set("的了是在对为和与或及等第其该本各之以于由按将被并")
_RUN = re.compile("[一-鿿]{2,}")


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


def write(name: str, heading: str, blocks: dict[str, Iterable[str]]) -> None:
    """Write one list."""
    comment = textwrap.fill(heading, 100, initial_indent="# ", subsequent_indent="# ")
    lists = "".join(f"{key}: |\n{block(words)}\n" for key, words in blocks.items())
    text = f"{comment}\n{lists}"
    (LEXICONS / f"{name}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Write all lists."""
    counted = counts(runs(map(Path, sys.argv[1:])))
    known = {term for name in PHRASES if name != "legal-phrases" for term in terms_of(name)}
    legal = sorted({*legal_phrases(counted)} - known)
    write("legal-phrases", LEGAL, {"terms": legal})
    print(len(legal), "phrases")  # noqa: T201 - what a script is for
    common_words.write(counted)


LEGAL = (
    "Phrases of two words that laws and regulations write often, made by benchmarks/word_tables.py."
)

if __name__ == "__main__":
    main()
