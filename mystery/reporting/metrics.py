"""How wide text is: widths of the embedded fonts, so that screen and paper lay out the same chart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from threading import Lock

from reportlab.pdfbase.ttfonts import TTFont

from mystery.resources import folder

WEIGHTS = {"regular": "Regular", "italic": "Italic", "semibold": "SemiBold", "bold": "Bold"}
ELLIPSIS = "…"
_LOADING = Lock()


def face(weight: str) -> TTFont:
    """The TrueType font for a weight: regular, italic, semibold or bold. Of each there is one."""
    with (
        _LOADING
    ):  # ReportLab knows fonts by name: a second one would take the place of the first in mid-report
        return _face(weight)


@cache
def _face(weight: str) -> TTFont:
    name = f"SourceSans3-{WEIGHTS[weight]}"
    return TTFont(name, str(folder("reports") / "fonts" / f"{name}.ttf"))


@lru_cache(maxsize=20_000)
def _units(text: str, weight: str) -> float:
    font = face(weight).face
    return float(sum(font.charWidths.get(ord(letter), font.defaultWidth) for letter in text))


def width(text: str, size: float, weight: str = "regular") -> float:
    """Width in the unit of `size`."""
    return _units(text, weight) * size / 1000


def shorten(text: str, room: float, size: float, weight: str = "regular") -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if width(text, size, weight) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size, weight) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, weight: str = "regular", lines: int = 0) -> list[str]:
    """Lines no wider than `room`; with `lines` the last allowed line is shortened."""
    done: list[str] = []
    current = ""
    for word in _words(text, room, size, weight):
        longer = f"{current} {word}" if current and not current.endswith("\u200b") else current + word
        if current and width(longer.replace("\u200b", ""), size, weight) > room:
            done.append(current)
            current = word
        else:
            current = longer
    done.append(current)
    done = [line.replace("\u200b", "") for line in done]
    if lines and len(done) > lines:
        done = [*done[: lines - 1], shorten(" ".join(done[lines - 1 :]), room, size, weight)]
    return done


def balance(text: str, room: float, size: float, weight: str = "regular") -> list[str]:
    """As few lines as `wrap`, but of nearly equal length, so that no word stands alone at the end."""
    lines = wrap(text, room, size, weight)
    while len(lines) > 1 and room > size * 8:
        narrower = wrap(text, room - size, size, weight)
        if len(narrower) > len(lines):
            break
        lines, room = narrower, room - size
    return lines


def _words(text: str, room: float, size: float, weight: str) -> Iterable[str]:
    """Words at plain spaces (a no-break space holds). A word wider than the line is cut with a mark
    (zero-width space) at its end, so that it joins the next piece without a space."""
    for word in text.split(" "):
        rest = word
        while width(rest, size, weight) > room and len(rest) > 1:
            cut = _cut(rest, room, size, weight)
            yield rest[:cut] + "\u200b"
            rest = rest[cut:]
        if rest:
            yield rest


def _cut(word: str, room: float, size: float, weight: str) -> int:
    """Where to cut a long word: after a hyphen or slash if one is near, else where the line is full."""
    full = 1
    while full < len(word) and width(word[: full + 1], size, weight) <= room:
        full += 1
    for at in range(full, max(full - 12, 1), -1):
        if word[at - 1] in "-/\u2013":
            return at
    return full
