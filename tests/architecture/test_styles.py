"""Every page loads the style sheets that it is drawn with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, name_of, text_files

_EXTENDS = re.compile(r"{%-?\s*extends\s+\"([^\"]+)\"")
_CLASS = re.compile(r'class="([^"]*)"')
_JINJA = re.compile(r"{{.*?}}|{%.*?%}")
_SELECTOR = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
_NO_SELECTOR = re.compile(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", re.DOTALL)


def _with_layouts(path: Path) -> Iterator[str]:
    """The text of a template, and of what it extends."""
    text = path.read_text("utf-8")
    yield text
    if extended := _EXTENDS.search(text):
        yield from _with_layouts(ROOT / "templates" / extended[1])


def test_a_page_loads_every_sheet_whose_classes_it_uses() -> None:
    sheets = {
        path.stem: set(_SELECTOR.findall(_NO_SELECTOR.sub("", path.read_text("utf-8"))))
        for path in text_files("static/css", ".css")
    }
    styled = set[str]().union(*sheets.values())
    lacking = []
    for path in text_files("templates", ".html"):
        own, *layouts = _with_layouts(path)
        if not layouts:
            continue
        frame = own + "".join(layouts)
        loaded = [name for name in sheets if re.search(rf"[\"'/]{name}[\"'.]", frame)]
        used = {word for written in _CLASS.findall(own) for word in _JINJA.sub(" ", written).split()}
        lacking += [
            f"{name_of(path)}: {each}" for each in used & styled - set().union(*map(sheets.get, loaded))
        ]
    assert not lacking
