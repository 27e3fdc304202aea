"""What a person reads, in both languages."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Lang = Literal["zh", "en"]
COLONS: dict[Lang, str] = {"zh": "：", "en": ": "}


class Wording(Struct, frozen=True):
    """One message in both languages; `{name}` marks a parameter."""

    zh: str
    en: str

    @classmethod
    def of_text(cls, text: str) -> Wording:
        """Make a wording of one text for both languages, as own rules may give it."""
        return cls(text, text)

    def in_(self, lang: Lang) -> str:
        """Return the wording in one language."""
        return self.zh if lang == "zh" else self.en
