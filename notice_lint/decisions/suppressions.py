"""Decisions not to report, in the document or beside it: each names its rules and a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path

from msgspec import Struct

from notice_lint.datafiles.yaml_reader import YamlReader, load_file
from notice_lint.document.notice import Notice
from notice_lint.document.source import Directive, Source
from notice_lint.document.violation import Suppressed, Value, Violation
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

SIDECAR = ".notice-lint.yaml"
"""What is put behind the name of a document to name its sidecar."""

_FORM = re.compile(
    r"notice-lint\s*[:：]\s*(?P<kind>ignore-file|ignore)\s*[\[［【](?P<rules>[^\]］】]*)[\]］】]"
    r"(?:\s*until\s*[:：]?\s*(?P<until>\d{4}-\d{2}-\d{2}))?"
    r"(?:\s*(?:--|——|—|－－)\s*(?P<reason>[\s\S]*))?"
)
_SEPARATORS = re.compile(r"[,，、\s]+")


class Suppression(Struct, frozen=True):
    """One decision: which rules, where, why, until when."""

    rules: tuple[str, ...]
    """As written: codes or names."""
    reason: str
    until: date | None
    scope: Span | None
    """Violations that begin in this range of `Source.text`; None for the whole document."""
    words: str
    """As written in the document, or file and line of the sidecar."""
    raw: Span
    """Where to report what is wrong with it, in `Source.raw`."""
    at: str = ""
    """Outline path, in a sidecar."""
    quote: str = ""
    """Words of the violation, in a sidecar."""
    fingerprint: str = ""
    sound: bool = True
    """Whether it could be read at all."""

    def covers(self, violation: Violation) -> bool:
        """Tell whether the place of a violation is meant."""
        if self.scope and not self.scope.holds(violation.span.start):
            return False
        return (
            self.at in ("", violation.outline)
            and self.quote in violation.quote
            and self.fingerprint in ("", violation.fingerprint)
        )


def inline(notice: Notice) -> Iterator[Suppression]:
    """Yield the decisions that stand in a document."""
    for one in notice.source.directives:
        yield _read(notice, one)


def _read(notice: Notice, directive: Directive) -> Suppression:
    found = _FORM.fullmatch(directive.text)
    until = _day(found["until"]) if found else None
    if found is None or (found["until"] and until is None):
        return Suppression((), "", None, None, directive.text, directive.raw, sound=False)
    whole = found["kind"] == "ignore-file"
    return Suppression(
        rules=tuple(filter(None, _SEPARATORS.split(found["rules"]))),
        reason=(found["reason"] or "").strip(),
        until=until,
        scope=None if whole else _scope(notice, directive),
        words=directive.text,
        raw=directive.raw,
    )


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


def _scope(notice: Notice, directive: Directive) -> Span:
    """Return what a directive is about: the line below it, or the one it stands in.

    A heading stands for all that is below it.
    """
    text = notice.source.text
    start = directive.at if directive.alone else text.rfind("\n", 0, directive.at) + 1
    while start < len(text) and text[start].isspace():
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    headed = (node.span.end for node in notice.nodes if start <= node.span.start < end)
    return Span(start, max([end, *headed]))


class SidecarEntry(Struct, frozen=True):
    """One decision in a sidecar file."""

    rules: tuple[str, ...]
    reason: str = ""
    at: str = ""
    """Outline path, such as 二/（一）/3."""
    quote: str = ""
    """Words that the violation's quote holds."""
    fingerprint: str = ""
    until: date | None = None
    reviewer: str = ""


class Sidecar(Struct, frozen=True):
    """What a sidecar file holds."""

    ignore: tuple[SidecarEntry, ...]


def find_sidecar(document: str) -> Path | None:
    """Return the path of the sidecar beside a document, if there is one."""
    path = Path(document + SIDECAR)
    try:
        return path if document and path.is_file() else None
    except OSError:  # the document's own name is as long as a name may be
        return None


