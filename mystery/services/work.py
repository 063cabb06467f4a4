"""A tester's work as a tablet takes it along: visits with their plays, forms, files and documents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.problems import NotFound
from mystery.questionnaire import canonical as canonical_package
from mystery.scenario import Document, Scenario, to_content
from mystery.services import (
    attached_files,
    briefing,
    curves,
    interviews,
    own_work,
    promise_notes,
    promises,
    scenario_documents,
)
from mystery.services.draft_holders import seed_of
from mystery.services.forms import version_of_form
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Device,
    Interview,
    Media,
    QuestionnaireVersion,
    User,
)


def of_tester(actor: Actor) -> dict[str, Any]:
    """Everything for the day, without a word that changes by itself: equal work has equal bytes."""
    require(actor, "assignment.work")
    open_visits = own_work.to_do(actor)
    drafts = _drafts(actor, open_visits)
    user = reading().get_one(User, actor.user_id)
    tester = {"id": str(user.public_id), "name": user.name, "language": user.language}
    return {
        "tester": tester,
        "assignments": [_visit(each, drafts.get(each.id)) for each in open_visits],
        "promises": [promise_notes.told(each) for each in promises.open_of(actor)],
    }


def tag_of(work: Mapping[str, Any]) -> str:
    """Names this state of the work; changes when anything of it does."""
    return hashlib.sha256(curves.canonical(work)).hexdigest()[:32]


def _visit(assignment: Assignment, draft: dict[str, Any] | None) -> dict[str, Any]:
    play = briefing.play_of(assignment)
    form = draft["form"] if draft else assignment.scenario.questionnaire_version.fingerprint
    return {
        "id": str(assignment.public_id),
        "state": assignment.state.value,
        **_time_and_place(assignment),
        "title": {"de": assignment.scenario.title_de, "en": assignment.scenario.title_en},
        "role": dict(play.role),
        "minutes": _minutes(play),
        "fee": {"cents": assignment.fee_cents, "currency": assignment.currency},
        "form": form,
        "scenario": to_content(play),
        "documents": [asdict(each) for each in play.documents],
        "needs_briefing": assignment.state is AssignmentState.ASSIGNED,
        "interview": draft["told"] if draft else None,
        "seed": draft["seed"] if draft else seed_of(assignment),
        "mode": "capi",
    }


def _time_and_place(assignment: Assignment) -> dict[str, Any]:
    """Where and when. The visit is lent until its window ends; what comes later a person looks at."""
    place = assignment.location
    return {
        "window": {
            "from": _moment(assignment.window_from),
            "to": _moment(assignment.window_to),
            "zone": place.time_zone,
        },
        "lease_until": _moment(assignment.window_to),
        "location": {
            "name": place.name,
            "street": place.street,
            "city": f"{place.postcode} {place.city}".strip(),
            "phone": place.phone,
            "web": place.web,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "zone": place.time_zone,
        },
    }


def _minutes(play: Scenario) -> dict[str, float] | None:
    """How long the visit is to take."""
    found = next((each for each in play.timers if each.name.startswith("visit")), None)
    return {"low": found.low, "high": found.high} if found else None


def _drafts(actor: Actor, visits: Sequence[Assignment]) -> dict[int, dict[str, Any]]:
    """What is known of the interviews of these visits, by the visit's key; two questions for all of them."""
    query = (
        select(Interview, Device.public_id)
        .outerjoin(Device, Interview.device_id == Device.id)
        .where(
            Interview.assignment_id.in_([each.id for each in visits]),
            Interview.user_id == actor.user_id,
            Interview.set_aside_at.is_(None),
        )
    )
    found = reading().execute(query).all()
    reached = interviews.reached([row.id for row, _ in found])
    states = {each.id: each.state for each in visits}
    return {
        row.assignment_id: {
            "form": row.form_fingerprint,
            "seed": row.seed,
            "told": {
                "id": str(row.public_id),
                "acknowledged": reached.get(row.id, 0),
                "held_by": str(holder) if holder else "",
                "state": _state(states[row.assignment_id]),
            },
        }
        for row, holder in found
    }


def _state(state: AssignmentState) -> str:
    if state is AssignmentState.QUERIED:
        return "asked_back"
    return "open"


def package_of(actor: Actor, fingerprint: str) -> bytes:
    """The package of a form that the tester has work with, in the very bytes that the fingerprint names."""
    return canonical_package(_version(actor, fingerprint).package).encode()


def file_of_form(actor: Actor, fingerprint: str, sha256: str) -> Media:
    """A picture, sound or film of such a form."""
    return attached_files.file_of(attached_files.shown_by(_version(actor, fingerprint).package), sha256)


def _version(actor: Actor, fingerprint: str) -> QuestionnaireVersion:
    """Raises `NotFound` for a form of nobody's, or of somebody else's work."""
    require(actor, "assignment.work")
    version = version_of_form(fingerprint)
    own = select(Interview.id).where(
        Interview.user_id == actor.user_id, Interview.form_fingerprint == fingerprint
    )
    if any(
        each.scenario.questionnaire_version_id == version.id for each in _own_visits(actor)
    ) or reading().scalar(own.limit(1)):
        return version
    raise NotFound("form")


def document_of(actor: Actor, sha256: str) -> tuple[Document, Media]:
    """A document of one of the tester's plays. Any other file is as good as not there."""
    require(actor, "assignment.work")
    for visit in _own_visits(actor):
        if any(each["sha256"] == sha256 for each in visit.scenario.content.get("documents", ())):
            return scenario_documents.document_of(visit.scenario, sha256)
    raise NotFound("document")


def _own_visits(actor: Actor) -> Sequence[Assignment]:
    query = select(Assignment).where(Assignment.tester_id == actor.user_id)
    return reading().scalars(query.options(joinedload(Assignment.scenario))).all()


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
