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
    """How a call ended. In a test of a hotline all of them are results, none is a failure."""

    REACHED = "reached"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    IVR_DEAD_END = "ivr_dead_end"
    WRONG_NUMBER = "wrong_number"


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class IntakeState(StrEnum):
    """What became of something that arrived from a tablet or from Collect."""

    WAITING = "waiting"
    COMPLETE = "complete"
    INBOX = "inbox"
    SUPERSEDED = "superseded"
    SET_ASIDE = "set_aside"
