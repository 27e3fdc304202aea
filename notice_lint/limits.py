"""How much of a file is read before it is refused."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Caps on what is read; a configuration may set them under `limits`."""

    file_mb: int = 64
    """Megabytes of a file."""
    html_mb: int = 5
    """Megabytes of a web page."""
    part_mb: int = 32
    """Megabytes of one part of a .docx, unpacked."""
    ratio: int = 250
    """Times that a part of more than a megabyte may be larger than packed."""
    parts: int = 5000
    """Parts of a .docx."""
    runs: int = 400_000
    """Runs of characters in a .docx."""
    pdf_pages: int = 1000
    seconds: int = 60
    """Seconds that a conversion by LibreOffice may take."""


LIMITS = Limits()
"""What holds unless a configuration says otherwise."""
