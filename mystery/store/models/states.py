"""The states and kinds that rows are in; their values are what the database holds."""

from enum import StrEnum


class OrgKind(StrEnum):
    CLIENT = "client"
    REGION = "region"
    LOCATION = "location"


class StudyState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


class WorksCouncil(StrEnum):
    """What the works council of the client has said to a study."""

    NONE = "none"
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


class WaveState(StrEnum):
    PLANNED = "planned"
    FIELD = "field"
    REVIEW = "review"
    RELEASED = "released"


class AssignmentState(StrEnum):
    DRAFT = "draft"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    BRIEFED = "briefed"
    IN_FIELD = "in_field"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    QUERIED = "queried"
    APPROVED = "approved"
    RELEASED = "released"
    COULD_NOT_TEST = "could_not_test"
    CANCELLED = "cancelled"


class Decision(StrEnum):
    APPROVE = "approve"
    ASK_BACK = "ask_back"
    REJECT = "reject"


class FlagSeverity(StrEnum):
    HINT = "hint"
    DOUBT = "doubt"
    STOP = "stop"


class CallOutcome(StrEnum):
    """How an attempt ended. In a test of a hotline all are results; in a survey each has its AAPOR code.

    What each means, who may choose it and what follows stands in `mystery.calling.OUTCOMES`.
    """

    REACHED = "reached"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    IVR_DEAD_END = "ivr_dead_end"
    WRONG_NUMBER = "wrong_number"
    GAVE_UP = "gave_up"
    DROPPED = "dropped"
    COMPLETE = "complete"
    PARTIAL = "partial"
    BREAK_OFF = "break_off"
    APPOINTMENT_HARD = "appointment_hard"
    APPOINTMENT_SOFT = "appointment_soft"
    REFUSAL_SOFT = "refusal_soft"
    REFUSAL_HARD = "refusal_hard"
    NOT_AVAILABLE = "not_available"
    UNABLE = "unable"
    LANGUAGE = "language"
    DISCONNECTED = "disconnected"
    FAX = "fax"
    BLOCKED = "blocked"
    TECHNICAL = "technical"
    NOT_ELIGIBLE = "not_eligible"
    QUOTA_FULL = "quota_full"
    OTHER = "other"


class CaseState(StrEnum):
    """Open cases are called; paused ones wait for a person (out of numbers, supervisor); done is final."""

    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"


class NumberState(StrEnum):
    GOOD = "good"
    BAD = "bad"
    BLOCKED = "blocked"


class AppointmentState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


class ReservationState(StrEnum):
    HELD = "held"
    SETTLED = "settled"
    FREED = "freed"


class RecordingState(StrEnum):
    RUNNING = "running"
    READY = "ready"
    FETCHED = "fetched"
    DELETING = "deleting"
    GONE = "gone"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    VOID = "void"


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class IntakeState(StrEnum):
    """What became of something that arrived from a tablet or from Collect."""

    WAITING = "waiting"
    COMPLETE = "complete"
    INBOX = "inbox"
    SUPERSEDED = "superseded"
    SET_ASIDE = "set_aside"
