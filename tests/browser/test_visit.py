"""A visit on a tablet, from Today to the receipt, against the real server."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from sqlalchemy import select

from mystery.services import reviews
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import AssignmentState, ItemQuery, Submission
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


def asked_back(open_page: Open, path: str, question: str) -> Page:
    """A page on which a tester whose report was asked back has opened what is asked."""
    page = open_page("Tara", "/capi/", width=800, height=1280)
    brief(page)
    page.get_by_role("button", name="Open the questionnaire").click()
    page.wait_for_selector(".player-stage .page")
    page.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).click()
    hand_in(page)
    db.session.rollback()
    first = reading().scalars(select(Submission)).one()
    reviews.ask_back(first, actor_for(someone("Rolf")), {path: question})
    db.session.rollback()
    page.goto("/capi/reports")
    page.get_by_role("button", name="Answer the questions").click()
    page.locator(".blocker", has_text=question).click()
    return page


def hand_in(page: Page) -> None:
    page.locator(".player-foot .button-primary").click()
    page.get_by_role("button", name="Finish and send").click()
    expect(page.locator(".ending-step[data-done=true]")).to_have_count(3)
    db.session.rollback()


def test_a_report_that_was_asked_back_is_handed_in_again(open_page: Open) -> None:
    visit = a_visit()
    page = asked_back(open_page, "queue_minutes", "How long did you queue?")
    page.locator(".item[data-key=queue_minutes] .item-body input").fill("9")
    expect(page.locator(".item[data-key=greeted]").get_by_label("No")).to_be_disabled()
    hand_in(page)
    assert [row.version for row in reading().scalars(select(Submission))] == [1, 2]
    assert fresh(visit).state is AssignmentState.IN_REVIEW


def test_a_tester_who_was_right_says_so(open_page: Open) -> None:
    visit = a_visit()
    page = asked_back(open_page, "greeted", "Really?")
    page.get_by_label("It is right, because").fill("The porter said good morning.")
    page.get_by_role("button", name="Confirm").click()
    hand_in(page)
    assert fresh(visit).state is AssignmentState.IN_REVIEW
    assert reading().scalars(select(ItemQuery)).one().answer == "The porter said good morning."
    assert [row.answers["greeted"] for row in reading().scalars(select(Submission))] == ["yes", "yes"]


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
