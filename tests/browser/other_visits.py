"""The visits that nobody clicks through: played by the real engine, all weak at one item."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from sqlalchemy import select

from mystery import interview as engine
from mystery.interview import Opening
from mystery.services import assignments, clients, interviews, media, reviews
from mystery.services.accounts import actor_for
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import Assignment, AssignmentState, OrgKind, OrgUnit, Submission
from tests.browser.whole_visit import picture
from tests.cast import someone

_GOOD: Mapping[str, object] = {
    "hours_true": "yes",
    "tidy": "5",
    "time_to_notice": {"seconds": 20, "laps": []},
    "greeted": "yes",
    "initiative": "staff",
    "open_questions": 4,
    "product_fit": "full",
    "recommended": "Casserole",
    "benefit": "yes",
    "limits_named": "yes",
    "alternative": "yes",
    "add_on": "no",
    "queue_time": {"seconds": 30, "laps": []},
    "age_check": {"missing": "not_applicable"},
    "receipt_offered": "yes",
    "thanked": "yes",
    "quote_promised": "no",
    "would_buy": 8,
}
_WEAK = {"open_questions": 0}
_SOMETIMES = ({}, {"limits_named": "no"}, {}, {"greeted": "no"}, {"tidy": "4"})
"""What differs from visit to visit, so that figures have an interval."""


def enter_places(*towns: str) -> None:
    """More locations in the region that was entered by the form."""
    db.session.rollback()
    region = reading().scalars(select(OrgUnit).where(OrgUnit.code == "coast")).one()
    for town in towns:
        name, code = f"Hansa {town}", town.lower()
        clients.add_org_unit(
            region.client, OrgKind.LOCATION, code, name, parent=region, city=town, headcount=11
        )


def play_the_rest() -> int:
    """Plays every visit that is still to be done, to the verdict; how many there were."""
    db.session.rollback()
    files = _files()
    left = select(Assignment).where(Assignment.state.in_((AssignmentState.DRAFT, AssignmentState.ASSIGNED)))
    found = reading().scalars(left.order_by(Assignment.id)).all()
    with transaction():
        for number, assignment in enumerate(found):
            answers = {**_GOOD, **files, **_WEAK, **_SOMETIMES[number % len(_SOMETIMES)]}
            reviews.approve(_play(assignment, answers), actor_for(someone("Rolf")))
    return len(found)


def _files() -> dict[str, dict[str, object]]:
    """Evidence that is in the store, as answers name it."""
    found: dict[str, dict[str, object]] = {}
    for item, kind in (("facade", "JPEG"), ("receipt", "JPEG"), ("signature", "PNG")):
        row = media.keep(BytesIO(picture(item, (960, 720), kind)))
        name = f"{item}.{kind.lower()}"
        found[item] = {"sha256": row.sha256, "name": name, "type": row.type, "size": row.size}
    return found


def _play(assignment: Assignment, answers: Mapping[str, object]) -> Submission:
    tester = assignment.tester or someone("Toni")
    if assignment.tester is None:
        assignments.assign(assignment, tester, (assignment.window_from, assignment.window_to))
    actor = actor_for(tester)
    interview = interviews.open_interview(assignment, actor, mode="capi", language="en")
    form = form_by_fingerprint(interview.form_fingerprint)
    opening = Opening(
        interview.opened_at, interview.seed, interview.zone, "en", "capi", str(tester.public_id), 60.0
    )
    interviews.append(interview, engine.events_from_answers(form, answers, opening)[1:])
    return interviews.finish(interview, actor)
