"""Fixes applied, pass by pass, and the file checked again after each.

A pass counts only if every edit gives just the text it says, and no rule reports more errors than
before; else the fixes of the paragraphs where that shows are left out, and only where this does not
tell which they are, halving finds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import compress
from operator import not_

from msgspec import Struct, field

from notice_lint import readers
from notice_lint.decisions.decisions import Decisions
from notice_lint.document.violation import Edit, Fix, Violation
from notice_lint.errors import InputError
from notice_lint.fix import patch
from notice_lint.fix.budget import RecheckBudget
from notice_lint.fix.editors import MARKUP, editor_for
from notice_lint.fix.overlaps import EditSet
from notice_lint.limits import LIMITS, Limits
from notice_lint.ruleset.engine import LintOptions, lint
from notice_lint.ruleset.profile import Profile
from notice_lint.ruleset.result import FileResult
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

PASSES = 10
SPENT = Wording(
    "复查次数已用完，没有再试；改正其余问题后请再运行", "no more re-checks were left; run it again"
)
OVERLAP = Wording("与另一处修改重叠", "it overlaps another fix")


class FixOptions(Struct, frozen=True):
    """Which fixes are applied, and how."""

    unsafe: bool = False
    """Whether those are applied too that are only probably right."""
    track: datetime | None = None
    """Time that tracked changes bear; None for none, the words being simply replaced."""


class Skipped(Struct, frozen=True):
    """A violation whose fix was not applied."""

    violation: Violation
    reason: Wording


class Fixed(Struct, frozen=True):
    """What became of one file."""

    before: FileResult
    after: FileResult
    original: bytes
    data: bytes
    edits: tuple[Edit, ...]
    """All that was changed, as spans of the text before."""
    applied: Counter[str]
    """How many violations of each code were fixed."""
    skipped: tuple[Skipped, ...]

    @property
    def changed(self) -> bool:
        """Whether the file is another than before."""
        return self.data != self.original


class FixState(Struct, frozen=True):
    """A file as it is at some time, and what is found in it."""

    data: bytes
    result: FileResult


Chosen = tuple[Violation, Fix]


class Refusal(Struct, frozen=True):
    """Why fixes cannot be made together, and where that shows in the text before, if known."""

    reason: Wording
    places: tuple[int, ...] = ()


class Fixer(Struct, frozen=True):
    """Fixes one file, or several that have the same profile and decisions."""

    profile: Profile
    decisions: Decisions
    options: FixOptions = field(default_factory=FixOptions)
    limits: Limits = LIMITS

    def fix(self, data: bytes, path: str) -> Fixed:
        """Fix the bytes of one file; raises NoticeLintError when they cannot be read or edited."""
        first = state = self.check(data, path)
        edits: tuple[Edit, ...] = ()
        applied: Counter[str] = Counter()
        skipped: list[Skipped] = []
        budget = RecheckBudget()
        for _ in range(PASSES):
            step = FixPass(self, state, budget)
            fixes = step.run()
            skipped = step.skipped
            if not fixes:
                break
            state = step.state
            edits = patch.compose(edits, _edits(fixes))
            applied.update(violation.code for violation, _ in fixes)
        text = first.result.source.text
        edits = tuple(edit for edit in edits if edit.text != edit.place.of(text))
        return Fixed(
            before=first.result,
            after=state.result,
            original=data,
            data=self._written(first, state, edits) if edits else data,
            edits=edits,
            applied=applied,
            skipped=tuple(skipped),
        )

    def check(self, data: bytes, path: str) -> FixState:
        """Read and check the bytes of one file; raises NoticeLintError."""
        source = readers.from_bytes(data, path, self.limits)
        return FixState(data, lint(source, self.profile, self.decisions, LintOptions(self.limits)))

    def _written(self, first: FixState, last: FixState, edits: tuple[Edit, ...]) -> bytes:
        """Return what the file is to hold: all edits made, or tracked; raises InputError."""
        from notice_lint.docx.write.document import open_word
        from notice_lint.docx.write.edits import Track, apply_edits

        path, limits = first.result.source.path, self.limits
        if self.options.track is None:
            return last.data
        word = open_word(first.data, path, limits)
        source = first.result.source
        placed = (Edit(source.raw_span(edit.place), edit.text) for edit in edits)
        data = apply_edits(word, placed, Track(self.options.track)).data
        if readers.from_bytes(data, path, limits).text != last.result.source.text:
            raise InputError(path, _NO_TRACKS)
        return data


_NO_TRACKS = Wording(
    "修改处夹有原来的修订，无法再留修订记录；请先接受或拒绝原来的修订",
    "earlier tracked changes stand among the edits; accept or reject them first",
)


class FixPass:
    """One pass over a file: the fixes that can be applied together."""

    def __init__(self, fixer: Fixer, state: FixState, budget: RecheckBudget | None = None) -> None:
        """Open the file to edit it; raises InputError."""
        self._fixer = fixer
        self._budget = budget or RecheckBudget()
        self._before = state
        self.state = state
        self.skipped: list[Skipped] = []
        tracked = fixer.options.track is not None
        self._editor = editor_for(state.data, state.result.source, fixer.limits, tracked=tracked)

    def run(self) -> list[Chosen]:
        """Apply what can be applied; return it."""
        group = list(self._fit())
        while group:
            outcome = self._try(group)
            if isinstance(outcome, FixState):
                self.state = outcome
                return group
            sound, spoiling = self._parted(group, outcome.places)
            if not sound or not spoiling:
                return self._largest_sound([], group)
            self.skipped += [Skipped(violation, outcome.reason) for violation, _ in spoiling]
            group = sound
        return group

    def _fit(self) -> Iterator[Chosen]:
        """Yield fixes, in order of place, whose edits can be made beside each other."""
        chosen = EditSet()
        for violation in self._before.result.violations:
            fix = next(filter(self._is_allowed, violation.fixes), None)
            if fix is None:
                continue
            reason = self._refusal(fix, chosen)
            if reason:
                self.skipped.append(Skipped(violation, reason))
            else:
                for edit in fix.edits:
                    chosen.add(edit)
                yield violation, fix

    def _is_allowed(self, fix: Fix) -> bool:
        unsafe = self._fixer.options.unsafe
        return bool(fix.edits) and (fix.safety == "safe" or (unsafe and fix.safety == "unsafe"))

    def _refusal(self, fix: Fix, chosen: EditSet) -> Wording | None:
        """Say why a fix cannot be applied, which is done as a whole or not at all."""
        for edit in fix.edits:
            reason = self._editor.refusal(edit)
            if reason:
                return reason
            if not chosen.fits(edit):
                return OVERLAP
        return None

    def _largest_sound(self, accepted: list[Chosen], group: list[Chosen]) -> list[Chosen]:
        """Return those of a group that go well with what is accepted, found by halves."""
        if not group:
            return []
        outcome = self._try([*accepted, *group])
        if isinstance(outcome, FixState):
            self.state = outcome
            return group
        if len(group) == 1 or not self._budget.left:
            reason = outcome.reason if len(group) == 1 else SPENT
            self.skipped += [Skipped(violation, reason) for violation, _ in group]
            return []
        middle = len(group) // 2
        left = self._largest_sound(accepted, group[:middle])
        return left + self._largest_sound(accepted + left, group[middle:])

    def _try(self, chosen: Sequence[Chosen]) -> FixState | Refusal:
        """Apply fixes and check the file they make; return it, or what is wrong with it."""
        if not self._budget.left:
            return Refusal(SPENT)
        self._budget.spend()
        edits = _edits(chosen)
        source = self._before.result.source
        expected = patch.apply(source.text, edits)
        try:
            state = self._fixer.check(self._editor.apply(edits), source.path)
        except InputError as error:
            return Refusal(error.wording)
        if state.result.source.text != expected:
            return Refusal(MARKUP)
        new = _errors(state.result) - _errors(self._before.result)
        if new:
            codes = " ".join(sorted(new))
            reason = Wording(f"改了会出现新的错误 {codes}", f"it would bring new errors: {codes}")
            places = _new_places(self._before.result, state.result, new)
            return Refusal(reason, tuple(patch.origin(edits, place) for place in places))
        return state

    def _parted(
        self, group: Sequence[Chosen], places: Iterable[int]
    ) -> tuple[list[Chosen], list[Chosen]]:
        """Part the fixes that lie in other paragraphs than some places from those that do not."""
        source = self._before.result.source
        lines = {source.location(Span(place, place)).line for place in places}
        spoiling = [
            any(source.location(edit.place).line in lines for edit in fix.edits) for _, fix in group
        ]
        return list(compress(group, map(not_, spoiling))), list(compress(group, spoiling))


def _new_places(before: FileResult, after: FileResult, codes: Iterable[str]) -> list[int]:
    """Return where errors of some codes stand that were not there before, wherever lines moved."""
    known = Counter(each.fingerprint for each in before.violations)
    places = []
    for violation in after.violations:
        known[violation.fingerprint] -= 1
        if violation.code in codes and known[violation.fingerprint] < 0:
            places.append(violation.span.start)
    return places[:MOST_PLACES]


MOST_PLACES = 100
"""Places of new errors that are looked at; one of them is enough to go on."""


def _edits(chosen: Iterable[Chosen]) -> list[Edit]:
    """Return the edits of fixes, each once."""
    return sorted({edit for _, fix in chosen for edit in fix.edits}, key=lambda edit: edit.place)


def _errors(result: FileResult) -> Counter[str]:
    violations = result.violations
    return Counter(violation.code for violation in violations if violation.severity == "error")
