"""Accounts: create, log in, change the password, switch off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from mystery.access import TENANT_ROLES, Actor, Role
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit, passwords
from mystery.services.transaction import reading, transaction
from mystery.store.models import Client, OrgKind, OrgUnit, TesterProfile, User, UserScope
from mystery.store.queries import scope

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PLACE_KINDS = {Role.CLIENT_REGION: OrgKind.REGION, Role.CLIENT_LOCATION: OrgKind.LOCATION}


@dataclass(frozen=True, slots=True)
class Scope:
    """A client, or one part of it, that an account is confined to."""

    client: Client
    place: OrgUnit | None = None


def create_user(
    email: str,
    name: str,
    role: Role,
    password: str,
    *,
    scopes: Iterable[Scope] = (),
    language: str = "de",
    must_change: bool = False,
    actor: Actor | None = None,
) -> User:
    """A new account. Raises `Rejected` with every reason why not.

    `must_change`: somebody else knows the password, so the first login asks for another.
    """
    email, scopes = email.strip().lower(), tuple(scopes)
    with transaction() as session:
        problems = [*_email_problems(email), *facts_problems(name, role, scopes)]
        problems += passwords.weaknesses(password, name, email)
        if problems:
            raise Rejected(problems)
        hashed = passwords.hash_password(password)
        user = User(email=email, name=name.strip(), role=role, password_hash=hashed, language=language)
        user.must_change_password = must_change
        user.scopes = [UserScope(client=each.client, org_unit=each.place) for each in scopes]
        session.add(user)
        audit.append("user.create", user, actor, {"role": role.value})
        return user


def authenticate(email: str, password: str) -> User | None:
    """The account, if e-mail and password fit and it is switched on. Failures are logged by account only."""
    user = find_by_email(email)
    if (
        not passwords.matches(user.password_hash if user else None, password)
        or not user
        or not user.is_active
    ):
        with transaction():
            audit.append("login.failed", user or "user:unknown")
        return None
    with transaction():
        user.logged_in_at = utcnow()
        if passwords.is_outdated(user.password_hash):
            user.password_hash = passwords.hash_password(password)
        audit.append("login", user, actor_for(user))
    return user


def change_password(user: User, present: str, new: str) -> None:
    """Replaces the password; ending the person's other sessions is the caller's next step."""
    if not passwords.matches(user.password_hash, present):
        raise Rejected([Problem("PASSWORD_WRONG")])
    set_password(user, new, actor_for(user))


def set_password(user: User, new: str, actor: Actor | None = None, *, must_change: bool = False) -> None:
    """A new password; `must_change` if somebody else knows it."""
    problems = passwords.weaknesses(new, user.name, user.email)
    if problems:
        raise Rejected(problems)
    hashed = passwords.hash_password(new)
    with transaction():
        user.password_hash, user.must_change_password = hashed, must_change
        audit.append("user.password", user, actor)


def set_active(user: User, *, active: bool, actor: Actor | None = None) -> None:
    """Switches an account on or off; the last administrator stays on."""
    with transaction():
        if not active:
            keep_an_admin(user)
        user.is_active = active
        audit.append("user.active", user, actor, {"active": active})


def keep_an_admin(user: User) -> None:
    """Raises `Rejected` if without this account nobody could manage the others."""
    admins = select(func.count()).where(User.role == Role.ADMIN, User.is_active, User.id != user.id)
    if user.role is Role.ADMIN and user.is_active and not reading().scalar(admins):
        raise Rejected([Problem("LAST_ADMIN")])


def choose(user: User, *, language: str | None = None, theme: str | None = None) -> None:
    """Remembers how a person wants pages to look and read."""
    with transaction():
        user.language = language or user.language
        user.theme = theme or user.theme


def give_tester_profile(
    user: User, pseudonym: str, actor: Actor | None = None, **facts: object
) -> TesterProfile:
    """Makes an account a tester's: planning and results know it by the pseudonym alone."""
    with transaction() as session:
        profile = TesterProfile(user=user, pseudonym=pseudonym, **facts)
        session.add(profile)
        audit.append("tester.create", profile, actor)
        return profile


def find_by_email(email: str) -> User | None:
    return reading().scalar(select(User).where(User.email == email.strip().lower()))


def by_email(email: str) -> User:
    """The account with this address; refuses an address that nobody has."""
    user = find_by_email(email)
    if user is None:
        raise Rejected([Problem("ACCOUNT_UNKNOWN", params={"email": email})])
    return user


def all_users() -> Sequence[User]:
    """Every account by e-mail address."""
    return reading().scalars(select(User).order_by(User.email)).all()


def actor_for(user: User) -> Actor:
    """The account as the permission rules need it."""
    return scope.actor_of(reading(), user)


def has_admin() -> bool:
    return (
        reading().scalar(select(User.id).where(User.role == Role.ADMIN, User.is_active).limit(1)) is not None
    )


def _email_problems(email: str) -> list[Problem]:
    if not _EMAIL.fullmatch(email) or len(email) > 254 or not email.isprintable():
        return [Problem("EMAIL_UNREADABLE", params={"email": email})]
    return [Problem("EMAIL_TAKEN", params={"email": email})] if find_by_email(email) else []


def facts_problems(name: str, role: Role, scopes: tuple[Scope, ...]) -> list[Problem]:
    """What is wrong with a person's name, role and reach."""
    empty = [] if name.strip() else [Problem("FIELD_EMPTY", params={"field": "name"})]
    return [*empty, *_scope_problems(role, scopes)]


def _scope_problems(role: Role, scopes: tuple[Scope, ...]) -> list[Problem]:
    if role in TENANT_ROLES and not scopes:
        return [Problem("SCOPE_MISSING", params={"role": role.value})]
    kind = _PLACE_KINDS.get(role)
    if kind and not all(each.place and each.place.kind is kind for each in scopes):
        return [Problem("SCOPE_PLACE_MISSING", params={"role": role.value, "kind": kind.value})]
    return []
