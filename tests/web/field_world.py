"""Tests that wait to be done, and what a tablet sends for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mystery.interview import Opening, event_json, events_from_answers
from mystery.services import accounts, interviews
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Interview
from tests import build
from tests.browsing import Browser
from tests.cast import someone

PLAY = {
    "role": {"de": "Sie kaufen zum ersten Mal hier.", "en": "You shop here for the first time."},
    "facts": [{"de": "Budget: 150 Euro.", "en": "Budget: 150 euros."}],
    "must_say": [{"de": "Was empfehlen Sie mir?", "en": "What do you recommend?"}],
    "never_say": [{"de": "Dass Sie testen.", "en": "That you are testing."}],
    "exit_line": {"de": "Ich überlege es mir.", "en": "I will think about it."},
    "objections": [
        {"if": {"de": "Niemand kommt.", "en": "Nobody comes."}, "then": {"de": "Warten.", "en": "Wait."}}
    ],
    "timers": [{"name": "visit_minutes", "low": 15, "high": 60}],
    "quiz": [
        {
            "question": {"de": f"Frage {number}?", "en": f"Question {number}?"},
            "options": [{"de": "Ja", "en": "Yes"}, {"de": "Nein", "en": "No"}],
            "right": number % 2,
            "why": {"de": f"Darum {number}.", "en": f"Because of {number}."},
        }
        for number in range(5)
    ],
}
RIGHT = {f"question-{number}": str(number % 2) for number in range(5)}


def a_visit(
    place: str = "bremen",
    tester: str = "Tara",
    state: AssignmentState = AssignmentState.ASSIGNED,
    code: str = "visit",
    **columns: Any,
) -> Assignment:
    """An assignment with a real scenario, in a study of its own."""
    with transaction():
        study = build.study(build.client(), code=code)
        play = build.scenario(study, content=PLAY, **columns)
        return build.assignment(build.wave(study), build.place(place), play, someone(tester), state)


def an_interview(tester: str = "Tara", mode: str = "capi", **columns: Any) -> Interview:
    """An interview that was just opened on a tablet."""
    visit = a_visit(tester=tester, state=AssignmentState.BRIEFED, **columns)
    actor = accounts.actor_for(someone(tester))
    return interviews.open_interview(visit, actor, mode=mode, language="en", now=build.MOMENT)


def events_for(
    interview: Interview, answers: Mapping[str, object], *, finish: bool = True
) -> list[dict[str, Any]]:
    """What the tablet writes for these answers after the opening event, as JSON."""
    opening = Opening(
        at=interview.opened_at, seed=interview.seed, mode=interview.mode, by=owner_of(interview)
    )
    form = form_by_fingerprint(interview.form_fingerprint)
    written = events_from_answers(form, answers, opening, finish=finish)
    return [dict(event_json(each)) for each in written[1:]]


def owner_of(interview: Interview) -> str:
    return str(interview.assignment.tester.public_id) if interview.assignment.tester else ""


def address(interview: Interview | UUID, what: str) -> str:
    public_id = interview if isinstance(interview, UUID) else interview.public_id
    return f"/api/v1/interviews/{public_id}/{what}"


def send(browser: Browser, interview: Interview, events: list[dict[str, Any]]) -> Any:
    return browser.send("POST", address(interview, "events"), {"events": events})


def hand_in(browser: Browser, interview: Interview, last_seq: int) -> Any:
    return browser.send("POST", address(interview, "finish"), {"last_seq": last_seq, "media": []})


def fresh(row: Any) -> Any:
    """The row as the database has it now."""
    reading().refresh(row)
    return row
