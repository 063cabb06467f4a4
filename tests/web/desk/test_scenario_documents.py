"""What testers take along: brought at the desk, read at the briefing, part of a version."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from sqlalchemy import select

from mystery.services import scenarios
from mystery.services.transaction import reading, transaction
from mystery.store.models import Scenario
from tests import build
from tests.browsing import Browser
from tests.cast import someone
from tests.web.desk.drafting import Browse

LETTER = b"%PDF-1.7\n% whom it may concern\n"


def _scenario() -> Scenario:
    with transaction():
        return build.scenario(build.study(build.client()))


def bring(browser: Browser, scenario: str, name: str, data: bytes) -> str:
    """The address of the page that follows."""
    address = f"/desk/scenarios/{scenario}"
    browser.get(address)
    return browser.post(f"{address}/documents", {"documents": (BytesIO(data), name)}).location


def test_a_letter_is_brought_and_is_part_of_the_next_version(browse: Browse) -> None:
    rita, before = browse("Rita"), _scenario()
    after = bring(rita, str(before.public_id), "letter.pdf", LETTER).partition("#")[0]
    page = rita.get(after).get_data(as_text=True)
    assert "Version 2" in page
    assert "letter.pdf" in page
    assert "letter.pdf" not in rita.get(f"/desk/scenarios/{before.public_id}").get_data(as_text=True)
    reply = rita.post(f"{after}/documents/remove", {"name": "letter.pdf"}, follow_redirects=True)
    last = reply.get_data(as_text=True)
    assert "Version 3" in last
    assert "letter.pdf" not in last


def test_a_letter_stays_when_the_play_is_edited(browse: Browse) -> None:
    rita = browse("Rita")
    after = bring(rita, str(_scenario().public_id), "letter.pdf", LETTER).partition("#")[0]
    texts = {"title_de": "Besuch", "title_en": "Visit", "role-de": "Gast", "role-en": "Guest"}
    rita.get(f"{after}/edit")
    changed = rita.post(f"{after}/edit", {**texts, "exit_line-de": "Danke.", "exit_line-en": "Thanks."})
    page = rita.get(changed.location).get_data(as_text=True)
    assert "Guest" in page
    assert "letter.pdf" in page


def test_a_page_that_calls_itself_a_letter_is_refused(browse: Browse) -> None:
    rita, before = browse("Rita"), _scenario()
    page = rita.get(bring(rita, str(before.public_id), "letter.pdf", b"<script>alert(1)</script>"))
    assert "neither a PDF nor a picture" in page.get_data(as_text=True)
    assert "Version 2" not in page.get_data(as_text=True)


def test_the_tester_of_the_visit_reads_the_letter_and_nobody_else_does(browse: Browse) -> None:
    rita, before = browse("Rita"), _scenario()
    after = bring(rita, str(before.public_id), "letter.pdf", LETTER)
    with transaction():
        made = UUID(after.partition("#")[0].rpartition("/")[2])
        playing = reading().scalars(select(Scenario).where(Scenario.public_id == made)).one()
        wave = build.wave(scenarios.study_of(playing))
        place = build.place("bremen")
        visit = build.assignment(wave, place, playing, by=someone("Tara")).public_id
    page = browse("Tara").get(f"/capi/visits/{visit}/briefing").get_data(as_text=True)
    address = next(each for each in page.split('"') if "/documents/" in each)
    reply = browse("Tara").get(address)
    assert reply.data == LETTER
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert browse("Toni").get(address).status_code == 404
