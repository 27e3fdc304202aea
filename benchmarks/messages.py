"""Print what every rule says about each of its bad cases, in both languages, to be read aloud.

python benchmarks/messages.py [CODE…]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.rule import Rule
from notice_lint.ruleset.selftest import run


def main() -> None:
    """Print the messages of some rules, or of all."""
    wanted = tuple(sys.argv[1:]) or ("",)
    for code, rule in default_profile().catalogue.items():
        if code.startswith(wanted):
            sys.stdout.writelines(lines(rule))


def lines(rule: Rule) -> Iterator[str]:
    """Yield the title of a rule and each message that is unlike those before."""
    yield f"{rule.code} {rule.file.title.zh} ({rule.file.basis.zh})\n"
    seen: set[str] = set()
    for case in rule.bad if rule.is_checked else ():
        for violation in run(rule, case.text, case.kind, case=case).violations:
            if violation.message.zh not in seen:
                seen.add(violation.message.zh)
                yield f"  {violation.message.zh}\n  {violation.message.en}\n"


if __name__ == "__main__":
    main()
