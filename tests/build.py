"""Rows for tests, each with sensible contents: `build.study(client)`, `build.assignment(wave, ...)`, ...

Call these inside `with transaction():`; they add rows and leave the commit to the test.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from textwrap import dedent
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from mystery import interview as engine
from mystery.questionnaire import canonical, compile_form, read
from mystery.services import drafts
from mystery.services.curves import public_jwk
from mystery.services.interviews import canonical as canonical_bytes
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Block,
    CallAttempt,
    CallCase,
    CallPlan,
    CallRecording,
    Client,
    CollectAccess,
    CollectSubmission,
    Device,
    Draft,
    DraftRevision,
    Holding,
    Intake,
    IntakeState,
    Interview,
    InterviewMedia,
    ItemQuery,
    JournalEvent,
    Media,
    MenuRun,
    OrgUnit,
    Promise,
    QuestionnaireVersion,
    RecordingState,
    Row,
    Scenario,
    SchemeVersion,
    ScoreLine,
    ScoreSheet,
    Study,
    Submission,
    User,
    Wave,
    WaveState,
)

MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

QUESTIONNAIRE = dedent(
    """\
    questionnaire: store-visit
    version: "1"
    languages: [de, en]
    title: {de: Testkauf, en: Store visit}
    choices:
      yes-no:
        - {name: "yes", label: {de: Ja, en: "Yes"}}
        - {name: "no", label: {de: Nein, en: "No"}}
    sections:
      - section: welcome
        label: {de: Begrüßung, en: Welcome}
        items:
          - {item: greeted, type: select_one yes-no, label: {de: Begrüßt?, en: Greeted?}}
          - {item: queue_minutes, type: integer, label: {de: Minuten in Schlange, en: Queue in minutes}}
    """
)

SCHEME = dedent(
    """\
    scheme: store-visit-standard
    for: store-visit
    model: points
    items:
      greeted: {weight: 2, value: {"yes": 1, "no": 0}}
    """
)


def client(code: str = "nord") -> Client:
    """One of the clients of the cast."""
    return reading().scalars(select(Client).where(Client.code == code)).one()


def place(code: str) -> OrgUnit:
    """One of the places of the cast: bremen, kiel, ulm, koeln, north, south."""
    return reading().scalars(select(OrgUnit).where(OrgUnit.code == code, OrgUnit.kind != "client")).one()


def _added(row: Row) -> None:
    reading().add(row)
    reading().flush()


def questionnaire(text: str = QUESTIONNAIRE) -> QuestionnaireVersion:
    """A published questionnaire, compiled for real; the same text is published once."""
    definition, problems = read(text, "questionnaire.yaml")
    assert not problems, [problem.code for problem in problems]
    form = compile_form(definition)
    known = reading().scalar(
        select(QuestionnaireVersion).where(QuestionnaireVersion.fingerprint == form.fingerprint)
    )
    if known:
        return known
    row = QuestionnaireVersion(
        name=form.name,
        version=form.version,
        title_de=definition.title.get("de", ""),
        title_en=definition.title.get("en", ""),
        definition=text,
        package=json.loads(canonical(form.package)),
        fingerprint=form.fingerprint,
        published_at=MOMENT,
    )
    _added(row)
    return row


def scheme(text: str = SCHEME, name: str = "store-visit-standard") -> SchemeVersion:
    """A published scheme; the same text is published once."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = reading().scalar(select(SchemeVersion).where(SchemeVersion.sha256 == digest))
    if known:
        return known
    row = SchemeVersion(
        name=name,
        version="1",
        questionnaire="store-visit",
        definition=text,
        sha256=digest,
        published_at=MOMENT,
    )
    _added(row)
    return row


def study(of: Client, code: str = "s-1", **columns: object) -> Study:
    defaults = {"title": f"Service at {of.name}", "purpose": "Find weak spots", "order_reference": "A-17"}
    row = Study(client=of, code=code, **{**defaults, **columns})
    _added(row)
    return row


def scenario(of: Study, code: str = "browse", **columns: object) -> Scenario:
    defaults = {
        "method": "store-visit",
        "title_de": "Beratung im Markt",
        "title_en": "Advice in the shop",
        "content": {
            "role": {"de": "Kunde", "en": "Customer"},
            "must_say": [{"de": "Ich sehe mich um.", "en": "I am looking around."}],
            "exit_line": {"de": "Ich überlege es mir.", "en": "I will think about it."},
        },
        "questionnaire_version": questionnaire(),
        "scheme_version": scheme(),
        "published_at": MOMENT,
    }
    row = Scenario(study_id=of.id, code=code, **{**defaults, **columns})
    _added(row)
    return row


