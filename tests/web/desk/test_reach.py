"""A planner plans the contacts of a reachability study and reads what they came to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from mystery.services import reach
from mystery.services.transaction import reading
from mystery.store.models import CaseState, ReachRound, Wave
from tests import build
from tests.browsing import Browser
from tests.call_world import a_respondent, a_wave, scenario_of
from tests.services.test_reach import a_study, attempts, rounds_of

Browse = Callable[[str], Browser]


def _order(wave: Wave, **changes: object) -> dict[str, object]:
    usual = {
        "scenario": scenario_of(wave).code, "wait_scenario": "", "rounds": 2, "questions": 2, "wait_only": 1,
        "first": wave.starts_on, "last": wave.starts_on + timedelta(days=13), "fee": "3.50",
        "places": [str(each.public_id) for each in reach.hotlines(wave)],
    }  # fmt: skip
    return {**usual, **changes}


def _count(wave: Wave) -> int:
    query = select(func.count()).select_from(ReachRound).where(ReachRound.wave_id == wave.id)
    return reading().scalar(query) or 0


def test_a_scheduler_plans_contacts_and_sees_them_in_the_matrix(app: Flask, browse: Browse) -> None:
    wave = a_study()
    address = f"/desk/waves/{wave.public_id}/reach"
    assert 'value="91"' in browse("Stefan").get(f"{address}?preset=waiting").get_data(as_text=True)
    page = browse("Stefan").post(address, data=_order(wave), follow_redirects=True).get_data(as_text=True)
    assert "10 contacts are planned." in page
    assert _count(wave) == 10
    assert "0 / 1" in page
    again = browse("Stefan").post(address, data=_order(wave), follow_redirects=True).get_data(as_text=True)
    assert "planned already" in again
    assert _count(wave) == 10


def test_a_scheduler_chooses_single_hotlines_and_the_form_remembers_them(app: Flask, browse: Browse) -> None:
    wave = a_study()
    address, ulm = f"/desk/waves/{wave.public_id}/reach", str(build.place("ulm").public_id)
    assert browse("Stefan").get(address).get_data(as_text=True).count(" checked ") == 2, "at first all"
    for wrong in ([], [str(UUID(int=7))], ["ulm"]):
        reply = browse("Stefan").post(address, data=_order(wave, places=wrong))
        assert (reply.status_code, _count(wave)) == (422, 0)
    page = browse("Stefan").post(address, data=_order(wave, places=[ulm]), follow_redirects=True)
    assert _count(wave) == len(rounds_of(wave, "ulm")) == 5
    assert page.get_data(as_text=True).count(" checked ") == 1


def test_a_wrong_order_is_told_on_the_page_and_plans_nothing(app: Flask, browse: Browse) -> None:
    wave = a_study()
    address, backwards = f"/desk/waves/{wave.public_id}/reach", {"last": wave.starts_on - timedelta(days=1)}
    for wrong in ({"rounds": 0}, backwards, {"questions": 0, "wait_only": 0}):
        assert browse("Stefan").post(address, data=_order(wave, **wrong)).status_code == 422
    assert _count(wave) == 0


def test_figures_charts_and_the_pdf_come_with_the_first_contact(app: Flask, browse: Browse) -> None:
    wave = a_study()
    address = f"/desk/waves/{wave.public_id}"
    browse("Stefan").post(f"{address}/reach", data=_order(wave))
    assert "Half waited" not in browse("Stefan").get(f"{address}/reach").get_data(as_text=True)
    attempts(rounds_of(wave, "ulm")[0], ("reached", "morning", {"queue": 20.0}))
    page = browse("Rita").get(f"{address}/reach?target=20").get_data(as_text=True)
    for words in ("Half waited at most", "By time of day", "1 of 10 contacts are over"):
        assert words in page
    reply = browse("Rita").get(f"{address}/calls.pdf?target=20")
    assert (reply.status_code, reply.content_type) == (200, "application/pdf")


def test_a_wait_just_under_two_minutes_is_told_as_two(app: Flask, browse: Browse) -> None:
    wave = a_study()
    address = f"/desk/waves/{wave.public_id}/reach"
    browse("Stefan").post(address, data=_order(wave))
    attempts(rounds_of(wave, "ulm")[0], ("reached", "morning", {"queue": 119.6}))
    page = browse("Rita").get(address).get_data(as_text=True)
    assert "2:00" in page
    assert "1:00" not in page


def test_a_survey_and_a_wave_without_calls_say_where_to_go(app: Flask, browse: Browse) -> None:
    survey = a_wave("survey")
    page = browse("Rita").get(f"/desk/waves/{survey.public_id}/reach").get_data(as_text=True)
    assert "This wave is a survey" in page


def test_a_survey_has_its_report_with_the_e_that_was_asked_for(app: Flask, browse: Browse) -> None:
    wave = a_wave("survey")
    a_respondent(wave, final_code="1.1", state=CaseState.DONE)
    address = f"/desk/waves/{wave.public_id}/calls.pdf"
    assert browse("Rita").get(f"{address}?e=60").content_type == "application/pdf"
    assert browse("Rita").get(f"{address}?e=160").status_code == 302
