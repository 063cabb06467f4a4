"""Photos and signatures of the demo: drawn, so that no real place or person is shown."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from mystery.services import media

PHOTOS, SIGNATURES = 24, 10
_SKIES = ((196, 214, 226), (214, 222, 228), (233, 224, 208), (178, 198, 214))
_WALLS = ((206, 196, 180), (186, 190, 194), (222, 214, 202), (164, 154, 144))
_SIGNS = ((11, 92, 107), (140, 62, 30), (40, 70, 120), (90, 110, 60))


@dataclass(frozen=True, slots=True)
class Evidence:
    """References to files that are in the media store, as answers carry them.

    The visits of the past share a few pictures; with `fresh` each answer gets one that nobody has had.
    """

    photos: tuple[dict[str, object], ...]
    signatures: tuple[dict[str, object], ...]
    fresh: bool = False

    def for_type(self, kind: str, rng: random.Random) -> dict[str, object]:
        if self.fresh:
            return _drawn(kind, rng)
        return dict(rng.choice(self.signatures if kind == "signature" else self.photos))


def create(seed: int) -> Evidence:
    """Draws the files and takes them in like any other evidence."""
    rng = random.Random(seed)
    photos = tuple(_kept(_facade(rng), "JPEG", "image/jpeg", f"photo-{n:02d}.jpg") for n in range(PHOTOS))
    signatures = tuple(
        _kept(_signature(rng), "PNG", "image/png", f"signature-{n:02d}.png") for n in range(SIGNATURES)
    )
    return Evidence(photos, signatures)


def _drawn(kind: str, rng: random.Random) -> dict[str, object]:
    """A picture of its own, kept."""
    if kind == "signature":
        return _kept(_signature(rng), "PNG", "image/png", "signature.png")
    return _kept(_facade(rng), "JPEG", "image/jpeg", "photo.jpg")


def _kept(picture: Image.Image, fmt: str, kind: str, name: str) -> dict[str, object]:
    data = BytesIO()
    picture.save(data, fmt, quality=82)
    row = media.keep(BytesIO(data.getvalue()))
    return {"sha256": row.sha256, "name": name, "type": kind, "size": row.size}


def _facade(rng: random.Random) -> Image.Image:
    """A shop front: sky, wall, sign, windows, door, pavement."""
    width, height = 960, 720
    picture = Image.new("RGB", (width, height), rng.choice(_SKIES))
    pen = ImageDraw.Draw(picture)
    left, top = rng.randint(60, 140), rng.randint(150, 220)
    wall = rng.choice(_WALLS)
    pen.rectangle((left, top, width - left, 600), fill=wall)
    pen.rectangle((left, top + 30, width - left, top + 110), fill=rng.choice(_SIGNS))
    pen.rectangle((left + 60, top + 55, left + rng.randint(300, 460), top + 85), fill=(244, 244, 240))
    panes = rng.randint(3, 5)
    span = (width - 2 * left - 60) / panes
    for pane in range(panes):
        start = left + 30 + pane * span
        glass = tuple(min(255, shade + rng.randint(0, 30)) for shade in (92, 116, 128))
        pen.rectangle((start, top + 150, start + span - 24, 560), fill=glass, outline=(60, 66, 70), width=5)
    door = left + 30 + rng.randrange(panes) * span
    pen.rectangle((door, top + 150, door + span - 24, 600), fill=(54, 60, 64))
    pen.rectangle((0, 600, width, height), fill=(150, 150, 148))
    for _ in range(40):
        at = rng.randint(0, width), rng.randint(605, height)
        pen.line((*at, at[0] + 30, at[1]), fill=(138, 138, 136), width=2)
    return picture


def _signature(rng: random.Random) -> Image.Image:
    """A pen line that swings."""
    picture = Image.new("RGB", (600, 220), (255, 255, 255))
    pen = ImageDraw.Draw(picture)
    pitch, swing = rng.uniform(14, 26), rng.uniform(26, 54)
    points = [
        (40 + step * 5, 110 + swing * math.sin(step / pitch * 6) * math.cos(step / (pitch * 1.7)))
        for step in range(104)
    ]
    pen.line(points, fill=(24, 32, 72), width=4, joint="curve")
    return picture
