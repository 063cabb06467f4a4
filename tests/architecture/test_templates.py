"""Every template compiles, and every page has a title."""

from __future__ import annotations

import re

from flask import Flask

from tests.architecture.sources import ROOT, text_files

_PAGE = re.compile(r"{%-?\s*extends")
_TITLE = re.compile(r"{%-?\s*block title\s*-?%}\s*\S")


def test_every_template_compiles(app: Flask) -> None:
    for path in text_files("templates", ".html"):
        app.jinja_env.get_template(path.relative_to(ROOT / "templates").as_posix())


def test_every_page_has_a_title() -> None:
    untitled = []
    for path in text_files("templates", ".html"):
        text = path.read_text(encoding="utf-8")
        if _PAGE.search(text) and "layouts" not in path.parts and not _TITLE.search(text):
            untitled.append(path.name)
    assert not untitled


def test_no_template_has_a_script_or_a_style_of_its_own() -> None:
    inline = re.compile(
        r"<style|\sstyle=\"|\son[a-z]+=\"|<script(?![^>]*\b(?:src=|type=\"application/json\"))"
    )
    assert not [
        path.name for path in text_files("templates", ".html") if inline.search(path.read_text("utf-8"))
    ]


def test_no_template_knows_what_a_role_may_do() -> None:
    """There is one permission table; templates ask it with `may(act)`."""
    decides = re.compile(r"\brole\s*(?:in|not in|==|!=)\s*[(\[]?\"(?:admin|researcher|scheduler|reviewer)")
    assert not [
        path.name for path in text_files("templates", ".html") if decides.search(path.read_text("utf-8"))
    ]
