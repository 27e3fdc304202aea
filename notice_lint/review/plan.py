"""What verdicts change in the sidecar of a document: which entries go, which come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.decisions.sidecar import LISTS, SidecarEntry, SidecarList
from notice_lint.review.columns import DECISIONS
from notice_lint.review.sidecar import SidecarText, Stored
from notice_lint.review.verdicts import ImportOptions, Verdict
from notice_lint.text.wording import Lang, Wording

EntryChange = Literal["added", "updated", "removed", "unchanged"]
"""What an import does with an entry of a sidecar."""


class SidecarPlan(Struct):
    """What to do with a sidecar."""

    removed: list[Stored] = field(default_factory=list)
    added: dict[SidecarList, list[tuple[SidecarEntry, str]]] = field(
        default_factory=lambda: {key: [] for key in LISTS}
    )
    counts: Counter[EntryChange] = field(default_factory=Counter)
    notices: list[Wording] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.removed) or any(self.added.values())

    def carried_out(self, text: SidecarText) -> SidecarText:
        """Return a sidecar with these changes; raises InputError.

        The list that stands last comes first, so that the lines of the other are what they were.
        """
        first = {entry.key: entry.line for entry in reversed(text.stored())}
        for key in sorted(LISTS, key=lambda key: -first.get(key, 0)):
            text = text.changed(self.removed, self.added[key], key)
        return text


def plan_for(
    stored: Sequence[Stored], verdicts: Sequence[Verdict], options: ImportOptions
) -> SidecarPlan:
    """Return what verdicts change in a sidecar that holds some entries already."""
    plan = SidecarPlan()
    for verdict in verdicts:
        key = _list_of(verdict)
        others = [
            _StoredAlike.of(stored, verdict, other, options.today)
            for other in LISTS
            if other != key
        ]
        for alike in others:
            _take_out(plan, alike, verdict)
        if key and not any(alike.by_hand for alike in others):
            _put_in(plan, _StoredAlike.of(stored, verdict, key, options.today), verdict, options)
    return plan


def _list_of(verdict: Verdict) -> SidecarList | None:
    """Return the list that a verdict is kept in; None for one that is taken back."""
    if verdict.decision is None:
        return None
    return "confirmed" if verdict.decision == "confirmed" else "ignore"


def _take_out(plan: SidecarPlan, alike: _StoredAlike, verdict: Verdict) -> None:
    plan.removed += alike.imported
    plan.counts["removed"] += len(alike.imported)
    plan.notices += [_by_hand(entry, verdict) for entry in alike.by_hand if entry.key == "ignore"]


def _put_in(
    plan: SidecarPlan, alike: _StoredAlike, verdict: Verdict, options: ImportOptions
) -> None:
    if alike.says(verdict.entry):
        plan.counts["unchanged"] += 1
        return
    plan.removed += alike.imported
    plan.added[_list_of(verdict) or "ignore"].append((verdict.entry, _about(verdict, options.lang)))
    plan.counts["updated" if alike.imported else "added"] += 1


class _StoredAlike(Struct, frozen=True):
    """What a sidecar says already of the finding that a verdict is about."""

    imported: list[Stored]
    """Written by an earlier import, which may be changed."""
    by_hand: list[Stored]
    """Written by a person and in force; these stay as they are."""

    @classmethod
    def of(
        cls, stored: Sequence[Stored], verdict: Verdict, key: SidecarList, today: date
    ) -> _StoredAlike:
        """Find the entries of a list about just what was decided."""
        listed = (record for record in stored if record.key == key)
        alike = [record for record in listed if _is_about(record.entry, verdict)]
        imported = [record for record in alike if record.lines]
        by_hand = [
            record for record in alike if record.lines is None and _holds(record.entry, today)
        ]
        return cls(imported, by_hand)

    def says(self, entry: SidecarEntry) -> bool:
        """Tell whether nothing need be added for an entry to be in force."""
        return bool(self.by_hand) or any(_says(record.entry, entry) for record in self.imported)


def _holds(entry: SidecarEntry, today: date) -> bool:
    return entry.until is None or entry.until >= today


def _is_about(entry: SidecarEntry, verdict: Verdict) -> bool:
    """Tell whether an entry is about just what was decided, whoever wrote it."""
    return (
        entry.fingerprint == verdict.entry.fingerprint
        and verdict.identity.code in entry.rules
        and not entry.at + entry.quote
    )


def _says(stored: SidecarEntry, entry: SidecarEntry) -> bool:
    """Tell whether an entry says what another does; who decided may be known of old only.

    When it was decided first is kept.
    """
    reviewer = entry.reviewer or stored.reviewer
    return stored == replace(entry, reviewer=reviewer, decided=stored.decided)


def _by_hand(stored: Stored, verdict: Verdict) -> Wording:
    code = verdict.identity.code
    return Wording(
        f"{code} 已确认，但第 {stored.line} 行的忽略不是导入的，没有删除；要报告这个问题请手工删去",
        f"{code} is confirmed, but line {stored.line} was not written by an import and stays; "
        "delete it by hand to have the fault reported",
    )


def _about(verdict: Verdict, lang: Lang) -> str:
    identity = verdict.identity
    word = DECISIONS[verdict.decision].in_(lang) if verdict.decision else ""
    return " ".join(filter(None, (word, identity.title, identity.outline)))
