"""Which rows a person may see: one predicate per table, the only place that knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, literal, or_, select, true

from mystery.access import FIELD_ROLES, TENANT_ROLES, Actor, Reach, Role
from mystery.store.models import (
    Assignment,
    Block,
    CallAttempt,
    CallCase,
    CallRecording,
    Client,
    CollectAccess,
    CollectSubmission,
    Device,
    Draft,
    Flag,
    Holding,
    Intake,
    Interview,
    InterviewMedia,
    ItemQuery,
    MenuRun,
    OrgUnit,
    Promise,
    QuestionnaireVersion,
    Row,
    Scenario,
    SchemeVersion,
    ScoreSheet,
    Study,
    Submission,
    TesterProfile,
    Touchpoint,
    User,
    UserScope,
    UserSession,
    Verdict,
    Wave,
    WaveState,
)

R = TypeVar("R", bound=Row)
Predicate = ColumnElement[bool]


def actor_of(session: Any, user: User) -> Actor:
    """The account as the rules need it, with the subtrees of its places unfolded."""
    scopes = session.execute(
        select(UserScope.client_id, UserScope.org_unit_id).where(UserScope.user_id == user.id)
    ).all()
    clients = frozenset(client for client, _ in scopes)
    everywhere = not scopes and user.role not in TENANT_ROLES
    places = frozenset(place for _, place in scopes if place is not None)
    actor = Actor(user.id, user.public_id, user.role, None if everywhere else clients)
    if actor.reach is not Reach.PLACES:
        return actor
    return Actor(user.id, user.public_id, user.role, clients, _unfold(session, places))


def _unfold(session: Any, roots: frozenset[int]) -> frozenset[int]:
    if not roots:
        return frozenset()
    below = select(OrgUnit.id).where(OrgUnit.id.in_(roots)).cte("below", recursive=True)
    below = below.union(select(OrgUnit.id).join(below, OrgUnit.parent_id == below.c.id))
    return frozenset(session.scalars(select(below.c.id)))


def visible(actor: Actor, model: type[R]) -> Predicate:
    """The condition that a row of `model` may be known to this person."""
    rule = _RULES.get(model)
    if rule is None:
        raise LookupError(f"{model.__name__} has no visibility rule")
    return rule(actor)


def visible_row(actor: Actor, model: type[R], public_id: UUID) -> Select[R]:
    """Selects one row by its public id, if this person may know of it."""
    return select(model).where(model.public_id == public_id, visible(actor, model))


def _client_ids(actor: Actor, column: Any) -> Predicate:
    return true() if actor.client_ids is None else column.in_(actor.client_ids)


def _clients(actor: Actor) -> Predicate:
    if actor.role in FIELD_ROLES:
        return false()
    return _client_ids(actor, Client.id)


def _of_client(column: Any) -> Callable[[Actor], Predicate]:
    return lambda actor: false() if actor.role in FIELD_ROLES else _client_ids(actor, column)


def _org_units(actor: Actor) -> Predicate:
    if actor.reach is Reach.PLACES:
        return OrgUnit.id.in_(actor.org_unit_ids)
    if actor.reach is Reach.OWN:
        return OrgUnit.id.in_(select(Assignment.location_id).where(Assignment.tester_id == actor.user_id))
    return _client_ids(actor, OrgUnit.client_id)


def _waves(actor: Actor) -> Predicate:
    if actor.role in FIELD_ROLES:
        return false()
    mine = Wave.study_id.in_(select(Study.id).where(_client_ids(actor, Study.client_id)))
    if actor.role in (Role.CLIENT_REGION, Role.CLIENT_LOCATION):
        return mine & (Wave.state == WaveState.RELEASED)
    return mine


def _assignments(actor: Actor) -> Predicate:
    """Field: their own. Clients: what is released, regions and locations only of their places."""
    if actor.reach is Reach.OWN:
        return Assignment.tester_id == actor.user_id
    waves = select(Wave.id).join(Study).where(_client_ids(actor, Study.client_id))
    if actor.role not in TENANT_ROLES:
        return true() if actor.client_ids is None else Assignment.wave_id.in_(waves)
    if actor.role is Role.WORKS_COUNCIL:
        return false()
    released = Assignment.wave_id.in_(waves.where(Wave.state == WaveState.RELEASED))
    if actor.reach is Reach.PLACES:
        return released & Assignment.location_id.in_(actor.org_unit_ids)
    return released


def _scenarios(actor: Actor) -> Predicate:
    if actor.reach is Reach.OWN:
        return Scenario.id.in_(select(Assignment.scenario_id).where(Assignment.tester_id == actor.user_id))
    if actor.role in TENANT_ROLES:
        return false()
    return Scenario.study_id.in_(select(Study.id).where(_client_ids(actor, Study.client_id)))


def _interviews(actor: Actor) -> Predicate:
    """An interview stays its interviewer's own, even when the assignment moved to somebody else."""
    if actor.reach is Reach.OWN:
        return Interview.user_id == actor.user_id
    mine = Interview.assignment_id.in_(select(Assignment.id).where(_assignments(actor)))
    return mine & Interview.set_aside_at.is_(None) if actor.role in TENANT_ROLES else mine


