"""The caller's pages: what comes next and why, the briefing, the one screen of a call, the day."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, CallCase
from mystery.telephony import dial_link
from tests.browsing import Browser
from tests.call_world import TUESDAY, a_hotline, a_respondent, a_wave, handed_in
from tests.web.field_world import PLAY, RIGHT, fresh

Browse = Callable[[str], Browser]


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def text(reply: Any) -> str:
    return str(reply.get_data(as_text=True))


def take(browser: Browser) -> str:
    """The address of the case that comes."""
    return str(browser.post("/cati/next", {}).location)


def boot_of(browser: Browser, address: str) -> dict[str, Any]:
    found = re.search(r'id="call-boot">(.*?)</script>', text(browser.get(address)))
    assert found
    return dict(json.loads(found[1]))


def test_the_desk_says_what_comes_next_and_why_and_takes_nothing_by_looking(browse: Browse) -> None:
    a_respondent(a_wave("survey"))
    browser = browse("Carl")
    page = text(browser.get("/cati/"))
    assert "Person R-1" in page
    assert "10:00 CET there now" in page
    assert "Why this case" in page
    assert reading().query(CallCase).one().holder_id is None


def test_the_page_of_a_call_knows_the_case_its_reasons_and_its_script(browse: Browse) -> None:
    a_respondent(a_wave("survey"))
    browser = browse("Carl")
    boot = boot_of(browser, take(browser))
    assert boot["case"]["title"] == "Person R-1"
    assert boot["case"]["reasons"]
    browser.post("/language", {"language": "de"})
    german = boot_of(browser, f"/cati/cases/{reading().query(CallCase).one().public_id}")["case"]["reasons"]
    assert len(german) == len(boot["case"]["reasons"])
    assert german != boot["case"]["reasons"], "in the language that the page has now"
    assert boot["scenario"]["exit_line"]["en"] == "I will think about it."
    assert (boot["attempt"], boot["player"]) == (None, None)


def test_a_call_that_is_open_comes_back_with_its_interview(browse: Browse) -> None:
    a_respondent(a_wave("survey"))
    browser = browse("Carl")
    address = take(browser)
    browser.send("POST", boot_of(browser, address)["case"]["urls"]["attempts"], {})
    opened = browser.send("POST", f"{address}/questions", {"language": "de"}).json
    boot = boot_of(browser, address)
    assert boot["attempt"]["state"] == "dialled"
    assert boot["player"]["interview"] == opened["interview"]
    assert opened["language"] == "de"
    assert browser.get(f"/cati/interviews/{opened['interview']}").location == address


def test_who_is_not_briefed_reads_the_scenario_and_answers_its_quiz(browse: Browse) -> None:
    wave = a_wave()
    visit = a_hotline(wave, state=AssignmentState.ASSIGNED)
    with transaction():
        visit.scenario.content = PLAY
    browser = browse("Carl")
    address = take(browser)
    page = text(browser.get(address))
    assert "Question 1?" in page
    assert "call-boot" not in page
    assert "Because of 0." in text(browser.post(f"{address}/briefing", {}))
    assert browser.post(f"{address}/briefing", RIGHT).location == address
    assert fresh(visit).state is AssignmentState.BRIEFED
    assert boot_of(browser, address)["case"]["title"] == "Bremen"


def test_an_address_of_a_planned_call_leads_to_its_case(browse: Browse) -> None:
    visit = a_hotline(a_wave())
    browser = browse("Carl")
    assert browser.get(f"/cati/calls/{visit.public_id}").location == "/cati/"
    address = take(browser)
    assert browser.get(f"/cati/calls/{visit.public_id}").location == address


def test_a_day_counts_calls_contacts_and_completes(browse: Browse) -> None:
    wave = a_wave("survey")
    for reference in ("R-1", "R-2"):
        a_respondent(wave, reference)
    browser = browse("Carl")
    for outcome, seconds in (("complete", 120.0), ("busy", 12.0)):
        urls = boot_of(browser, take(browser))["case"]["urls"]
        attempt = browser.send("POST", urls["attempts"], {}).json
        if outcome == "complete":
            held = reading().scalars(select(CallCase).where(CallCase.holder_id.is_not(None))).one()
            handed_in(held, TUESDAY, sex="f", years=40)
        sent = {"outcome": outcome, "timings": {"total": seconds}}
        assert browser.send("POST", attempt["urls"]["end"], sent).status_code == 200
    page = text(browser.get("/cati/day"))
    figures = re.findall(r"<dt>([^<]+)</dt>\s*<dd>([^<]+)</dd>", page)
    assert figures[:5] == [
        ("Calls", "2"),
        ("Somebody spoke", "1"),
        ("Complete", "1"),
        ("Average length of complete calls", "2.0 min"),
        ("My appointments", "0"),
    ]


def test_a_field_tester_has_no_business_at_the_call_desk(browse: Browse) -> None:
    assert browse("Tara").get("/cati/").status_code == 403
    assert browse("Tara").get("/cati/day").status_code == 403


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+49 (0)421 / 555-010", "tel:+49421555010"),
        ("0421 555010", "tel:0421555010"),
        ("", ""),
        ("call me", ""),
    ],
)
def test_only_numbers_can_be_dialled(number: str, link: str) -> None:
    assert dial_link(number) == link