def wave(of: Study, code: str = "w-1", state: WaveState = WaveState.FIELD, **columns: object) -> Wave:
    defaults = {
        "label_de": "Welle 1",
        "label_en": "Wave 1",
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 30),
        "released_at": MOMENT if state is WaveState.RELEASED else None,
    }
    row = Wave(study=of, code=code, state=state, **{**defaults, **columns})
    _added(row)
    return row


def assignment(
    in_wave: Wave,
    at: OrgUnit,
    playing: Scenario,
    by: User | None = None,
    state: AssignmentState = AssignmentState.ASSIGNED,
    **columns: object,
) -> Assignment:
    defaults = {"window_from": MOMENT, "window_to": MOMENT + timedelta(days=7), "fee_cents": 2500}
    row = Assignment(
        wave=in_wave, location=at, scenario=playing, tester=by, state=state, **{**defaults, **columns}
    )
    _added(row)
    return row


def call_case(in_wave: Wave, reference: str = "R-1", **columns: object) -> CallCase:
    """A respondent to be called, in a wave with a plan for it."""
    if reading().scalar(select(CallPlan).where(CallPlan.wave_id == in_wave.id)) is None:
        _added(CallPlan(wave=in_wave, kind="survey", rules={}, hours={}, day_parts=[], guards={}))
    defaults = {"kind": "survey", "time_zone": "Europe/Berlin", "next_at": MOMENT, "attributes": {}}
    row = CallCase(wave=in_wave, reference=reference, part_tries={}, **{**defaults, **columns})
    _added(row)
    return row


def call_attempt(at: CallCase, by: User, outcome: str = "no_answer") -> CallAttempt:
    row = CallAttempt(case_id=at.id, caller_id=by.id, outcome=outcome, started_at=MOMENT, timings={})
    _added(row)
    return row


def interview(of: Assignment, by: User, **columns: object) -> Interview:
    """An interview that was opened, with the first event of its journal."""
    fingerprint = of.scenario.questionnaire_version.fingerprint
    defaults = {"mode": "capi", "language": "de", "seed": 7, "opened_at": MOMENT}
    row = Interview(assignment=of, user_id=by.id, form_fingerprint=fingerprint, **{**defaults, **columns})
    _added(row)
    opening = {"form": fingerprint, "seed": 7, "zone": "Europe/Berlin", "language": "de", "mode": "capi"}
    reading().add(JournalEvent(interview_id=row.id, seq=1, kind="open", value=opening, at=MOMENT.isoformat()))
    return row


def recording(of: CallAttempt) -> CallRecording:
    """A recording whose retention is over: the row is there, the sound is not."""
    row = CallRecording(attempt_id=of.id, provider_id=f"RE{of.id}", state=RecordingState.GONE)
    _added(row)
    return row


def menu_run(of: Wave, at: OrgUnit, by: User, **columns: object) -> MenuRun:
    """A planned run through a voice menu of two levels."""
    steps = [{"label": "Topic", "wait": 5, "digits": "1"}, {"label": "Queue", "wait": 20, "digits": ""}]
    defaults = {"e164": "+49421555014", "steps": steps, "due_at": MOMENT}
    row = MenuRun(wave=of, location=at, made_by_id=by.id, **{**defaults, **columns})
    _added(row)
    return row


def submission(
    of: Interview,
    answers: dict[str, object] | None = None,
    version: int = 1,
    received_at: datetime = MOMENT,
) -> Submission:
    """A report as the engine would have handed it in; a later version was finished later."""
    finished_at = MOMENT + timedelta(minutes=24 + version)
    handed_in = engine.Submission(
        interview=str(of.public_id),
        form=of.form_fingerprint,
        answers=answers or {"greeted": "yes", "queue_minutes": 4},
        started_at=MOMENT,
        finished_at=finished_at,
        duration_seconds=1500.0,
    )
    text = canonical_bytes(handed_in)
    row = Submission(
        interview=of,
        version=version,
        canonical=text,
        sha256=hashlib.sha256(text).hexdigest(),
        answers=dict(handed_in.answers),
        started_at=MOMENT,
        finished_at=finished_at,
        duration_seconds=1500.0,
        received_at=received_at,
    )
    _added(row)
    return row


