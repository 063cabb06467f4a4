"""A planner plans runs through a voice menu, reads what each level cost, and looks at background work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from mystery.jobs import run_due
from mystery.services import job_requests, menu_runs
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallPlan, JobRequest, JobState, MenuRun
from tests import build
from tests.browsing import Browser
from tests.call_world import TUESDAY, a_wave

Browse = Callable[[str], Browser]


def _form(**more: str) -> dict[str, str]:
    """Two levels, twice, the first on Tuesday at noon in Bremen."""
    return {
        "location": str(build.place("bremen").public_id),
        "number": "0421 555014",
        "due": "2026-11-24T12:00",
        "times": "2",
        "every": "30",
        "levels-0-label": "Topic",
        "levels-0-wait": "6",
        "levels-0-digits": "2",
        "levels-1-label": "Queue",
        "levels-1-wait": "20",
        **more,
    }


def test_a_planner_plans_two_runs_and_reads_what_each_level_cost(browse: Browse) -> None:
    wave, stefan = a_wave(telephony="simulator"), browse("Stefan")
    address = f"/desk/waves/{wave.public_id}/menu-runs"
    assert "No run yet" in stefan.get(address).text
    assert stefan.post(address, _form()).status_code == 302
    assert [run.due_at - TUESDAY for run in menu_runs.of_wave(wave)][::-1] == [
        timedelta(hours=2),
        timedelta(hours=2, minutes=30),
    ]
    for minutes in (120, 121):
        menu_runs.run_due(TUESDAY + timedelta(minutes=minutes))
    page = stefan.get(address).text
    assert "Gone through" in page
    assert "1 of 1" in page
    waiting = reading().query(MenuRun).filter_by(state="planned").one()
    stefan.post(f"/desk/menu-runs/{waiting.public_id}/cancel")
    assert reading().get_one(MenuRun, waiting.id).state == "cancelled"


def test_what_cannot_be_dialled_is_said_on_the_page(browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    address = f"/desk/waves/{wave.public_id}/menu-runs"
    stefan.get(address)
    refused = stefan.post(address, _form(**{"levels-0-digits": "9"}))
    assert refused.status_code == 422
    assert "dials by hand" in refused.text
    plan = reading().query(CallPlan).one()
    with transaction():
        plan.telephony = "simulator"
    assert "no telephone number" in stefan.post(address, _form(number="12")).text.replace("&#39;", "'")
    assert stefan.post(address, _form(**{"levels-0-digits": "call me"})).status_code == 422
    assert menu_runs.of_wave(wave) == []


@pytest.mark.usefixtures("app")
def test_an_administrator_sees_what_runs_by_itself_and_runs_a_failed_job_again(browse: Browse) -> None:
    job_requests.request("moon-landing", "moon-landing:1")
    run_due()
    anna = browse("Anna")
    page = anna.get("/desk/jobs").text
    assert "Go through voice menus" in page
    assert "there is no job moon-landing" in page
    failed = job_requests.of_kind("moon-landing")
    assert failed is not None
    assert failed.state is JobState.FAILED
    anna.post(f"/desk/jobs/{failed.public_id}/again")
    assert reading().get_one(JobRequest, failed.id).state is JobState.WAITING
    assert "Run now" not in browse("Rita").get("/desk/jobs?state=waiting").text
