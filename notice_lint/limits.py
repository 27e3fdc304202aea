"""How much of a file is read before it is refused.

Our notices are texts of 16 to 39 kB. The limits lie far above, and keep a file that is no notice,
or was made to do harm, from filling the memory of a server or holding up a run.
"""

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
    """Times that a part of more than a megabyte may be larger than packed.

    DEFLATE packs one character repeated a thousandfold, as a bomb has it; text is far below.
    """
    parts: int = 5000
    """Parts of a .docx."""
    runs: int = 400_000
    """Runs of characters in a .docx; each is an object for as long as the file is read."""
    pdf_pages: int = 1000
    pdf_characters: int = 2_000_000
    """Characters of all pages of a PDF; our longest notice has 40,000."""
    memory_mb: int = 512
    """Megabytes that reading a PDF or a sheet may take beside what the program holds."""
    parse_seconds: int = 20
    """Seconds that reading a PDF or a sheet may take."""
    findings: int = 100
    """Findings of a rule on a file that are reported one by one; one more counts the rest."""
    check_seconds: int = 60
    """Seconds of processor time that structure and rules of a file may take; what is left then is
    told as not checked."""
    seconds: int = 60
    """Seconds that a conversion by LibreOffice may take."""


LIMITS = Limits()
"""What holds unless a configuration says otherwise."""
