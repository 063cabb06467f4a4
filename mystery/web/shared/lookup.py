"""Rows by the ids in addresses. Each look-up authorizes: what is not this person's answers 404.

study = study_or_404(public_id, to="edit")
"""

from __future__ import annotations

from typing import Protocol, TypeVar
from uuid import UUID

from mystery.services import lookup
from mystery.store import models
from mystery.store.models import Row
from mystery.web.shared.identity import current_actor

R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


class Lookup(Protocol[R_co]):
    def __call__(self, public_id: UUID, to: str = "view") -> R_co: ...


def _lookup(model: type[R], noun: str) -> Lookup[R]:
    def find(public_id: UUID, to: str = "view") -> R:
        return lookup.find(current_actor(), model, public_id, noun, to)

    return find


def own_collect_access_or_404(public_id: UUID) -> models.CollectAccess:
    """One of a tester's own accesses to Collect, which they may end without asking."""
    return lookup.find_visible(current_actor(), models.CollectAccess, public_id)


def session_or_404(public_id: UUID) -> models.UserSession:
    """One of the person's own sessions; there is no permission to ask for."""
    return lookup.find_visible(current_actor(), models.UserSession, public_id)


def own_device_or_404(public_id: UUID) -> models.Device:
    """One of the person's own tablets; there is no permission to ask for."""
    return lookup.find_visible(current_actor(), models.Device, public_id)


client_or_404 = _lookup(models.Client, "client")
location_or_404 = _lookup(models.OrgUnit, "location")
touchpoint_or_404 = _lookup(models.Touchpoint, "client")
questionnaire_or_404 = _lookup(models.QuestionnaireVersion, "questionnaire")
draft_or_404 = _lookup(models.Draft, "questionnaire")
block_or_404 = _lookup(models.Block, "questionnaire")
scheme_or_404 = _lookup(models.SchemeVersion, "scheme")
scenario_or_404 = _lookup(models.Scenario, "scenario")
study_or_404 = _lookup(models.Study, "study")
wave_or_404 = _lookup(models.Wave, "wave")
exported_wave_or_404 = _lookup(models.Wave, "export")
called_wave_or_404 = _lookup(models.Wave, "callplan")
sampled_wave_or_404 = _lookup(models.Wave, "sample")
assignment_or_404 = _lookup(models.Assignment, "assignment")
intake_or_404 = _lookup(models.Intake, "intake")
case_or_404 = _lookup(models.CallCase, "case")
attempt_or_404 = _lookup(models.CallAttempt, "case")
interview_or_404 = _lookup(models.Interview, "interview")
recording_or_404 = _lookup(models.CallRecording, "recording")
menu_run_or_404 = _lookup(models.MenuRun, "callplan")
submission_or_404 = _lookup(models.Submission, "submission")
item_query_or_404 = _lookup(models.ItemQuery, "submission")
score_or_404 = _lookup(models.ScoreSheet, "score")
promise_or_404 = _lookup(models.Promise, "promise")
evidence_or_404 = _lookup(models.InterviewMedia, "evidence")
tester_or_404 = _lookup(models.TesterProfile, "tester")
collect_report_or_404 = _lookup(models.CollectSubmission, "tester")
collect_access_or_404 = _lookup(models.CollectAccess, "tester")
device_or_404 = _lookup(models.Device, "device")
holding_or_404 = _lookup(models.Holding, "device")
user_or_404 = _lookup(models.User, "user")
