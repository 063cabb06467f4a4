"""Promises on pages: a caller closes one, the office corrects it, the client reads what is provisional."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from mystery.services import assignments, promise_ends, studies
from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, PromiseState, Submission, WaveState
from tests.browsing import Browser
from tests.promise_world import FRIDAY, actor, approved, called, the_promise

Browse = Callable[[str], Browser]
MONDAY = FRIDAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def monday(app: object) -> Iterator[None]:
    """The promise of Friday afternoon was due this morning at three past ten, by the clocks of Bremen."""
    approved(called())
    with time_machine.travel(MONDAY, tick=False):
        yield


def text_of(browser: Browser, address: str) -> str:
    reply = browser.get(address)
    assert reply.status_code == 200
    return reply.get_data(as_text=True)


def test_a_caller_finds_the_promise_and_says_when_it_came(browse: Browse) -> None:
    carl = browse("Carl")
    page = text_of(carl, "/cati/promises")
    for words in ("Bremen", "A call", "Call back", "Overdue", "Fri, Nov 27, 15:03 (CET)", "10:03 (CET)"):
        assert words in page
    address = f"/cati/promises/{the_promise().public_id}"
    refused = carl.post(address, data={"ended": "came"})
    assert (refused.status_code, "Please say when it came." in refused.get_data(as_text=True)) == (422, True)
    future = carl.post(address, data={"ended": "came", "kept_at": "2026-12-24T10:00"})
    assert "This moment has not come yet." in future.get_data(as_text=True)
    assert the_promise().state is PromiseState.OPEN
    carl.post(address, data={"ended": "came", "kept_at": "2026-11-30T09:45", "note": "Friendly."})
    assert (the_promise().state, the_promise().hours) == (PromiseState.KEPT, 3.7)
    page = text_of(carl, "/cati/promises")
    assert "No promise is open" in page
    assert "Mon, Nov 30, 09:45 (CET), after 3.7 business hours" in page
    assert "%" not in page.partition("<main")[2]  # a tester reads no score
    assert carl.post(address, data={"ended": "came", "kept_at": "2026-11-27T16:00"}).status_code == 422


def test_the_office_sees_the_promises_of_a_wave_and_says_which_one_no_longer_counts(browse: Browse) -> None:
    promise = the_promise()
    wave = promise.interview.assignment.wave.public_id
    page = text_of(browse("Stefan"), f"/desk/waves/{wave}/promises")
    assert "Overdue" in page
    assert f"/desk/promises/{promise.public_id}" not in page  # a scheduler looks on
    rolf, address = browse("Rolf"), f"/desk/promises/{promise.public_id}"
    report = reading().scalars(select(Submission)).one()
    side = text_of(rolf, f"/desk/review/{report.public_id}")
    assert "1 promise still runs and does not count yet." in side
    assert address in side
    refused = rolf.post(address, data={"ended": "void"})
    assert "The reason is missing." in refused.get_data(as_text=True)
    rolf.post(address, data={"ended": "void", "note": "We gave a dead number."})
    assert the_promise().state is PromiseState.VOID
    assert "We gave a dead number." in text_of(rolf, address)


def test_a_client_reads_that_results_are_provisional_and_not_what_was_promised(browse: Browse) -> None:
    wave = the_promise().interview.assignment.wave
    with transaction():
        assignments.move(the_promise().interview.assignment, AssignmentState.RELEASED)
        for state in (WaveState.REVIEW, WaveState.RELEASED):
            studies.set_wave_state(wave, state, actor=actor("Rita"))
    heidi = browse("Heidi")
    assert "1 promise made in these tests is still running." in text_of(heidi, "/client/")
    visits = text_of(heidi, "/client/visits")
    assert "Provisional" in visits
    visit = visits.partition('href="/client/visits/')[2].partition('"')[0]
    page = text_of(heidi, f"/client/visits/{visit}".replace("&amp;", "&"))
    assert "Provisional: 1 promise of this test is still running" in page
    assert "promise, still running" in page
    assert "A call" not in page
    promise_ends.close(the_promise(), actor("Rolf"), now=MONDAY)
    for address in ("/client/", "/client/visits"):
        assert "rovisional" not in text_of(heidi, address)
