"""The commands config show, config init and config schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import (
    ConfigOption,
    FormatOption,
    LangOption,
    OutputFormat,
    ProfileOption,
    QuietOption,
    language,
    overrides,
    print_line,
    print_lines,
    write,
)

app = Application(
    name="config",
    help=both("配置：查看、新建、格式说明。", "Configuration: show, begin, its schema."),
)


@app.command("show")
def show_config(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help=both(
                "要检查的文件；不写则为当前文件夹。",
                "A file to be checked; the current folder unless given.",
            ),
        ),
    ] = "",
    format_: FormatOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """显示每一项生效的设置及其来源。

    Show every setting in force and where it comes from.
    """
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import effective_settings

    configuration = Configurations(overrides(config, {"extends": profile, "lang": lang})).of(path)
    settings = effective_settings.effective(configuration, path)
    if format_ is OutputFormat.json:
        write(effective_settings.as_json(settings, language(lang)))
    else:
        print_lines(effective_settings.as_lines(settings, language(lang)))


@app.command("init")
def init_config(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=both("新建的配置文件。", "The configuration file to write.")
        ),
    ] = Path("notice-lint.yaml"),
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """新建一份带注释的配置文件；已有的不覆盖。

    Write a commented configuration file; an existing one is left alone.
    """
    from notice_lint.datafiles import resources
    from notice_lint.errors import UsageError
    from notice_lint.files import AtomicFile
    from notice_lint.text.harmless import harmless
    from notice_lint.text.wording import Wording

    chosen = language(lang)
    with AtomicFile(str(path)) as file:
        file.write(resources.read("rules", f"templates/notice-lint.{chosen}.yaml").encode())
        if not file.commit_as(path):
            wording = Wording("文件已经有了，没有改动", "the file exists and was left alone")
            raise UsageError(str(path), wording)
    if not quiet:
        print_line(harmless(Wording(f"已新建 {path}", f"{path} written").in_(chosen)))


@app.command("schema")
def schema_config() -> None:
    """输出配置文件的 JSON Schema，供编辑器补全和校验。

    Print the JSON Schema of a configuration file, for editors.
    """
    from notice_lint.config.schema import schema
    from notice_lint.reports.json_text import dump

    write(dump(schema()))
