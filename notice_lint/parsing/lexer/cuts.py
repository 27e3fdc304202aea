"""Where in a paragraph something begins anew: labels, sub-items, statuses, topics."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import Alphabet, Hit, alphabet
from notice_lint.text.expression import Expression

LONGEST_STATUS = 40
"""Code points of a status with what it is about, as in a mark: 截至目前，该问题已完成整改."""

_MARK = "STATUS_MARK"
_STOPS = "[。;:!?][”’)】》]*+ *+"
_SIGNS = Expression(r"【|[\[(〔](?=[^\[\]()〔〕]{2,40}[\])〕] *[。;]? *$)|-{1,2}(?=[^-]{2,80}$)")
_BLANKS = Expression(r"(?<=[^ ]) +(?=[^ 。;,:]{2,16}:)")
_COMMAS = Expression(r"[,、] *(?=[^ 。;,、:]{2,16}:)")
_OPENING_BRACKET = Expression(r"[(\[〔]")
_CLAUSE_BEFORE = Expression(r"[^。;:,!?】]*$")


class Cutter(Struct, frozen=True):
    """Looks for what begins anew, by the alphabets of one office."""

    alphabets: Mapping[str, Alphabet]

    def cuts(self, view: str, start: int) -> list[Hit]:
        """Return what begins anew from a place on, in order and without overlaps."""
        hits: list[Hit] = []
        for place, known in sorted(self._places(view, start).items()):
            hit = known.match(view, place)
            if hit and (not hits or place >= hits[-1].end) and not _is_aside(view, hit):
                hits.append(hit)
        return hits

    def text_cuts(self, view: str, start: int) -> list[Hit]:
        """Return what begins anew in running text; a status in brackets may open a paragraph."""
        first = None if start else alphabet("first_mark").match(view)
        if not first:
            return self.cuts(view, start)
        behind = [cut for cut in self.cuts(view, first.end) if cut.start >= first.end]
        return [first._replace(terminal=_MARK), *behind]

    def heading_cuts(self, view: str, first: int, end: int) -> list[Hit]:
        """Return what begins anew behind a heading; a status in brackets may close the heading."""
        cuts = [cut for cut in self.cuts(view, first) if cut.start > first]
        for bracket in _OPENING_BRACKET.finditer(view[:end], first + 1):
            hit = alphabet("heading_status").match(view, bracket.start())
            if hit and all(hit.end <= cut.start for cut in cuts):
                return [hit._replace(terminal=_MARK), *cuts]
        return cuts

    def _places(self, view: str, start: int) -> dict[int, Alphabet]:
        """Return the places where something may begin anew, with what may begin there."""
        inside = self.alphabets["inside"]
        before = max(0, start - 1)
        behind = inside.places(view, _STOPS, before) + _ends(_BLANKS, view, before)
        signs = [sign.start() for sign in _SIGNS.finditer(view, start)]
        commas = dict.fromkeys(_ends(_COMMAS, view, start), self.alphabets["clause"])
        return commas | dict.fromkeys((start, *behind, *signs), inside)


def _ends(pattern: Expression, view: str, start: int) -> list[int]:
    return [match.end() for match in pattern.finditer(view, start)]


def _is_aside(view: str, hit: Hit) -> bool:
    """Tell whether a bracket only adds to the status before it: 已完成（长期坚持）."""
    if hit.terminal != _MARK or view[hit.start] not in "([〔":
        return False
    clause = _CLAUSE_BEFORE.search(view[max(0, hit.start - LONGEST_STATUS) : hit.start])
    words = clause.group().strip(" ") if clause else ""
    status = alphabet("status").match(f"{words}。")
    return bool(words) and status is not None and status.end == len(words)
