"""A wave that is called, with callers, hotlines and respondents; by default it is Tuesday 10:00 in Berlin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import Any

from mystery.access import Actor, Role
from mystery.interview import Opening, events_from_answers
from mystery.services import accounts, assignments, call_interviews, clients, intake, interviews
from mystery.services.accounts import actor_for
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallCase,
    CallContact,
    CallNumber,
    CallPlan,
    Interview,
    Scenario,
    Submission,
    User,
    Wave,
)
from tests import build
from tests.cast import someone

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

TEST_CALL = dedent(
    """\
    questionnaire: short-call
    version: "1"
    languages: [de, en]
    modes: [cati]
    title: {de: Testanruf, en: Test call}
    choices:
      reached:
        - {name: human, label: {de: Mensch, en: Human}}
        - {name: no_answer, label: {de: Niemand, en: Nobody}}
    sections:
      - section: reach
        label: {de: Erreichbarkeit, en: Reachability}
        items:
          - {item: attempts, type: integer, label: {de: Versuch, en: Attempt}}
          - {item: ring_time, type: timer, label: {de: Klingeln, en: Ringing}}
          - {item: reached, type: select_one reached, label: {de: Erreicht?, en: Reached?}}
    """
)
SURVEY = dedent(
    """\
    questionnaire: short-survey
    version: "1"
    languages: [de, en]
    modes: [cati]
    title: {de: Befragung, en: Survey}
    choices:
      sex:
        - {name: f, label: {de: Weiblich, en: Female}}
        - {name: m, label: {de: Männlich, en: Male}}
    sections:
      - section: main
        label: {de: Fragen, en: Questions}
        items:
          - {item: sex, type: select_one sex, label: {de: Geschlecht, en: Sex}}
          - {item: years, type: integer, label: {de: Alter, en: Age}}
    """
)


def a_caller(name: str = "Cora", client: str = "") -> User:
    """Another caller beside Carl; kept to one client where one is named."""
    with transaction():
        scopes = [clients.scope_by_code(client)] if client else []
        email = f"{name.lower()}@testers.example"
        return accounts.create_user(email, name, Role.CALLER, "a long password", scopes=scopes)


def a_wave(kind: str = "test", text: str = "", client: str = "nord", **plan: Any) -> Wave:
    """A wave in the field with its call plan and a scenario for calls at the client as a whole."""
    with transaction() as session:
        study = build.study(build.client(client), code=f"calls-{kind}-{client}")
        wave = build.wave(study)
        source = text or (SURVEY if kind == "survey" else TEST_CALL)
        scenario = build.scenario(
            study, method="test-call", questionnaire_version=build.questionnaire(source)
        )
        assignments.set_target(wave, clients.root_of(study.client), scenario, 1)
        defaults = {"rules": {}, "hours": {}, "day_parts": [], "guards": {}}
        session.add(CallPlan(wave=wave, kind=kind, **{**defaults, **plan}))
        return wave


def scenario_of(wave: Wave) -> Scenario:
    return reading().query(Scenario).filter_by(study_id=wave.study_id).one()


def a_hotline(
    wave: Wave,
    tester: str = "Carl",
    place: str = "bremen",
    state: AssignmentState = AssignmentState.BRIEFED,
) -> Assignment:
    """A planned test call of a place with a number."""
    with transaction():
        at = build.place(place)
        at.phone = at.phone or "+49 421 555 010"
        by = _person(tester)
        return build.assignment(
            wave, at, scenario_of(wave), by, state, window_from=TUESDAY - timedelta(days=2)
        )


def a_respondent(wave: Wave, reference: str = "R-1", **columns: Any) -> CallCase:
    """A respondent with one number."""
    number = columns.pop("number", f"+4930{abs(hash(reference)) % 10**7:07d}")
    defaults: Mapping[str, Any] = {
        "kind": "survey",
        "time_zone": "Europe/Berlin",
        "next_at": TUESDAY - timedelta(hours=1),
        "attributes": {},
        "part_tries": {},
    }
    with transaction() as session:
        case = CallCase(wave_id=wave.id, reference=reference, **{**defaults, **columns})
        case.numbers = [CallNumber(e164=number, position=0)]
        case.contact = CallContact(name=f"Person {reference}")
        session.add(case)
        return case


def answered(case: CallCase, now: datetime, **answers: Any) -> Interview:
    """Carl, who holds the case, has asked everything; only handing in is missing."""
    found = call_interviews.open_for(case, carl(), "de", now=now)
    form = form_by_fingerprint(found.form_fingerprint)
    events = events_from_answers(form, answers, Opening(at=now, by=str(carl().public_id)))
    interviews.append(found, events[1:])
    return found


def handed_in(case: CallCase, now: datetime, **answers: Any) -> Submission:
    return intake.finish(answered(case, now, **answers), carl(), now=now)


def _person(name: str) -> User | None:
    return accounts.find_by_email(f"{name.lower()}@testers.example") if name else None


def carl() -> Actor:
    return actor_for(someone("Carl"))
