"""The options that only the command check has."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from notice_lint.cli.help import both

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help=both(
            "文件或文件夹；- 为标准输入。用 --since 或 --diff 时可不写。",
            "Files or folders; - is standard input. Not needed with --since or --diff.",
        ),
    ),
]
BaselineOption = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help=both(
            "基线文件：其中已有的问题不再报告；不写用配置旁边的，none 为不用。",
            "Baseline, whose findings are not reported again; usually the one beside the "
            "configuration, none for none.",
        ),
    ),
]
SinceOption = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="REF",
        help=both(
            "只报告这个 git 版本以来改动过的段落里的问题，如 origin/main。",
            "Report only what is in paragraphs changed since a git revision, such as origin/main.",
        ),
    ),
]
DiffOption = Annotated[
    str,
    typer.Option(
        "--diff",
        metavar="FILE",
        help=both(
            "只报告这份差异（git diff 的输出；- 为标准输入）里改动过的段落里的问题。",
            "Report only what is in paragraphs that a diff changes (as git diff writes it; - is "
            "standard input).",
        ),
    ),
]
AsNoticeOption = Annotated[
    bool,
    typer.Option(
        "--as-notice",
        help=both(
            "不像整改通报的文件也照样检查。",
            "Check documents that do not look like notices all the same.",
        ),
    ),
]
RequireNoticeOption = Annotated[
    bool,
    typer.Option(
        "--require-notice",
        help=both(
            "不像整改通报的文件算错误（NL100）。",
            "A document that does not look like a notice is an error (NL100).",
        ),
    ),
]
ForceExcludeOption = Annotated[
    bool,
    typer.Option(
        "--force-exclude",
        help=both(
            "配置里排除的文件，点名也不检查。",
            "Leave out what the configuration excludes even where it is named.",
        ),
    ),
]
ShowFilesOption = Annotated[
    bool,
    typer.Option(
        "--show-files",
        help=both("只列出会检查哪些文件。", "Only list the files that would be checked."),
    ),
]
IsolatedOption = Annotated[
    bool,
    typer.Option(
        "--isolated",
        help=both(
            "不用任何配置文件，同 --config none。", "Use no configuration file, as --config none."
        ),
    ),
]
NoFoldOption = Annotated[
    bool,
    typer.Option(
        "--no-fold", help=both("重复的问题逐条列出。", "List repeated findings one by one.")
    ),
]
NoSuppressOption = Annotated[
    bool,
    typer.Option(
        "--no-suppress",
        help=both(
            "不理会文稿内外的忽略。", "Take no notice of suppressions in and beside documents."
        ),
    ),
]
ShowSuppressedOption = Annotated[
    bool,
    typer.Option(
        "--show-suppressed",
        help=both(
            "同时列出已忽略的问题和理由。", "List suppressed findings and their reasons as well."
        ),
    ),
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help=both(
            "逐条列出每条规则查了几处、为何不适用。",
            "Tell for each rule how many places it looked at, or why it does not apply.",
        ),
    ),
]
StatisticsOption = Annotated[
    bool,
    typer.Option(
        "--statistics",
        help=both("按规则汇总全部文件的结果。", "Sum up the results of all files by rule."),
    ),
]
StdinNameOption = Annotated[
    str,
    typer.Option(
        "--stdin-filename",
        metavar="NAME",
        help=both(
            "标准输入的文件名：据此认定格式、查找配置。",
            "Name of standard input: it decides on format and configuration.",
        ),
    ),
]
JobsOption = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="N",
        help=both("同时用几个进程；0 为自动。", "How many processes to use; 0 for as many as pay."),
    ),
]
ExecutorOption = Annotated[
    str,
    typer.Option(
        "--executor",
        metavar="dask://HOST:PORT",
        help=both("交给已有的 Dask 集群检查。", "Hand the work to an existing Dask cluster."),
    ),
]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=both("不用也不留以前的检查结果。", "Neither use nor keep remembered results."),
    ),
]
WatchOption = Annotated[
    bool,
    typer.Option(
        "--watch", help=both("文件一有改动就重新检查。", "Check again whenever a file changes.")
    ),
]


class CompanionQuotes(StrEnum):
    """What is quoted of the papers that a notice is compared with."""

    problem = "problem"
    none = "none"


FeedbackOption = Annotated[
    list[str] | None,
    typer.Option(
        "--feedback",
        metavar="FILE",
        help=both("与反馈意见核对，可写多次。", "Feedback that it answers; may be repeated."),
    ),
]
LedgerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help=both(
            "与整改台账核对（xlsx、docx、html、csv），可写多次。",
            "Ledger of its problems (xlsx, docx, html, csv); may be repeated.",
        ),
    ),
]
EarlierOption = Annotated[
    list[str] | None,
    typer.Option(
        "--earlier",
        metavar="FILE",
        help=both("与上次公布的通报核对，可写多次。", "Notice of last time; may be repeated."),
    ),
]
CompanionQuotesOption = Annotated[
    CompanionQuotes | None,
    typer.Option(
        "--companion-quotes",
        help=both(
            "是否引用反馈、台账里的问题：problem 引用（默认），none 只写第几个。",
            "Whether problems of feedback and ledger are quoted: problem (default), or none.",
        ),
    ),
]
