"""Contradictions on the line of time, and how they are told."""

from __future__ import annotations

from msgspec import Struct

from notice_lint.document.violation import Finding, Related
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class TimelineFault(Struct, frozen=True):
    """A contradiction on the line of time."""

    span: Span
    fact: Wording
    related: Span
    label: Wording


def order_finding(fault: TimelineFault) -> Finding:
    """Report it, with the place that it contradicts."""
    related = (Related(fault.related, fault.label),)
    return Finding(fault.span, {"fact": fault.fact}, related)
