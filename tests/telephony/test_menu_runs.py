"""A voice menu is gone through by digits, and each level says what it cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest

from mystery.access import Actor
from mystery.problems import Forbidden, Rejected
from mystery.services import call_guards, menu_runs
from mystery.services.accounts import actor_for
from mystery.services.menu_runs import levels_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallPlan, MenuRun, Wave
from tests import build
from tests.call_world import a_wave
from tests.cast import someone
from tests.telephony.fake import FakeTwilio

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
STEPS = [
    {"label": "Language", "wait": 4, "digits": "1"},
    {"label": "Topic", "wait": 12, "digits": "w2"},
    {"label": "Queue", "wait": 30, "digits": ""},
]


def _stefan() -> Actor:
    return actor_for(someone("Stefan"))


def _plan(wave: Wave, number: str = "+49421555014", **more: object) -> MenuRun:
    return menu_runs.plan(wave, _stefan(), build.place("bremen"), number, STEPS, NOON, **more)[0]  # type: ignore[arg-type]


def _told(run: MenuRun) -> list[tuple[str, float, bool]]:
    return [(each.label, each.seconds, each.is_passed) for each in levels_of(run)]


def _refusal(act: object) -> list[str]:
    with pytest.raises(Rejected) as refusal:
        act()  # type: ignore[operator]
    return [problem.code for problem in refusal.value.problems]


@pytest.mark.usefixtures("app")
def test_the_simulator_goes_through_a_menu_and_says_what_each_level_cost() -> None:
    run = _plan(a_wave(telephony="simulator"))
    menu_runs.run_due(NOON - timedelta(minutes=1))
    assert run.state == "planned"
    for seconds in (0, 10, 60):
        menu_runs.run_due(NOON + timedelta(seconds=seconds))
    assert run.state == "done"
    assert _told(run) == [("Language", 4.5, True), ("Topic", 13.0, True), ("Queue", 30.0, True)]


@pytest.mark.usefixtures("app")
def test_a_line_that_goes_dead_says_in_which_level() -> None:
    run = _plan(a_wave(telephony="simulator"), number="+49421555016")
    menu_runs.run_due(NOON)
    menu_runs.run_due(NOON + timedelta(minutes=2))
    assert run.state == "cut_off"
    assert _told(run) == [("Language", 4.5, True), ("Topic", 13.0, True), ("Queue", 2.5, False)]


@pytest.mark.usefixtures("app")
def test_a_busy_line_has_no_levels() -> None:
    run = _plan(a_wave(telephony="simulator"), number="+49421555011")
    menu_runs.run_due(NOON)
    menu_runs.run_due(NOON + timedelta(minutes=1))
    assert (run.state, run.levels) == ("busy", [])


def test_a_provider_is_told_step_by_step_what_to_press(twilio: FakeTwilio) -> None:
    run = _plan(a_wave(telephony="twilio", call_budget_cents=20, budget_cents=20, day_budget_cents=20))
    menu_runs.run_due(NOON)
    line, url = twilio.call(), twilio.orders[twilio.call().sid]["Url"][0]
    pressed = []
    while url:
        response = twilio.fetch(line, url)
        play, redirect = response.find("Play"), response.find("Redirect")
        pressed.append(play.attrib["digits"] if play is not None else "")
        url = str(redirect.text) if redirect is not None else ""
    assert pressed == ["1", "w2", "", ""]
    twilio.post_all(twilio.says(line, (40, "in-progress"), (60, "completed")))
    reading().rollback()  # what the requests have written is seen from now on
    assert run.state == "done"
    assert [each.is_passed for each in levels_of(run)] == [True, True, True]
    assert not any("ecord" in asked for asked in twilio.requests)
    assert call_guards.spent(reading().query(CallPlan).one()) == 20


@pytest.mark.parametrize(("weather", "cents"), [("500", 0), ("slow", 20)])
def test_what_was_set_aside_is_spent_where_nobody_knows_whether_a_call_was_made(
    twilio: FakeTwilio, monkeypatch: pytest.MonkeyPatch, weather: str, cents: int
) -> None:
    monkeypatch.setattr("mystery.telephony.twilio_http.PATIENCE_SECONDS", 0.3)
    twilio.weather.append(weather)
    run = _plan(a_wave(telephony="twilio", call_budget_cents=20, budget_cents=20, day_budget_cents=20))
    menu_runs.run_due(NOON)
    assert (run.state, call_guards.spent(reading().query(CallPlan).one())) == ("failed", cents)
    assert menu_runs.next_step(str(run.public_id), 0, "CA-late", NOON) is None


def test_a_call_that_is_none_of_ours_is_hung_up(twilio: FakeTwilio) -> None:
    run = _plan(a_wave(telephony="twilio", call_budget_cents=1, budget_cents=1, day_budget_cents=1))
    menu_runs.run_due(NOON)
    asked = parse_qs(urlparse(twilio.orders[twilio.call().sid]["Url"][0]).query)
    assert menu_runs.next_step(asked["run"][0], 0, "CA-of-a-stranger", NOON) is None
    assert run.levels == []


@pytest.mark.usefixtures("app")
def test_guards_and_budgets_hold_for_planned_runs_too() -> None:
    wave = a_wave(telephony="twilio", call_budget_cents=20, budget_cents=19, day_budget_cents=99)
    run = _plan(wave)
    menu_runs.run_due(NOON)
    assert [problem.code for problem in menu_runs.problems_of(run)] == ["BUDGET_USED_UP"]
    assert _refusal(lambda: _plan(wave, "+499001234567")) == ["NUMBER_REFUSED"]
    assert _refusal(lambda: _plan(wave, "+431234567")) == ["NUMBER_COUNTRY"]
    with transaction():
        reading().query(CallPlan).one().stopped_at = NOON
    assert _refusal(lambda: _plan(wave)) == ["PLAN_STOPPED"]


@pytest.mark.usefixtures("app")
def test_a_run_needs_a_telephone_a_place_of_the_client_and_keys_that_exist() -> None:
    wave, ulm = a_wave(), build.place("koeln")
    assert _refusal(lambda: _plan(wave)) == ["MENU_NEEDS_TELEPHONE"]
    wrong = [{"label": "x", "wait": 99, "digits": ""}, {"label": "y", "wait": 1, "digits": "A"}]
    codes = _refusal(lambda: menu_runs.plan(wave, _stefan(), ulm, "+49421555014", wrong, NOON))
    assert codes == ["MENU_NEEDS_TELEPHONE", "MENU_PLACE_FOREIGN", "MENU_WAIT_WRONG", "MENU_DIGITS_WRONG"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", ["Carl", "Rolf", "Heidi", "Wera", "Axel"])
def test_only_planners_plan_and_cancel_runs(name: str) -> None:
    wave = a_wave(telephony="simulator")
    run, person = _plan(wave), actor_for(someone(name))
    with pytest.raises(Forbidden):
        menu_runs.plan(wave, person, build.place("bremen"), "+49421555014", STEPS, NOON)
    with pytest.raises(Forbidden):
        menu_runs.cancel(run, person)
    menu_runs.cancel(run, _stefan())
    menu_runs.run_due(NOON)
    assert run.state == "cancelled"
