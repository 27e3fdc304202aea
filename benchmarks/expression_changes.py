"""The small faults that a hand makes: one expression or statement of a function, changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

Changed: TypeAlias = ast.expr | ast.stmt

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_WORDED = ("Wording",)
"""Calls whose arguments are read by people: no test need know each word."""


def changes(function: ast.FunctionDef) -> Iterator[tuple[Changed, Changed]]:
    """Yield what can be changed in a function, each with what it becomes."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    for statement in statements:
        for node in _code_within(statement):
            for changed in _instead_of(node):
                yield node, ast.copy_location(changed, node)


@contextmanager
def with_change(function: ast.FunctionDef, original: Changed, changed: Changed) -> Iterator[None]:
    """Put one node of a function in place of another for a while."""
    _put(function, original, changed)
    try:
        yield
    finally:
        _put(function, changed, original)


def _put(function: ast.FunctionDef, old: Changed, new: Changed) -> None:
    for parent in ast.walk(function):
        if parent is new:
            continue
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return
            if isinstance(value, list):
                for index, child in enumerate(value):
                    if child is old:
                        value[index] = new
                        return


def _code_within(node: ast.AST) -> Iterator[Changed]:
    """Yield a node and those below it that run: no annotations, no words for people."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WORDED:
        return
    if isinstance(node, ast.JoinedStr):
        return
    if isinstance(node, ast.expr | ast.stmt):
        yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code_within(child)


def _instead_of(node: Changed) -> Iterator[Changed]:
    match node:
        case ast.Compare(left, [operator, *others], operands):
            swapped = _COMPARISONS[type(operator)]()
            yield ast.Compare(left, [swapped, *others], operands)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(operator)](), right)
        case ast.Constant():
            yield from _other_constant(node)
        case ast.Subscript(value, ast.Slice() as part, context):
            yield from (ast.Subscript(value, cut, context) for cut in _other_slices(part))
        case ast.Call():
            yield from _other_calls(node)
        case _:
            yield from _other_flow(node)


def _other_flow(node: Changed) -> Iterator[Changed]:
    match node:
        case ast.If(test, body, other) if not isinstance(test, ast.Compare | ast.UnaryOp):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, other)
        case ast.IfExp(test, body, other):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, other)
        case ast.GeneratorExp(element, [ast.comprehension(ifs=[_, *_])] as loops):
            yield ast.GeneratorExp(element, _without_conditions(loops))
        case ast.ListComp(element, [ast.comprehension(ifs=[_, *_])] as loops):
            yield ast.ListComp(element, _without_conditions(loops))
        case ast.Return(ast.expr() as value) if not _is_empty(value):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Expr(ast.Call() | ast.YieldFrom() | ast.Yield()):
            yield ast.Expr(_nothing(node.value))


def _nothing(value: ast.expr) -> ast.expr:
    # a function stays a generator when what it yields is taken out
    if isinstance(value, ast.Call):
        return ast.Constant(None)
    return ast.YieldFrom(ast.Tuple([], ast.Load()))


def _other_constant(node: ast.Constant) -> Iterator[ast.expr]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, float):
        yield ast.Constant(value * 2 + 1)
    elif isinstance(value, str) and value and not any("一" <= char <= "鿿" for char in value):
        yield ast.Constant(f"XX{value}")


def _other_slices(part: ast.Slice) -> Iterator[ast.Slice]:
    if part.lower:
        yield ast.Slice(None, part.upper, part.step)
    if part.upper:
        yield ast.Slice(part.lower, None, part.step)


def _other_calls(call: ast.Call) -> Iterator[ast.expr]:
    if isinstance(call.func, ast.Name) and call.func.id in _TWINS:
        yield ast.Call(ast.Name(_TWINS[call.func.id], ast.Load()), call.args, call.keywords)
    for keyword in call.keywords:
        if keyword.arg:
            others = [other for other in call.keywords if other is not keyword]
            yield ast.Call(call.func, call.args, others)


def _without_conditions(loops: list[ast.comprehension]) -> list[ast.comprehension]:
    first, *others = loops
    return [ast.comprehension(first.target, first.iter, [], first.is_async), *others]


def _is_empty(value: ast.expr) -> bool:
    # nobody tells None from these
    empty = isinstance(value, ast.Tuple | ast.List) and not value.elts
    return empty or (isinstance(value, ast.Constant) and not value.value)
