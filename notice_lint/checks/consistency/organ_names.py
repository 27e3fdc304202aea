"""The organ that a notice is from, named in its title, preamble, signature and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.violation import Edit, Finding, Fix, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class OrganNames(Struct, frozen=True):
    """Options of organ-name."""

    organ: Pattern
    """The organ in a title; group `organ`."""
    frame: Pattern
    """What does not tell organs apart: 中共 before the name, 委员会 or 党委 behind it."""
    group: Pattern
    """What stands behind the name of an organ where a group of its own signs for it."""
    short_forms: dict[str, str]
    """For standard short forms of a name what they stand for."""
    kinds: tuple[Pattern, ...]
    """Kinds of organ; two names of different kinds are different organs."""
    party: Pattern
    """What shows that a name is that of a body of the Party."""
    short: Pattern
    """A signature in a short form that is no standard name; group `organ`."""
    full: str
    """The standard name in its place; may name `{organ}`."""
    bodies: dict[str, str]
    """For short forms of a body of the Party the full form, wanted where the title has it."""
    bodiless: Pattern
    """A signature that begins like a body of the Party and names none: 中共某县统计局."""
    seal: Pattern
    """What stands behind a signature and is no name: where the seal goes."""
    place: Pattern
    """A place in the name of an organ; group `stem`, what tells it from others of its level."""


def organ_name(notice: Notice, options: OrganNames) -> Iterator[Verdict]:
    """Report an organ that signature, preamble or address name otherwise than the title."""
    signature, title = notice.signature, notice.title
    organ = options.organ.search(title.text.replace(" ", "")) if title else None
    titled = Phrase(organ["organ"], title.span) if title and organ else None
    if signature is None and titled is None:
        yield Inapplicable(Wording("没有署名", "there is no signature"))
        return
    if signature:
        yield from _judge_signature(signature, titled, options)
    if titled:
        yield from _judge_bodies(notice, titled, options)
    named = titled or signature
    if named:
        yield from _judge_addresses(notice, named, options)


def _judge_signature(
    signature: Phrase, titled: Phrase | None, options: OrganNames
) -> Iterator[Verdict]:
    signed = options.seal.sub("", signature.text)
    short = options.short.search(signature.text)
    if titled and _are_others(titled.text, signed, options):
        yield _otherwise(signature, titled, Wording("署名是", "signed is"))
    elif options.bodiless.search(signed):
        fact = Wording(
            f"署名“{signed}”没有写明党组、委员会等党组织",
            f"signed is “{signed}”, which names no body of the Party",
        )
        yield Finding(signature.span, {"fact": fact})
    elif titled and (full := _full_body(titled.text, signed, options)):
        yield _short_signature(signature, full)
    elif short:
        yield _short_signature(signature, options.full.replace("{organ}", short["organ"]))
    else:
        yield PASSED


def _full_body(titled: str, signed: str, options: OrganNames) -> str:
    """Return a signature with its body in full where the title has it so; else nothing."""
    for short, full in options.bodies.items():
        if titled.endswith(full) and signed.endswith(short) and signed.startswith("中共"):
            return signed.removesuffix(short) + full
    return ""


def _otherwise(name: Phrase, titled: Phrase, place: Wording) -> Finding:
    fact = Wording(
        f"标题是“{titled.text}”，{place.zh}“{name.text}”",
        f"the title says “{titled.text}”, {place.en} “{name.text}”",
    )
    return Finding(name.span, {"fact": fact}, (Related(titled.span, Wording("标题", "title")),))


def _judge_bodies(notice: Notice, titled: Phrase, options: OrganNames) -> Iterator[Verdict]:
    """Report the body inspected, where it is all but that of the title.

    Where several were inspected, one of them that is the title's is enough: others may be alike.
    """
    bodies = notice.preamble.bodies if notice.preamble else ()
    title = _core(titled.text, options)
    cores = [_core(body.text, options) for body in bodies]
    if any(_is_same(core, title) for core in cores):
        yield PASSED
        return
    for body, core in zip(bodies, cores, strict=True):
        if _is_near(core, title):
            yield _otherwise(body, titled, Wording("导语写作", "the preamble says"))


SHORTEST = 4
"""Code points of a name that is mistaken for another with one sign changed: 县水务局."""


def _is_near(name: str, other: str) -> bool:
    """Tell whether a name is the end of another but for one word, or for a sign in four."""
    short, long = sorted((name, other), key=len)
    if len(short) < SHORTEST:
        return False
    room = max(1, len(short) // 4)
    ends = {long[max(0, len(long) - len(short) - more) :] for more in range(-room, room + 1)}
    return any(_apart(short, end) <= room for end in ends)


def _apart(name: str, other: str) -> int:
    """Return how many signs of the longer of two names have none of the other in their place."""
    blocks = SequenceMatcher(None, name, other, autojunk=False).get_matching_blocks()
    return max(len(name), len(other)) - sum(block.size for block in blocks)


def _judge_addresses(notice: Notice, named: Phrase, options: OrganNames) -> Iterator[Verdict]:
    """Report a place of the organ's name that its address writes with one sign wrong."""
    addresses = notice.contact.values("address") if notice.contact else ()
    for address in addresses:
        places = {place.group("stem", 0) for place in options.place.finditer(named.text)}
        misspelt = [
            (at, right)
            for stem, right in sorted(places)
            if right not in address.text and stem not in address.text
            for at in _misspelt(right, address.text)
        ]
        for at, right in misspelt[:1]:
            span = Span(address.span.start + at, address.span.start + at + len(right))
            words = Phrase(address.text[at : at + len(right)], span)
            yield _otherwise(words, Phrase(right, named.span), Wording("地址写作", "the address"))
        if not misspelt:
            yield PASSED


