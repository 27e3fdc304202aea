"""What programs call: every public name, the ladder from bytes to paths, one session for many."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support import THREE_ITEMS, write

import notice_lint
from notice_lint import (
    FileResult,
    InputError,
    NoticeLintError,
    Options,
    RuleError,
    Session,
    UsageError,
    api,
    check_bytes,
    check_file,
    check_paths,
    check_text,
    load_profile,
    parse_bytes,
    parse_file,
    parse_text,
)
from notice_lint.ruleset import engine

pytestmark = pytest.mark.usefixtures("place")

SIDECAR = "ignore:\n  - {rules: [NL201, NL202], reason: 已说明}\n"


def codes(result: FileResult | NoticeLintError) -> list[str]:
    assert isinstance(result, FileResult)
    return [violation.code for violation in result.violations]


def names_imported_for_types(module: str) -> set[str]:
    tree = ast.parse(Path(module).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    return {
        alias.name
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_public_names_are_those_of_the_interface() -> None:
    tree = ast.parse(Path(api.__file__).read_text(encoding="utf-8"))
    defined = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    assert defined <= set(api.__all__)
    assert set(notice_lint.__all__) == {*api.__all__, "__version__"}
    assert names_imported_for_types(notice_lint.__file__) == set(api.__all__)
    for name in notice_lint.__all__:
        assert getattr(notice_lint, name) is not None
        assert name in dir(notice_lint)
    with pytest.raises(AttributeError):
        _ = notice_lint.nothing


def test_every_error_is_public() -> None:
    errors: set[type[NoticeLintError]] = {NoticeLintError, *NoticeLintError.__subclasses__()}
    assert {error.__name__ for error in errors} <= set(notice_lint.__all__)


def test_the_interface_is_imported_when_it_is_first_used() -> None:
    program = "import sys, notice_lint; print('notice_lint.api' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ended.stdout.split() == [b"False"]


def test_every_step_of_the_ladder_says_the_same() -> None:
    write("a.txt", THREE_ITEMS)
    session = Session()
    by_text = codes(check_text(THREE_ITEMS))
    assert "NL202" in by_text
    for result in (
        check_bytes(THREE_ITEMS.encode(), "a.txt"),
        check_file("a.txt"),
        check_file(Path("a.txt")),
        *check_paths([Path("a.txt")]),
        session.check_bytes(THREE_ITEMS.encode(), "a.txt"),
        session.check_text(THREE_ITEMS),
        session.check_file("a.txt"),
        *session.check_paths(["a.txt"]),
    ):
        assert codes(result) == by_text
    problems = [item.problem.text for item in parse_text(THREE_ITEMS).items]
    assert problems[1] == "针对“会风不实”的问题"
    for notice in (
        parse_bytes(THREE_ITEMS.encode(), "a.txt"),
        parse_file("a.txt"),
        session.parse_text(THREE_ITEMS),
        session.parse_bytes(THREE_ITEMS.encode(), "a.txt"),
        session.parse_file("a.txt"),
    ):
        assert [item.problem.text for item in notice.items] == problems


def test_what_is_configured_counts_for_parsing_too() -> None:
    write("notice-lint.yaml", "statuses:\n  completed: [立行立办]\n")
    text = THREE_ITEMS.replace("正在整改", "立行立办")
    assert [status.status for status in parse_text(text).statuses] == ["completed"] * 3
    options = Options(config="none")
    assert parse_text(text, options).statuses == check_text(text, options).notice.statuses
    assert parse_text(text, options).statuses[-1].status != "completed"


def test_a_baseline_that_is_broken_is_no_matter_for_parsing() -> None:
    write("b.json", "{}")
    options = Options(baseline="b.json")
    assert parse_text(THREE_ITEMS, options).items
    with pytest.raises(RuleError):
        check_text(THREE_ITEMS, options)


def test_profiles_by_name_path_and_value() -> None:
    assert {rule.code for rule in load_profile("strict").rules} > {"NL116"}
    for profile in ("minimal", load_profile("minimal")):
        result = check_text(THREE_ITEMS, Options(profile=profile))
        assert "NL402" not in {ran.code for ran in result.rules}


WRONG: dict[str, tuple[type[NoticeLintError], Callable[[], object]]] = {
    "unknown profile": (UsageError, lambda: load_profile("nothing")),
    "no such profile file": (RuleError, lambda: load_profile("./nothing.yaml")),
    "no such file": (InputError, lambda: check_file("nothing.txt")),
    "empty file": (InputError, lambda: check_bytes(b" ", "a.txt")),
    "no such configuration": (
        RuleError,
        lambda: check_text(THREE_ITEMS, Options(config="nothing.yaml")),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_raised_as_what_it_is(name: str) -> None:
    error, call = WRONG[name]
    with pytest.raises(error):
        call()


def test_what_cannot_be_read_does_not_keep_the_others() -> None:
    write("a.txt", THREE_ITEMS)
    missing, read = check_paths(["nowhere.txt", "a.txt"])
    assert isinstance(missing, InputError)
    assert codes(read) == codes(check_text(THREE_ITEMS))


def test_only_files_have_sidecars() -> None:
    write("a.txt", THREE_ITEMS)
    write("a.txt.notice-lint.yaml", SIDECAR)
    assert "NL202" not in codes(check_file("a.txt"))
    assert "NL202" not in codes(next(check_paths(["a.txt"])))
    assert "NL202" in codes(check_text(THREE_ITEMS, name="a.txt"))
    assert "NL202" in codes(check_bytes(THREE_ITEMS.encode(), "a.txt"))
    write("a.txt.notice-lint.yaml", "ignore: [")
    check_text(THREE_ITEMS, name="a.txt")
    with pytest.raises(RuleError):
        check_file("a.txt")


def test_the_engine_opens_no_file() -> None:
    """Neither for rules of our own, which are read with the profile, nor for decisions."""
    source = check_text(THREE_ITEMS, name="a.txt").source
    profile = load_profile("strict")
    engine.lint(source, profile)
    opened: list[object] = []
    listening = [True]
    sys.addaudithook(lambda event, args: opened.append(args) if event == "open" and listening else None)  # fmt: skip
    try:
        engine.lint(source, profile)
    finally:
        listening.clear()
    assert opened == []


def test_a_session_reads_settings_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write("notice-lint.yaml", "ignore: [NL201]\n")
    write("b.json", json.dumps({"schema": "notice-lint/baseline/1", "files": {}}))
    for config in (None, "notice-lint.yaml"):
        session = Session(Options(config=config, baseline="b.json", today=date(2031, 1, 2)))
        first = session.check_text(THREE_ITEMS)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", None)
            patch.setattr(Path, "read_text", None)
            again = session.check_text(THREE_ITEMS)
        assert codes(again) == codes(first)
        assert "NL201" not in codes(first)
        assert again.profile is first.profile


def test_a_violation_says_where_it_stands() -> None:
    result = check_text(THREE_ITEMS)
    at = [each.location for each in result.violations if each.code == "NL202"]
    assert [place.line for place in at] == [2, 4, 6]
    assert {(place.column, place.end_column) for place in at} == {(3, 15), (3, 14)}
