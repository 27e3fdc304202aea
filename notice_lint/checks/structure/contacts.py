"""Contact details: enough of them, and each well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import CONTACT, PASSED, Check, NoOptions, Verdict, anchor
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.ends import Contact
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.terms import CHANNELS
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

Channel = Literal["phone", "email", "address", "postcode", "person"]


class ChannelsRequired(Struct, frozen=True):
    """Options of channels-required."""

    channels: tuple[Channel, ...]


def channels_required(notice: Notice, options: ChannelsRequired) -> Iterator[Verdict]:
    """Report, in one finding, the channels that the contact details do not offer.

    A channel whose label stands there with nothing behind it is another fault.
    """
    assert notice.contact
    offered = {field.channel for field in notice.contact.fields}
    missing = tuple(CHANNELS[name] for name in options.channels if name not in offered)
    if missing:
        yield Finding(anchor(notice, ("contact",)), {"channels": missing})
    else:
        yield PASSED


class FormatFault(Struct, frozen=True):
    """A way in which a value is malformed, and the regular expression that shows it."""

    name: Wording
    pattern: Pattern


class FieldFormat(Struct, frozen=True):
    """Options of field-format."""

    channel: Channel
    accept: tuple[Pattern, ...]
    """Regular expressions; a value that matches one of them from end to end is well formed."""
    faults: tuple[FormatFault, ...] = ()
    """What may be wrong with one that is not; the first that is found in it is reported."""


def field_format(notice: Notice, options: FieldFormat) -> Iterator[Verdict]:
    """Report a contact detail whose value has none of the accepted forms."""
    assert notice.contact
    for value in notice.contact.values(options.channel):
        if any(form.fullmatch(value.text) for form in options.accept):
            yield PASSED
        else:
            faults = options.faults
            names = (fault.name for fault in faults if fault.pattern.search(value.text))
            yield Finding(
                value.span,
                {
                    "value": value.span.of(notice.source.masked_text),
                    "fault": next(names, _MALFORMED),
                },
            )


_MALFORMED = Wording("写法有误", "is malformed")


class AreaCodeRequired(Struct, frozen=True):
    """Options of area-code-required."""

    bare: Pattern
    """Regular expression of a landline number without area code."""


def area_code_required(notice: Notice, options: AreaCodeRequired) -> Iterator[Verdict]:
    """Report landline numbers without area code, unless one before them names it."""
    assert notice.contact
    named = False
    for value in notice.contact.values("phone"):
        if options.bare.fullmatch(value.text) and not named:
            yield Finding(value.span, {"value": value.span.of(notice.source.masked_text)})
        else:
            yield PASSED
        named = named or value.text.startswith(("0", "(0", "（0"))


def contact_label_empty(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a contact label with nothing behind it."""
    assert notice.contact
    for field in notice.contact.fields:
        if field.label and field.value is None:
            yield Finding(field.label.span, {"label": field.label.text})
        else:
            yield PASSED


class PlaceTable(Struct, frozen=True):
    """A word list that says which area code belongs to which place."""

    area_codes: dict[str, tuple[str, ...]]
    """For each code the cities that have it."""


class AreaCodeMatches(Struct, frozen=True):
    """Options of area-code-matches."""

    lexicon: LexiconFile[PlaceTable]
    """Name of a word list."""


def area_code_matches(notice: Notice, options: AreaCodeMatches) -> Iterator[Verdict]:
    """Report an area code that belongs to another city than the address names."""
    assert notice.contact
    codes = _codes_by_city(options.lexicon)
    known = set().union(*codes.values())
    city, address = _city(notice.contact, codes)
    for phone in notice.contact.values("phone"):
        prefix = re.match(r"[(（]?(0\d{2,3})[)）\- ]", phone.text)
        code = prefix[1] if prefix else None
        if address is None or code not in known or code in codes[city]:
            yield PASSED
        else:
            related = (Related(address.span, CHANNELS["address"]),)
            yield Finding(
                phone.span,
                {"value": phone.span.of(notice.source.masked_text), "city": city},
                related,
            )


def _city(contact: Contact, codes: dict[str, set[str]]) -> tuple[str, Phrase | None]:
    """Return the city that an address names, and that address."""
    for address in contact.values("address"):
        for city in codes:
            if f"{city}市" in address.text:
                return city, address
    return "", None


@cache
def _codes_by_city(lexicon: LexiconFile[PlaceTable]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    for code, cities in lexicon.content.area_codes.items():
        for city in cities:
            codes.setdefault(city, set()).add(code)
    return codes


CHECKS = (
    Check("channels-required", channels_required, ChannelsRequired, ("channels",), CONTACT),
    Check("field-format", field_format, FieldFormat, ("value", "fault"), CONTACT),
    Check("area-code-required", area_code_required, AreaCodeRequired, ("value",), CONTACT),
    Check("contact-label-empty", contact_label_empty, NoOptions, ("label",), CONTACT),
    Check("area-code-matches", area_code_matches, AreaCodeMatches, ("value", "city"), CONTACT),
)
