"""The commands words list and words test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import ConfigOption, LangOption, language, overrides, print_lines
from notice_lint.errors import NoticeLintError

if TYPE_CHECKING:
    from notice_lint.api import Session
    from notice_lint.document.notice import Notice

app = Application(name="words", help=both("词表：查看与试用。", "Word lists: show them, try them."))


@app.command("list")
def list_words(config: ConfigOption = None, lang: LangOption = None) -> None:
    """列出各规则所用的词表，以及本单位的词条。

    List the word lists that rules use and the entries of the office.
    """
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports.word_lists import listed_lines

    profile = Configurations(overrides(config, {})).profile_for("")
    print_lines(listed_lines(profile.rules, language(lang)))


@app.command("test")
def try_words(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=both("词表：YAML、.xlsx 或 .csv。", "Word list: YAML, .xlsx or .csv."),
        ),
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help=both("本单位以往的文件或文件夹。", "Past documents or folders of the office."),
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    """先在以往的文件上试用词表：列出每处命中及其上下文、每个词条的命中次数。

    Try a word list on past documents: each hit in its context, and how often each entry hits.
    """
    from notice_lint.api import Session
    from notice_lint.reports import word_lists
    from notice_lint.text.wording import Wording
    from notice_lint.words.index import WordIndex
    from notice_lint.words.office import read_office_list

    office = read_office_list(file)
    words = WordIndex.of_entries([entry for entry in office.entries if not entry.off])
    session = Session(overrides=overrides(None, {}), with_baseline=False)
    documents = list(_documents(session, paths or []))
    hits_there = list(word_lists.hits(words, documents))
    print_lines(hit.as_line for hit in hits_there)
    numbers = word_lists.counts(words, hits_there)
    print_lines(f"{number:6} {wrong}" for wrong, number in numbers.items())
    entries, permitted = len(office.entries), len(office.permitted)
    summary = Wording(
        f"词条 {entries}，准许的写法 {permitted}；"
        f"查 {len(documents)} 份文件，命中 {len(hits_there)} 处",
        f"{entries} entries, {permitted} permitted words; "
        f"{len(hits_there)} hits in {len(documents)} documents",
    )
    print_lines([summary.in_(language(lang))])


def _documents(session: Session, paths: list[str]) -> Iterator[tuple[str, Notice]]:
    """Yield the documents of files and folders; raises the error of one that cannot be read."""
    for path in session.files(paths) if paths else ():
        if isinstance(path, NoticeLintError):
            raise path
        yield path, session.parse_file(path)
