"""How the server runs: where it listens, who may ask, how much work it takes on."""

from __future__ import annotations

from ipaddress import ip_address

from msgspec import Struct

from notice_lint.limits import LIMITS

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ServerSettings(Struct, frozen=True):
    """What whoever starts the server has said, and what holds unless he says otherwise."""

    host: str = LOOPBACK[0]
    port: int = 8765
    token: str = ""
    """What a visitor must know; nothing where only this machine can ask."""
    names: tuple[str, ...] = ()
    """Further names that the server is called by, such as that of a proxy in front of it."""
    folder: str = ""
    """Folder whose documents are on the desk; its decisions and runs are stored there."""
    processes: int = 2
    seconds: int = 30
    """Seconds that one document may take."""
    waiting: int = 60
    """Documents that wait or are worked on; whoever comes next is asked to come again."""
    upload_mb: int = LIMITS.file_mb
    body_seconds: float = 120
    """Seconds in which a request must have come."""
    idle_seconds: float = 15
    """Seconds without a byte after which a request is given up."""
    session_minutes: int = 120
    """Minutes after which what nobody asks for is forgotten."""
    sessions: int = 200
    """Visitors that are remembered."""
    memory_mb: int = 192
    """Megabytes of documents that are held for all visitors together."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can ask."""
        return is_loopback(self.host)

    def answers_to(self, host: str) -> bool:
        """Tell whether the server is called so.

        A page elsewhere can give its own name the address of this machine, and then read whatever
        is served here (DNS rebinding). So a name must be known; an address as such cannot be bent.
        """
        name = host_name(host)
        if name in (*LOOPBACK, self.host, *self.names):
            return True
        return not self.is_local and _is_address(name)


def host_name(host: str) -> str:
    """Return the name or address of a Host header, without port and brackets, in small letters."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def is_loopback(host: str) -> bool:
    """Tell whether an address leads to this machine only."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
