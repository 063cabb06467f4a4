"""The rule of every route: who may use it, and on which row. A route without a rule fails the matrix test.

Add one line per new endpoint:

    "desk.study_edit": Rule(DESIGN, {"public_id": "study"}),

`row` says which word of tests/web/world.py each part of the address stands for; other parts take what is
given in `fixed`. `query` makes the address complete where a page needs one. A route whose rows belong to the
person alone (a session, a device) gets `row={}` and a test of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from mystery.access import STAFF_ROLES, Role
from tests.web.call_rules import CALL_RULES
from tests.web.rule import CALLERS, NOBODY, TESTERS, Rule, desk, may

__all__ = ["RULES", "SEES", "Rule"]

_STUDY, _WAVE = {"public_id": "study"}, {"public_id": "wave"}
_CLIENT = {"public_id": "client"}
_SHA = {"sha256": "0" * 64}
_SCENARIO, _ASSIGNMENT = {"public_id": "scenario"}, {"public_id": "assignment"}

DESK_RULES: dict[str, Rule] = {
    "desk.home": Rule(STAFF_ROLES),
    "desk.studies": Rule(desk("study.view")),
    "desk.study_new": Rule(desk("study.edit")),
    "desk.study": Rule(desk("study.view"), _STUDY),
    "desk.study_edit": Rule(desk("study.edit"), _STUDY),
    "desk.study_close": Rule(desk("study.edit"), _STUDY),
    "desk.study_reopen": Rule(desk("study.edit"), _STUDY),
    "desk.wave_new": Rule(desk("study.edit"), _STUDY),
    "desk.wave": Rule(desk("wave.view"), _WAVE),
    "desk.wave_promises": Rule(desk("promise.view"), _WAVE),
    "desk.promise": Rule(desk("promise.close"), {"public_id": "promise"}),
    "desk.wave_edit": Rule(desk("wave.edit"), _WAVE),
    "desk.wave_plan_again": Rule(desk("wave.edit"), _WAVE),
    "desk.wave_start": Rule(desk("wave.edit"), _WAVE),
    "desk.wave_close": Rule(desk("wave.edit"), _WAVE),
    "desk.wave_version": Rule(desk("wave.edit"), _WAVE),
    "desk.wave_version_move": Rule(desk("wave.edit"), _WAVE),
    "desk.wave_export": Rule(desk("export.make"), _WAVE),
    "desk.wave_export_make": Rule(desk("export.make"), _WAVE),
    "desk.wave_export_state": Rule(desk("export.make"), _WAVE),
    "desk.export_file": Rule(desk("export.make"), fixed={"public_id": NOBODY}),
    "desk.wave_release": Rule(desk("wave.release"), _WAVE),
    "desk.clients": Rule(desk("client.view")),
    "desk.client_new": Rule(desk("client.edit")),
    "desk.client": Rule(desk("client.view"), _CLIENT),
    "desk.location_new": Rule(desk("location.edit"), _CLIENT),
    "desk.location_edit": Rule(desk("location.edit"), {"public_id": "location"}),
    "desk.touchpoint_save": Rule(desk("client.edit"), _CLIENT),
    "desk.wave_plan": Rule(desk("wave.plan"), _WAVE),
    "desk.wave_targets": Rule(desk("wave.plan"), _WAVE),
    "desk.wave_fill": Rule(desk("wave.plan"), _WAVE),
    "desk.wave_make": Rule(desk("wave.plan"), _WAVE),
    "desk.scenario_new": Rule(desk("study.edit"), _STUDY),
    "desk.scenario_create": Rule(desk("study.edit"), _STUDY),
    "desk.scenario": Rule(desk("scenario.view"), _SCENARIO),
    "desk.scenario_edit": Rule(desk("scenario.edit"), _SCENARIO),
    "desk.scenario_document": Rule(desk("scenario.view"), _SCENARIO, _SHA),
    "desk.scenario_document_add": Rule(desk("scenario.edit"), _SCENARIO),
    "desk.scenario_document_remove": Rule(desk("scenario.edit"), _SCENARIO),
    "desk.scenario_preview": Rule(desk("scenario.view"), _SCENARIO, {"layout": "call"}),
    "desk.assignments": Rule(desk("assignment.view")),
    "desk.assignments_bulk": Rule(desk("assignment.edit")),
    "desk.assignment": Rule(desk("assignment.view"), _ASSIGNMENT),
    "desk.assignment_change": Rule(desk("assignment.edit"), _ASSIGNMENT),
    "desk.assignment_assign": Rule(desk("assignment.edit"), _ASSIGNMENT),
    "desk.assignment_take_back": Rule(desk("assignment.edit"), _ASSIGNMENT),
    "desk.assignment_cancel": Rule(desk("assignment.edit"), _ASSIGNMENT),
}

_DRAFT, _BLOCK, _VERSION = {"public_id": "draft"}, {"public_id": "block"}, {"public_id": "questionnaire"}
_YAML = {"kind": "yaml"}

QUESTIONNAIRE_RULES: dict[str, Rule] = {
    "desk.questionnaires": Rule(desk("questionnaire.view")),
    "desk.questionnaire_new": Rule(desk("questionnaire.edit")),
    "desk.questionnaire_language": Rule(desk("questionnaire.view")),
    "desk.questionnaire": Rule(desk("questionnaire.view"), _VERSION),
    "desk.questionnaire_changes": Rule(desk("questionnaire.view"), _VERSION),
    "desk.draft_changes": Rule(desk("questionnaire.view"), _DRAFT),
    "desk.draft_publish": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.questionnaire_export": Rule(desk("questionnaire.view"), _VERSION, _YAML),
    "desk.draft_create": Rule(desk("questionnaire.edit")),
    "desk.draft": Rule(desk("questionnaire.view"), _DRAFT),
    "desk.draft_save": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.draft_events": Rule(desk("questionnaire.view"), _DRAFT),
    "desk.draft_revisions": Rule(desk("questionnaire.view"), _DRAFT),
    "desk.draft_back": Rule(desk("questionnaire.edit"), _DRAFT, {"number": 1}),
    "desk.draft_discard": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.draft_restore": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.draft_evaluate": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.draft_preview": Rule(desk("questionnaire.view"), _DRAFT, {"layout": "call"}),
    "desk.draft_export": Rule(desk("questionnaire.view"), _DRAFT, _YAML),
    "desk.questionnaire_file": Rule(desk("questionnaire.view"), _VERSION, _SHA),
    "desk.draft_file": Rule(desk("questionnaire.view"), _DRAFT, _SHA),
    "desk.draft_files_page": Rule(desk("questionnaire.view"), _DRAFT),
    "desk.draft_file_add": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.draft_file_remove": Rule(desk("questionnaire.edit"), _DRAFT),
    "desk.blocks": Rule(desk("questionnaire.view")),
    "desk.block_save": Rule(desk("questionnaire.edit")),
    "desk.block_delete": Rule(desk("questionnaire.edit"), _BLOCK),
}

_CLIENTS = frozenset({Role.CLIENT_HQ, Role.CLIENT_REGION, Role.CLIENT_LOCATION})
_ONE_SPOT = {"level": "item", "key": "store-visit/greeted"}
_READ = ("scorecard", "touchpoints", "weak_spots", "locations", "trend", "visits", "report_pdf")


def _findings(prefix: str, roles: frozenset[Role]) -> dict[str, Rule]:
    """The pages about findings, which two audiences share. Other waves and parts: tests/web/client."""
    return {
        f"{prefix}figures": Rule(roles & may("export.view")),
        **{f"{prefix}{page}": Rule(roles) for page in _READ},
        f"{prefix}weak_spot": Rule(roles, fixed=_ONE_SPOT),
        f"{prefix}visit": Rule(roles, {"public_id": "score"}),
        f"{prefix}visit_pdf": Rule(roles, {"public_id": "score"}),
    }


FINDINGS_RULES: dict[str, Rule] = {
    "client.home": Rule(_CLIENTS),
    "client.reports": Rule(_CLIENTS),
    "client.proof": Rule(frozenset({Role.WORKS_COUNCIL})),
    "client.proof_study": Rule(frozenset({Role.WORKS_COUNCIL}), {"public_id": "study"}),
    **_findings("client.", _CLIENTS),
    "desk.findings": Rule(desk("finding.view")),
    "desk.reports": Rule(desk("report.view")),
    **_findings("desk.findings_", desk("finding.view")),
}

RULES: dict[str, Rule] = {
    **DESK_RULES,
    **QUESTIONNAIRE_RULES,
    **CALL_RULES,
    # shared
    "home": Rule(public=True),
    "healthz": Rule(public=True),
    "readyz": Rule(public=True),
    "static_file": Rule(public=True, fixed={"build": "0", "name": "css/base.css"}),
    "gallery": Rule(STAFF_ROLES),
    # the app on the tablet: no personal data
    "tablet.page": Rule(public=True),
    "tablet.enrol": Rule(public=True),
    "tablet.build": Rule(public=True),
    "tablet.worker": Rule(public=True),
    "tablet.manifest": Rule(public=True),
    # account
    "account.login": Rule(public=True),
    "account.language": Rule(public=True),
    "account.theme": Rule(public=True),
    "account.logout": Rule(),
    "account.profile": Rule(),
    "account.password": Rule(),
    "account.telephone": Rule(CALLERS),
    "account.end_session": Rule(fixed={"public_id": NOBODY}),
    "account.end_other_sessions": Rule(),
    **FINDINGS_RULES,
    # the desk of administrators and auditors
    "desk.users": Rule(may("user.view")),
    "desk.user_new": Rule(may("user.edit")),
    "desk.user": Rule(may("user.edit"), {"public_id": "user"}),
    "desk.user_profile": Rule(may("user.edit"), {"public_id": "user"}),
    "desk.user_switch": Rule(may("user.edit"), {"public_id": "user"}),
    "desk.user_end_sessions": Rule(may("user.edit"), {"public_id": "user"}),
    "desk.user_password": Rule(may("user.edit"), {"public_id": "user"}),
    "desk.tablets": Rule(may("device.view")),
    "desk.tablet_for": Rule(may("device.view")),
    "desk.tester_tablets": Rule(may("tester.view"), {"public_id": "tester"}),
    "desk.tablet_code": Rule(may("device.edit"), {"public_id": "tester"}),
    "desk.tablet_message": Rule(may("device.edit"), {"public_id": "tester"}),
    "desk.tablet_accept": Rule(may("device.accept"), {"public_id": "device"}),
    "desk.tablet_revoke": Rule(may("device.edit"), {"public_id": "device"}),
    "desk.loss_settle": Rule(may("device.edit"), {"public_id": "holding"}),
    "desk.audit": Rule(may("audit.view")),
    "desk.audit_file": Rule(may("audit.view")),
    "desk.installation": Rule(may("settings.view") & STAFF_ROLES),
    "desk.installation_backup": Rule(may("backup.make")),
    # ODK Collect of a tester
    "desk.tester_collect": Rule(desk("tester.edit"), {"public_id": "tester"}),
    "desk.tester_collect_issue": Rule(desk("tester.edit"), {"public_id": "tester"}),
    "desk.collect_without": Rule(desk("tester.edit"), {"public_id": "collect_submission"}),
    "desk.collect_revoke": Rule(desk("tester.edit"), {"public_id": "collect_access"}),
    # desk: review
    "desk.review": Rule(may("submission.review")),
    "desk.review_report": Rule(may("submission.review"), {"public_id": "submission"}),
    "desk.review_approve": Rule(may("submission.review"), {"public_id": "submission"}),
    "desk.review_ask_back": Rule(may("submission.review"), {"public_id": "submission"}),
    "desk.review_reject": Rule(may("submission.review"), {"public_id": "submission"}),
    "desk.review_reopen": Rule(may("submission.review"), {"public_id": "submission"}),
    "desk.evidence_file": Rule(may("evidence.view") & STAFF_ROLES, {"public_id": "evidence"}),
    "desk.evidence_release": Rule(may("evidence.release"), {"public_id": "evidence"}),
    # desk: what a person has to decide
    "desk.inbox_list": Rule(may("intake.view")),
    "desk.inbox_item": Rule(may("intake.view"), {"public_id": "intake"}),
    "desk.inbox_decide": Rule(may("intake.decide"), {"public_id": "intake"}),
    "desk.inbox_answers": Rule(desk("interview.view"), {"public_id": "interview"}),
    "desk.inbox_answers_settle": Rule(may("intake.decide"), {"public_id": "interview"}),
    "desk.inbox_rescue": Rule(may("intake.rescue")),
    # api: what the player sends
    "api.events": Rule(may("interview.work"), {"public_id": "interview"}),
    "api.finish": Rule(may("interview.work"), {"public_id": "interview"}),
    "api.keep_media": Rule(may("interview.work"), {"public_id": "interview"}, {"sha256": "0" * 64}),
    "api.form_file": Rule(may("interview.work"), {"public_id": "interview"}, {"sha256": "0" * 64}),
    "api.show_media": Rule(may("interview.work"), {"public_id": "interview"}, {"sha256": "0" * 64}),
    # api: tablets (docs/tablet.md)
    "api.enrol": Rule(public=True, signed=True),
    "api.work": Rule(may("assignment.work")),
    "api.form_package": Rule(may("assignment.work"), fixed={"fingerprint": "0" * 64}),
    "api.package_file": Rule(may("assignment.work"), fixed={"fingerprint": "0" * 64, "sha256": "0" * 64}),
    "api.document": Rule(may("assignment.work"), fixed={"sha256": "0" * 64}),
    "api.note": Rule(may("assignment.work"), _ASSIGNMENT, {"note_id": NOBODY}),
    "api.open_draft": Rule(may("interview.work"), fixed={"public_id": NOBODY}),
    "api.take_draft": Rule(may("interview.work"), {"public_id": "interview"}),
    "api.contact": Rule(frozenset(), device=True),
    "api.submit": Rule(signed=True),
    "api.upload_progress": Rule(signed=True),
    "api.upload_chunk": Rule(signed=True),
    "api.rescue": Rule(desk("intake.rescue")),
    "api.openapi": Rule(public=True),
    # capi: the field tester
    "capi.today": Rule(TESTERS),
    "capi.visit": Rule(TESTERS, {"public_id": "assignment"}),
    "capi.visit_briefing": Rule(TESTERS, {"public_id": "assignment"}),
    "capi.visit_document": Rule(TESTERS, {"public_id": "assignment"}, _SHA),
    "capi.quiz": Rule(TESTERS, {"public_id": "assignment"}),
    "capi.confirm_briefing": Rule(TESTERS, {"public_id": "assignment"}),
    "capi.start": Rule(TESTERS, {"public_id": "assignment"}),
    "capi.could_not_test": Rule(TESTERS, {"public_id": "assignment"}),
    "capi.interview": Rule(TESTERS, {"public_id": "interview"}),
    "capi.reports": Rule(TESTERS),
    "capi.promises": Rule(TESTERS),
    "capi.promise": Rule(TESTERS, {"public_id": "promise"}),
    "capi.collect": Rule(TESTERS),
    "capi.collect_issue": Rule(TESTERS),
    "capi.collect_revoke": Rule(TESTERS, {"public_id": "collect_access"}),
    # openrosa: who comes as ODK Collect brings a key; tests/web/openrosa tries whose opens what
    **{f"openrosa.{name}": Rule(TESTERS, signed=True) for name in ("form_list", "submission", "integrity")},
    **{
        f"openrosa.{name}": Rule(TESTERS, fixed={"public_id": NOBODY, "name": "x"}, signed=True)
        for name in ("form", "manifest", "beside")
    },
    "capi.tablet": Rule(TESTERS),
    "capi.tablet_code": Rule(TESTERS),
    "capi.tablet_revoke": Rule(TESTERS, {"public_id": "device"}),
    "capi.take_over": Rule(TESTERS, {"public_id": "interview"}),
    # cati: the caller
    "cati.desk": Rule(CALLERS),
    "cati.day": Rule(CALLERS),
    "cati.take": Rule(CALLERS),
    "cati.call": Rule(CALLERS, {"public_id": "assignment"}),
    "cati.start": Rule(CALLERS, {"public_id": "assignment"}),
    "cati.interview": Rule(CALLERS, {"public_id": "interview"}),
    "cati.promises": Rule(CALLERS),
    "cati.promise": Rule(CALLERS, {"public_id": "promise"}),
    # the call page's JSON; tests/web/cati tries it with cases of one's own
    "cati.next_case": Rule(CALLERS),
    "cati.phone_key": Rule(CALLERS),
    **{
        f"cati.{name}": Rule(CALLERS, {"public_id": "case"})
        for name in (
            "case",
            "case_briefing",
            "case_json",
            "questions_of",
            "case_hold",
            "case_give_back",
            "case_attempt",
            "case_appointment",
            "case_interview",
            "case_quota",
        )
    },
    **{
        f"cati.{name}": Rule(CALLERS, {"public_id": "attempt"})
        for name in (
            "attempt_state",
            "attempt_end",
            "attempt_dial",
            "attempt_hang_up",
            "attempt_consent",
            "attempt_recording",
        )
    },
    # hooks: a telephone provider, by its signature
    "hooks.voice": Rule(signed=True),
    "hooks.browser": Rule(signed=True),
    "hooks.status": Rule(signed=True),
    "hooks.ended": Rule(signed=True),
    "hooks.amd": Rule(signed=True),
    "hooks.menu": Rule(signed=True),
    "hooks.menu_status": Rule(signed=True),
    "hooks.recording": Rule(signed=True),
}

_STAFF = STAFF_ROLES
_HQ, _REGION, _LOCATION = Role.CLIENT_HQ, Role.CLIENT_REGION, Role.CLIENT_LOCATION
_FIELD = frozenset({Role.TESTER})
_RELEASED = frozenset({_HQ, _REGION, _LOCATION})

# Who may see which part of the world, written down apart from the code that decides it. Staff sees all parts;
# Heidi is Nord's head office, Renate has the region north, Lothar has Bremen, Tara tested Bremen.
SEES_OWN: Mapping[str, frozenset[Role]] = {
    "client": _STAFF | {_HQ, _REGION, _LOCATION, Role.WORKS_COUNCIL},
    "location": _STAFF | _RELEASED | {Role.TESTER, Role.WORKS_COUNCIL},
    "study": _STAFF | {_HQ, _REGION, _LOCATION, Role.WORKS_COUNCIL},
    "wave": _STAFF | _RELEASED | {Role.WORKS_COUNCIL},
    "scenario": _STAFF | _FIELD,
    "questionnaire": _STAFF,
    "scheme": _STAFF,
    "draft": _STAFF,
    "block": _STAFF,
    "intake": _STAFF,
    "assignment": _STAFF | _RELEASED | _FIELD,
    "case": _STAFF,
    "attempt": _STAFF,
    "recording": _STAFF,
    "menu_run": _STAFF,
    "interview": _STAFF | _RELEASED | _FIELD,
    "submission": _STAFF | _RELEASED | _FIELD,
    "item_query": _STAFF | _RELEASED | _FIELD,
    "promise": _STAFF | _FIELD,
    "score": _STAFF | _RELEASED,
    "evidence": _STAFF | _RELEASED | _FIELD,
    "user": frozenset({Role.ADMIN, Role.TESTER}),
    "tester": _STAFF,
    "collect_access": _STAFF | _FIELD,
    "collect_submission": _STAFF | _FIELD,
    "device": _STAFF | _FIELD,
    "holding": _STAFF | _FIELD,
}
SEES_SIBLING: Mapping[str, frozenset[Role]] = {
    **SEES_OWN,
    "location": _STAFF | {_HQ, Role.WORKS_COUNCIL},
    "wave": _STAFF | {_HQ, Role.WORKS_COUNCIL},
    "collect_access": _STAFF,
    "collect_submission": _STAFF,
    **dict.fromkeys(
        (
            "assignment",
            "interview",
            "submission",
            "item_query",
            "promise",
            "score",
            "evidence",
            "device",
            "holding",
        ),
        _STAFF,
    ),
    "user": frozenset({Role.ADMIN}),
}
SEES_FOREIGN: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(SEES_OWN, _STAFF),
    "user": frozenset({Role.ADMIN}),
}
SEES = {"own": SEES_OWN, "sibling": SEES_SIBLING, "foreign": SEES_FOREIGN}
