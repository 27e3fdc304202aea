"""Numbers that identify a person or an account, recognized by their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding
from notice_lint.matching.pattern import Pattern

_LONG = re.compile(r"[0-9](?<![0-9A-Za-z].)(?:[0-9 ]{13,22})[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class NumberOptions(Struct, frozen=True):
    """Options of identifying-number."""

    kind: Literal["id", "card"]
    """`id`: citizen's identity numbers (GB 11643); `card`: bank cards (Luhn, ISO/IEC 7812-1)."""
    near: Pattern | None = None
    """What must stand before an identity number in its old form of 15 digits."""
    unless: Pattern | None = None
    """What stands right before a number of another kind."""


def identifying_number(notice: Notice, options: NumberOptions) -> Iterator[Verdict]:
    """Report full identity numbers or card numbers; those masked by * have fewer digits."""
    clean = 0
    for paragraph in notice.paragraphs:
        findings = list(_findings(paragraph, options))
        yield from findings
        clean += not findings
    yield Passed(clean)


NAMED_WITHIN = 14
"""Code points before a number that may say what it is: 公民身份号码（居民身份证）：."""


def _findings(paragraph: Paragraph, options: NumberOptions) -> Iterator[Finding]:
    for match in _LONG.finditer(paragraph.text):
        before = paragraph.text[max(0, match.start() - NAMED_WITHIN) : match.start()]
        if options.unless and options.unless.search(before):
            continue
        if _is_of_kind(match.group().replace(" ", "").upper(), before, options):
            yield Finding(paragraph.span(*match.span()), {"number": match.group()})


def _is_of_kind(digits: str, before: str, options: NumberOptions) -> bool:
    """Tell whether a number is of the kind that is looked for, by itself or what names it."""
    if options.kind == "card":
        return not is_identity(digits) and is_card(digits)
    if is_identity(digits):
        return True
    return len(digits) == 15 and options.near is not None and bool(options.near.search(before))


def is_identity(digits: str) -> bool:
    """Tell a citizen's identity number of 18 characters: a birthday, or a right check digit."""
    if len(digits) != 18 or not digits[:17].isdecimal():
        return False
    return _is_birthday(digits[6:14]) or _is_checked(digits)


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2099 and digits[:2] in ("19", "20")


def _is_checked(digits: str) -> bool:
    """Apply ISO 7064 MOD 11-2 (GB 11643—1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17]


def is_card(digits: str) -> bool:
    """Tell a bank card number of 16 to 19 digits by Luhn's check."""
    if not 16 <= len(digits) <= 19 or not digits.isdecimal() or digits[0] not in "3456":
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    total = sum(int(digit) for digit in digits[-1::-2])
    return (total + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0


CHECKS = (Check("identifying-number", identifying_number, NumberOptions, ("number",)),)
