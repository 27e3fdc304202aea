"""Names that must stay the same: the organ, the inspection team, numbered terms, short names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
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
    short: Pattern
    """A signature in a short form that is no standard name; group `organ`."""
    full: str
    """The standard name in its place; may name `{organ}`."""
    seal: Pattern
    """What stands behind a signature and is no name: where the seal goes."""


def organ_name(notice: Notice, options: OrganNames) -> Iterator[Verdict]:
    """Report a signature that names another organ than the title, or is no standard name."""
    signature, title = notice.signature, notice.title
    if signature is None:
        yield Inapplicable(Wording("没有署名", "there is no signature"))
        return
    found = options.organ.search(title.text.replace(" ", "")) if title else None
    signed = _NAMES.findall(options.seal.sub("", signature.text))
    titled = _NAMES.findall(found["organ"]) if found else []
    short = options.short.search(signature.text)
    if title and titled and _are_others(titled, signed, options):
        related = (Related(title.span, Wording("标题", "title")),)
        fact = Wording(
            f"标题是“{found['organ'] if found else ''}”，署名是“{signature.text}”",
            f"the title says “{found['organ'] if found else ''}”, signed is “{signature.text}”",
        )
        yield Finding(signature.span, {"fact": fact}, related)
    elif short:
        full = options.full.replace("{organ}", short["organ"])
        fact = Wording(
            f"署名用简称“{signature.text}”，与机关全称不一致，应署“{full}”",
            f"signed is “{signature.text}”, not the full name “{full}”",
        )
        title_ = Wording(f"改为“{full}”", f"write “{full}”")
        yield Finding(
            signature.span,
            {"fact": fact},
            fixes=(Fix("display", title_, (Edit(signature.span, full),)),),
        )
    else:
        yield PASSED


_NAMES = re.compile(r"[^\s、]+")
_LEVELS = "(?:[省市县区旗州盟镇乡村]|自治|街道)*"
"""What a name may leave out of the places in it."""


def _are_others(titled: list[str], signed: list[str], options: OrganNames) -> bool:
    """Tell whether no organ that signs is one of the title: by name, or by a known kind."""
    cores = [[_core(one, options) for one in names] for names in (titled, signed)]
    if not any(_is_same(one, other) for one, other in product(*cores)):
        return True
    kinds, others = ({_kind(one, options) for one in names} for names in (titled, signed))
    return None not in kinds | others and not kinds & others


def _kind(name: str, options: OrganNames) -> int | None:
    return next((n for n, kind in enumerate(options.kinds) if kind.search(name)), None)


def _core(name: str, options: OrganNames) -> str:
    bare = options.frame.sub("", options.group.sub("", name))
    for short, full in options.short_forms.items():
        bare = bare.replace(short, full) if full not in bare else bare
    return bare


def _is_same(one: str, other: str) -> bool:
    """Tell whether one name is the other, in full or with places left out of it."""
    short, long = sorted((one, other), key=len)
    return bool(short) and re.fullmatch(f".*?{_LEVELS.join(short)}", long) is not None


class TeamNames(Struct, frozen=True):
    """Options of team-name."""

    team: Pattern
    """A team by its full name; groups `level`, `number`, and `order` for 第三巡察组 or 巡察三组."""
    other: Pattern
    """What shows before it that another inspection is meant."""
    high: tuple[str, ...]
    """Levels whose teams are other inspections where the first team is of a lower one."""
    ours: Pattern
    """What follows it below the preamble where this inspection is meant."""


def team_name(notice: Notice, options: TeamNames) -> Iterator[Verdict]:
    """Report a team that is named otherwise than where it is named first."""
    mentions = [
        (paragraph.span(*found.span()), found)
        for paragraph in sorted(notice.paragraphs, key=lambda one: one.role == "title")
        if paragraph.role in ("title", "preamble", "heading", "text", "label")
        for found in options.team.finditer(paragraph.text)
        if not _is_other(paragraph, found, options)
    ]
    if not mentions:
        yield Inapplicable(Wording("没有写明巡察组", "no team is named"))
        return
    first_span, first = mentions[0]
    named = notice.preamble.teams if notice.preamble else ()
    ours = [one for team in named if (one := options.team.search(team.text))]
    for span, found in mentions:
        if _is_higher(found, first, options):
            continue
        if any(_is_same_team(found, one) for one in (first, *ours)):
            yield PASSED
        else:
            related = (Related(first_span, Wording("前文", "above")),)
            words = {"team": found.group(), "first": first.group()}
            yield Finding(span, words, related)


def _is_higher(found: re.Match[str], first: re.Match[str], options: TeamNames) -> bool:
    return found["level"] in options.high and first["level"] not in options.high


def _is_same_team(found: re.Match[str], other: re.Match[str]) -> bool:
    return _team(found) == _team(other) and _level(found, other)


def _is_other(paragraph: Paragraph, found: re.Match[str], options: TeamNames) -> bool:
    """Tell a team of another inspection: by the words before it, or by what it inspects."""
    text = paragraph.text
    start = max(0, found.start() - 30)
    if options.other.search(text, start, found.start()):
        return True
    return paragraph.role != "preamble" and not options.ours.match(text, found.end())


def _team(found: re.Match[str]) -> tuple[int | None, bool]:
    number = found["before"] or found["behind"]
    return number_value(number), found["before"] is not None


def _level(found: re.Match[str], first: re.Match[str]) -> bool:
    one, other = found["level"] or "", first["level"] or ""
    return not one or not other or one.endswith(other) or other.endswith(one)


class NumberedTerms(Struct, frozen=True):
    """Options of numbered-term."""

    term: Pattern
    """A term with numbers in it; its groups are the words around the numbers."""
    unless: Pattern
    """Terms that are no names: 一年一次."""


def numbered_term(notice: Notice, options: NumberedTerms) -> Iterator[Verdict]:
    """Report a term that is written with two numbers: 三馆一址 and 四馆一址."""
    terms: dict[tuple[str, ...], list[tuple[str, Span]]] = defaultdict(list)
    for paragraph, matches in notice.index.matches(options.term):
        if paragraph.role == "page":
            continue
        for found in matches:
            if options.unless.fullmatch(found.group()):
                continue
            words = tuple(one or "" for one in found.groups())
            terms[words].append((found.group(), paragraph.span(*found.span())))
    if not terms:
        yield Inapplicable(Wording("没有带数字的统称", "there is no numbered term"))
    for uses in terms.values():
        yield from _judge_uses(uses)


def _judge_uses(uses: list[tuple[str, Span]]) -> Iterator[Verdict]:
    counts = Counter(words for words, _ in uses)
    (usual, _), *others = counts.most_common()
    model = next(span for words, span in uses if words == usual)
    for words, span in uses:
        if words == usual or not others:
            yield PASSED
        else:
            related = (Related(model, Wording("另一处", "the other place")),)
            yield Finding(span, {"term": words, "usual": usual}, related)


class Abbreviations(Struct, frozen=True):
    """Options of abbreviation-declared."""

    full: Pattern
    """A full name; group `place` is what a short name keeps of it."""
    declared: Pattern
    """What declares a short name."""
    short: tuple[str, ...]
    """What stands behind the place in a short name."""


def abbreviation_declared(notice: Notice, options: Abbreviations) -> Iterator[Verdict]:
    """Report a short name that is used though nothing says what it stands for."""
    text = notice.source.text
    full = options.full.search(text)
    if full is None or options.declared.search(text):
        yield PASSED if full else Inapplicable(Wording("没有机关全称", "there is no full name"))
        return
    places = [(text.find(full["place"] + end, full.end()), end) for end in options.short]
    used = sorted((at, full["place"] + end) for at, end in places if at >= 0)
    if not used:
        yield PASSED
        return
    at, short = used[0]
    related = (Related(Span(*full.span()), Wording("全称", "the full name")),)
    yield Finding(Span(at, at + len(short)), {"short": short, "full": full.group()}, related)


CHECKS = (
    Check("organ-name", organ_name, OrganNames, ("fact",)),
    Check("team-name", team_name, TeamNames, ("team", "first")),
    Check("numbered-term", numbered_term, NumberedTerms, ("term", "usual")),
    Check("abbreviation-declared", abbreviation_declared, Abbreviations, ("short", "full")),
)
