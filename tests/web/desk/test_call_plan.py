"""The call plan of a wave as a planner fills it in, and the switches that stop calls."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from mystery.calling import DAY_PARTS
from mystery.services import call_plans, call_stops
from mystery.services.transaction import transaction
from mystery.store.models import CallPlan, Wave
from mystery.web.desk.call_plan_forms import spans_of
from tests import build
from tests.browsing import Browser
from tests.sample_world import a_wave

Browse = Callable[[str], Browser]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def plan_of(wave: Wave) -> CallPlan:
    found = call_plans.plan_of(wave)
    assert found is not None
    return found


def filled(browser: Browser, address: str) -> dict[str, object]:
    """What the page's form would send if nobody changed anything."""
    browser.get(address)
    form: dict[str, object] = {"telephony": "none", "from_number": "", "countries": ""}
    form |= {f"hours_{day}": "09:00–21:00" for day in DAYS[:5]}
    form |= {"hours_sat": "10:00–18:00", "hours_sun": ""}
    for number, part in enumerate(DAY_PARTS):
        row = f"day_parts-{number}-"
        form |= {f"{row}code": part.code, f"{row}name": part.label.en}
        form[f"{row}span"] = f"{part.begins // 60:02}:00–{part.ends // 60:02}:00"
        form[f"{row}weekdays"] = [DAYS[day] for day in sorted(part.weekdays)]
    return form


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9-12, 13:30–18", [["09:00", "12:00"], ["13:30", "18:00"]]),
        ("08:00 bis 24:00", [["08:00", "24:00"]]),
        ("", []),
        ("18-9", None),
        ("9-25", None),
        ("9:75-12", None),
        ("vormittags", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, spans: list[list[str]] | None) -> None:
    assert spans_of(text) == spans


def test_a_wave_is_made_a_survey_and_its_usual_rules_stay_unwritten(app: Flask, browse: Browse) -> None:
    with transaction():
        wave = build.wave(build.study(build.client()))
    stefan, address = browse("Stefan"), f"/desk/waves/{wave.public_id}/calls"
    assert "Plan a survey" in stefan.get(address).text
    stefan.post(f"{address}/begin", {"kind": "survey"})
    assert stefan.post(address, filled(stefan, address)).status_code == 302
    plan = plan_of(wave)
    assert (plan.kind, plan.rules, plan.hours, plan.day_parts, plan.guards) == ("survey", {}, {}, [], {})


def test_what_differs_from_the_usual_is_kept_and_shown_again(app: Flask, browse: Browse) -> None:
    wave = a_wave("survey")
    stefan, address = browse("Stefan"), f"/desk/waves/{wave.public_id}/calls"
    form = filled(stefan, address) | {
        "from_number": "030 1234567",
        "countries": "de, at",
        "kinds": ["shared_cost"],
        "rule_max_attempts": "3",
        "rule_busy_minutes": "",
        "hours_sat": "10-14",
        "day_parts-5-name": "Late",
        "day_parts-5-span": "21-22",
        "day_parts-5-weekdays": ["mon"],
        "budget_cents": "12.50",
        "call_budget_cents": "0.40",
    }
    assert stefan.post(address, form).status_code == 302
    plan = plan_of(wave)
    assert (plan.from_number, plan.rules) == ("+49301234567", {"max_attempts": 3})
    assert plan.guards == {"countries": ["DE", "AT"], "kinds": ["shared_cost"]}
    assert (plan.hours["sat"], plan.hours["sun"]) == ([["10:00", "14:00"]], [])
    assert [part["code"] for part in plan.day_parts][-1] == "part-6"
    assert plan.day_parts[0] == {
        "code": "morning",
        "weekdays": list(DAYS[:5]),
        "from": "08:00",
        "to": "12:00",
        "en": "Weekday morning",
        "de": "Werktags vormittags",
    }
    assert (plan.budget_cents, plan.call_budget_cents, plan.day_budget_cents) == (1250, 40, 0)
    page = stefan.get(address).text
    assert 'value="21:00–22:00"' in page
    assert 'value="DE, AT"' in page


def test_a_new_day_part_stands_beside_an_own_one_after_another_was_removed(
    app: Flask, browse: Browse
) -> None:
    wave = a_wave("survey")
    stefan, address = browse("Stefan"), f"/desk/waves/{wave.public_id}/calls"
    late = {"day_parts-5-name": "Late", "day_parts-5-span": "21-22", "day_parts-5-weekdays": ["mon"]}
    assert stefan.post(address, filled(stefan, address) | late).status_code == 302
    own = {"day_parts-5-code": plan_of(wave).day_parts[-1]["code"], "day_parts-0-name": ""}
    early = {"day_parts-6-name": "Early", "day_parts-6-span": "6-8", "day_parts-6-weekdays": ["tue"]}
    assert stefan.post(address, filled(stefan, address) | late | own | early).status_code == 302
    assert [part["en"] for part in plan_of(wave).day_parts][-2:] == ["Late", "Early"]
    assert len({part["code"] for part in plan_of(wave).day_parts}) == 6


def test_a_wrong_plan_is_told_where_and_changes_nothing(app: Flask, browse: Browse) -> None:
    wave = a_wave("survey")
    stefan, address = browse("Stefan"), f"/desk/waves/{wave.public_id}/calls"
    form = filled(stefan, address)
    for wrong in (
        {"hours_mon": "morning"},
        {"rule_max_attempts": "0"},
        {"from_number": "12"},
        {"countries": "Germany"},
        {"day_parts-0-span": "12-9"},
        {f"hours_{day}": "" for day in DAYS},
        {"day_parts-0-weekdays": []},
    ):
        assert stefan.post(address, form | wrong).status_code == 422
    assert (plan_of(wave).rules, plan_of(wave).hours) == ({}, {})


def test_calls_of_a_wave_are_stopped_at_once_and_resumed_by_name(app: Flask, browse: Browse) -> None:
    wave = a_wave("survey")
    stefan, address = browse("Stefan"), f"/desk/waves/{wave.public_id}/calls"
    stefan.get(address)
    stefan.post(f"{address}/stop")
    assert "All calls are stopped" in stefan.get(address).text
    stefan.post(f"{address}/resume", {"confirm_name": "something"})
    assert plan_of(wave).stopped_at is not None
    stefan.post(f"{address}/resume", {"confirm_name": wave.code})
    assert plan_of(wave).stopped_at is None


def test_all_calls_of_all_waves_are_stopped_from_the_board(app: Flask, browse: Browse) -> None:
    a_wave("survey")
    stefan = browse("Stefan")
    stefan.get("/desk/calls/now")
    stefan.post("/desk/calls/stop")
    assert "All calls of all waves are stopped" in stefan.get("/desk/calls/now").text
    stefan.post("/desk/calls/resume", {"confirm_name": "stop"})
    assert call_stops.current() is not None
    stefan.post("/desk/calls/resume", {"confirm_name": "STOP"})
    assert call_stops.current() is None
