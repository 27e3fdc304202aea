"""Templates filled: each page with the style and script it comes with, and nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from notice_lint.about import __version__
from notice_lint.datafiles.resources import read
from notice_lint.document.terms import FORCES, SEVERITIES
from notice_lint.reports.model.report import RuleInfo
from notice_lint.reports.on_screen.html.tags import clean
from notice_lint.server.guard import Policy
from notice_lint.server.visit import state_of, visitor_of
from notice_lint.text.wording import Lang, Wording

SHARED, OWN = "reports/on_screen/html", "server/templates"


@cache
def style() -> str:
    """Return the style of all pages: that of `check -o html`, and what is added here."""
    return read(SHARED, "page.css") + read(OWN, "server.css")


@cache
def script() -> str:
    """Return the script of all pages."""
    return read(OWN, "server.js")


@cache
def policy() -> str:
    """Return the Content-Security-Policy of all pages."""
    return Policy(_digest(style()), _digest(script())).header()


def _digest(code: str) -> str:
    return f"sha256-{b64encode(sha256(code.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("notice_lint.server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )


def translator(lang: Lang) -> Callable[[str, str], str]:
    """Return what chooses between Chinese and English words in a template."""
    return lambda zh, en: Wording(zh, en).in_(lang)


def filled(request: Request, template: str, **values: Any) -> str:
    """Return a template filled for a visitor."""
    visitor, state = visitor_of(request), state_of(request)
    return (
        _environment()
        .get_template(template)
        .render(
            t=translator(visitor.lang),
            lang=visitor.lang,
            visitor=visitor,
            server=state,
            path=request.url.path,
            version=__version__,
            style=Markup(style()),
            script=Markup(script()),
            severities={name: wording.in_(visitor.lang) for name, wording in SEVERITIES.items()},
            forces={name: wording.in_(visitor.lang) for name, wording in FORCES.items()},
            today=date.today().isoformat(),
            title_of=partial(_title, state.infos(visitor.lang)),
            **values,
        )
    )


def _title(infos: Mapping[str, RuleInfo], code: str) -> str:
    """Return the title of a rule in a visitor's language, whichever its findings were told in."""
    return infos[code].title if code in infos else code


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """Answer with a page."""
    headers = {"content-security-policy": policy()}
    return HTMLResponse(filled(request, template, **values), status, headers)
