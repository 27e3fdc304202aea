"""Puts into a wheel what is computed of the grammar and the rules, so that no run has to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Makes the bundle."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the bundle to a wheel; an editable one reads the files themselves."""
        if version == "editable":
            return
        os.environ["NOTICE_LINT_CACHE_DIR"] = ""  # a bundle holds nothing that an earlier run left
        sys.path.insert(0, self.root)
        from notice_lint.artifacts import FILE
        from notice_lint.running.bundling import whole_bundle

        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / FILE
        path.write_bytes(whole_bundle())
        build_data["force_include"][str(path)] = f"notice_lint/{FILE}"

    def finalize(self, *_: object) -> None:
        """Put away what was made."""
        if self._folder:
            self._folder.cleanup()
