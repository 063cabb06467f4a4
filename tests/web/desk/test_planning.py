"""What researchers and schedulers do at the desk: start waves, plan targets, give visits to testers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Scenario, Wave, WaveLocation, WaveState
from tests import build
from tests.browsing import Browser
from tests.cast import someone

Browse = Callable[[str], Browser]


def _wave(**columns: object) -> Wave:
    with transaction():
        study = build.study(build.client(), legal_basis="Art. 6(1)(f) GDPR", **columns)
        build.scenario(study)
        return build.wave(study, state=WaveState.PLANNED)


def test_a_wave_without_an_order_does_not_start(app: Flask, browse: Browse) -> None:
    wave = _wave(order_reference="")
    reply = browse("Rita").post(f"/desk/waves/{wave.public_id}/start", follow_redirects=True)
    assert "order is missing" in reply.get_data(as_text=True)
    reading().refresh(wave)
    assert wave.state is WaveState.PLANNED


def test_a_wave_does_not_start_with_a_play_that_nobody_has_written(app: Flask, browse: Browse) -> None:
    wave = _wave()
    row = reading().scalars(select(Scenario)).one()
    with transaction():
        row.content = {**row.content, "role": {"de": " ", "en": ""}}
    address = f"/desk/waves/{wave.public_id}"
    page = browse("Rita").get(address).get_data(as_text=True)
    assert f'href="/desk/scenarios/{row.public_id}/edit"' in page
    reply = browse("Rita").post(f"{address}/start", follow_redirects=True)
    assert "does not say who the tester is" in reply.get_data(as_text=True)
    reading().refresh(wave)
    assert wave.state is WaveState.PLANNED


def test_a_released_wave_says_how_long_its_files_are_kept(app: Flask, browse: Browse) -> None:
    wave = _wave(retention_days=30)
    address = f"/desk/waves/{wave.public_id}"
    with transaction():
        wave.state, wave.released_at = WaveState.RELEASED, build.MOMENT
    assert "photos and films are kept until Dec 23, 2026" in browse("Rita").get(address).text
    with transaction():
        wave.state = WaveState.REVIEW
    assert "photos and films" not in browse("Rita").get(address).text


def test_a_sound_wave_goes_into_the_field(app: Flask, browse: Browse) -> None:
    wave = _wave()
    reply = browse("Rita").post(f"/desk/waves/{wave.public_id}/start", follow_redirects=True)
    assert "The wave is in the field." in reply.get_data(as_text=True)
    reading().refresh(wave)
    assert wave.state is WaveState.FIELD


def test_targets_become_assignments_once(app: Flask, browse: Browse) -> None:
    wave = _wave()
    rita, address = browse("Stefan"), f"/desk/waves/{wave.public_id}"
    rita.post(f"{address}/targets/fill", {"scenario": "", "region": "", "count": "2"})
    order = {"scenario": "", "first": "2026-12-01", "last": "2026-12-08", "opens": "09:00", "closes": "18:00"}
    for _time in range(2):
        rita.post(f"{address}/assignments", {**order, "fee": "25.50", "evenly": "y"})
    rows = reading().scalars(select(Assignment).where(Assignment.wave_id == wave.id)).all()
    assert len(rows) == 6  # three locations of Nord, two each
    assert {row.fee_cents for row in rows} == {2550}


def test_in_a_released_wave_nothing_more_is_planned_until_the_release_is_taken_back(
    app: Flask, browse: Browse
) -> None:
    wave = _wave()
    stefan, address = browse("Stefan"), f"/desk/waves/{wave.public_id}"
    with transaction():
        wave.state = WaveState.RELEASED
    assert "Nothing more is planned in this wave." in stefan.get(f"{address}/plan").get_data(as_text=True)
    assert f'{address}/plan"' not in stefan.get(address).get_data(as_text=True)
    filled = {"scenario": "", "region": "", "count": "2"}
    told = stefan.post(f"{address}/targets/fill", filled, follow_redirects=True).get_data(as_text=True)
    assert "The wave is released" in told
    order = {"scenario": "", "first": "2026-12-01", "last": "2026-12-08", "opens": "09:00", "closes": "18:00"}
    stefan.post(f"{address}/assignments", {**order, "fee": "25.50", "evenly": "y"})
    with transaction():
        wave.state = WaveState.REVIEW
    stefan.post(f"{address}/targets/fill", filled)
    assert reading().scalar(select(func.sum(WaveLocation.target_count))) == 6
    assert reading().scalar(select(func.count()).select_from(Assignment)) == 0


def test_a_tester_is_not_sent_to_one_place_twice(app: Flask, browse: Browse) -> None:
    wave = _wave()
    with transaction():
        playing = reading().scalars(select(Scenario)).one()
        bremen = build.place("bremen")
        later = {"window_from": build.MOMENT.replace(year=2036), "window_to": build.MOMENT.replace(year=2037)}
        rows = [
            build.assignment(wave, bremen, playing, None, AssignmentState.DRAFT, **later) for _ in range(2)
        ]
    tara = someone("Tara")
    ticked = {
        "selected": [str(row.public_id) for row in rows],
        "act": "assign",
        "tester": str(tara.public_id),
    }
    reply = browse("Stefan").post("/desk/assignments/bulk", ticked, follow_redirects=True)
    assert "60 days must lie between" in reply.get_data(as_text=True)
    given = select(func.count()).where(Assignment.tester_id == tara.id)
    assert reading().scalar(given) == 1


def test_a_scheduler_sees_first_what_is_still_to_be_done(app: Flask, browse: Browse) -> None:
    wave = _wave()
    states = {
        "ulm": (AssignmentState.RELEASED, 2025),
        "kiel": (AssignmentState.ASSIGNED, 2038),
        "bremen": (AssignmentState.APPROVED, 2026),
        "koeln": (AssignmentState.DRAFT, 2037),
    }
    with transaction():
        playing = reading().scalars(select(Scenario)).one()
        for name, (state, year) in states.items():
            window = {
                "window_from": build.MOMENT.replace(year=2024),
                "window_to": build.MOMENT.replace(year=year),
            }
            build.assignment(wave, build.place(name), playing, None, state, **window)
    order = ["koeln", "kiel", "bremen", "ulm"]
    assert _in_order(browse("Stefan").get("/desk/assignments/").text, order)
    assert _in_order(
        browse("Stefan").get("/desk/assignments/?sort=until").text,
        ["ulm", "bremen", "koeln", "kiel"],
    )


def _in_order(page: str, codes: list[str]) -> bool:
    table = page[page.index("<tbody") :]
    places = [table.index(build.place(code).name) for code in codes]
    return places == sorted(places)


def test_editing_a_scenario_makes_a_version_and_leaves_the_old_one(app: Flask, browse: Browse) -> None:
    _wave()
    before = reading().scalars(select(Scenario)).one()
    texts = {"title_de": "Beratung", "title_en": "Advice", "role-de": "Kundin", "role-en": "Customer"}
    address = f"/desk/scenarios/{before.public_id}/edit"
    grown = browse("Rita").post(address, {**texts, "change": "add:facts"})
    assert 'name="facts-0-de"' in grown.get_data(as_text=True)
    browse("Rita").post(address, texts)
    versions = reading().scalars(select(Scenario).order_by(Scenario.version)).all()
    assert [row.version for row in versions] == [1, 2]
    assert versions[1].content["role"] == {"de": "Kundin", "en": "Customer"}
    assert versions[0].content["role"]["de"] == "Kunde"
