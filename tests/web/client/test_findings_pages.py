"""What clients and researchers see of a wave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select

from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import AuditEntry
from tests import build, findings_world
from tests.browsing import Browser

Browse = Callable[[str], Browser]
PAGES = ("", "scorecard", "touchpoints", "weak-spots", "locations", "trend", "visits", "reports")
MOST_QUERIES = 14  # two of them: what was wanted of the wave, and which questionnaires its methods have


@pytest.fixture
def waves(app: Flask) -> dict[str, UUID]:
    return findings_world.populate()


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield statements
    event.remove(db.engine, "before_cursor_execute", hear)


@pytest.mark.usefixtures("waves")
def test_head_office_reads_the_answer_on_one_page(browse: Browse) -> None:
    text = browse("Heidi").get("/client/").text
    assert "72.3%" in text
    assert "n = 13" in text
    assert "Greeted?" in text, "the weak spot"
    assert "/client/weak-spots/item/store-visit/greeted" in text, "the number leads on"


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_little(page: str, browse: Browse) -> None:
    browser = browse("Heidi")
    with counted() as statements:
        assert browser.get(f"/client/{page}").status_code == 200
    assert len(statements) <= MOST_QUERIES


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("name", "foreign"), [("Renate", ["Ulm", "South"]), ("Lothar", ["Ulm", "Kiel"])])
def test_a_page_shows_nothing_of_places_that_are_not_theirs(
    page: str, name: str, foreign: list[str], browse: Browse
) -> None:
    text = browse(name).get(f"/client/{page}").text
    assert not [place for place in foreign if place in text]


@pytest.mark.parametrize("wave", ["under_review", "foreign"])
@pytest.mark.parametrize("page", PAGES)
def test_a_wave_that_is_not_theirs_answers_not_found(
    page: str, wave: str, waves: dict[str, UUID], browse: Browse
) -> None:
    assert browse("Heidi").get(f"/client/{page}?wave={waves[wave]}").status_code == 404


@pytest.mark.usefixtures("waves")
def test_a_part_that_is_not_theirs_answers_not_found(browse: Browse) -> None:
    browser = browse("Renate")
    for scope in ("", "Region%20South", build.place("ulm").public_id):
        assert browser.get(f"/client/?scope={scope}").status_code == 404
        assert browser.get(f"/client/reports/wave.pdf?scope={scope}").status_code == 404
    assert browser.get("/client/?wave=nonsense").status_code == 404


@pytest.mark.usefixtures("waves")
def test_the_choice_of_a_part_is_kept_from_page_to_page(browse: Browse) -> None:
    browser = browse("Heidi")
    browser.get("/client/?scope=Region%20North")
    assert "/client/weak-spots?scope=Region+North" in browser.page.links


@pytest.mark.usefixtures("waves")
def test_a_weak_spot_explains_its_rank(browse: Browse) -> None:
    browser = browse("Heidi")
    text = browser.get("/client/weak-spots/item/store-visit/greeted").text
    assert "Why this rank" in text
    assert "Points lost" in text
    assert browser.get("/client/weak-spots/item/store-visit/unknown").status_code == 404


@pytest.mark.usefixtures("waves")
def test_a_visit_explains_its_score_and_names_no_tester_and_no_hour(browse: Browse) -> None:
    sheet = findings_world.sheet_at("bremen")
    text = browse("Lothar").get(f"/client/visits/{sheet.public_id}").text
    assert "Why this score" in text
    assert not [secret for secret in ("Tara", "T-101", "10:2", "11:2") if secret in text]


@pytest.mark.usefixtures("waves")
def test_a_visit_to_a_place_with_few_tests_is_not_shown(browse: Browse) -> None:
    browser, sheet = browse("Heidi"), findings_world.sheet_at("ulm")
    assert "not shown singly" in browser.get(f"/client/visits/{sheet.public_id}").text
    assert browser.get(f"/client/visits/{sheet.public_id}/report.pdf").status_code == 422


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize(("place", "wave"), [("kiel", "w-1"), ("bremen", "w-2"), ("koeln", "w-9")])
def test_a_location_cannot_read_the_visits_of_others(place: str, wave: str, browse: Browse) -> None:
    sheet = findings_world.sheet_at(place, wave)
    assert browse("Lothar").get(f"/client/visits/{sheet.public_id}").status_code == 404


def test_visits_are_filtered_by_place_in_the_address(waves: dict[str, UUID], browse: Browse) -> None:
    kiel, wave = build.place("kiel").public_id, waves["released"]
    text = browse("Rita").get(f"/desk/findings/visits?wave={wave}&location={kiel}&page=9999").text
    assert text.count('<a href="/desk/findings/visits/') == 5
    assert "No visit to show" in browse("Heidi").get("/client/visits?location=none").text


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_report_is_a_file_to_keep_and_is_logged(language: str, browse: Browse) -> None:
    reply = browse("Renate").get(f"/client/reports/wave.pdf?lang={language}")
    assert reply.mimetype == "application/pdf"
    assert reply.data.startswith(b"%PDF-")
    assert (
        reply.headers["Content-Disposition"] == f'attachment; filename="s-1-w-1-region-north-{language}.pdf"'
    )
    entry = reading().scalars(select(AuditEntry).where(AuditEntry.action == "report.download")).one()
    assert entry.details["scope"] == "Region North"


def test_before_the_first_release_the_page_says_what_will_come(browse: Browse) -> None:
    assert "No wave is released yet" in browse("Heidi").get("/client/").text


@pytest.mark.usefixtures("waves")
def test_a_works_council_sees_the_ground_of_a_study_and_no_figure(browse: Browse) -> None:
    browser = browse("Wera")
    assert browser.get("/").location == "/client/proof"
    text = browser.get("/client/proof").text
    assert "A-17" in text, "the order"
    assert "Koeln" not in text
    assert browser.get("/client/").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_researcher_reads_a_wave_before_its_release(
    page: str, waves: dict[str, UUID], browse: Browse
) -> None:
    text = browse("Rita").get(f"/desk/findings/{page}?wave={waves['under_review']}").text
    assert "Not released yet" in text


@pytest.mark.usefixtures("waves")
def test_findings_are_none_of_a_schedulers_business(browse: Browse) -> None:
    assert browse("Stefan").get("/desk/findings/").status_code == 403


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_german(page: str, browse: Browse) -> None:
    browser = browse("Heidi")
    browser.client.set_cookie("language", "de")
    text = browser.get(f"/client/{page}").text
    assert '<html lang="de"' in text
    assert "Welle 1" in text
