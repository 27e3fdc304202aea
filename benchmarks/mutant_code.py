"""Functions with a small fault in them, and functions that note when they are reached."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType

from expression_changes import changes, with_change

ROOT = Path(__file__).parent.parent
RECORDER = "_mutants_reached"
"""Name under which functions find what notes that they were reached."""


@dataclass(frozen=True)
class Mutant:
    """One change to one function."""

    path: Path
    function: str
    line: int
    before: str
    after: str
    code: CodeType

    def __str__(self) -> str:
        """Return the place and the line that is changed."""
        before, after = first_difference(self.before, self.after)
        place = f"{self.path.relative_to(ROOT)}:{self.line} {self.function}"
        return f"{place}: {before} → {after}"


def first_difference(before: str, after: str) -> tuple[str, str]:
    """Return of two texts the first lines that are not the same."""
    pairs = zip_longest(before.splitlines(), after.splitlines(), fillvalue="")
    return next(((old, new) for old, new in pairs if old != new), (before, after))


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions and methods of a module with their qualified names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def compiled(tree: ast.Module, path: Path) -> dict[str, CodeType]:
    """Return the code of all functions of a module by their qualified names."""
    codes: dict[str, CodeType] = {}
    pending = [compile(ast.fix_missing_locations(tree), str(path), "exec")]
    while pending:
        for constant in pending.pop().co_consts:
            if isinstance(constant, CodeType):
                codes.setdefault(constant.co_qualname, constant)
                pending.append(constant)
    return codes


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield each change that can be made to the functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, function in functions(tree):
        for original, changed in changes(function):
            with with_change(function, original, changed):
                code = compiled(tree, path)[name]
            yield Mutant(
                path, name, original.lineno, ast.unparse(original), ast.unparse(changed), code
            )


def recording(path: Path) -> Iterator[tuple[str, CodeType]]:
    """Yield the code of each function of a module that notes when it is reached."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = []
    for name, function in functions(tree):
        note = ast.parse(f"{RECORDER}({function_key(path, name)!r})").body
        function.body = [*note, *function.body]
        names.append(name)
    codes = compiled(tree, path)
    for name in names:
        yield name, codes[name]


def module_name(path: Path) -> str:
    """Return under what name a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def function_key(path: Path, name: str) -> str:
    """Return what names a function among all."""
    return f"{path}:{name}"


def live_functions() -> dict[str, list[FunctionType]]:
    """Return the functions in memory by file and qualified name."""
    by_key: dict[str, list[FunctionType]] = {}
    for value in gc.get_objects():
        if isinstance(value, FunctionType) and value.__code__.co_filename.startswith(str(ROOT)):
            key = f"{value.__code__.co_filename}:{value.__code__.co_qualname}"
            by_key.setdefault(key, []).append(value)
    return by_key
