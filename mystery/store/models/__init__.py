"""Every table. A row is known outside by `public_id`; `id` never leaves the database."""

from mystery.store.models.base import Base, Row, UtcDateTime
from mystery.store.models.collect import CollectAccess, CollectFile, CollectForm, CollectSubmission
from mystery.store.models.drafts import Block, Draft, DraftRevision
from mystery.store.models.evidence import (
    Interview,
    InterviewMedia,
    JournalConflict,
    JournalEvent,
    Media,
    Submission,
)
from mystery.store.models.field import (
    Assignment,
    AssignmentEvent,
    CallAttempt,
    QuizAttempt,
    Study,
    Wave,
    WaveLocation,
)
from mystery.store.models.library import QuestionnaireVersion, Scenario, SchemeVersion
from mystery.store.models.people import TesterIdentity, TesterProfile, User, UserScope, UserSession
from mystery.store.models.review import Flag, ItemQuery, ScoreLine, ScoreSheet, Verdict
from mystery.store.models.states import (
    AssignmentState,
    CallOutcome,
    Decision,
    FlagSeverity,
    IntakeState,
    JobState,
    OrgKind,
    StudyState,
    WaveState,
    WorksCouncil,
)
from mystery.store.models.tablets import Device, Enrolment, Holding, Intake, Upload, VisitNote
from mystery.store.models.tenancy import Client, OrgUnit, Touchpoint
from mystery.store.models.trust import AuditEntry, JobRequest

__all__ = [
    "Assignment",
    "AssignmentEvent",
    "AssignmentState",
    "AuditEntry",
    "Base",
    "Block",
    "CallAttempt",
    "CallOutcome",
    "Client",
    "CollectAccess",
    "CollectFile",
    "CollectForm",
    "CollectSubmission",
    "Decision",
    "Device",
    "Draft",
    "DraftRevision",
    "Enrolment",
    "Flag",
    "FlagSeverity",
    "Holding",
    "Intake",
    "IntakeState",
    "Interview",
    "InterviewMedia",
    "ItemQuery",
    "JobRequest",
    "JobState",
    "JournalConflict",
    "JournalEvent",
    "Media",
    "OrgKind",
    "OrgUnit",
    "QuestionnaireVersion",
    "QuizAttempt",
    "Row",
    "Scenario",
    "SchemeVersion",
    "ScoreLine",
    "ScoreSheet",
    "Study",
    "StudyState",
    "Submission",
    "TesterIdentity",
    "TesterProfile",
    "Touchpoint",
    "Upload",
    "User",
    "UserScope",
    "UserSession",
    "UtcDateTime",
    "Verdict",
    "VisitNote",
    "Wave",
    "WaveLocation",
    "WaveState",
    "WorksCouncil",
]