def sidecar(source: Source) -> tuple[Suppression, ...]:
    """Read the sidecar beside a document, if there is one; raises RuleError."""
    path = find_sidecar(source.path)
    if path is None:
        return ()
    file = load_file(path)
    node = file.compose()
    entries: Sidecar = file.read(node, Sidecar)
    listed = next(value for key, value in node.value if key.value == "ignore")
    return tuple(
        _decision(one, YamlReader(file).file.at(place))
        for one, place in zip(entries.ignore, listed.value, strict=True)
    )


def _decision(entry: SidecarEntry, where: str) -> Suppression:
    return Suppression(
        rules=entry.rules,
        reason=entry.reason,
        until=entry.until,
        scope=None,
        words=where,
        raw=Span(0, 0),
        at=entry.at,
        quote=entry.quote,
        fingerprint=entry.fingerprint,
    )


class Sorted(Struct, frozen=True):
    """Violations with and without a decision, and what each decision was good for."""

    kept: tuple[Violation, ...]
    suppressed: tuple[Suppressed, ...]
    used: frozenset[tuple[int, str]]
    """Pairs of a decision, by its place in the list, and a code."""


def sort_out(
    violations: Sequence[Violation],
    decisions: Sequence[Suppression],
    known: Known,
) -> Sorted:
    """Part what is suppressed from what is not."""
    kept: list[Violation] = []
    suppressed: list[Suppressed] = []
    used: set[tuple[int, str]] = set()
    live = [
        (index, one, {known.codes.get(name) for name in one.rules})
        for index, one in enumerate(decisions)
        if one.sound and not is_expired(one, known.today)
    ]
    for violation in violations:
        hits = [
            (index, one)
            for index, one, named in live
            if violation.code in named and one.covers(violation)
        ]
        used.update((index, violation.code) for index, _ in hits)
        if hits:
            decision = hits[0][1]
            suppressed.append(
                Suppressed(violation, decision.words, decision.reason, decision.until)
            )
        else:
            kept.append(violation)
    return Sorted(tuple(kept), tuple(suppressed), frozenset(used))


class Complaint(Struct, frozen=True):
    """Something wrong with a decision: the rule of the tool's own that it breaks."""

    code: str
    about: Suppression
    params: Mapping[str, Value]


def complaints(
    decisions: Sequence[Suppression], used: Set[tuple[int, str]], known: Known
) -> Iterator[Complaint]:
    """Yield what is wrong with decisions: unknown, without reason, expired, of no use."""
    for index, one in enumerate(decisions):
        if not one.sound:
            yield Complaint("NL002", one, {"words": one.words, "fault": _UNREADABLE})
            continue
        codes = {name: known.codes.get(name) for name in one.rules}
        for name in [name for name, code in codes.items() if code is None]:
            fault = Wording(f"没有规则“{name}”", f"there is no rule “{name}”")
            yield Complaint("NL002", one, {"words": one.words, "fault": fault})
        if not one.reason:
            yield Complaint("NL003", one, {"words": one.words})
        if is_expired(one, known.today):
            yield Complaint("NL004", one, {"words": one.words, "until": str(one.until)})
            continue
        idle = [code for code in codes.values() if code in known.on and (index, code) not in used]
        if idle:
            yield Complaint("NL001", one, {"words": one.words, "rules": "、".join(idle)})


_UNREADABLE = Wording(
    "写法不对，应为“notice-lint: ignore[NL201] -- 理由”",
    "it should read “notice-lint: ignore[NL201] -- reason”",
)


class Known(Struct, frozen=True):
    """What decisions are judged by."""

    codes: Mapping[str, str]
    """Codes and names of all rules, and the codes they stand for."""
    on: frozenset[str]
    """Codes of the rules that were applied."""
    today: date


def is_expired(one: Suppression, today: date) -> bool:
    """Tell whether a decision no longer holds; on its last day it does."""
    return one.until is not None and one.until < today
