"""一是…二是…: runs of enumerators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from notice_lint.checks.contract import PASSED, Check, Inapplicable, NoOptions, Verdict
from notice_lint.checks.outline.run_in import out_of_turn
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Enumerator
from notice_lint.document.violation import Edit, Finding, Fix
from notice_lint.text.numerals import han_number
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


def enumerator_sequence(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report 一是 twice, a number left out, a doubled 是, and an 一是 that no 二是 follows.

    Another run may begin in another part, topic or paragraph, or once the run before it has more
    than one member. Numbers that run on within a paragraph (①…②…) are held against each other too.
    """
    for _, block in groupby(notice.enumerators, key=lambda enumerator: enumerator.block):
        for run in _runs(list(block)):
            yield from _judge(run)
    for number, meant in out_of_turn(notice.paragraphs):
        yield Finding(number.span, {"fault": _out_of_turn(number.text, meant)})
    if not notice.enumerators:
        yield NOTHING_LISTED


def _runs(block: Sequence[Enumerator]) -> Iterator[list[Enumerator]]:
    """Divide a block into runs; a run within another ends where the outer one goes on."""
    open_runs: list[list[Enumerator]] = []
    for current, after in zip_longest(block, block[1:]):
        while _continues_outer(open_runs, current):
            yield open_runs.pop()
        is_inner = bool(open_runs) and current.value == 1 and current.nested
        is_next = bool(open_runs) and _begins_anew(open_runs[-1], current, after)
        if is_next:
            yield open_runs.pop()
        if is_inner or is_next or not open_runs:
            open_runs.append([])
        open_runs[-1].append(current)
    yield from open_runs


def _continues_outer(open_runs: Sequence[Sequence[Enumerator]], current: Enumerator) -> bool:
    """Tell whether an enumerator follows the outer run rather than the inner one."""
    if len(open_runs) < 2:
        return False
    inner, outer = open_runs[-1][-1].value, open_runs[-2][-1].value
    return current.value != inner + 1 and current.value == outer + 1


def _begins_anew(run: Sequence[Enumerator], current: Enumerator, after: Enumerator | None) -> bool:
    """Tell whether an 一是 begins another run rather than being mistyped for the next number."""
    last = run[-1]
    if current.value != 1 or current.nested:
        return False
    if after and after.value == last.value + 2:
        return False
    if len(run) > 1:
        return True
    return current.paragraph != last.paragraph and after is not None and after.value == 2


def _judge(run: Sequence[Enumerator]) -> Iterator[Verdict]:
    """Judge one run; behind a departure it goes on from whichever number the next one fits."""
    expected = 1
    for current, after in zip_longest(run, run[1:]):
        if current.doubled:
            fault = _doubled(current.text)
            yield Finding(current.span, {"fault": fault}, fixes=(_undouble(current),))
        elif current.value != expected:
            fault = _out_of_turn(current.text, f"{han_number(expected)}是")
            yield Finding(current.span, {"fault": fault})
        else:
            yield PASSED
        is_typo = after is not None and after.value == expected + 1
        expected = (expected if is_typo else current.value) + 1
    if len(run) == 1 and run[0].value == 1:
        yield Finding(run[0].span, {"fault": _ALONE})


NOTHING_LISTED = Inapplicable(Wording("没有“一是……二是……”", "there is no 一是…二是…"))
_ALONE = Wording("只有“一是”，后面没有“二是”", "一是 stands alone, no 二是 follows")


def _out_of_turn(words: str, meant: str) -> Wording:
    return Wording(f"“{words}”处应为“{meant}”", f"“{meant}” is due at “{words}”")


def _doubled(words: str) -> Wording:
    first, _, second = words.partition("是")
    if second in ("是", f"{first}是"):
        return Wording(f"“{words}”重复了", f"“{words}” is doubled")
    return Wording(f"“{words}”写了两个序号", f"“{words}” are two numbers for one")


def _undouble(enumerator: Enumerator) -> Fix:
    title = Wording("删去重复的字", "remove what is doubled")
    once = enumerator.text.index("是") + 1
    second = Span(enumerator.span.start + once, enumerator.span.end)
    return Fix("unsafe", title, (Edit(second, ""),))


CHECKS = (Check("enumerator-sequence", enumerator_sequence, NoOptions, ("fault",)),)
