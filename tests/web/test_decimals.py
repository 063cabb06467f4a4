"""Numbers with decimals are written and read as the language of the page has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask

from mystery.services import call_plans
from mystery.web.shared.i18n import plain_decimal, read_decimal
from tests.browsing import Browser
from tests.sample_world import a_wave

Browse = Callable[[str], Browser]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "12,50", "12.50"),
        ("de", "12.50", "12.50"),
        ("de", "1.500", "1500"),
        ("de", "1.234.567,5", "1234567.5"),
        ("de", "0.125", "0.125"),
        ("de", "1 500", "1500"),
        ("en", "12,50", "12.50"),
        ("en", "1,500", "1500"),
        ("en", "1.500", "1.500"),
        ("en", "-3", "-3"),
    ],
)
def test_a_number_is_read_as_people_write_it(app: Flask, language: str, text: str, value: str) -> None:
    with app.test_request_context(headers={"Accept-Language": language}):
        assert read_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "many", "1,2,3", "1.234,5.6", "NaN", "1e3", "12,"])
def test_what_is_no_number_is_refused(app: Flask, text: str) -> None:
    with (
        app.test_request_context(headers={"Accept-Language": "de"}),
        pytest.raises(ValueError, match=f"^{re.escape(text)}$"),
    ):
        read_decimal(text)


def test_a_number_to_be_changed_has_the_decimal_sign_of_the_page(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert plain_decimal(Decimal("1234.5"), 2) == "1234,50"
        assert plain_decimal(Decimal("1.25"), None) == "1,25"
        assert plain_decimal(30, 0) == "30"


def test_a_budget_is_entered_and_shown_as_a_german_planner_writes_it(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave("survey"), browse("Stefan")
    stefan.client.set_cookie("language", "de")
    address = f"/desk/waves/{wave.public_id}/calls"
    assert 'value="0,00"' in stefan.get(address).text
    form = {"telephony": "none", "hours_mon": "09:00–17:00", "budget_cents": "1.234,5"}
    assert stefan.post(address, form).status_code == 302
    plan = call_plans.plan_of(wave)
    assert plan is not None
    assert plan.budget_cents == 123450
    assert 'value="1234,50"' in stefan.get(address).text
    wrong = stefan.post(address, {**form, "budget_cents": "viel"})
    assert wrong.status_code == 422
    assert "Bitte schreiben Sie eine Zahl, etwa 12,50." in wrong.text
