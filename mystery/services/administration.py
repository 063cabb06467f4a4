"""What an administrator does to accounts: issue, change, switch, end sessions, describe testers."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from mystery.access import FIELD_ROLES, Actor, Role, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import accounts, audit, sessions
from mystery.services.accounts import Scope
from mystery.services.transaction import reading, transaction
from mystery.store.models import TesterProfile, User, UserScope

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without signs that look alike on paper."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An account with the password that is shown once and has to be changed at the next login."""

    user: User
    password: str


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What an administrator decides about an account."""

    name: str
    role: Role
    language: str = "de"
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """A tester as planning knows them."""

    pseudonym: str
    can_visit: bool = True
    can_call: bool = False
    is_available: bool = True
    country: str = "DE"
    postcode: str = ""
    radius_km: float = 30.0


def issue_account(actor: Actor, email: str, facts: AccountFacts) -> Issued:
    """A new account with a one-time password."""
    require(actor, "user.edit")
    password = one_time_password()
    user = accounts.create_user(
        email,
        facts.name,
        facts.role,
        password,
        scopes=facts.scopes,
        language=facts.language,
        must_change=True,
        actor=actor,
    )
    return Issued(user, password)


def change_account(actor: Actor, user: User, facts: AccountFacts) -> None:
    """Changes name, role, reach and language. Sessions end when the rights are others than before."""
    require(actor, "user.edit")
    with transaction():
        problems = accounts.facts_problems(facts.name, facts.role, facts.scopes)
        if problems:
            raise Rejected(problems)
        if facts.role is not Role.ADMIN:
            accounts.keep_an_admin(user)
        before = _rights(user)
        user.name, user.role, user.language = facts.name.strip(), facts.role, facts.language
        _set_scopes(user, facts.scopes)
        audit.append("user.change", user, actor, {"role": user.role.value, "scopes": len(user.scopes)})
        if _rights(user) != before:
            sessions.revoke_others(user, None, utcnow(), actor)


def renew_password(actor: Actor, user: User) -> Issued:
    """A new one-time password for somebody who forgot theirs; all sessions end."""
    require(actor, "user.edit")
    password = one_time_password()
    with transaction():
        accounts.set_password(user, password, actor, must_change=True)
        sessions.revoke_others(user, None, utcnow(), actor)
    return Issued(user, password)


def switch_account(actor: Actor, user: User, *, active: bool) -> None:
    """Switches an account on, or off together with its sessions. Its work stays."""
    require(actor, "user.edit")
    with transaction():
        accounts.set_active(user, active=active, actor=actor)
        if not active:
            sessions.revoke_others(user, None, utcnow(), actor)


def end_sessions(actor: Actor, user: User) -> int:
    """Logs a person out everywhere; the number of sessions that ended."""
    require(actor, "user.edit")
    return sessions.revoke_others(user, None, utcnow(), actor)


def describe_tester(actor: Actor, user: User, facts: ProfileFacts) -> TesterProfile:
    """Gives an account its tester profile, or changes the one it has."""
    require(actor, "tester.edit")
    with transaction() as session:
        problems = _profile_problems(user, facts)
        if problems:
            raise Rejected(problems)
        known = user.tester_profile
        profile = known or TesterProfile(user=user)
        profile.pseudonym = facts.pseudonym.strip()
        profile.can_visit, profile.can_call = facts.can_visit, facts.can_call
        profile.is_available = facts.is_available
        profile.country, profile.postcode = facts.country.strip().upper(), facts.postcode.strip()
        profile.radius_km = facts.radius_km
        session.add(profile)
        audit.append("tester.change" if known else "tester.create", profile, actor)
        return profile


def one_time_password() -> str:
    """Four groups of four letters, 79 bits: easy to read out, too long to guess."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _rights(user: User) -> tuple[Role, frozenset[tuple[int, int | None]]]:
    return user.role, frozenset(_place_of(scope) for scope in user.scopes)


def _place_of(scope: UserScope | Scope) -> tuple[int, int | None]:
    place = scope.org_unit if isinstance(scope, UserScope) else scope.place
    return scope.client.id, place.id if place else None


def _set_scopes(user: User, wanted: Iterable[Scope]) -> None:
    """Adds and takes away only what differs: a scope that stays keeps its row."""
    new = {_place_of(scope): scope for scope in wanted}
    for row in list(user.scopes):
        if new.pop(_place_of(row), None) is None:
            user.scopes.remove(row)
    user.scopes.extend(UserScope(client=each.client, org_unit=each.place) for each in new.values())


def _profile_problems(user: User, facts: ProfileFacts) -> list[Problem]:
    problems = []
    if user.role not in FIELD_ROLES:
        problems.append(Problem("PROFILE_NEEDS_FIELD_ROLE"))
    if not facts.pseudonym.strip():
        problems.append(Problem("FIELD_EMPTY", params={"field": "pseudonym"}))
    taken = select(TesterProfile.user_id).where(TesterProfile.pseudonym == facts.pseudonym.strip())
    if reading().scalar(taken.where(TesterProfile.user_id != user.id)):
        problems.append(Problem("PSEUDONYM_TAKEN", params={"pseudonym": facts.pseudonym}))
    return problems
