"""How far files reach that come with documents: not out of their repository, or their folder."""

from __future__ import annotations

from pathlib import Path

from notice_lint.errors import RuleError
from notice_lint.text.wording import Wording

OUTSIDE = Wording(
    "在代码库或本文件夹之外，没有打开；请把它放进来，或在命令行上指明",
    "lies outside the repository or folder and was not opened; "
    "move it there, or name it on the command line",
)


def is_inside(place: Path, folder: Path) -> bool:
    """Tell whether a place, links followed, lies in the repository of a folder.

    Where there is no repository, it is to lie in the folder itself.
    """
    home = folder.resolve()
    above = (parent for parent in (home, *home.parents) if (parent / ".git").exists())
    try:
        return place.resolve().is_relative_to(next(above, home))
    except (OSError, RuntimeError):  # links that go in a circle
        return False


def refuse_link_outside(path: Path) -> None:
    """Refuse a file that lies beside a document but is a link out of there; raises RuleError."""
    if path.is_symlink() and not is_inside(path, path.parent):
        raise RuleError(str(path), OUTSIDE)
