"""What is wrong with suppressions themselves; each fault is one of the tool's own rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from notice_lint.decisions.suppressions import KnownRules, Suppression
from notice_lint.document.violation import Value
from notice_lint.text.wording import Wording

UNUSED, UNKNOWN, WITHOUT_REASON, EXPIRED = "NL001", "NL002", "NL003", "NL004"


class SuppressionFault(Struct, frozen=True):
    """Something wrong with a suppression: the rule of the tool's own that it breaks."""

    code: str
    suppression: Suppression
    params: Mapping[str, Value]


def suppression_faults(
    suppressions: Sequence[Suppression], used: Set[tuple[int, str]], known: KnownRules
) -> Iterator[SuppressionFault]:
    """Yield what is wrong with suppressions; `used` are those that were good for something."""
    used_codes = defaultdict[int, set[str]](set)
    for place, code in used:
        used_codes[place].add(code)
    for index, suppression in enumerate(suppressions):
        for code, params in _faults(suppression, used_codes[index], known):
            yield SuppressionFault(code, suppression, {"words": suppression.words, **params})


def _faults(
    suppression: Suppression, used: Set[str], known: KnownRules
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    if not suppression.sound:
        yield UNKNOWN, {"fault": _UNREADABLE}
        return
    for name in dict.fromkeys(suppression.rules):
        if name not in known.codes:
            yield UNKNOWN, {"fault": Wording(f"没有规则“{name}”", f"there is no rule “{name}”")}
    if not suppression.reason:
        yield WITHOUT_REASON, {}
    if suppression.is_expired(known.today):
        yield EXPIRED, {"until": str(suppression.until)}
        return
    idle = _idle(suppression, used, known)
    if idle:
        yield UNUSED, {"rules": "、".join(idle)}


def _idle(suppression: Suppression, used: Set[str], known: KnownRules) -> list[str]:
    """Return the codes for which a suppression was good for nothing."""
    codes = dict.fromkeys(known.codes.get(name, "") for name in suppression.rules)
    return [code for code in codes if code in known.applied and code not in used]


_UNREADABLE = Wording(
    "写法不对，应为“notice-lint: ignore[NL201] -- 理由”",
    "it should read “notice-lint: ignore[NL201] -- reason”",
)
