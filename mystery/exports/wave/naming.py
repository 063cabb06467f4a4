"""Names of columns that every format takes: SPSS is the strictest of them."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 64
_RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


class Names:
    """Gives out names of one table: each once, whatever the case of its letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str) -> str:
        """The name nearest to the one that is wanted; the same questions in the same order get the same."""
        plain = legal(wanted)
        name, number = plain, 1
        while name.lower() in self._taken:
            number += 1
            ending = f"_{number}"
            name = plain[: LONGEST - len(ending)] + ending
        self._taken.add(name.lower())
        return name


def legal(wanted: str) -> str:
    """A letter, then letters, digits and _; at most 64. `visit/greeted` becomes `visit__greeted`."""
    spelled = unicodedata.normalize("NFKD", wanted.translate(_SPELLED))
    ascii_only = spelled.encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_]", "_", ascii_only.replace("/", "__")).rstrip("_")
    if not plain[:1].isalpha() or plain.upper() in _RESERVED:
        plain = f"v_{plain}"
    return plain[:LONGEST].rstrip("_")


def file_stem(*parts: str) -> str:
    """The beginning of a file's name: nothing in it leads to another folder."""
    return re.sub(r"[^\w.-]+", "-", "-".join(parts)).strip(".-") or "export"
