"""How long laying a notice beside its feedback takes: n items by n problems, milliseconds.

Processor time of this process, least and median of some runs, reading of both papers not counted.
The problems are drawn from few words, so that nearly all share some: more to compare than in a real
notice.

    python benchmarks/companions.py [--problems 100] [--runs 15]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from statistics import median

from notice_lint import Options, Session
from notice_lint.compare.comparison import compare
from notice_lint.config.companions import CompanionFile
from notice_lint.document.companions import comparison_of
from notice_lint.text.numerals import han_number

FIELDS = ["理论学习", "财务", "合同", "工程项目", "公务接待", "选人用人", "专项资金", "档案"]
FIELDS += ["谈话", "信访", "固定资产", "安全生产"]
FAULTS = ["管理不规范", "落实不到位", "制度不健全", "流于形式", "监督缺失", "审批不严格"]
FAULTS += ["把关不严", "更新不及时", "意识淡薄", "记录不完整"]


def papers(problems: int, seed: int = 1) -> tuple[str, str]:
    """Return a notice and the feedback it answers, each with so many problems in other words."""
    draw = random.Random(seed)
    pairs = [(field, fault) for field in FIELDS for fault in FAULTS]
    notice, feedback = ["关于云岭县水务局党组巡察整改进展情况的通报\n"], ["巡察反馈意见\n"]
    for number, (field, fault) in enumerate(draw.sample(pairs, problems), 1):
        ordinal = f"（{han_number(number)}）"
        notice.append(
            f"{ordinal}关于{field}{fault}，{draw.choice(FIELDS)}{draw.choice(FAULTS)}的问题\n"
            "原因分析：认识不足。\n整改措施：已修订办法。\n整改状态：已完成。\n"
        )
        feedback.append(
            f"{ordinal}{field}{fault}，{draw.choice(FIELDS)}工作{draw.choice(FAULTS)}。\n"
        )
    return "".join(notice), "".join(feedback)


def times(problems: int, runs: int) -> list[float]:
    """Return the milliseconds of each comparison."""
    notice, feedback = papers(problems)
    paper = CompanionFile("feedback", "feedback.txt", feedback.encode())
    session = Session(Options(companions=(paper,)), with_baseline=False)
    result = session.check_text(notice, name="notice.txt")
    comparison = comparison_of(result.notice)
    if comparison is None:
        raise SystemExit("nothing was compared")
    spent = []
    for _ in range(runs):
        start = time.process_time()
        compare(result.notice, comparison.companions)
        spent.append((time.process_time() - start) * 1000)
    return spent


def main() -> int:
    """Print how long a comparison takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--problems", type=int, default=100)
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    spent = times(given.problems, given.runs)
    size = f"{given.problems} × {given.problems}"
    sys.stdout.write(f"{size}: least {min(spent):.1f} ms, median {median(spent):.1f} ms\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
