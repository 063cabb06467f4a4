"""The colours of the design system are readable in each theme, by the contrast formula of WCAG 2."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text("utf-8")
TEXT = (
    "ink", "ink-soft", "ink-faint", "accent", "accent-strong", "weak", "good", "caution", "danger", "info"
)  # fmt: skip
GROUNDS = ("canvas", "surface", "sunken", "raised", "hover")
MEANINGS = ("weak", "good", "caution", "danger", "info")
PAIRS = [
    *product(TEXT, GROUNDS),
    *((meaning, f"{meaning}-soft") for meaning in MEANINGS),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-danger", "danger"),
    *product(("frame-ink", "frame-strong", "frame-accent"), ("frame", "frame-hover")),
]
EDGES = [*product(("line-strong", "focus"), GROUNDS)]


def theme(name: str) -> dict[str, str]:
    pairs = re.findall(r"--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
    if name == "dark":
        return {token: dark for token, _, dark in pairs}
    colours = {token: light for token, light, _ in pairs}
    if name == "sun":
        block = TOKENS.split('[data-theme="sun"] {')[1].split("}")[0]
        colours.update(re.findall(r"--color-([\w-]+): (#\w{6});", block))
    return colours


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "sun"])
def test_text_stands_out_from_every_ground(name: str) -> None:
    colours = theme(name)
    faint = [(text, ground) for text, ground in PAIRS if contrast(colours[text], colours[ground]) < 4.5]
    assert faint == []


@pytest.mark.parametrize("name", ["light", "dark", "sun"])
def test_edges_of_fields_and_the_focus_ring_are_seen(name: str) -> None:
    colours = theme(name)
    faint = [(edge, ground) for edge, ground in EDGES if contrast(colours[edge], colours[ground]) < 3]
    assert faint == []


def test_outdoors_text_has_the_strictest_contrast() -> None:
    colours = theme("sun")
    assert all(contrast(colours[text], colours["surface"]) >= 7 for text in TEXT)
