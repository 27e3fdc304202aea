"""Titles of laws and regulations: which known one a written one comes near without being it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from notice_lint.matching.pattern import Pattern
from notice_lint.words.confusions import confusions

SHORTEST = 6
"""Characters of a title that is compared: 信访条例 and 信访工作条例 are two."""
MOST = 2
"""Characters that a title may lack or have too many: 工作. With more it is another title."""
LONG = 10
"""Characters of a title with which no office calls a paper of its own."""
STEM = 8
"""Characters before the kind of such a title."""
ENDING = 2
"""Characters that both titles end with, where they differ before: 条例."""
LAW = "法"
"""What titles of laws end with; only what is before it differs."""
UNIQUE = 14
"""Characters before the kind of a title that is made once in the whole country."""
OWN_KINDS = ("办法", "细则", "方案", "制度", "意见")
"""Kinds of paper by which an office carries such a title out."""
_WIDE = str.maketrans("()", "（）")


class TitleForm(Struct, frozen=True):
    """What of a title may be left out, and by what kinds of paper titles end."""

    prefixes: tuple[str, ...]
    """What may be left out before a title; only what is made for the whole country has it."""
    suffix: Pattern
    """What may be left out behind a title."""
    kinds: tuple[str, ...]
    """Kinds of paper, a longer one before one that it ends with."""

    def core(self, title: str) -> str:
        """Return a title without what may be left out."""
        core = self.suffix.sub("", title.translate(_WIDE))
        return core.removeprefix(self.prefix(core))

    def prefix(self, title: str) -> str:
        """Return what stands before a title and may be left out."""
        return next(filter(title.startswith, self.prefixes), "")

    def stem(self, core: str) -> str:
        """Return a title without its kind of paper; nothing where it has none."""
        return core.removesuffix(next(filter(core.endswith, self.kinds), core))


class Difference(Struct, frozen=True):
    """The one place where two titles differ."""

    written: str
    known: str
    behind: int
    """Characters that are the same before it."""
    before: int
    """Characters that are the same behind it."""

    @classmethod
    def of(cls, written: str, known: str) -> Difference:
        """Compare two titles."""
        behind = _same(written, known)
        shorter = min(len(written), len(known))
        before = min(_same(written[::-1], known[::-1]), shorter - behind)
        middle = slice(behind, len(written) - before), slice(behind, len(known) - before)
        return cls(written[middle[0]], known[middle[1]], behind, before)

    def is_within(self, ending: int) -> bool:
        """Tell whether both titles begin alike and end with some characters alike."""
        return self.behind > 0 and self.before >= ending

    @property
    def is_cut(self) -> bool:
        """Whether the written title lacks a word."""
        return not self.written and len(self.known) <= MOST

    @property
    def is_padded(self) -> bool:
        """Whether the written title has a word too many."""
        return not self.known and len(self.written) <= MOST

    @property
    def is_slip(self) -> bool:
        """Whether one character is taken for another."""
        if (len(self.written), len(self.known)) != (1, 1):
            return False
        return confusions().confuses(self.written, self.known)

    @property
    def is_altered(self) -> bool:
        """Whether a word stands for another."""
        return max(len(self.written), len(self.known)) <= MOST


class TitleTable:
    """The titles that are known, to be asked for one that a written title comes near."""

    def __init__(self, titles: Iterable[str], former: Iterable[str], form: TitleForm) -> None:
        """Take titles in force, and those that were so once: they are no slips of others."""
        self._form = form
        self._titles = {form.core(title): title for title in titles}
        self._former = frozenset(map(form.core, former))

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        by_first: dict[str, list[str]] = {}
        for core in self._titles:
            by_first.setdefault(core[0], []).append(core)
        return by_first

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        by_stem: dict[str, list[str]] = {}
        for core in self._titles:
            by_stem.setdefault(self._form.stem(core), []).append(core)
        return by_stem

    def near(self, written: str, *, is_obeyed: bool) -> str:
        """Return the title that a text comes near without being one; nothing where there is none.

        An office makes papers of its own whose titles differ from known ones by their kind only;
        nobody else makes one that is obeyed, or that is called one of the whole country.
        """
        core = self._form.core(written)
        if len(core) < SHORTEST or core in self._titles or core in self._former:
            return ""
        is_national = bool(self._form.prefix(written))
        alike = sorted(self._alike(core, is_national, is_obeyed), key=len)
        return self._as_written(alike[0], written) if alike else ""

    def _alike(self, core: str, is_national: bool, is_obeyed: bool) -> Iterator[str]:
        """Yield the titles that a text comes near."""
        is_sure = is_national or (is_obeyed and len(core) >= LONG)
        ending = len(LAW) if core == self._form.stem(core) + LAW else ENDING
        yield from (
            known
            for known, difference in self._compared(core)
            if difference.is_within(ending) and self._is_near(difference, core, is_sure)
        )
        if is_national or self._is_unique(core, is_obeyed):
            yield from self._by_stem.get(self._form.stem(core) or core, ())

    def _compared(self, core: str) -> Iterator[tuple[str, Difference]]:
        """Yield the titles of about the same length that begin and end alike."""
        for known in self._by_first.get(core[0], ()):
            if abs(len(known) - len(core)) <= MOST and known[-1] == core[-1]:
                yield known, Difference.of(core, known)

    def _is_unique(self, core: str, is_obeyed: bool) -> bool:
        """Tell whether no office calls a paper of its own so, but for its 办法 and 细则."""
        stem = self._form.stem(core)
        is_long = len(stem) >= UNIQUE and not core.endswith(OWN_KINDS)
        return is_long or (is_obeyed and len(stem) >= STEM)

    def _is_near(self, difference: Difference, core: str, is_sure: bool) -> bool:
        """Tell whether a title is cut, padded or altered at one place within."""
        if difference.is_cut or difference.is_slip:
            return True
        if difference.is_padded:
            return is_sure or len(core) >= LONG
        return is_sure and difference.is_altered

    def _as_written(self, core: str, written: str) -> str:
        """Return a title, in the short form where the text has that."""
        whole = self._titles[core]
        return whole if self._form.prefix(written) else self._form.core(whole)


def _same(first: str, second: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, pair in pairs if len({*pair}) > 1), min(len(first), len(second)))