def _misspelt(right: str, text: str) -> Iterator[int]:
    """Yield where a place is written with one sign wrong, not the last, which is its level."""
    for at in range(len(text) - len(right) + 1):
        words = text[at : at + len(right)]
        wrong = [sign for sign, other in zip(words, right, strict=True) if sign != other]
        if len(wrong) == 1 and words[-1] == right[-1] and len(right) > 2:
            yield at


def _short_signature(signature: Phrase, full: str) -> Finding:
    fact = Wording(
        f"署名用简称“{signature.text}”，与机关全称不一致，应署“{full}”",
        f"signed is “{signature.text}”, not the full name “{full}”",
    )
    title = Wording(f"改为“{full}”", f"write “{full}”")
    fixes = (Fix("display", title, (Edit(signature.span, full),)),)
    return Finding(signature.span, {"fact": fact}, fixes=fixes)


_NAMES = re.compile(r"[^\s、]+")
_LEVELS = "(?:[省市县区旗州盟镇乡村]|自治|街道)*"
"""What a name may leave out of the places in it."""


def _are_others(titled: str, signed: str, options: OrganNames) -> bool:
    """Tell whether no organ that signs is one of the title: by name, or by a known kind."""
    in_title, in_signature = _NAMES.findall(titled), _NAMES.findall(signed)
    pairs = product(in_title, in_signature)
    if not any(_is_same(_core(name, options), _core(other, options)) for name, other in pairs):
        return True
    if _is_of_party(in_title, options) and not _is_of_party([signed], options):
        return True
    kinds, others = ({_kind(name, options) for name in names} for names in (in_title, in_signature))
    return None not in kinds | others and not kinds & others


def _is_of_party(names: Sequence[str], options: OrganNames) -> bool:
    return any(map(options.party.search, names))


def _kind(name: str, options: OrganNames) -> int | None:
    kinds = enumerate(options.kinds)
    return next((number for number, kind in kinds if kind.search(name)), None)


def _core(name: str, options: OrganNames) -> str:
    bare = options.frame.sub("", options.group.sub("", name))
    for short, full in options.short_forms.items():
        bare = bare.replace(short, full) if full not in bare else bare
    return bare


def _is_same(name: str, other: str) -> bool:
    """Tell whether one name is the other, in full or with places left out of it."""
    short, long = sorted((name, other), key=len)
    if short.endswith(tuple("省市县区旗镇乡")) and long.startswith(short):
        return True
    return bool(short) and re.fullmatch(f".*?{_LEVELS.join(short)}", long) is not None


CHECKS = (Check("organ-name", organ_name, OrganNames, ("fact",)),)
