"""Where the time of our own goes: stage by stage and rule by rule."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from heapq import nlargest
from operator import itemgetter
from pathlib import Path

from notice_lint import readers
from notice_lint.parsing import parse
from notice_lint.ruleset.apply import Bounds, apply_rule
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.stopwatch import Stopwatch

SHOWN = 25


UNBOUNDED = Bounds(Stopwatch(1e6), 10**6)


def profile(folder: Path) -> None:
    """Check all files of a folder in this process and print seconds by stage and by rule."""
    stages: defaultdict[str, float] = defaultdict(float)
    rules: defaultdict[str, float] = defaultdict(float)
    start = time.perf_counter()
    chosen = default_profile()
    stages["rules loaded"] = time.perf_counter() - start
    for path in sorted(folder.iterdir()):
        start = time.perf_counter()
        source = readers.read(str(path))
        read = time.perf_counter()
        notice = parse.parse(source)
        parsed = time.perf_counter()
        stages["files read"] += read - start
        stages["notices parsed"] += parsed - read
        for rule in chosen.rules:
            start = time.perf_counter()
            apply_rule(rule, notice, chosen, UNBOUNDED)
            rules[f"{rule.code} {rule.check.name}"] += time.perf_counter() - start
    stages["rules applied"] = sum(rules.values())
    _tell("stage", stages)
    _tell("rule", rules)


def _tell(what: str, seconds: Mapping[str, float]) -> None:
    whole = sum(seconds.values())
    sys.stdout.write(f"by {what}\n")
    for name, part in nlargest(SHOWN, seconds.items(), key=itemgetter(1)):
        sys.stdout.write(f"  {name:<34}{part:8.3f} s {part / whole:6.1%}\n")
