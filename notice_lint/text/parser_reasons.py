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


def _told(problem: str, reasons: _Reasons) -> Wording:
    chinese = (reason for pattern, reason in reasons if re.search(pattern, problem))
    return Wording(next(chinese, _OTHERWISE), problem)
