"""Carl's call of a Friday afternoon, in which he is promised a call back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from textwrap import dedent

from sqlalchemy import select

from mystery.access import Actor
from mystery.interview import Event
from mystery.services import accounts, interviews, reviews
from mystery.services.transaction import reading, transaction
from mystery.store.models import Promise, ScoreSheet, Submission
from tests import build
from tests.cast import someone

FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
"""15:00 in Bremen."""
HOURS = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
QUESTIONNAIRE = dedent(
    """\
    questionnaire: promised
    version: "1"
    languages: [en]
    choices:
      yes-no: [{name: "yes", label: "Yes"}, {name: "no", label: "No"}]
    sections:
      - section: closing
        label: Closing
        items:
          - {item: greeted, type: select_one yes-no, label: Greeted?, required: true}
          - item: callback
            type: promise
            label: What was promised?
            parameters: kind=callback within=4h closes=10d
            constraint: today() <= date('2026-11-27')
    """
)
SCHEME = dedent(
    """\
    scheme: promised
    for: promised
    model: points
    minimum_coverage: 0.4
    items:
      greeted: {weight: 1, value: {"yes": 1, "no": 0}}
      callback: {weight: 1, value: {kept: 1, broken: 0}}
    """
)


def actor(name: str) -> Actor:
    return accounts.actor_for(someone(name))


def at(minutes: int = 0, **more: int) -> str:
    return (FRIDAY + timedelta(minutes=minutes, **more)).isoformat().replace("+00:00", "Z")


def called(by: str = "", what: str = "A call", *, who: str = "Carl") -> Submission:
    """Carl's call of Friday afternoon: he is promised a call back."""
    with transaction():
        study = build.study(build.client(), minimum_tests=1)
        place = build.place("bremen")
        place.hours = HOURS
        version = build.questionnaire(QUESTIONNAIRE)
        scenario = build.scenario(
            study, questionnaire_version=version, scheme_version=build.scheme(SCHEME, "promised")
        )
        assignment = build.assignment(build.wave(study), place, scenario, someone(who))
        caller = actor(who)
        row = interviews.open_interview(assignment, caller, mode="cati", language="en", now=FRIDAY)
        answer = {"what": what, **({"by": by} if by else {})} if what else None
        events = [
            Event(2, "answer", "greeted", "yes", at(1), 60_000),
            Event(3, "answer", "callback", answer, at(2), 120_000),
            Event(4, "finish", "", None, at(3), 180_000),
        ]
        interviews.append(row, events)
        return interviews.finish(row, caller, now=FRIDAY + timedelta(minutes=3))


def approved(submission: Submission) -> Submission:
    with transaction():
        reviews.approve(submission, actor("Rolf"), now=FRIDAY + timedelta(hours=1))
    return submission


def the_promise() -> Promise:
    return reading().scalars(select(Promise)).one()


def totals() -> list[float | None]:
    return list(reading().scalars(select(ScoreSheet.total).order_by(ScoreSheet.id)))


def newest() -> Submission:
    return reading().scalars(select(Submission).order_by(Submission.id.desc()).limit(1)).one()


def correct(value: dict[str, str] | None) -> None:
    """Rolf asks back, and Carl says anew what was promised."""
    last = newest()
    row = last.interview
    with transaction():
        reviews.ask_back(last, actor("Rolf"), {"callback": "What exactly?"})
        seq = interviews.journal(row)[-1].seq
        interviews.append(
            row,
            [
                Event(seq + 1, "answer", "callback", value, at(4), 240_000),
                Event(seq + 2, "finish", "", None, at(5 + seq), 300_000),
            ],
        )
        interviews.finish(row, actor("Carl"), now=FRIDAY + timedelta(minutes=5 + seq))
