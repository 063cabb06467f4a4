"""A tester's day: today, briefing and quiz, the questionnaire, what could not be tested, reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, AuditEntry, Interview, QuizAttempt
from tests import build
from tests.browsing import Browser
from tests.web.field_world import PLAY, RIGHT, a_visit, an_interview, fresh

Browse = Callable[[str], Browser]


@pytest.fixture
def visit(app: object) -> Assignment:
    return a_visit()


def path(visit: Assignment, what: str = "") -> str:
    return f"/capi/visits/{visit.public_id}{what}"


def text_of(browser: Browser, address: str) -> str:
    reply = browser.get(address)
    assert reply.status_code == 200
    return reply.get_data(as_text=True)


def test_today_shows_the_next_visit_with_place_window_role_and_fee(browse: Browse, visit: Assignment) -> None:
    page = text_of(browse("Tara"), "/capi/")
    for words in ("Bremen", "You shop here for the first time.", "€25.00", "15 to 60 minutes", "(CET)"):
        assert words in page
    assert "11:00 to Mon, Nov 30, 11:00" in page


def test_what_is_under_way_comes_first(browse: Browse, visit: Assignment) -> None:
    with transaction():
        later = build.assignment(visit.wave, build.place("kiel"), visit.scenario, visit.tester)
        later.window_to += timedelta(days=3)
        later.state = AssignmentState.IN_FIELD
    page = text_of(browse("Tara"), "/capi/")
    assert page.index("Kiel") < page.index("Bremen")


def test_a_tester_without_visits_is_told_so(browse: Browse) -> None:
    assert "No visit is open" in text_of(browse("Tara"), "/capi/")


def test_a_tester_sees_no_visit_of_another(browse: Browse, visit: Assignment) -> None:
    browser = browse("Toni")
    assert "Bremen" not in text_of(browser, "/capi/")
    assert browser.get(path(visit)).status_code == 404


def test_the_briefing_says_everything_the_scenario_says(browse: Browse, visit: Assignment) -> None:
    page = text_of(browse("Tara"), path(visit, "/briefing"))
    for words in ("Budget: 150 euros.", "What do you recommend?", "That you are testing.", "Nobody comes."):
        assert words in page
    assert "The whole visit: 15 to 60 minutes" in page
    assert "Because of" not in page


def test_without_a_briefing_the_questionnaire_stays_closed(browse: Browse, visit: Assignment) -> None:
    reply = browse("Tara").post(path(visit, "/start"))
    assert reply.status_code == 422
    assert "The briefing comes first." in reply.get_data(as_text=True)
    assert reading().scalar(select(Interview)) is None


def test_reading_alone_is_not_enough(browse: Browse, visit: Assignment) -> None:
    assert browse("Tara").post(path(visit, "/briefed")).status_code == 422
    assert fresh(visit).state is AssignmentState.ASSIGNED


def test_a_wrong_answer_is_explained_and_counted(browse: Browse, visit: Assignment) -> None:
    page = browse("Tara").post(path(visit, "/quiz"), {**RIGHT, "question-2": "1"}).get_data(as_text=True)
    assert "Because of 2." in page
    assert "Because of 3." not in page
    attempt = reading().scalars(select(QuizAttempt)).one()
    assert (attempt.right, attempt.questions, attempt.passed) == (4, 5, False)
    assert attempt.answers == [0, 1, 1, 1, 0]
    assert fresh(visit).state is AssignmentState.ASSIGNED


def test_who_has_everything_right_is_briefed_and_may_start(browse: Browse, visit: Assignment) -> None:
    browser = browse("Tara")
    assert browser.post(path(visit, "/quiz"), RIGHT).status_code == 302
    assert fresh(visit).state is AssignmentState.BRIEFED
    reply = browser.post(path(visit, "/start"))
    interview = reading().scalars(select(Interview)).one()
    assert reply.location == f"/capi/interviews/{interview.public_id}"
    assert (interview.mode, interview.language, interview.zone) == ("capi", "en", "Europe/Berlin")
    assert fresh(visit).state is AssignmentState.IN_FIELD
    actions = set(reading().scalars(select(AuditEntry.action)))
    assert {"briefing.quiz", "assignment.state"} <= actions


def test_starting_twice_opens_the_same_interview(browse: Browse, visit: Assignment) -> None:
    browser = browse("Tara")
    browser.post(path(visit, "/quiz"), RIGHT)
    first, second = (browser.post(path(visit, "/start")).location for _ in range(2))
    assert first == second


def test_who_knows_the_scenario_only_confirms_it(browse: Browse, visit: Assignment) -> None:
    browser = browse("Tara")
    browser.post(path(visit, "/quiz"), RIGHT)
    with transaction():
        again = build.assignment(visit.wave, build.place("kiel"), visit.scenario, visit.tester)
    assert "You know this scenario" in text_of(browser, path(again, "/briefing"))
    assert browser.post(path(again, "/briefed")).status_code == 302
    assert fresh(again).state is AssignmentState.BRIEFED


def test_a_new_version_of_the_scenario_has_to_be_passed_again(browse: Browse, visit: Assignment) -> None:
    browser = browse("Tara")
    browser.post(path(visit, "/quiz"), RIGHT)
    with transaction():
        another = {**PLAY, "role": {"de": "Sie tauschen etwas um.", "en": "You return something."}}
        newer = build.scenario(visit.wave.study, version=2, content=another)
        again = build.assignment(visit.wave, build.place("kiel"), newer, visit.tester)
    assert browser.post(path(again, "/briefed")).status_code == 422


@pytest.mark.parametrize("sent", [{}, {"question-0": "x"}, {"question-0": "99"}, {"question-0": "-1"}])
def test_nonsense_in_the_quiz_is_a_wrong_answer(
    sent: dict[str, object], browse: Browse, visit: Assignment
) -> None:
    assert browse("Tara").post(path(visit, "/quiz"), sent).status_code == 200
    assert fresh(visit).state is AssignmentState.ASSIGNED


def test_a_visit_that_could_not_be_tested_ends_with_its_reason(browse: Browse, visit: Assignment) -> None:
    browser = browse("Tara")
    assert browser.get(path(visit, "/could-not-test")).status_code == 200
    sent = {"reason": "closed", "note": "A note at the door: <b>holiday</b>"}
    assert browser.post(path(visit, "/could-not-test"), sent).location == "/capi/"
    assert fresh(visit).state is AssignmentState.COULD_NOT_TEST
    page = text_of(browser, "/capi/reports")
    assert "It was closed during its opening hours: A note at the door: &lt;b&gt;holiday&lt;/b&gt;" in page


@pytest.mark.parametrize("sent", [{}, {"reason": "lazy"}, {"reason": "other", "note": "  "}])
def test_a_reason_is_needed(sent: dict[str, object], browse: Browse, visit: Assignment) -> None:
    assert browse("Tara").post(path(visit, "/could-not-test"), sent).status_code == 200
    assert fresh(visit).state is AssignmentState.ASSIGNED


def test_the_reports_never_show_a_score(browse: Browse) -> None:
    interview = an_interview()
    with transaction():
        submission = build.submission(interview)
        build.score(submission, 61.5)
        interview.assignment.state = AssignmentState.APPROVED
        interview.assignment.state_at = build.MOMENT
    page = text_of(browse("Tara"), "/capi/reports")
    assert "Approved" in page
    shown = re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1])  # addresses have digits of their own
    assert "61" not in shown


def test_a_caller_has_no_business_on_the_testers_pages(browse: Browse, visit: Assignment) -> None:
    assert browse("Carl").get("/capi/").status_code == 403


def test_every_page_speaks_german(browse: Browse, visit: Assignment) -> None:
    browser = browse("Tara")
    browser.client.set_cookie("language", "de")
    assert "Ihr nächster Besuch" in text_of(browser, "/capi/")
    assert "Wer Sie sind" in text_of(browser, path(visit, "/briefing"))
