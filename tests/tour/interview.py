"""The player in the tour: a tester's or caller's first open test, briefed and opened, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from mystery.access import Role
from mystery.demo.people import Login
from mystery.services import accounts, briefing
from mystery.services.transaction import reading
from mystery.store.models import Assignment, AssignmentState, User

_STARTS = {Role.TESTER: "/capi/visits", Role.CALLER: "/cati/calls"}
_OPENABLE = (AssignmentState.ASSIGNED, AssignmentState.BRIEFED, AssignmentState.IN_FIELD)
_MOST_PAGES = 12


def pages_of_an_interview(app: Flask, page: Page, address: str, login: Login) -> Iterator[str]:
    """Shows each page of the questionnaire, then its end; yields a name for each. Other roles have none."""
    if login.role not in _STARTS:
        return
    page.goto(f"{address}{_STARTS[login.role]}/{_briefed(app, login.email)}")
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_selector(".player-stage .page")
    yield "interview-1"
    forward = page.locator(".player-foot .button-primary")
    for number in range(2, _MOST_PAGES):
        if not forward.count() or not forward.is_enabled():
            return
        forward.click()
        page.wait_for_timeout(200)
        yield f"interview-{number}"
        if page.locator(".ending, .blocker").count():
            return


def _briefed(app: Flask, email: str) -> str:
    """The public id of the first test that the person may open, with the briefing passed."""
    with app.app_context():
        query = (
            select(Assignment)
            .join(User, Assignment.tester_id == User.id)
            .where(User.email == email, Assignment.state.in_(_OPENABLE))
            .order_by(Assignment.state == AssignmentState.ASSIGNED, Assignment.id)
        )
        visit = reading().scalars(query).first()
        assert visit is not None, f"the demo has nothing to do for {email}"
        if visit.state is AssignmentState.ASSIGNED:
            actor = accounts.actor_for(visit.tester)
            briefing.answer_quiz(visit, actor, [question.right for question in briefing.play_of(visit).quiz])
        return str(visit.public_id)
