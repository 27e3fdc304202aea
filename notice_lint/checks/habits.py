"""What a document does throughout: one habit is one finding, with all its places."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from notice_lint.document.violation import Finding, Fix, Related, Severity
from notice_lint.text.wording import Wording


class Habit(Struct, frozen=True):
    """Options of what is one finding for the document."""

    share: int = 50
    """Per cent of all uses from which on a way of writing is a habit."""
    least: int = 3
    """Uses below which it is none, however large their share: they may be slips."""
    severity: Severity | None = None
    """Of the one finding, where it is milder than the rule's own."""

    def holds(self, uses: int, others: int) -> bool:
        """Tell whether a way is a habit, from its uses and those of the right way."""
        return uses >= self.least and uses * 100 >= self.share * (uses + others)


def throughout(findings: Sequence[Finding], severity: Severity | None = None) -> Finding:
    """Make one finding of many about one habit: at the first place, with all fixes together."""
    first, *others = findings
    related = tuple(Related(finding.span, _LIKEWISE) for finding in others)
    edits = tuple(edit for finding in findings for fix in finding.fixes for edit in fix.edits)
    title = Wording(f"全部 {len(findings)} 处一并修改", f"mend all {len(findings)}")
    fixes = (Fix(first.fixes[0].safety, title, edits),) if edits else ()
    params = dict(first.params) | {"count": len(findings)}
    return Finding(first.span, params, related, fixes, severity=severity, whole=True)


_LIKEWISE = Wording("同样的写法", "likewise")
