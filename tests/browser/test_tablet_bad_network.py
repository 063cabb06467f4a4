"""A tablet in Chromium and the real server, with a bad network between them and a battery that dies."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest
from flask import Flask
from playwright.sync_api import Browser, Error, Page
from sqlalchemy import func, select

from mystery.services import devices, interviews
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.transaction import reading
from mystery.store import media
from mystery.store.database import db
from mystery.store.models import Assignment, AssignmentState, Interview, Media, Submission
from mystery.web.shared.statics import static_url
from tests.browser.profiles import Profile
from tests.browser.tablets import Tablet
from tests.cast import someone
from tests.faults import proxy as network
from tests.faults.figures import BATTERIES, NETWORKS, tell
from tests.faults.visits import a_round, photo
from tests.serving import serving

_JPEG = """async ([path, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const file = await journal.keepFile(bytes.buffer, `${path}.jpg`, "image/jpeg");
  journal.append("answer", path, file);
  sender.files++;
  await journal.write("strict");
}"""
_FAULTY_REQUESTS = 60
_EVENINGS = 40


def _in_front_of(page: Page, address: str, app: Flask) -> Tablet:
    """A tablet's core in a page of the real server."""
    page.goto(f"{address}/login")
    with app.test_request_context():
        base = static_url("js/sync/session.js").removesuffix("/js/sync/session.js")
    return Tablet(page).load(base)


def _code() -> str:
    tara = someone("Tara")
    return devices.make_code(tara, actor_for(tara)).code


def _shoot(tablet: Tablet, path: str, number: int) -> None:
    tablet.page.evaluate(_JPEG, [path, base64.b64encode(photo(number)).decode()])


def _until_confirmed(tablet: Tablet, visit: Assignment) -> int:
    """Tries again as a tablet does; gives how often it had to."""
    for evening in range(1, _EVENINGS):
        with suppress(Error):  # a fault may meet whatever is asked next
            tablet.sync()
        if tablet.visit(str(visit.public_id))["state"] == "confirmed":
            return evening
    raise AssertionError(tablet.visit(str(visit.public_id)))


def _all_is_there_once(visits: list[Assignment], minutes: list[int]) -> None:
    db.session.rollback()
    rows = list(reading().scalars(select(Submission).order_by(Submission.id)))
    assert sorted(each.answers["queue_minutes"] for each in rows) == sorted(minutes)
    assert len({each.interview.assignment_id for each in rows}) == len(visits)
    for each in visits:
        reading().refresh(each)
        assert each.state is AssignmentState.IN_REVIEW
    for sha256 in reading().scalars(select(Media.sha256)):
        assert media.is_intact(settings().media, sha256)


@pytest.mark.parametrize("seed", range(NETWORKS))
def test_a_tablet_behind_a_bad_network_delivers_everything_once(
    app: Flask, chromium: Browser, seed: int
) -> None:
    visits = a_round(2)
    context = chromium.new_context()
    with serving(app) as server, network.proxy(server.port) as line:
        tablet = _in_front_of(context.new_page(), f"http://127.0.0.1:{line.port}", app)
        tablet.enrol_with(_code())
        faults = network.plans(seed, share=0.6)
        line.then(*(next(faults) for _ in range(_FAULTY_REQUESTS)))
        for number, visit in enumerate(visits):
            tablet.open(str(visit.public_id))
            tablet.answer("greeted", "yes")
            _shoot(tablet, "facade", seed * 10 + number)
            tablet.answer("queue_minutes", number)
            with suppress(Error):
                tablet.finish()
        evenings = [_until_confirmed(tablet, each) for each in visits]
        context.close()
    assert sum(line.met.values()) - line.met["none"] > 0
    _all_is_there_once(visits, [0, 1])
    assert reading().scalar(select(func.count()).select_from(Media)) == 2
    tell(f"bad network {seed}", faults=sum(line.met.values()) - line.met["none"], tries=sum(evenings))


def test_a_browser_killed_in_the_middle_of_a_visit_again_and_again_hands_it_in_once(
    app: Flask, profile: Profile, address: str
) -> None:
    (visit,) = a_round(1)
    name = str(visit.public_id)
    tablet = _in_front_of(profile.start().pages[0], address, app)
    tablet.enrol_with(_code())
    for kill in range(1, BATTERIES + 1):
        interview = tablet.open(name)
        tablet.answer("queue_minutes", kill)  # on the disk when this returns
        if kill % 3 == 1:
            _shoot(tablet, "facade", kill)
        if kill % 2:
            tablet.send_draft()
        profile.kill()
        tablet = _in_front_of(profile.start().pages[0], address, app)
        assert tablet.unlock("Tara") == -1
        assert tablet.open(name) == interview
        answers = tablet.page.evaluate(
            "journal.events.filter((each) => each.path === 'queue_minutes').map((each) => each.value)"
        )
        assert answers == list(range(1, kill + 1))
    tablet.finish()
    assert tablet.visit(name)["state"] == "confirmed"
    _all_is_there_once([visit], [BATTERIES])
    (row,) = reading().scalars(select(Interview))
    told = [each.value for each in interviews.journal(row) if each.path == "queue_minutes"]
    assert told == list(range(1, BATTERIES + 1))
    tell("browser killed in a visit", kills=BATTERIES, lost=0, interviews=1)
