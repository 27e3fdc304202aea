"""Kind `identifying-number`: numbers that identify a person or an account."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.writing.scopes import ROLES
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding
from notice_lint.matching.pattern import Pattern
from notice_lint.text.masking import starred
from notice_lint.text.personal_number import Kind, PersonalNumber


class NumberOptions(Struct, frozen=True):
    """Options of identifying-number."""

    kinds: tuple[Kind, ...]
    """`identity`: citizens' identity numbers (GB 11643); `card`: bank cards (Luhn, ISO/IEC 7812-1);
    `mobile`, `passport`."""
    near: Pattern | None = None
    """What must stand before a passport, an identity number of the old 15 digits, or a card number
    that its check digit does not show."""
    unless: Pattern | None = None
    """What stands right before a number of another kind."""
    page: bool = True
    """Whether the page around the notice is looked at."""


def identifying_number(notice: Notice, options: NumberOptions) -> Iterator[Verdict]:
    """Report full identity, card, passport or mobile numbers; those masked by * are none."""
    clean = 0
    for paragraph in notice.paragraphs:
        if not options.page and paragraph.role not in ROLES["text"]:
            continue
        findings = list(_findings(paragraph, options))
        yield from findings
        clean += not findings
    yield Passed(clean)


NAMED_WITHIN = 14
"""Code points before a number that may say what it is: 公民身份号码（居民身份证）：."""
OLD_LENGTH = 15
"""Digits of an identity number issued before 1999, which has no check digit."""


def _findings(paragraph: Paragraph, options: NumberOptions) -> Iterator[Finding]:
    text = paragraph.text
    for number in paragraph.personal_numbers:
        before = text[max(0, number.start - NAMED_WITHIN) : number.start]
        if options.unless and options.unless.search(before):
            continue
        if _is_meant(number, before, options):
            span = paragraph.span(number.start, number.end)
            yield Finding(span, {"number": starred(text, number)})


def _is_meant(number: PersonalNumber, before: str, options: NumberOptions) -> bool:
    """Tell whether a number is of a kind that is looked for, by itself or by what names it."""
    is_named = options.near is not None and bool(options.near.search(before))
    if number.kind == "passport":
        return "passport" in options.kinds and is_named
    if number.kind == "account":
        if "card" in options.kinds:
            return is_named
        return "identity" in options.kinds and len(number.digits) == OLD_LENGTH and is_named
    return number.kind in options.kinds


CHECKS = (Check("identifying-number", identifying_number, NumberOptions, ("number",)),)
