"""The commands cache show and cache clean."""

from __future__ import annotations

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import LangOption, language, print_line
from notice_lint.text.harmless import harmless
from notice_lint.text.wording import Wording

app = Application(name="cache", help=both("缓存：查看、清空。", "The cache: show it, empty it."))


@app.command("show")
def show(lang: LangOption = None) -> None:
    """显示缓存文件夹的位置和大小。

    Show where the cache folder lies and how large it is.
    """
    from notice_lint import cache

    folder = cache.folder()
    if folder is None:
        wording = Wording(
            f"没有可用的缓存文件夹（{cache.place() or cache.VARIABLE}）",
            f"there is no usable cache folder ({cache.place() or cache.VARIABLE})",
        )
    else:
        size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
        wording = Wording(f"{folder}：{size / 1e6:.1f} MB", f"{folder}: {size / 1e6:.1f} MB")
    print_line(harmless(wording.in_(language(lang))))


@app.command("clean")
def clean(lang: LangOption = None) -> None:
    """清空缓存；以后检查时会重新生成。

    Empty the cache; it fills again when files are checked.
    """
    from notice_lint.cache import clear

    freed = clear()
    wording = Wording(f"已清空 {freed / 1e6:.1f} MB", f"{freed / 1e6:.1f} MB freed")
    print_line(harmless(wording.in_(language(lang))))
