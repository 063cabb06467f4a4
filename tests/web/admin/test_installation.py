"""The installation is shown to those who run and audit it, without its secrets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from mystery.services.transaction import transaction
from mystery.settings import setting_lines
from mystery.store import schema
from mystery.web.shared.i18n import translations_for
from tests import build
from tests.browsing import Browser

Browse = Callable[[str], Browser]


def test_settings_versions_and_health_are_shown(browse: Browse) -> None:
    text = browse("Axel").get("/desk/installation").get_data(as_text=True)
    assert all(line.variable in text for line in setting_lines())
    assert "Flask" in text or "flask" in text
    assert str(schema.wanted_revision()) in text


def test_secrets_are_masked(app: Flask, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse("Anna")
    secret = "s3cret-that-nobody-may-read-0123456789"
    given = replace(app.extensions["mystery"], secret_key=secret, rate_limit_url=f"memory://{secret}")
    monkeypatch.setitem(app.extensions, "mystery", given)
    text = browser.get("/desk/installation").get_data(as_text=True)
    assert secret not in text
    assert "set, hidden" in text


def test_what_was_published_is_proved_by_its_fingerprint(browse: Browse) -> None:
    browser = browse("Axel")
    with transaction():
        fingerprints = build.questionnaire().fingerprint, build.scheme().sha256
    text = browser.get("/desk/installation").get_data(as_text=True)
    assert all(each in text for each in fingerprints)


def test_every_setting_is_explained_in_german() -> None:
    german = translations_for("de")
    assert not [line.name for line in setting_lines() if german.gettext(line.meaning) == line.meaning]


@pytest.mark.parametrize("name", ["Rita", "Stefan", "Rolf", "Wera", "Heidi", "Tara"])
def test_nobody_else_sees_it(browse: Browse, name: str) -> None:
    assert browse(name).get("/desk/installation").status_code == 403
