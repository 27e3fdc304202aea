"""Words of the Source as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from notice_lint.document.notice import StatusClass
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.source import Source
from notice_lint.text.spans import Span

_BREAK = re.compile(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*")


class Quoter(Struct, frozen=True):
    """Quotes one Source and knows the words for a status that its office uses besides ours."""

    source: Source
    statuses: Mapping[str, StatusClass]

    def phrase(self, span: Span) -> Phrase:
        """Return the words of a span, with lines that were broken joined again."""
        text = span.of(self.source.text)
        return Phrase(_BREAK.sub("", text) if "\n" in text or "\r" in text else text, span)
