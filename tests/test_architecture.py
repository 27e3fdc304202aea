"""The budgets of the code, kept by a machine."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "notice_lint").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
FUNCTIONS = [
    (path, node)
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" * 3)
NESTING = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def length(node: Function) -> int:
    start = node.body[0].lineno if is_command(node) else node.lineno
    return (node.end_lineno or node.lineno) - start + 1


def depth(node: ast.AST, is_elif: bool = False) -> int:
    own = isinstance(node, NESTING) and not is_elif
    inside = [
        depth(child, isinstance(node, ast.If) and node.orelse == [child])
        for child in ast.iter_child_nodes(node)
        if not isinstance(child, ast.FunctionDef | ast.ClassDef)
    ]
    return own + max(inside, default=0)


def is_command(node: Function) -> bool:
    """The parameters of a command are its options: typer makes the object of them."""
    return any(
        one.annotation and re.search(r"typer\.|Option$", ast.unparse(one.annotation))
        for one in node.args.args
    )


def test_files_are_short() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in FILES]
    assert max(lengths) <= 300
    assert statistics.median(lengths) <= 110


def test_functions_are_short() -> None:
    lengths = sorted(length(node) for _, node in FUNCTIONS)
    assert lengths[-1] <= 50
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25


def test_functions_are_flat() -> None:
    deep = [
        (path.name, node.name)
        for path, node in FUNCTIONS
        if max((depth(one) for one in node.body), default=0) > 3
    ]
    assert deep == []


def test_functions_take_few_parameters() -> None:
    many = []
    for path, node in FUNCTIONS:
        names = [one.arg for one in (*node.args.args, *node.args.kwonlyargs)]
        own = [name for name in names if name not in ("self", "cls")]
        if len(own) > 4 and not is_command(node):
            many.append((path.name, node.name))
    assert many == []


def test_everything_is_annotated() -> None:
    bare = [
        (path.name, node.name)
        for path, node in FUNCTIONS
        if node.returns is None
        or any(one.annotation is None for one in node.args.args if one.arg not in ("self", "cls"))
    ]
    assert bare == []


def test_silencers_are_rare() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    silencers = len(re.findall(r"# (?:type: ignore|noqa)", text))
    assert silencers <= text.count("\n") / 1000


def test_no_unfinished_business() -> None:
    for folder in ("notice_lint", "grammar", "rules", "tests", "examples"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".lark", ".yaml", ".json", ".txt", ".md"):
                text = path.read_text(encoding="utf-8")
                assert not re.search(rf"\b(?:{'|'.join(UNFINISHED)})\b", text), path


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_and_public_function_says_what_it_does(path: Path) -> None:
    tree = TREES[path]
    assert ast.get_docstring(tree)
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