def promise(of: Interview, what: str = "A call", **columns: object) -> Promise:
    """A promise that was made with the report and is due two days later."""
    defaults = {"path": "callback", "kind": "callback", "opened_at": MOMENT}
    defaults["due_at"] = MOMENT + timedelta(days=2)
    row = Promise(interview=of, what=what, **{**defaults, **columns})
    _added(row)
    return row


def score(of: Submission, total: float = 80.0) -> ScoreSheet:
    row = ScoreSheet(
        submission=of,
        scheme_version=of.interview.assignment.scenario.scheme_version,
        total=total,
        coverage=1.0,
    )
    _added(row)
    share = total / 100
    reading().add(
        ScoreLine(
            score_sheet_id=row.id, item="greeted", section="welcome", share=share, weight=2, points=total
        )
    )
    return row


def evidence(of: Interview, *, released: bool = False) -> InterviewMedia:
    """A row for a photo; the file itself is not made."""
    media = Media(sha256=hashlib.sha256(uuid4().bytes).hexdigest(), type="image/jpeg", size=1000)
    row = InterviewMedia(
        interview=of, media=media, path="facade", name="facade.jpg", released_at=MOMENT if released else None
    )
    _added(row)
    return row


def collect_report(by: CollectAccess, form: str) -> CollectSubmission:
    """A report of Collect that lacks a file."""
    instance = f"uuid:{uuid4()}"
    row = CollectSubmission(
        instance_id=instance,
        root=instance,
        user_id=by.user_id,
        access_id=by.id,
        form_fingerprint=form,
        sha256=hashlib.sha256(instance.encode()).hexdigest(),
        xml=f'<data id="x"><meta><instanceID>{instance}</instanceID></meta></data>'.encode(),
        expected=["photo.jpg"],
    )
    _added(row)
    return row


def intake(of: Interview, by: User, **columns: object) -> Intake:
    """A report of this visit that waits in the inbox; its bytes are none that could be opened."""
    body = uuid4().hex.encode()
    defaults = {
        "sequence": int(hashlib.sha256(body).hexdigest()[:12], 16),
        "submission": of.public_id,
        "sha256": hashlib.sha256(body).hexdigest(),
        "size": len(body),
        "received_at": MOMENT,
        "state": IntakeState.INBOX,
        "reason": "ENVELOPE_SEALED",
        "body": body,
    }
    row = Intake(user_id=by.id, assignment_id=of.assignment_id, **{**defaults, **columns})
    _added(row)
    return row


def item_query(of: Submission, asked_by: User) -> ItemQuery:
    row = ItemQuery(
        submission=of, asked_by_id=asked_by.id, path="queue_minutes", question="Really four minutes?"
    )
    _added(row)
    return row


def device(of: User, **columns: object) -> Device:
    """A tablet whose private key nobody has."""
    key = public_jwk(ec.generate_private_key(ec.SECP256R1()).public_key())
    defaults = {"name": "Tablet 7", "public_key": key, "enrolled_at": MOMENT, "seen_at": MOMENT}
    defaults["expires_at"] = MOMENT + timedelta(days=180)
    row = Device(user_id=of.id, **{**defaults, **columns})
    _added(row)
    return row


def holding(of: Device, **columns: object) -> Holding:
    """A draft that the tablet held, holds no more, and that never came."""
    defaults = {"kind": "draft", "seq": 3, "reported_at": MOMENT, "gone_at": MOMENT}
    row = Holding(device_id=of.id, interview=uuid4(), **{**defaults, **columns})
    _added(row)
    return row


def draft(title: str = "Visit") -> Draft:
    """A draft with one empty section."""
    content = drafts.blank("store-visit", {"en": title}, "en")
    row = Draft(name="store-visit", title_en=title, revision=1, base_revision=1)
    _added(row)
    _added(DraftRevision(draft_id=row.id, number=1, content=content))
    return row


def block(name: str = "Front") -> Block:
    """A block with one note."""
    note = {"id": "00000000000a", "item": "note", "type": "note", "label": {"en": "Look"}}
    row = Block(name=name, node={"node": note, "choices": {}})
    _added(row)
    return row
