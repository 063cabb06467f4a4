"""A visit of Tara's in a running wave, her tablet, and what she finds: the world of the intake's tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from mystery.services import submissions
from mystery.services.accounts import actor_for
from mystery.services.submissions import Accepted
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Intake, Interview, Scenario, Submission, Wave
from tests import build
from tests.cast import someone
from tests.tablet import SealedFile, Tablet

ANSWERS = {"greeted": "yes", "queue_minutes": 4}


@dataclass
class IntakeWorld:
    """One visit to make, and a tablet to make it with."""

    assignment: Assignment
    tablet: Tablet
    submission: UUID = field(default_factory=uuid4)

    @property
    def form(self) -> str:
        return self.assignment.scenario.questionnaire_version.fingerprint

    def record(self, answers: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        events = more.pop("events", None) or self.tablet.visit(self.form, answers or ANSWERS)
        uuid, visit = more.pop("submission", self.submission), more.pop("visit", self.assignment.public_id)
        return self.tablet.record(uuid, visit, more.pop("form", self.form), events, **more)

    def envelope(self, answers: dict[str, Any] | None = None, **more: Any) -> bytes:
        return self.tablet.seal(self.record(answers, **more))

    def send(self, body: bytes, submission: UUID | None = None) -> Accepted:
        return submissions.accept("envelope", submission or self.submission, body)

    def again(self, of: str = "kiel") -> Assignment:
        """Another visit of the same tester in the same wave."""
        with transaction():
            row = self.assignment
            return build.assignment(row.wave, build.place(of), row.scenario, someone("Tara"))


def world(state: AssignmentState = AssignmentState.BRIEFED, **scenario: Any) -> IntakeWorld:
    with transaction():
        study = build.study(build.client())
        playing: Scenario = build.scenario(study, **scenario)
        wave: Wave = build.wave(study)
        visit = build.assignment(wave, build.place("bremen"), playing, someone("Tara"), state)
    return IntakeWorld(visit, Tablet.enrolled("Tara"))


def photo_form() -> Any:
    """A questionnaire that asks for a picture, published."""
    text = build.QUESTIONNAIRE.replace('version: "1"', 'version: "with-photo"')
    return build.questionnaire(
        text + "      - {item: facade, type: image, label: {de: Fassade, en: Facade}}\n"
    )


def photo_answer(file: SealedFile) -> dict[str, object]:
    return {"sha256": file.content, "name": file.name, "type": file.type, "size": len(file.data)}


def intakes() -> list[Intake]:
    return list(reading().scalars(select(Intake).order_by(Intake.sequence)))


def counted(assignment: Assignment) -> list[Submission]:
    """The submissions of an assignment that may ever count: of interviews that nobody set aside."""
    query = select(Submission).join(Interview, Submission.interview_id == Interview.id)
    query = query.where(Interview.assignment_id == assignment.id, Interview.set_aside_at.is_(None))
    return list(reading().scalars(query.order_by(Submission.id)))


__all__ = ["ANSWERS", "IntakeWorld", "actor_for", "counted", "intakes", "photo_answer", "photo_form", "world"]
