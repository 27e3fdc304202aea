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


def is_repository(folder: Path) -> bool:
    """Tell whether a folder is the root of a repository."""
    return (folder / ".git").exists()


def border(folder: Path) -> Path:
    """Return the repository that a folder lies in, else the folder itself."""
    home = folder.resolve()
    return next((above for above in (home, *home.parents) if is_repository(above)), home)


def is_inside(place: Path, folder: Path) -> bool:
    """Tell whether a place, links followed, lies in the repository of a folder.

    Where there is no repository, it is to lie in the folder itself.
    """
    try:
        return place.resolve().is_relative_to(border(folder))
    except (OSError, RuntimeError, ValueError):  # links in a circle, a name that no file can have
        return False


def is_folder(place: Path) -> bool:
    """Tell whether a place is a folder; one whose name no file can have is none."""
    try:
        return place.is_dir()
    except OSError:
        return False


def refuse_link_outside(path: Path) -> None:
    """Refuse a file that lies beside a document but is a link out of there; raises RuleError."""
    if path.is_symlink() and not is_inside(path, path.parent):
        raise RuleError(str(path), OUTSIDE)
