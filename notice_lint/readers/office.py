"""LibreOffice run as a stranger: in a profile of its own, without network, macros and much room."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from notice_lint.errors import InputError
from notice_lint.limits import Limits
from notice_lint.text.wording import Wording

PROGRAMS = ("soffice", "libreoffice")
MEMORY_MB = 2048
"""Megabytes of address space, of which a conversion needs some 700."""
_NOWHERE = "127.0.0.1"
"""Where nobody listens at the port `discard`: what is sent there is refused at once."""
_PORT = "9"
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
_UPDATES = (
    "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments"
)
SETTINGS: Mapping[tuple[str, str], str] = {
    (_SCRIPTING, "BlockUntrustedRefererLinks"): "true",
    (_SCRIPTING, "DisableActiveContent"): "true",
    (_SCRIPTING, "DisableMacrosExecution"): "true",
    (_SCRIPTING, "MacroSecurityLevel"): "3",
    ("/org.openoffice.Office.Writer/Content/Update", "Link"): "0",
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable"): "false",
    (_UPDATES, "AutoCheckEnabled"): "false",
    (_INTERNET, "ooInetProxyType"): "2",
    (_INTERNET, "ooInetNoProxy"): "",
    **{
        (_INTERNET, f"ooInet{scheme}Proxy{name}"): value
        for scheme in ("HTTP", "HTTPS")
        for name, value in (("Name", _NOWHERE), ("Port", _PORT))
    },
}
"""What the profile says, by path and name of a setting."""
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)
_ITEM = "<item oor:path={}><prop oor:name={} oor:op='fuse'><value>{}</value></prop></item>"
_WITHIN = 'ulimit -v "$1"; ulimit -f "$2"; ulimit -t "$3"; shift 3; exec "$@"'
"""Shell commands that run a program within kilobytes, blocks of half a kilobyte, and seconds."""


def office_program() -> str | None:
    """Return the path of LibreOffice, if it is installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def convert(program: str, source: Path, path: str, limits: Limits) -> Path:
    """Make a .docx of a file, in the folder `out` beside it; raises InputError.

    A conversion that takes too long is ended with all that it began.
    """
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = [
        *_without_network(),
        *_within(limits),
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        _run(command, limits.seconds)
    except subprocess.TimeoutExpired as error:
        wording = Wording(
            f"LibreOffice 转换超过 {limits.seconds} 秒，已停止",
            f"LibreOffice took more than {limits.seconds} seconds and was stopped",
        )
        raise InputError(path, wording) from error
    target = folder / "out" / f"{source.stem}.docx"
    if not target.is_file():
        raise InputError(
            path, Wording("LibreOffice 无法打开这个文件", "LibreOffice cannot open this file")
        )
    return target


def _registry() -> str:
    items = (
        _ITEM.format(quoteattr(place), quoteattr(name), value)
        for (place, name), value in SETTINGS.items()
    )
    return _REGISTRY.format("".join(items))


def _run(command: Sequence[str], seconds: int) -> None:
    proxy = f"http://{_NOWHERE}:{_PORT}"
    away = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), proxy)
    shouted = {name.upper(): value for name, value in away.items()}
    environment = {**os.environ, **away, **shouted, "no_proxy": "", "NO_PROXY": ""}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.wait(seconds)
        except BaseException:
            _kill(process)
            raise


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


@cache
def _without_network() -> tuple[str, ...]:
    """Return what runs a program where there is no network, as far as the system allows it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--map-root-user", "--net")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


def _within(limits: Limits) -> tuple[str, ...]:
    """Return what runs a program within limits, which hold even when nobody is left to watch it."""
    if os.name != "posix":
        return ()
    numbers = (MEMORY_MB << 10, limits.file_mb << 11, limits.seconds)
    return ("/bin/sh", "-c", _WITHIN, "sh", *map(str, numbers))
