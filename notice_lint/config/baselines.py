"""The baseline of each document: the one that is named, else the one beside its configuration."""

from __future__ import annotations

from collections.abc import Callable

from notice_lint.decisions.baseline import Accepted, Baseline, load


class Baselines:
    """Finds what is accepted in a document; each baseline is read once."""

    def __init__(self, path_for: Callable[[str], str]) -> None:
        """Take what tells the path of the baseline of a document, and read that of this folder.

        Raises RuleError.
        """
        self._path_for = path_for
        self._baselines: dict[str, Baseline | None] = {}
        self.accepted("")

    def accepted(self, document: str) -> tuple[Accepted, ...]:
        """Return what is accepted in a document; raises RuleError."""
        path = self._path_for(document)
        if path not in self._baselines:
            self._baselines[path] = load(path) if path else None
        baseline = self._baselines[path]
        return baseline.accepted(document) if baseline else ()
