"""The permission table: which roles may do which act. There is no other place that decides this."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.access.model import Actor, Role
from mystery.problems import Forbidden

_A, _RE, _SC, _RV, _AU = Role.ADMIN, Role.RESEARCHER, Role.SCHEDULER, Role.REVIEWER, Role.AUDITOR
_T, _C = Role.TESTER, Role.CALLER
_HQ, _RG, _LO, _WC = Role.CLIENT_HQ, Role.CLIENT_REGION, Role.CLIENT_LOCATION, Role.WORKS_COUNCIL
_DESK = {_A, _RE, _SC, _RV}
_DESIGN = {_A, _RE}
_PLANNING = {_A, _RE, _SC}
_FIELD = {_T, _C}
_TENANT = {_HQ, _RG, _LO}

_TABLE: dict[str, set[Role]] = {
    # who the clients are and what they look like
    "client.view": _DESK | _TENANT | {_WC, _AU},
    "client.edit": _DESIGN,
    "location.view": _DESK | _TENANT | {_AU},
    "location.edit": _PLANNING,
    # what is asked and how it is valued
    "questionnaire.view": _DESK | {_AU},
    "questionnaire.edit": _DESIGN,
    "scheme.view": {_A, _RE, _RV, _AU},
    "scheme.edit": _DESIGN,
    "scenario.view": _DESK | {_AU},
    "scenario.edit": _DESIGN,
    # what is studied, when, and under which order
    "study.view": _DESK | {_HQ, _WC, _AU},
    "study.edit": _DESIGN,
    "wave.view": _DESK | _TENANT | {_WC, _AU},
    "wave.edit": _DESIGN,
    "wave.plan": _PLANNING,
    "wave.release": _DESIGN,
    # who goes where
    "tester.view": _PLANNING,
    "tester.edit": {_A, _SC},
    "device.view": _PLANNING,
    "device.edit": {_A, _SC},
    "device.accept": {_A, _SC},
    "assignment.view": _DESK | _FIELD,
    "assignment.edit": _PLANNING,
    "assignment.work": _FIELD,
    # who is called, by which rules
    "callplan.view": _PLANNING,
    "callplan.edit": _PLANNING,
    "case.view": _PLANNING | {_C},
    "case.work": {_C},
    "sample.view": _PLANNING,
    "sample.edit": _PLANNING,
    "call.stop": _PLANNING,
    "menurun.edit": _PLANNING,
    "recording.start": {_C},
    "recording.view": _DESIGN,
    "number.block": _PLANNING | {_C},
    "call.monitor": _PLANNING,
    # what was found, and whether it is true
    "interview.view": {_A, _RE, _RV} | _FIELD,
    "interview.work": _FIELD,
    "intake.view": _DESK,
    "intake.decide": {_A, _RE, _RV},
    "intake.rescue": _DESK,
    "submission.view": {_A, _RE, _RV} | _FIELD,
    "submission.review": {_A, _RE, _RV},
    "evidence.view": {_A, _RE, _RV} | _FIELD | _TENANT,
    "evidence.add": _FIELD,
    "evidence.release": {_A, _RE, _RV},
    "promise.view": _DESK | _FIELD,
    "promise.close": {_A, _RE, _RV} | _FIELD,
    # what it means
    "score.view": {_A, _RE, _RV} | _TENANT,
    "finding.view": {_A, _RE, _RV} | _TENANT,
    "report.view": {_A, _RE, _RV} | _TENANT,
    "report.make": _DESIGN,
    "export.make": _DESIGN,
    "export.view": _DESIGN | {_HQ},
    # that it runs, and can be proved
    "user.view": {_A},
    "user.edit": {_A},
    "job.view": {_A, _RE},
    "job.edit": {_A},
    "audit.view": {_A, _AU},
    "settings.view": {_A, _WC, _AU},
    "backup.make": {_A},
}

PERMISSIONS: Mapping[str, frozenset[Role]] = {act: frozenset(roles) for act, roles in _TABLE.items()}


def allowed(actor: Actor, act: str) -> bool:
    """Whether the role includes the act; which rows it may be done to is a question for `visible`."""
    return actor.role in PERMISSIONS[act]


def require(actor: Actor, act: str) -> None:
    """Raises `Forbidden` unless the role includes the act."""
    if not allowed(actor, act):
        raise Forbidden(act)
