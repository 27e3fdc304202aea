"""What parsers of others say in English only, told in Chinese: what is wrong, and what helps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notice_lint.text.wording import Wording

_Reasons = Sequence[tuple[str, str]]
_OTHERWISE = "写法有误"
_YAML: _Reasons = (
    (r"\btab\b|'\\t'", "缩进用了制表符，请改用空格"),
    ("mapping values are not allowed", "冒号不能用在这里；文字里有冒号的，请整段加引号"),
    ("could not find expected ':'", "缺少冒号，或冒号后面没有空格"),
    (r"',' or '?\]", "方括号没有配对，或各项之间缺少逗号"),
    (r"',' or '?\}", "花括号没有配对，或各项之间缺少逗号"),
    ("unexpected end of stream|document separator", "引号没有配对"),
    ("cannot start any token", "文字不能以这个字符开头，请加引号"),
    ("alias|anchor|alphabetic or numeric", "不支持锚点和别名；文字以 & 或 * 开头的，请加引号"),
    ("sequence entries are not allowed", "“- ”不能用在这里，请另起一行"),
    ("expected key|block end|'-' indicator", "缩进没有对齐"),
    ("escape|hexdecimal|hexadecimal", "双引号里的反斜杠写法不对，请改用单引号"),
    (
        "another document|single document|document start",
        "只能有一份内容，前面的没有写完，或后面多了东西",
    ),
    ("control characters|special characters|unacceptable character", "含有看不见的控制字符"),
    ("comment or (?:a )?line break", "“|”或“>”后面不能再写别的"),
    ("node content", "此处缺少内容，或括号没有配对"),
    (
        r"directive|version|incompatible|\btag\b|'[!>]'",
        "不支持标签和指令；文字以 ! 或 % 开头的，请加引号",
    ),
)
_TOML: _Reasons = (
    (
        "Invalid statement|Invalid initial character for a key part|Expected '=' after a key",
        "键写得不对；键后面应是等号",
    ),
    ("Invalid value", "等号后面的值写得不对；文字要加引号"),
    ("Unterminated string|Illegal character '.n'|Expected \"", "引号没有配对"),
    ("Unclosed array", "方括号没有配对，或各项之间缺少逗号"),
    ("Unclosed inline table|inline table", "花括号没有配对，或各项之间缺少逗号"),
    ("Expected newline or end of document", "一行里只能写一项，后面多了东西"),
    ("Expected '\\]", "方括号没有配对"),
    ("overwrite|declare|mutate|Duplicate", "同一个键或表写了两次"),
    ("Unescaped|escape|Unicode", "双引号里的反斜杠写法不对，请改用单引号"),
    ("Illegal character", "含有看不见的控制字符"),
    ("Invalid date", "日期写得不对"),
)
_PATTERN: _Reasons = (
    (r"missing \)", "缺少右括号"),
    ("unbalanced parenthesis", "多了右括号"),
    ("unterminated character set", "缺少右方括号"),
    ("nothing to repeat", "表示重复的符号前面没有内容"),
    ("multiple repeat", "表示重复的符号连用了"),
    ("min repeat greater", "重复次数前大后小"),
    ("repetition number is too large", "重复次数过大"),
    ("bad character range", "字符范围前后颠倒"),
    ("bad escape|incomplete escape|undefined character", "反斜杠后面的字符不对"),
    ("look-behind", "向前查看的部分（?<=、?<!）长度须固定"),
    ("redefinition of group name", "组名重复"),
    ("group reference|unknown group name|open group|group name", "组名或组号不对"),
    ("extension|flag", "问号后面的写法不对"),
)
_GRAMMAR: _Reasons = (
    (r"rule (\w+) as it wasn't|nonexisting rule (\w+)", r"没有规则“\1\2”可改"),
    (r"[Rr]ule '(\w+)' used but not|undefined rule: \w+\('(\w+)'", r"没有规则“\1\2”"),
    (
        r"Rule '(\w+)' defined more than once",
        r"规则“\1”写了两次；改写引入的规则，用 %override 或 %extend",
    ),
    (r"Rules defined twice", "同一条规则写了两种相同的内容"),
    (r"Template|template argument", "模板的名称或参数不对"),
    (r"Bad Range", "重复次数前大后小"),
    (r"\?rule modifier", "以下划线开头的规则，前面不能加问号"),
    (r"Rule (\w+) is marked for expansion", r"规则“\1”以下划线开头，不能用“->”另取名称"),
    (r"double-underscore", "名称不能以两个下划线开头"),
    (r"marked to ignore", "%ignore 后面的名称没有定义"),
    (
        r"Illegal name|Token\('RULE', '[a-z]+'\).*_COLON",
        "规则名须全用小写字母，终结符名须全用大写字母",
    ),
    (r"Unclosed parenthesis|Expected one of: \* _RPAR", "缺少右括号"),
    (r"Expected one of: \* _RBRA\b", "缺少右方括号"),
    (r"Unmatched|Token\('_(?:RPAR|RBRA|RBRACE)'", "右括号没有与之配对的左括号"),
    (r"missing colon|Expected one of: .*\* _COLON", "规则名后面缺少冒号"),
    (r"Alias|Expected one of: \* RULE", "“->”后面应是小写的名称"),
    (r"Unexpected colon", "多了冒号"),
    (r"Unexpected input", "这个字符不能用在这里；冒号、括号、竖线须用半角"),
    (r"Misplaced operator|Expecting a value", "这里应写规则或终结符的名称"),
    (r"Expecting|Unexpected token", "多了或少了内容"),
    (r"No such file|Cannot find grammar|Nothing was imported", "没有要引入的语法"),
    (r"recursion depth", "嵌套太深"),
)
_GIT: _Reasons = (
    (r"not a git repository", "这里不是 git 仓库"),
    (r"dubious ownership", "仓库归别的用户所有，git 不肯读取；请用 git config 设 safe.directory"),
    (
        r"Needed a single revision|bad revision|[Nn]ot a valid object|unknown revision",
        "没有这个提交",
    ),
    (r"ambiguous", "提交的名称不止指一处"),
    (r"shallow|missing|lazy|unable to read", "仓库里没有取来这个提交的内容，请完整取来再查"),
)
_COLLISION = re.compile(r"- <(\w+) :[^>]*> - <(\w+) :")
_REPETITION = re.compile(r"^__(\w+?)_(?:star|plus)_\d+$")
"""The name that Lark gives to what repeats itself in a rule."""
_PLACE = re.compile(r" \(at (?:line \d+, column \d+|end of document)\)$")


def yaml_reason(problem: str) -> Wording:
    """Return what a reader of YAML says."""
    return _told(problem, _YAML)


def toml_reason(problem: str) -> Wording:
    """Return what a reader of TOML says, without the place, which stands in front of an error."""
    return _told(_PLACE.sub("", problem), _TOML)


def pattern_reason(problem: str) -> Wording:
    """Return what a reader of expressions says."""
    return _told(problem, _PATTERN)


def grammar_reason(problem: str) -> Wording:
    """Return what a reader of grammars says."""
    alike = colliding_rules(problem)
    if alike:
        named = "与".join(f"“{name}”" for name in alike)
        ways = "的两种写法" if len(alike) == 1 else ""
        return Wording(f"规则{named}{ways}在同一处都读得通，请改得能够区分", problem)
    return _told(problem, _GRAMMAR)


def colliding_rules(problem: str) -> tuple[str, ...]:
    """Return the two rules that fit one place, one where it is the same; nothing if none do.

    Lark lists all such pairs in an order that is another in each process.
    """
    pairs = (
        sorted({_REPETITION.sub(r"\1", name) for name in pair})
        for pair in _COLLISION.findall(problem)
    )
    return tuple(min(pairs, default=()))


def git_reason(problem: str) -> Wording:
    """Return what git says."""
    return _told(problem, _GIT, "git 没有给出结果")


def _told(problem: str, reasons: _Reasons, otherwise: str = _OTHERWISE) -> Wording:
    for pattern, reason in reasons:
        match = re.search(pattern, problem)
        if match:
            return Wording(match.expand(reason), problem)
    return Wording(otherwise, problem)
