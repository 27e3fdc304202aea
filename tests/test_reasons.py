"""What other programs and libraries say in English only is told in Chinese."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import lark
import pytest

from notice_lint.errors import reason_of
from notice_lint.parsing.lark_grammars import lark_tables
from notice_lint.text.parser_reasons import git_reason, grammar_reason, toml_reason
from notice_lint.text.wording import Wording

GRAMMARS = {
    "start: A (B": "缺少右括号",
    "start: [A B": "缺少右方括号",
    "start: A B)": "右括号没有与之配对的左括号",
    "start A B": "规则名后面缺少冒号",
    "Start: A": "规则名须全用小写字母，终结符名须全用大写字母",
    "start： A": "这个字符不能用在这里；冒号、括号、竖线须用半角",
    "start: A -> 1": "“->”后面应是小写的名称",
    "start: A~3..1": "重复次数前大后小",
    "start: {A}": "这里应写规则或终结符的名称",
    "start: other": "没有规则“other”",
    "other: A": "没有规则“start”",
    "start: A\nstart: B": "规则“start”写了两次；改写引入的规则，用 %override 或 %extend",
    "start: A\n%extend other: A": "没有规则“other”可改",
    "start: A\n%override other: A": "没有规则“other”可改",
    "start: A* A*": "规则“start”的两种写法在同一处都读得通，请改得能够区分",
    "start: _x\n_x: A -> b": "规则“_x”以下划线开头，不能用“->”另取名称",
    "start: _x\n?_x: A": "以下划线开头的规则，前面不能加问号",
    "start: t{A}\nt{x,y}: x y": "模板的名称或参数不对",
}


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_a_broken_grammar_is_told_in_chinese(grammar: str) -> None:
    with pytest.raises(lark.exceptions.LarkError) as raised:
        lark_tables(f"%declare A B\n{grammar}\n")
    assert grammar_reason(" ".join(str(raised.value).split())).zh == GRAMMARS[grammar]


def test_rules_that_fit_one_place_are_named() -> None:
    with pytest.raises(lark.exceptions.LarkError) as raised:
        lark_tables(
            "%declare A B\nstart: one B | two B | two A | last A\none: A\ntwo: A\nlast: A\n"
        )
    told = grammar_reason(" ".join(str(raised.value).split())).zh
    assert told == "规则“last”与“two”在同一处都读得通，请改得能够区分"


@pytest.mark.parametrize(
    ("reason", "problem", "chinese"),
    [
        (git_reason, "fatal: not a git repository (or any parent)", "这里不是 git 仓库"),
        (git_reason, "fatal: Needed a single revision", "没有这个提交"),
        (git_reason, "fatal: another matter", "git 没有给出结果"),
        (grammar_reason, "another matter", "写法有误"),
        (toml_reason, "Invalid value (at line 1, column 5)", "等号后面的值写得不对；文字要加引号"),
    ],
)
def test_what_is_not_known_is_told_all_the_same(
    reason: Callable[[str], Wording], problem: str, chinese: str
) -> None:
    told = reason(problem)
    assert told.zh == chinese
    assert told.en == problem.partition(" (at")[0]


def test_a_database_gives_its_reason(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path)
    assert reason_of(raised.value).zh == "无法打开"
    (tmp_path / "a.db").write_text("甲" * 100, encoding="utf-8")
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path / "a.db").execute("SELECT * FROM run")
    assert reason_of(raised.value).zh == "不是数据库文件"
