"""What somebody who mistyped a name may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LISTED = 8


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Names close to `word`; if none is close, the first known ones. For the remedy of a problem."""
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    close = get_close_matches(word.casefold(), folded, n=2, cutoff=0.7)
    if close:
        return " / ".join(folded[name] for name in close)
    more = ", …" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
