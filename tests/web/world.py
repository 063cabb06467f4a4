"""A small world with one of everything, three times: own, sibling and foreign, as seen from Autohaus Nord.

own: Bremen, tested by Tara, released. sibling: Ulm (another region), tested by Toni, not yet released.
foreign: Köln, of Bäckerei Fremd, tested by Toni, released.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from mystery.access import Role
from mystery.clock import utcnow
from mystery.services import collect_access
from mystery.services.accounts import actor_for
from mystery.services.sessions import open_session
from mystery.services.transaction import transaction
from mystery.store.models import AssignmentState, Row, Scenario, Study, WaveState
from tests import build
from tests.cast import someone

PEOPLE = {
    Role.ADMIN: "Anna",
    Role.RESEARCHER: "Rita",
    Role.SCHEDULER: "Stefan",
    Role.REVIEWER: "Rolf",
    Role.AUDITOR: "Axel",
    Role.TESTER: "Tara",
    Role.CALLER: "Carl",
    Role.CLIENT_HQ: "Heidi",
    Role.CLIENT_REGION: "Renate",
    Role.CLIENT_LOCATION: "Lothar",
    Role.WORKS_COUNCIL: "Wera",
}

_PARTS = {
    "own": ("nord", "bremen", "Tara", WaveState.RELEASED),
    "sibling": ("nord", "ulm", "Toni", WaveState.REVIEW),
    "foreign": ("fremd", "koeln", "Toni", WaveState.RELEASED),
}


@dataclass(frozen=True)
class Thing:
    """A row of the world, good for any copy of its database."""

    model: type[Row]
    public_id: UUID


@dataclass(frozen=True)
class World:
    """The things by part and by the word that routes use for them; and a session token for each role."""

    parts: Mapping[str, Mapping[str, Thing]]
    tokens: Mapping[Role, str]


def populate() -> World:
    """Writes the world into the database of the cast."""
    with transaction():
        studies = {code: build.study(build.client(code)) for code in ("nord", "fremd")}
        scenarios = {code: build.scenario(study) for code, study in studies.items()}
        rows = {part: _one_of_each(part, studies, scenarios) for part in _PARTS}
    tokens = {role: open_session(someone(name), "matrix", utcnow()).token for role, name in PEOPLE.items()}
    things = {
        part: {kind: Thing(type(row), row.public_id) for kind, row in kinds.items()}
        for part, kinds in rows.items()
    }
    return World(things, tokens)


def _one_of_each(
    part: str, studies: Mapping[str, Study], scenarios: Mapping[str, Scenario]
) -> dict[str, Row]:
    client_code, place_code, tester, state = _PARTS[part]
    study, scenario = studies[client_code], scenarios[client_code]
    place, person = build.place(place_code), someone(tester)
    wave = build.wave(study, code=f"w-{part}", state=state)
    assignment = build.assignment(wave, place, scenario, person, AssignmentState.APPROVED)
    interview = build.interview(assignment, person)
    submission = build.submission(interview)
    device = build.device(person)
    case = build.call_case(wave)
    attempt = build.call_attempt(case, someone("Toni"))
    access = collect_access.issue(person, actor_for(person)).access
    return {
        "client": build.client(client_code),
        "location": place,
        "study": study,
        "scenario": scenario,
        "wave": wave,
        "assignment": assignment,
        "interview": interview,
        "case": case,
        "attempt": attempt,
        "recording": build.recording(attempt),
        "menu_run": build.menu_run(wave, place, person),
        "submission": submission,
        "score": build.score(submission),
        "evidence": build.evidence(interview, released=part != "sibling"),
        "promise": build.promise(interview),
        "item_query": build.item_query(submission, someone("Rolf")),
        "questionnaire": scenario.questionnaire_version,
        "scheme": scenario.scheme_version,
        "draft": build.draft(),
        "block": build.block(),
        "intake": build.intake(interview, person),
        "user": person,
        "tester": person.tester_profile,
        "collect_access": access,
        "collect_submission": build.collect_report(access, interview.form_fingerprint),
        "device": device,
        "holding": build.holding(device),
    }
