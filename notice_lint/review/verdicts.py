"""From rows that people filled in to one verdict for each finding of each document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.decisions.decided import Decision
from notice_lint.decisions.sidecar import SidecarEntry
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.review.columns import DECISIONS, IS_FALSE_ALARM, decision_of
from notice_lint.review.sheet import Identity, ReviewSheet, SheetRow
from notice_lint.text.wording import Lang, Wording

OWN = "NL0"
"""What the codes of the tool's own rules begin with."""


class ImportOptions(Struct, frozen=True):
    """How decisions are imported."""

    reviewer: str = ""
    """Who decided, where a row names nobody."""
    today: date = date.min
    lang: Lang = "zh"
    """Language of the sheet, and of what is written because of it."""
    limits: Limits = LIMITS
    """How much of a sheet, and of a document, is read."""
    root: str = ""
    """Folder in which documents may lie besides the one at hand and that of the sheet."""


class Verdict(Struct, frozen=True):
    """What was decided about all findings of a document that share a fingerprint."""

    decision: Decision | None
    """None for one that is taken back."""
    identity: Identity
    entry: SidecarEntry
    """As the sidecar takes it."""


class Judged(Struct, frozen=True):
    """What a sheet decides: verdicts by document, counts by rule, and what cannot be imported."""

    verdicts: Mapping[str, tuple[Verdict, ...]]
    counts: Mapping[str, Counter[str]]
    """For each code how often it was confirmed, a false alarm, exempt, undecided."""
    titles: Mapping[str, str]
    mistakes: tuple[InputError, ...]


class _DecisionEntry(Struct, frozen=True):
    row: SheetRow
    identity: Identity
    decision: Decision | None
    is_sound: bool


def judge(sheet: ReviewSheet, options: ImportOptions) -> Judged:
    """Bring rows together into verdicts."""
    mistakes: list[InputError] = []
    entries = list(_entries(sheet, mistakes))
    groups: dict[tuple[str, str, str], list[_DecisionEntry]] = defaultdict(list)
    for entry in entries:
        groups[_kind(entry.identity)].append(entry)
    verdicts: dict[str, list[Verdict]] = {}
    listed = Counter(map(_kind, sheet.known.values()))
    for kind, group in groups.items():
        try:
            if all(entry.is_sound for entry in group):
                verdicts.setdefault(kind[0], []).extend(_verdicts(group, listed[kind], options))
        except InputError as error:
            mistakes.append(error)
    return Judged(
        verdicts={path: tuple(decided) for path, decided in verdicts.items() if decided},
        counts=_counts(sheet, entries),
        titles={identity.code: identity.title for identity in sheet.known.values()},
        mistakes=tuple(mistakes),
    )


def _kind(identity: Identity) -> tuple[str, str, str]:
    """Return what a sidecar can tell findings apart by."""
    return identity.path, identity.code, identity.fingerprint


def _counts(sheet: ReviewSheet, entries: Sequence[_DecisionEntry]) -> dict[str, Counter[str]]:
    """Count decisions by code, each finding once, whatever became of its row."""
    decisions = {entry.row.id: entry.decision for entry in entries if entry.decision}
    counts: dict[str, Counter[str]] = {}
    for identity in sorted(sheet.known.values(), key=lambda identity: identity.code):
        decision = decisions.get(identity.id, "undecided")
        counts.setdefault(identity.code, Counter())[decision] += 1
    return counts


def _entries(sheet: ReviewSheet, mistakes: list[InputError]) -> Iterator[_DecisionEntry]:
    """Yield the rows that can be understood; the others are noted as mistakes."""
    for row in sheet.rows:
        decision = decision_of(row.decision)
        identity = sheet.known.get(row.id)
        fault = _fault(row, decision, identity)
        if fault:
            mistakes.append(InputError(row.where, fault))
        if identity:
            yield _DecisionEntry(row, identity, None if fault else decision, fault is None)


