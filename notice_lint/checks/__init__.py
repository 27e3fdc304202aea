"""The register of all kinds of check."""

from notice_lint.check import Check, by_the_tool
from notice_lint.checks import (
    contacts,
    enumerators,
    items,
    layout,
    markers,
    numbering,
    parts,
    problems,
)

CHECKS: dict[str, Check] = {
    check.name: check
    for checks in (
        parts.CHECKS,
        layout.CHECKS,
        items.CHECKS,
        problems.CHECKS,
        numbering.CHECKS,
        markers.CHECKS,
        enumerators.CHECKS,
        contacts.CHECKS,
        (Check("by-the-tool", by_the_tool),),
    )
    for check in checks
}
