"""The player in the tour: a tester's or caller's first open test, briefed and opened, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from mystery.access import Role
from mystery.demo.people import Login
from mystery.services import accounts, briefing, call_plans, cases
from mystery.services.transaction import reading
from mystery.store.models import Assignment, AssignmentState, User

_STARTS = {
    Role.TESTER: ("/capi/visits", "main form button[type=submit]"),
    Role.CALLER: ("/cati/interviews", ".case-questions"),
}
_OPENABLE = (AssignmentState.ASSIGNED, AssignmentState.BRIEFED, AssignmentState.IN_FIELD)
_MOST_PAGES = 12


def pages_of_an_interview(app: Flask, page: Page, address: str, login: Login) -> Iterator[str]:
    """Shows each page of the questionnaire, then its end; yields a name for each. Other roles have none."""
    if login.role not in _STARTS:
        return
    path, button = _STARTS[login.role]
    page.goto(f"{address}{path}/{_briefed(app, login)}")
    first = page.locator(".player-stage .page")
    page.locator(f"{button}, .player-stage .page").filter(visible=True).first.wait_for()
    if not first.count():  # whoever has begun is at the questions at once
        page.click(button)
    first.wait_for()
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


def _briefed(app: Flask, login: Login) -> str:
    """The public id of the first test that the person may open, briefed; of a call that of its interview."""
    with app.app_context():
        query = (
            select(Assignment)
            .join(User, Assignment.tester_id == User.id)
            .where(User.email == login.email, Assignment.state.in_(_OPENABLE))
            .order_by(Assignment.state == AssignmentState.ASSIGNED, Assignment.id)
        )
        visit = reading().scalars(query).first()
        assert visit is not None, f"the demo has nothing to do for {login.email}"
        actor = accounts.actor_for(visit.tester)
        if visit.state is AssignmentState.ASSIGNED:
            briefing.answer_quiz(visit, actor, [question.right for question in briefing.play_of(visit).quiz])
        if login.role is not Role.CALLER:
            return str(visit.public_id)
        call_plans.usual_plan(visit.wave)
        cases.open_tests(visit.wave)
        return str(briefing.start(visit, actor, mode="cati", language="en").public_id)
