"""Who sees the gallery, and that what it shows exists."""

from __future__ import annotations

import re
from collections.abc import Callable

from mystery.resources import folder
from mystery.web.shared.gallery import icon_names
from mystery.web.shared.navigation import NAVIGATION
from tests.browsing import Browser

Browse = Callable[[str], Browser]


def test_a_researcher_looks_at_the_gallery(browse: Browse) -> None:
    assert browse("Rita").get("/gallery").status_code == 200


def test_a_tester_and_a_client_do_not(browse: Browse) -> None:
    for name in ("Tara", "Heidi"):
        assert browse(name).get("/gallery").status_code == 403


def test_somebody_unknown_is_asked_to_sign_in(browse: Browse) -> None:
    assert browse("").get("/gallery").status_code == 302


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = re.compile(r"""\bicon(?:_after)?(?:=|\()\s*["']([a-z0-9-]+)["']""")
    wanted = {line.icon for lines in NAVIGATION.values() for line in lines}
    for template in folder("templates").rglob("*.html"):
        wanted.update(named.findall(template.read_text("utf-8")))
    assert wanted - set(icon_names()) == set()
