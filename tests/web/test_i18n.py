"""Figures and moments as people of each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from mystery.web.shared import i18n
from mystery.web.shared.words import device_name

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "number", "percent", "day", "money"),
    [
        ("de", "1.234,5", "62,5\xa0%", "23.11.2026", "25,00\xa0€"),
        ("en", "1,234.5", "62.5\xa0%", "Nov 23, 2026", "€25.00"),
    ],
)
def test_figures_follow_the_language(
    app: Flask, language: str, number: str, percent: str, day: str, money: str
) -> None:
    with app.test_request_context(headers={"Accept-Language": language}):
        assert i18n.format_number(1234.5, 1) == number
        assert i18n.format_percent(62.5, 1) == percent
        assert i18n.format_date(date(2026, 11, 23)) == day
        assert i18n.format_money(2500) == money


def test_a_moment_is_told_in_the_zone_of_the_place_and_says_which(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert i18n.format_datetime(NOON, "Europe/Berlin") == "23.11.26, 13:00 MEZ"
        assert "07:00" in i18n.format_datetime(NOON, "America/New_York")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Chrome auf Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/156.0 Safari/537.36", "Chrome auf Android"),
        ("Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari auf iPad"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge auf Windows"),
        ("curl/8.0", "Unbekanntes Gerät"),
    ],
)
def test_a_session_is_named_by_its_device(app: Flask, agent: str, name: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert device_name(agent) == name


def test_without_a_wish_the_default_language_is_spoken(app: Flask) -> None:
    with app.test_request_context():
        assert i18n.language() == "de"


def test_a_choice_made_here_wins_over_what_the_browser_asks_for(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "language=en", "Accept-Language": "de"}):
        assert i18n.language() == "en"
