"""Names that must stay the same: the inspection team, numbered terms, short names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph, Phrase
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class TeamNames(Struct, frozen=True):
    """Options of team-name."""

    team: Pattern
    """A team by its full name; groups `level`, `before` for 第三巡察组, `behind` for 巡察三组."""
    other: Pattern
    """What shows before it that another inspection is meant."""
    high: tuple[str, ...]
    """Levels whose teams are other inspections where the first team is of a lower one."""
    ours: Pattern
    """What follows it below the preamble where this inspection is meant."""


def team_name(notice: Notice, options: TeamNames) -> Iterator[Verdict]:
    """Report a team that is named otherwise than where it is named first."""
    mentions = list(_mentions(notice, options))
    if not mentions:
        yield Inapplicable(Wording("没有写明巡察组", "no team is named"))
        return
    first_span, first = mentions[0]
    named = notice.preamble.teams if notice.preamble else ()
    ours = [team for name in named if (team := options.team.search(name.text))]
    for span, mention in mentions:
        if _is_elsewhere(notice, span, mention, first) or _is_higher(mention, first, options):
            continue
        if any(_is_same_team(mention, team) for team in (first, *ours)):
            yield PASSED
        else:
            related = (Related(first_span, Wording("前文", "above")),)
            words = {"team": mention.group(), "first": first.group()}
            yield Finding(span, words, related)


def _mentions(notice: Notice, options: TeamNames) -> Iterator[tuple[Span, re.Match[str]]]:
    """Yield where this inspection's team is named; the title last, which may shorten it."""
    for paragraph in sorted(notice.paragraphs, key=lambda paragraph: paragraph.role == "title"):
        if paragraph.role not in ("title", "preamble", "heading", "text", "label"):
            continue
        for match in options.team.finditer(paragraph.text):
            if not _is_other(paragraph, match, options):
                yield paragraph.span(*match.span()), match


def _is_higher(mention: re.Match[str], first: re.Match[str], options: TeamNames) -> bool:
    return mention["level"] in options.high and first["level"] not in options.high


def _is_elsewhere(notice: Notice, span: Span, mention: re.Match[str], first: re.Match[str]) -> bool:
    """Tell a team of another level and number, which below the preamble is another inspection's."""
    in_preamble = notice.preamble is not None and notice.preamble.span.holds(span.start)
    is_other = _number(mention) != _number(first) and not _agree_in_level(mention, first)
    return is_other and not in_preamble


def _is_same_team(mention: re.Match[str], other: re.Match[str]) -> bool:
    return _number(mention) == _number(other) and _agree_in_level(mention, other)


CONTEXT = 30
"""Code points before a team that may say it is of another inspection: 在上一轮巡察中，.

With 100 the words of an earlier sentence are taken for those of the team's own, and a finding on
our notices is lost.
"""


def _is_other(paragraph: Paragraph, mention: re.Match[str], options: TeamNames) -> bool:
    """Tell a team of another inspection: by the words before it, or by what it inspects."""
    text = paragraph.text
    start = max(0, mention.start() - CONTEXT)
    if options.other.search(text, start, mention.start()):
        return True
    return paragraph.role != "preamble" and not options.ours.match(text, mention.end())


def _number(mention: re.Match[str]) -> tuple[int | None, bool]:
    """Return the number of a team, and whether it stands before its name: 第三巡察组, 巡察三组."""
    number = mention["before"] or mention["behind"]
    return number_value(number), mention["before"] is not None


def _agree_in_level(mention: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether two names may be of one level, as far as they give it: 市委, 中共某市委."""
    level, other_level = mention["level"] or "", other["level"] or ""
    if not level or not other_level:
        return True
    return level.endswith(other_level) or other_level.endswith(level)


class NumberedTerms(Struct, frozen=True):
    """Options of numbered-term."""

    term: Pattern
    """A term with numbers in it; its groups are the words around the numbers."""
    unless: Pattern
    """Terms that are no names: 一年一次."""


def numbered_term(notice: Notice, options: NumberedTerms) -> Iterator[Verdict]:
    """Report a term that is written with two numbers: 三馆一址 and 四馆一址."""
    terms: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    for paragraph, matches in notice.index.matches(options.term):
        if paragraph.role == "page":
            continue
        for match in matches:
            if options.unless.fullmatch(match.group()):
                continue
            around_numbers = tuple(words or "" for words in match.groups())
            use = Phrase(match.group(), paragraph.span(*match.span()))
            terms[around_numbers].append(use)
    if not terms:
        yield Inapplicable(Wording("没有带数字的统称", "there is no numbered term"))
    for uses in terms.values():
        yield from _judge_uses(uses)


def _judge_uses(uses: list[Phrase]) -> Iterator[Verdict]:
    (usual, _), *others = Counter(use.text for use in uses).most_common()
    model = next(use.span for use in uses if use.text == usual)
    for use in uses:
        if use.text == usual or not others:
            yield PASSED
        else:
            related = (Related(model, Wording("另一处", "the other place")),)
            yield Finding(use.span, {"term": use.text, "usual": usual}, related)


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
    Check("team-name", team_name, TeamNames, ("team", "first")),
    Check("numbered-term", numbered_term, NumberedTerms, ("term", "usual")),
    Check("abbreviation-declared", abbreviation_declared, Abbreviations, ("short", "full")),
)
