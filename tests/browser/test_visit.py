"""A visit on a tablet, from Today to the receipt, against the real server."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from sqlalchemy import select

from mystery.services import reviews
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import AssignmentState, Submission
from tests.browser.conftest import Open
from tests.cast import someone
from tests.web.field_world import a_visit, fresh


def brief(page: Page) -> None:
    page.get_by_role("link", name="Read the briefing").click()
    for number in range(5):
        page.locator(f"#question-{number}-{number % 2}").check()
    page.get_by_role("button", name="Check my answers").click()


def test_a_tester_does_a_visit_and_sees_it_confirmed(open_page: Open) -> None:
    visit = a_visit()
    page = open_page("Tara", "/capi/", width=800, height=1280)
    brief(page)
    page.get_by_role("button", name="Open the questionnaire").click()
    page.wait_for_selector(".player-stage .page")
    page.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).click()
    page.locator(".item[data-key=queue_minutes] input").fill("4")
    page.locator(".player-foot .button-primary").click()
    page.get_by_role("button", name="Finish and send").click()
    expect(page.locator(".ending-step[data-done=true]")).to_have_count(3)
    db.session.rollback()
    assert reading().scalars(select(Submission)).one().answers == {"greeted": "yes", "queue_minutes": 4}
    assert fresh(visit).state is AssignmentState.IN_REVIEW
    page.get_by_role("link", name="Back to my visits").click()
    expect(page.get_by_text("No visit is open")).to_be_visible()


def test_a_report_that_was_asked_back_is_handed_in_again(open_page: Open) -> None:
    visit = a_visit()
    page = open_page("Tara", "/capi/", width=800, height=1280)
    brief(page)
    page.get_by_role("button", name="Open the questionnaire").click()
    page.wait_for_selector(".player-stage .page")
    page.locator(".player-foot .button-primary").click()
    page.get_by_role("button", name="Finish and send").click()
    expect(page.locator(".ending-step[data-done=true]")).to_have_count(3)
    db.session.rollback()
    first = reading().scalars(select(Submission)).one()
    reviews.ask_back(first, actor_for(someone("Rolf")), {"queue_minutes": "How long did you queue?"})
    db.session.rollback()
    page.goto("/capi/reports")
    page.get_by_role("button", name="Answer the questions").click()
    page.locator(".blocker", has_text="How long did you queue?").click()
    page.locator(".item[data-key=queue_minutes] input").fill("9")
    page.locator(".player-foot .button-primary").click()
    page.get_by_role("button", name="Finish and send").click()
    expect(page.locator(".ending-step[data-done=true]")).to_have_count(3)
    db.session.rollback()
    assert [row.version for row in reading().scalars(select(Submission))] == [1, 2]
    assert fresh(visit).state is AssignmentState.IN_REVIEW


def test_a_browser_that_dies_in_the_middle_loses_no_answer(open_page: Open) -> None:
    a_visit()
    page = open_page("Tara", "/capi/", width=800, height=1280)
    brief(page)
    page.get_by_role("button", name="Open the questionnaire").click()
    page.wait_for_selector(".player-stage .page")
    page.locator(".item[data-key=greeted]").get_by_text("No", exact=True).click()
    page.locator(".item[data-key=queue_minutes] input").fill("7")
    expect(page.locator(".sync")).to_have_text("Sent")
    page.context.close()
    again = open_page("Tara", "/capi/", width=390, height=844)
    again.get_by_role("link", name="Go on").click()
    again.get_by_role("button", name="Go on with the questionnaire").click()
    expect(again.locator(".item[data-key=queue_minutes] input")).to_have_value("7")
    expect(again.locator(".item[data-key=greeted]").get_by_label("No")).to_be_checked()
