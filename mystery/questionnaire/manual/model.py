"""An entry of the manual."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """Name and help in both languages. `arguments` are a function's, as its signature shows them."""

    en: str
    de: str
    help_en: str
    help_de: str
    arguments: str = ""

    def label(self, language: str) -> str:
        return self.de if language == "de" else self.en

    def help(self, language: str) -> str:
        return self.help_de if language == "de" else self.help_en