def _fault(row: SheetRow, decision: Decision | None, identity: Identity | None) -> Wording | None:
    """Return what keeps a row from being imported; an empty decision is none."""
    if decision is None:
        return _unknown_decision(row.decision) if row.decision else None
    if identity is None:
        return _UNKNOWN
    if decision == "confirmed":
        return None
    if identity.code.startswith(OWN):
        return Wording(
            f"{identity.code} 是工具自身的提示，不能忽略，请改正它说的事",
            f"{identity.code} is about the tool itself and cannot be suppressed; mend what it says",
        )
    return _NO_REASON if decision == "exempt" and not row.remark else None


def _unknown_decision(words: str) -> Wording:
    known = DECISIONS.values()
    zh = "、".join(wording.zh for wording in known)
    en = ", ".join(wording.en for wording in known)
    return Wording(
        f"不认识决定“{words[:20]}”，只能填{zh}",
        f"unknown decision “{words[:20]}”; use one of {en}",
    )


_NO_REASON = Wording(
    "豁免没有写理由，请在备注里写明后再导入",
    "an exemption needs a reason; give it as the remark and import again",
)
_UNKNOWN = Wording(
    "识别码不在这份清单里，这一行的决定没有导入；新增的行请另行处理",
    "its finding ID is not in this list; the decision of this row was not taken over",
)


def _verdicts(
    group: Sequence[_DecisionEntry], listed: int, options: ImportOptions
) -> Iterator[Verdict]:
    """Yield what findings with one fingerprint are decided to be; raises InputError.

    A sidecar cannot tell them apart, so that all that were `listed` must be decided alike.
    """
    by_decision: dict[Decision, list[SheetRow]] = {}
    for entry in group:
        if entry.decision:
            by_decision.setdefault(entry.decision, []).append(entry.row)
    if len(by_decision) > 1:
        raise InputError(group[0].row.where, _at_odds(group))
    for decision, rows in by_decision.items():
        if decision != "confirmed" and len({row.id for row in rows}) < listed:
            raise InputError(group[0].row.where, _at_odds(group))
        stored = _entry(group[0].identity, rows, options)
        yield Verdict(decision, group[0].identity, kept_as(stored, decision, options.lang))


def kept_as(entry: SidecarEntry, decision: Decision, lang: Lang) -> SidecarEntry:
    """Return an entry as the sidecar keeps such a decision: what is ignored has a reason."""
    if decision == "confirmed":
        return replace(entry, decision=None)
    return replace(entry, decision=decision, reason=entry.reason or IS_FALSE_ALARM.in_(lang))


def _at_odds(group: Sequence[_DecisionEntry]) -> Wording:
    rows = sorted({int(entry.row.where.rpartition(":")[2]) for entry in group})
    zh = "、".join(map(str, rows))
    return Wording(
        f"第 {zh} 行是同一项下相同文字的同一种问题，无法分别忽略：请填同样的决定，"
        "或在文稿中用 notice-lint: ignore 单独标注",
        f"rows {zh.replace('、', ', ')} are the same fault at the same words and cannot be told "
        "apart: decide them alike, or mark one in the document by notice-lint: ignore",
    )


def _entry(identity: Identity, rows: Sequence[SheetRow], options: ImportOptions) -> SidecarEntry:
    """Return the entry of a sidecar; raises InputError when its term makes no sense."""
    reasons = dict.fromkeys(row.remark for row in rows if row.remark)
    names = dict.fromkeys(row.reviewer or options.reviewer for row in rows)
    return SidecarEntry(
        rules=(identity.code,),
        fingerprint=identity.fingerprint,
        reason="；".join(reasons),
        until=min((_until(row, options.today) for row in rows if row.until), default=None),
        reviewer="、".join(filter(None, names)),
        decided=options.today.isoformat(),
    )


def _until(row: SheetRow, today: date) -> date:
    if not isinstance(row.until, date):
        raise InputError(
            row.where,
            Wording(
                f"期限“{row.until[:20]}”不是日期，应如 2027-06-30",
                f"the term “{row.until[:20]}” is no date such as 2027-06-30",
            ),
        )
    if row.until < today:
        day = row.until.isoformat()
        raise InputError(row.where, Wording(f"期限 {day} 已过", f"the term {day} is over"))
    return row.until
