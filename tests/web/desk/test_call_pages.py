"""Quotas, outcomes, the do-not-call list and the live board as planners use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import time_machine
from flask import Flask

from mystery.services import quotas
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.models import CallAttempt, CallOutcome, CaseState, QuotaEvent, Wave
from tests.browsing import Browser
from tests.cast import someone
from tests.sample_world import a_wave, cases_of, take

Browse = Callable[[str], Browser]
CELLS = "region\ttarget\taction\nNord\t1\tstop\nSüd\t5\t\n"


def called(wave: Wave) -> None:
    """Ida was interviewed, Ben did not answer."""
    take(wave)
    ida, ben = cases_of(wave)
    with transaction() as session:
        carl = someone("Carl").id
        for case, outcome in ((ida, CallOutcome.COMPLETE), (ben, CallOutcome.NO_ANSWER)):
            session.add(CallAttempt(case_id=case.id, caller_id=carl, outcome=outcome, day_part="morning"))
        ida.state, ida.final_code = CaseState.DONE, "1.1"


def test_cells_are_pasted_counted_and_logged(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    take(wave)
    address = f"/desk/waves/{wave.public_id}/quotas"
    assert "No quotas" in stefan.get(address).text
    assert "2 cells are saved." in stefan.post(address, {"table": CELLS}, follow_redirects=True).text
    cell = quotas.cells(wave)[0]
    with transaction() as session:
        cell.reached = 2
        for what, reached in (("closed", 1), ("over", 2)):
            session.add(QuotaEvent(cell_id=cell.id, what=what, reached=reached, target=1))
    page = stefan.get(address).text
    assert "1 over" in page
    assert "Counted over quota" in page
    over = stefan.get(f"{address}?log=over").text.partition('id="log"')[2]
    assert "Counted over quota" in over
    assert "badge-good" not in over
    crossed = stefan.get(f"{address}?cross=region").text
    assert "region\ttarget\nNord\t\nSüd\t" in crossed


def test_a_wrong_line_is_told_and_nothing_is_saved(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    address = f"/desk/waves/{wave.public_id}/quotas"
    stefan.get(address)
    reply = stefan.post(address, {"table": "region\ttarget\nNord\tmany"})
    assert reply.status_code == 422
    assert "Line 2" in reply.text
    assert "Nord\tmany" in reply.text
    assert len(quotas.cells(wave)) == 0


def test_rates_are_told_with_e_and_its_basis(app: Flask, browse: Browse) -> None:
    wave, rita = a_wave(), browse("Rita")
    address = f"/desk/waves/{wave.public_id}/outcomes"
    assert "Nothing to report yet" in rita.get(address).text
    called(wave)
    page = rita.get(address).text
    assert "Response rate RR1" in page
    assert "as among the cases that are known" in page
    assert "entered by you" in rita.get(f"{address}?e=12,5").text
    assert rita.get(f"{address}?e=lots").status_code == 422
    file = rita.get(f"{address}.csv?e=50")
    assert "rate,RR3,I / (E + e·U),0.6667" in file.text
    assert file.headers["Content-Disposition"] == "attachment; filename=outcomes-calls.csv"


def test_a_number_is_put_on_the_list_and_taken_off(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    take(wave)
    stefan.get("/desk/do-not-call")
    entry = {"numbers": "030 1234567\n+49 89 123456", "country": "DE", "client": "", "reason": "letter"}
    reply = stefan.post("/desk/do-not-call", entry, follow_redirects=True)
    assert "2 numbers are on the list." in reply.text
    assert "1 open case was closed." in reply.text
    assert "+49 89 123456" in stefan.get("/desk/do-not-call?q=089").text
    wrong = stefan.post("/desk/do-not-call", entry | {"numbers": "no number"})
    assert wrong.status_code == 422
    page = stefan.get("/desk/do-not-call?q=089").text
    remove = page.partition('action="/desk/do-not-call/')[2].partition('"')[0]
    stefan.post(f"/desk/do-not-call/{remove}")
    assert "+49 89 123456" not in stefan.get("/desk/do-not-call").text


def test_the_day_of_an_entry_is_that_of_the_clocks_here(app: Flask, browse: Browse) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)):
        stefan = browse("Stefan")
        stefan.get("/desk/do-not-call")
        stefan.post("/desk/do-not-call", {"numbers": "030 1234567", "country": "DE", "client": ""})
        assert "11/25/26" in stefan.get("/desk/do-not-call").text


def test_the_board_is_asked_again_without_sending_what_is_there(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    called(wave)
    page = stefan.get("/desk/calls/now").text
    assert "Nobody is listened to" in page
    reply = stefan.client.get("/desk/calls/now.json")
    assert [panel["key"] for panel in reply.json["panels"]] == [
        *("callers", "agreed", "queues", "quotas", "promises")
    ]
    same = stefan.client.get("/desk/calls/now.json", headers={"If-None-Match": reply.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    quotas.save(
        wave, [{"label": "All", "where": {"region": "Nord"}, "target": 3}], actor_for(someone("Anna"))
    )
    new = stefan.client.get("/desk/calls/now.json", headers={"If-None-Match": reply.headers["ETag"]})
    assert new.status_code == 200
    assert "Ida" not in new.text