def _submissions(actor: Actor) -> Predicate:
    return Submission.interview_id.in_(select(Interview.id).where(_interviews(actor)))


def _of_submission(column: Any) -> Callable[[Actor], Predicate]:
    return lambda actor: column.in_(select(Submission.id).where(_submissions(actor)))


def _scores(actor: Actor) -> Predicate:
    """A tester never sees a score."""
    if actor.reach is Reach.OWN:
        return false()
    return ScoreSheet.submission_id.in_(select(Submission.id).where(_submissions(actor)))


def _evidence(actor: Actor) -> Predicate:
    mine = InterviewMedia.interview_id.in_(select(Interview.id).where(_interviews(actor)))
    return mine & InterviewMedia.released_at.is_not(None) if actor.role in TENANT_ROLES else mine


def _agency_only(actor: Actor) -> Predicate:
    return true() if actor.reach is Reach.AGENCY else false()


def _own_or_agency(column: Any) -> Callable[[Actor], Predicate]:
    """What a person has of their own, and the agency gives out and takes back."""
    return lambda actor: true() if actor.reach is Reach.AGENCY else column == actor.user_id


def _intakes(actor: Actor) -> Predicate:
    """The agency's; of a visit that nobody knows only who may see every client."""
    if actor.reach is not Reach.AGENCY:
        return false()
    if actor.client_ids is None:
        return true()
    return Intake.assignment_id.in_(select(Assignment.id).where(_assignments(actor)))


def _promises(actor: Actor) -> Predicate:
    """A tester's own, and the agency's; a client who knew of one could still have it kept."""
    if actor.role in TENANT_ROLES:
        return false()
    return Promise.interview_id.in_(select(Interview.id).where(_interviews(actor)))


def _devices(actor: Actor) -> Predicate:
    """A tester's own tablets; the agency knows all of them."""
    if actor.reach is Reach.OWN:
        return Device.user_id == actor.user_id
    return _agency_only(actor)


def _holdings(actor: Actor) -> Predicate:
    """What a tester's own tablets hold; the agency's as with intakes, by the visit that the tablet names."""
    if actor.reach is Reach.OWN:
        return Holding.device_id.in_(select(Device.id).where(_devices(actor)))
    if actor.reach is not Reach.AGENCY:
        return false()
    if actor.client_ids is None:
        return true()
    return Holding.assignment.in_(select(Assignment.public_id).where(_assignments(actor)))


def _cases(actor: Actor) -> Predicate:
    """A caller: the case they hold and those that are theirs, whoever calls the survey otherwise."""
    if actor.reach is Reach.OWN:
        mine = select(Assignment.id).where(Assignment.tester_id == actor.user_id)
        return (CallCase.holder_id == actor.user_id) | CallCase.assignment_id.in_(mine)
    if actor.reach is not Reach.AGENCY:
        return false()
    return CallCase.wave_id.in_(select(Wave.id).where(_waves(actor)))


def _attempts(actor: Actor) -> Predicate:
    if actor.reach is Reach.OWN:
        return CallAttempt.caller_id == actor.user_id
    if actor.reach is not Reach.AGENCY:
        return false()
    return CallAttempt.case_id.in_(select(CallCase.id).where(_cases(actor)))


def _recordings(actor: Actor) -> Predicate:
    if actor.reach is not Reach.AGENCY:
        return false()
    return CallRecording.attempt_id.in_(select(CallAttempt.id).where(_attempts(actor)))


def _menu_runs(actor: Actor) -> Predicate:
    if actor.reach is not Reach.AGENCY:
        return false()
    return MenuRun.wave_id.in_(select(Wave.id).where(_waves(actor)))


def _users(actor: Actor) -> Predicate:
    return or_(User.id == actor.user_id, literal(actor.role is Role.ADMIN))


_RULES: dict[type[Row], Callable[[Actor], Predicate]] = {
    Client: _clients,
    OrgUnit: _org_units,
    Touchpoint: _of_client(Touchpoint.client_id),
    Study: _of_client(Study.client_id),
    Wave: _waves,
    Assignment: _assignments,
    Scenario: _scenarios,
    QuestionnaireVersion: _agency_only,
    SchemeVersion: _agency_only,
    Draft: _agency_only,
    Block: _agency_only,
    Interview: _interviews,
    Intake: _intakes,
    InterviewMedia: _evidence,
    Submission: _submissions,
    Flag: _of_submission(Flag.submission_id),
    Verdict: _of_submission(Verdict.submission_id),
    ItemQuery: _of_submission(ItemQuery.submission_id),
    Promise: _promises,
    ScoreSheet: _scores,
    TesterProfile: _agency_only,
    CallCase: _cases,
    CallAttempt: _attempts,
    MenuRun: _menu_runs,
    CallRecording: _recordings,
    CollectAccess: _own_or_agency(CollectAccess.user_id),
    CollectSubmission: _own_or_agency(CollectSubmission.user_id),
    Device: _devices,
    Holding: _holdings,
    User: _users,
    UserSession: lambda actor: UserSession.user_id == actor.user_id,
}
