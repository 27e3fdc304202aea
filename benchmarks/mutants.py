"""What the tests see of small faults in the code: a sample of mutants by area, made by mutmut.

Run `pip install mutmut`, then `python benchmarks/mutants.py suppression --sample 60`. The tree is
copied, so that the work tree stays as it is; each mutant meets the tests that reach its function.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
KEPT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", "__pycache__", "mutants", ".hypothesis"
)
SURVIVED, UNTESTED = 0, 33
TIMED_OUT = (24, 36, 152, 255)
"""Exit codes of mutants, as mutmut writes them down."""


def areas() -> dict[str, dict[str, list[str]]]:
    """Return files and tests of each area, as pyproject.toml names them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, list[str]]] = settings["tool"]["mutants"]
    return found


def prepare(folder: Path, area: str) -> None:
    """Copy the tree, with the files and tests of an area as the settings of mutmut."""
    shutil.copytree(ROOT, folder, ignore=KEPT_OUT)
    chosen = areas()[area]
    settings = {
        "source_paths": ["notice_lint"],
        "only_mutate": chosen["files"],
        "do_not_mutate_patterns": [r"Wording\(", r"\bf?\"[^\"]*[\u4e00-\u9fff]"],
        "also_copy": ["grammar", "rules", "examples", "tests", "docs", "README.md", "CHANGELOG.md"],
        "pytest_add_cli_args": ["-n0", "-p", "no:cacheprovider", *chosen.get("options", [])],
        "pytest_add_cli_args_test_selection": chosen["tests"],
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=True)}" for name, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in the copy and return what it prints."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def codes(folder: Path) -> dict[str, int | None]:
    """Return the exit code of each mutant; None for one that was not run."""
    found: dict[str, int | None] = {}
    for meta in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def survivors(folder: Path, names: Sequence[str], ended: dict[str, int | None]) -> Iterator[str]:
    """Yield the changes of the mutants that no test saw."""
    for name in names:
        if ended[name] in (SURVIVED, UNTESTED):
            lines = mutmut(folder, "show", name).splitlines()
            changed = [
                line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ]
            yield "\n".join([name, *changed])


def main() -> int:
    """Run a sample of an area and print what became of it; return 1 where too many survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("area", choices=areas())
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--folder", type=Path, required=True, help="where the copy is to lie")
    asked = parser.parse_args()
    if not asked.folder.exists():
        prepare(asked.folder, asked.area)
    first = mutmut(asked.folder, "run", "--max-children", "1", "nothing.at.all")
    known = sorted(codes(asked.folder))
    if not known:
        sys.stderr.write(first)
        return 2
    names = Random(asked.seed).sample(known, min(asked.sample, len(known)))
    mutmut(asked.folder, "run", "--max-children", "1", *names)
    ended = codes(asked.folder)
    counts = Counter(
        "survived" if ended[name] in (SURVIVED, UNTESTED) else "killed" for name in names
    )
    counts["timed out"] = sum(ended[name] in TIMED_OUT for name in names)
    for change in survivors(asked.folder, names, ended):
        print(change)  # noqa: T201
    share = counts["killed"] / len(names)
    print(f"{asked.area}: {len(known)} mutants, {len(names)} run, {dict(counts)}, {share:.0%}")  # noqa: T201
    return int(share < 0.85)


if __name__ == "__main__":
    raise SystemExit(main())
