"""The whole job, from the client's order to the report in the client's hands, by the pages people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from mystery.clock import utcnow
from tests.browser import whole_job as job
from tests.browser import whole_visit as visit
from tests.browser.conftest import Open
from tests.browser.other_visits import enter_places, play_the_rest

TOWNS = ("Bremen", "Kiel", "Rostock")
EACH = 6
N = EACH * (len(TOWNS) + 1) + 1
QUESTION = "Was it a question about your needs?"
PLANTED = {
    "en": "How many open questions about your needs were asked?",
    "de": "Wie viele offene Fragen zu Ihrem Bedarf wurden gestellt?",
}
"""The label of the item that goes wrong in every visit."""


def test_an_order_becomes_a_report(open_page: Open, tmp_path: Path) -> None:
    rita = open_page("Rita", "/desk/")
    prepare(rita)
    tara = open_page("Tara", "/capi/", width=800, height=1280)
    visit.get_briefed(tara, job.WAY_OUT)
    visit.fill_in(tara)
    visit.hand_in(tara)
    rolf = open_page("Rolf", "/desk/review/")
    job.ask_back(rolf, PLANTED["en"], QUESTION)
    visit.answer_question(tara, QUESTION, "open_questions", "0")
    approved = job.approve(rolf, PLANTED["en"])

    assert job.why_this_score(rita) == (pytest.approx(approved), pytest.approx(approved, abs=0.25))
    assert play_the_rest() == N - 1
    job.open_findings(rita, "Weak spots")
    assert job.weakest(rita) == (PLANTED["en"], job.TOUCHPOINT["en"])
    job.release(rita)

    password = job.create_account(open_page("Anna", "/desk/"))
    henning = open_page("", "/login")
    job.first_login(henning, password)
    read_the_report(henning, tmp_path)


def prepare(rita: Page) -> None:
    """Everything before the field: client, study, scenario, wave, plan, testers."""
    job.create_client(rita)
    enter_places(*TOWNS)
    job.create_study(rita)
    job.take_scenario(rita)
    job.plan_wave(rita, utcnow().date(), EACH)
    job.give_to(rita, "Tara", len(TOWNS) + 1)
    job.start_wave(rita)


def read_the_report(henning: Page, folder: Path) -> None:
    """The page and the file say the same, in both languages."""
    for language, answer, reports, weak in (
        ("en", "The answer", "Reports", "Weak spots"),
        ("de", "Die Antwort", "Berichte", "Schwachstellen"),
    ):
        job.switch_language(henning, language)
        henning.get_by_role("link", name=answer, exact=True).first.click()
        figures = job.figures(henning)
        assert figures["n"] == f"n = {N}"
        assert figures["weak spot"] == PLANTED[language]
        henning.get_by_role("link", name=reports, exact=True).first.click()
        report = job.text_of(job.download(henning, language, folder))
        assert figures["total"] in report
        assert f"{figures['interval']} · {figures['n']}" in report
        assert f"{weak} 1 {figures['weak spot']}" in report
        assert job.TOUCHPOINT[language] in report
