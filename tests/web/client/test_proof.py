"""The works council checks what is collected and what is never shown; it sees no finding and no visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from mystery.services import audit
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.database import db
from tests.browsing import Browser
from tests.cast import someone
from tests.web import world
from tests.web.world import World

Browse = Callable[[str], Browser]


@pytest.fixture
def made(app: Flask) -> World:
    return world.populate()


@pytest.fixture
def queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def page_of(made: World, part: str = "own") -> str:
    return f"/client/proof/{made.parts[part]['study'].public_id}"


def test_the_works_council_starts_with_the_studies_of_its_company(made: World, browse: Browse) -> None:
    text = browse("Wera").get("/client/proof").get_data(as_text=True)
    assert "Service at Autohaus Nord" in text
    assert "Fremd" not in text


def test_every_item_is_listed_in_words_with_what_is_kept(made: World, browse: Browse) -> None:
    text = browse("Wera").get(page_of(made)).get_data(as_text=True)
    assert "Greeted?" in text
    assert "one of several answers" in text
    assert "Queue in minutes" in text
    assert "No sound and no video is kept." in text
    assert "730 days" in text


def test_figures_withheld_are_counted_for_the_released_wave(made: World, browse: Browse) -> None:
    text = browse("Wera").get(page_of(made)).get_data(as_text=True)
    assert "Figures withheld" in text
    assert "80" not in text.split("Figures withheld")[1].split("</dl>")[0]


def test_downloads_are_counted_by_role_without_names(made: World, browse: Browse) -> None:
    browser = browse("Wera")
    with transaction():
        for part in ("own", "foreign"):
            for kind, thing in (("wave", "wave"), ("score_sheet", "score")):
                subject = f"{kind}:{made.parts[part][thing].public_id}"
                audit.append("report.download", subject, actor_for(someone("Heidi")))
    text = browser.get(page_of(made)).get_data(as_text=True)
    looks = text.split('id="looks"')[1].split("</section>")[0]
    assert "Client, head office" in looks
    assert ">2</td>" in looks
    assert "Heidi" not in text


def test_the_page_names_nobody_and_tells_no_score(made: World, browse: Browse) -> None:
    text = browse("Wera").get(page_of(made)).get_data(as_text=True)
    assert not [name for name in ("Tara", "Toni", "T-101", "T-102", "Bremen") if name in text]


def test_another_companys_study_does_not_exist(made: World, browse: Browse) -> None:
    assert browse("Wera").get(page_of(made, "foreign")).status_code == 404


@pytest.mark.parametrize("name", ["Heidi", "Renate", "Lothar", "Rita", "Tara", "Anna"])
def test_the_page_is_for_the_works_council(made: World, browse: Browse, name: str) -> None:
    assert browse(name).get(page_of(made)).status_code == 403


def test_the_page_asks_little_of_the_database(made: World, browse: Browse, queries: list[str]) -> None:
    browser = browse("Wera")
    browser.get(page_of(made))
    queries.clear()
    browser.get(page_of(made))
    assert len([each for each in queries if each.startswith("SELECT")]) <= 14
