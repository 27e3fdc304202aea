"""The shape of the house: names, folders, imports and branches, watched by a machine."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "notice_lint"
TREES = {
    str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
MODULES = {
    ".".join(("notice_lint", *Path(name).with_suffix("").parts)).removesuffix(".__init__"): tree
    for name, tree in TREES.items()
}
Function = ast.FunctionDef | ast.AsyncFunctionDef
BRANCHES = ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.Assert

SAYING_NOTHING = {"found", "kept", "one", "own", "said", "taken", "told"}
"""Names of variables that do not say what they hold."""


def functions() -> Iterator[tuple[str, Function]]:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield name, node


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """Yield what a function is made of, without the functions and classes within it."""
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Function | ast.ClassDef):
            yield node
            waiting += ast.iter_child_nodes(node)


def branches(node: ast.AST) -> int:
    """Count the ways that a node adds; conditions of comprehensions and of and/or are ways too."""
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return isinstance(node, BRANCHES | ast.match_case)


def packed_parameters(function: Function) -> Iterator[str]:
    """Yield parameters that are tuples of unlike things, which ought to be a class with names."""
    for parameter in (*function.args.args, *function.args.kwonlyargs):
        match parameter.annotation:
            case ast.Subscript(ast.Name("tuple"), ast.Tuple(types)):
                if len({ast.unparse(type_) for type_ in types} - {"..."}) > 1:
                    yield parameter.arg


def imports(module: str, tree: ast.AST) -> Iterator[str]:
    """Yield the modules of ours that a module imports, be it within a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = names & MODULES.keys()
            yield from submodules
            if names - submodules and node.module != module:
                yield node.module


def variables(tree: ast.AST) -> Iterator[str]:
    """Yield what is bound in a module: parameters, targets of loops and assignments, captures."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ast.Store()) | ast.arg(name) | ast.MatchAs(name=str(name)):
                yield name


def test_a_class_name_stands_for_one_thing() -> None:
    places = defaultdict(set)
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(name)
    assert [name for name, files in places.items() if len(files) > 1] == []


def test_few_things_lie_at_the_top_of_the_package() -> None:
    loose = [path.name for path in PACKAGE.glob("*.py")]
    folders = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert len(loose) <= 12, loose
    assert len(folders) <= 21, folders


def test_folders_can_be_looked_over() -> None:
    counts: dict[str, int] = defaultdict(int)
    for name in TREES:
        counts[str(Path(name).parent)] += 1
    assert {folder: count for folder, count in counts.items() if count > 25} == {}


def test_no_module_imports_itself_in_a_roundabout_way() -> None:
    graph = {module: set(imports(module, tree)) for module, tree in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_top_level_units_import_in_one_direction() -> None:
    graph: dict[str, set[str]] = defaultdict(set)
    for module, tree in MODULES.items():
        for target in imports(module, tree):
            unit, other = (name.partition(".")[2].partition(".")[0] for name in (module, target))
            if unit != other:
                graph[unit].add(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_functions_have_few_branches() -> None:
    many = {
        f"{name} {function.name}"
        for name, function in functions()
        if 1 + sum(map(branches, own_nodes(function))) > 10
    }
    assert not many


def test_no_parameter_is_a_tuple_of_unlike_things() -> None:
    packed = {
        f"{name} {function.name} {parameter}"
        for name, function in functions()
        for parameter in packed_parameters(function)
    }
    assert not packed


def test_variables_say_what_they_hold() -> None:
    unnamed = {
        f"{name} {variable}"
        for name, tree in TREES.items()
        for variable in variables(tree)
        if variable in SAYING_NOTHING
    }
    assert unnamed == set()
