"""The rules: found by plain words, each on a page of its own, with its source and its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from notice_lint.reports.manual import FAMILIES
from notice_lint.review.verdicts import OWN
from notice_lint.ruleset.rule import Rule
from notice_lint.server.desk.routes import drafts_on
from notice_lint.server.desk.view import findings_of
from notice_lint.server.guard import RefusedError
from notice_lint.server.pages import page
from notice_lint.server.visit import state_of, visitor_of
from notice_lint.text.wording import Lang


class RuleFamily(Struct, frozen=True):
    """Rules about one subject."""

    code: str
    title: str
    rules: tuple[Rule, ...]


async def show_all(request: Request) -> Response:
    """List the rules, all or those that some words are found in."""
    sought = request.query_params.get("q", "")[:100]
    lang = visitor_of(request).lang
    rules = [rule for rule in state_of(request).catalogue().values() if _is_about(rule, sought)]
    return page(
        request,
        "rules.html",
        families=list(_families(rules, lang)),
        sought=sought,
        count=len(rules),
        here=_counted(request),
    )


def _is_about(rule: Rule, sought: str) -> bool:
    """Tell whether all words that are sought stand in what is said of a rule."""
    parts = [rule.code, rule.name]
    for wording in (rule.file.title, rule.file.message, rule.file.why, rule.file.basis):
        parts += (wording.zh, wording.en)
    text = " ".join(parts).lower()
    return all(word in text for word in sought.lower().split())


def _families(rules: Iterable[Rule], lang: Lang) -> Iterable[RuleFamily]:
    """Yield families with their rules; what is about the tool itself comes last."""
    ordered = sorted(rules, key=lambda rule: (rule.code.startswith(OWN), rule.code))
    for code, members in groupby(ordered, key=lambda rule: rule.code[:3]):
        wording = FAMILIES.get(code)
        yield RuleFamily(code, wording.in_(lang) if wording else code, tuple(members))


def _counted(request: Request) -> Counter[str]:
    """Count what each rule found in the documents on the desk."""
    listed = (findings_of(draft) for draft in drafts_on(request))
    return Counter(violation.code for findings in listed for violation in findings)


async def show(request: Request) -> Response:
    """Show all there is to know of one rule."""
    rule = state_of(request).catalogue().get(request.path_params["code"])
    if rule is None:
        raise RefusedError(404, "no such rule")
    return page(request, "rule.html", rule=rule, here=_counted(request)[rule.code])


ROUTES = [Route("/rules", show_all), Route("/rules/{code}", show)]
