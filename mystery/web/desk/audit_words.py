"""What the acts and things in the audit log are called; an act without words keeps its code."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ACTIONS = {
    "assignment.create": _l("Assignment made"),
    "assignment.state": _l("Assignment moved on"),
    "assignment.version": _l("Assignment moved to a newer questionnaire"),
    "audit.download": _l("Audit log downloaded"),
    "block.create": _l("Block kept"),
    "block.delete": _l("Block deleted"),
    "client.create": _l("Client created"),
    "client.touchpoints": _l("Touchpoints changed"),
    "collect.failed": _l("ODK Collect refused"),
    "collect.issue": _l("Access for ODK Collect made"),
    "collect.receive": _l("Report from ODK Collect arrived"),
    "collect.without": _l("Report from ODK Collect taken without its files"),
    "collect.revoke": _l("Access for ODK Collect taken back"),
    "device.enrol": _l("Tablet enrolled"),
    "device.revoke": _l("Tablet revoked"),
    "device.silent": _l("Unsent work waits on a tablet"),
    "draft.back": _l("Draft set back to an earlier revision"),
    "draft.create": _l("Draft made"),
    "draft.files": _l("Files of a draft changed"),
    "draft.discard": _l("Draft discarded"),
    "draft.restore": _l("Draft brought back"),
    "intake.decide": _l("Decided in the inbox"),
    "intake.inbox": _l("Put into the inbox"),
    "intake.receive": _l("Report arrived"),
    "draft.take": _l("Interview taken over by another device"),
    "enrolment.make": _l("Code for a tablet made"),
    "interview.migrate": _l("Interview moved to a newer questionnaire"),
    "journal.settle": _l("Answers beside an interview looked at"),
    "location.create": _l("Location created"),
    "key.make": _l("New key of the installation"),
    "login": _l("Signed in"),
    "login.failed": _l("Sign-in failed"),
    "loss.detected": _l("Work on a tablet is missing"),
    "loss.settled": _l("Missing work settled"),
    "questionnaire.publish": _l("Questionnaire published"),
    "rebuild": _l("Rebuilt from the journal"),
    "rescue.import": _l("Rescue file taken in"),
    "scenario.change": _l("Scenario changed"),
    "scenario.create": _l("Scenario created"),
    "scheme.publish": _l("Scheme published"),
    "session.revoke": _l("Session ended"),
    "study.create": _l("Study created"),
    "submission.receive": _l("Submission received"),
    "submission.verdict": _l("Verdict given"),
    "tester.change": _l("Tester profile changed"),
    "tester.create": _l("Tester profile created"),
    "upload.refuse": _l("File refused"),
    "user.active": _l("Account switched on or off"),
    "user.change": _l("Account changed"),
    "user.create": _l("Account created"),
    "user.password": _l("Password set"),
    "wave.create": _l("Wave created"),
    "wave.state": _l("Wave moved on"),
}

KINDS = {
    "assignment": _l("Assignment"),
    "audit": _l("Audit log"),
    "block": _l("Block"),
    "client": _l("Client"),
    "collect_access": _l("Access for ODK Collect"),
    "collect_submission": _l("Report from ODK Collect"),
    "device": _l("Tablet"),
    "draft": _l("Draft"),
    "intake": _l("Arrived report"),
    "interview": _l("Interview"),
    "journal": _l("Journal"),
    "enrolment": _l("Code for a tablet"),
    "holding": _l("Work on a tablet"),
    "key": _l("Key"),
    "org_unit": _l("Location"),
    "questionnaire_version": _l("Questionnaire"),
    "rescue": _l("Rescue file"),
    "scenario": _l("Scenario"),
    "scheme_version": _l("Scheme"),
    "study": _l("Study"),
    "submission": _l("Submission"),
    "tester_profile": _l("Tester profile"),
    "upload": _l("Upload"),
    "user": _l("Account"),
    "user_session": _l("Session"),
    "wave": _l("Wave"),
}


def action_name(action: str) -> str:
    return str(ACTIONS.get(action, action))


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))
