"""What all requests share: the settings, the processes, the visitors, the folder on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from notice_lint.reports.model.build import rule_infos
from notice_lint.reports.model.report import RuleInfo
from notice_lint.ruleset.rule import Rule
from notice_lint.server.copies import RulesInForce, session_of, warm
from notice_lint.server.desk.folder import FolderDesk
from notice_lint.server.memory import Visitors
from notice_lint.server.pool import WorkerPools
from notice_lint.server.settings import ServerSettings
from notice_lint.text.wording import Lang


class ServerState:
    """Made once for a server."""

    def __init__(self, settings: ServerSettings) -> None:
        """Read the rules and prepare the processes; raises RuleError, UsageError."""
        self.settings = settings
        self.visitors = Visitors(settings)
        self.pools = WorkerPools(settings)
        self.generation = 0
        self.folder = FolderDesk(Path(settings.folder), self.pools) if settings.folder else None
        warm(self.rules("zh"))

    def rules(self, lang: Lang, *, as_notice: bool = False) -> RulesInForce:
        """Return the rules in force."""
        return RulesInForce(self.generation, as_notice, lang, self.settings.seconds)

    def catalogue(self) -> Mapping[str, Rule]:
        """Return all rules by code, as they are set."""
        return session_of(self.rules("zh")).profile_for("").catalogue

    def infos(self, lang: Lang) -> Mapping[str, RuleInfo]:
        """Return what is to be known of all rules, by code."""
        return _infos(self.rules(lang))


@lru_cache(maxsize=8)
def _infos(rules: RulesInForce) -> Mapping[str, RuleInfo]:
    catalogue = session_of(rules).profile_for("").catalogue
    return rule_infos(catalogue.values(), rules.lang)
