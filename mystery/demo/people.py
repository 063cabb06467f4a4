"""Everybody who can log in to the demo. The one place of the product where a password is known beforehand."""

from __future__ import annotations

import random
from dataclasses import dataclass

from mystery.access import Role
from mystery.demo.draw import Tester
from mystery.services import accounts, passwords
from mystery.services.transaction import transaction
from mystery.store.models import Client, OrgUnit, User, UserScope

PASSWORD = "demo"  # noqa: S105 - a demo's password is printed on the screen
DOMAIN = "demo.example"
_FIELD = (
    "Mara Vogt",
    "Jonas Keil",
    "Aylin Demir",
    "Peter Brandl",
    "Nina Ostermann",
    "Tobias Lang",
    "Sofia Marin",
    "Emil Huber",
    "Lena Petersen",
    "Karim Aziz",
    "Birgit Falk",
    "Max Steiner",
    "Julia Wirth",
    "Oskar Noll",
    "Elena Popp",
)
_CALLERS = ("Greta Sommer", "Henning Pohl", "Lucia Brandt", "Marco Ebert", "Ines Kaya")


@dataclass(frozen=True, slots=True)
class Login:
    """A login that is printed when the demo starts."""

    email: str
    name: str
    role: Role
    comes_for: str


LOGINS = (
    Login(
        f"rita@{DOMAIN}", "Rita Reimers", Role.RESEARCHER, "design a study, follow a wave, read the findings"
    ),
    Login(f"stefan@{DOMAIN}", "Stefan Stein", Role.SCHEDULER, "who goes where and when"),
    Login(f"rolf@{DOMAIN}", "Rolf Richter", Role.REVIEWER, "check what testers sent"),
    Login(f"tara@{DOMAIN}", "Tara Thelen", Role.TESTER, "today's visits on the tablet"),
    Login(f"carl@{DOMAIN}", "Carl Conrad", Role.CALLER, "test calls during the call"),
    Login(f"heidi@{DOMAIN}", "Heidi Hansen", Role.CLIENT_HQ, "the answer, the weak spots, the PDF"),
    Login(f"renate@{DOMAIN}", "Renate Rau", Role.CLIENT_REGION, "her own locations"),
    Login(f"lothar@{DOMAIN}", "Lothar Lenz", Role.CLIENT_LOCATION, "what to do on Monday"),
    Login(f"fred@{DOMAIN}", "Fred Frisch", Role.CLIENT_HQ, "the other client: sees nothing of the first"),
    Login(f"theo@{DOMAIN}", "Theo Timm", Role.CLIENT_HQ, "how well his hotlines can be reached"),
    Login(f"wera@{DOMAIN}", "Wera Wolf", Role.WORKS_COUNCIL, "proof of what is recorded and shown"),
    Login(f"axel@{DOMAIN}", "Axel Arndt", Role.AUDITOR, "the log"),
    Login(f"anna@{DOMAIN}", "Anna Adam", Role.ADMIN, "users, settings, the log"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The demo's people by what they do. `testers` says how each simulated tester differs."""

    by_email: dict[str, User]
    field: tuple[User, ...]
    callers: tuple[User, ...]
    testers: dict[int, Tester]

    def of(self, name: str) -> User:
        return self.by_email[f"{name}@{DOMAIN}"]


def create(scopes: dict[str, tuple[Client, OrgUnit | None]], language: str, seed: int) -> Cast:
    """All accounts. `scopes` says to which client and place the client logins belong."""
    hashed = passwords.hash_password(PASSWORD)
    with transaction():
        people = {
            login.email: _user(login.email, login.name, login.role, hashed, language, scopes)
            for login in LOGINS
        }
        field = [people[f"tara@{DOMAIN}"]]
        callers = [people[f"carl@{DOMAIN}"]]
        field += [_user(email, name, Role.TESTER, hashed, language, {}) for email, name in _more(_FIELD)]
        callers += [_user(email, name, Role.CALLER, hashed, language, {}) for email, name in _more(_CALLERS)]
        for number, user in enumerate([*field, *callers], start=101):
            is_caller = user in callers
            accounts.give_tester_profile(user, f"{'C' if is_caller else 'T'}-{number}", can_call=is_caller)
    rng = random.Random(seed)
    testers = {
        user.id: Tester(user.name, rng.gauss(0.0, 0.02), rng.uniform(0.8, 1.3)) for user in [*field, *callers]
    }
    return Cast(people, tuple(field), tuple(callers), testers)


def _more(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Addresses and names of the colleagues whose logins are not printed."""
    return [(f"{name.lower().replace(' ', '.')}@{DOMAIN}", name) for name in names]


def _user(
    email: str,
    name: str,
    role: Role,
    hashed: str,
    language: str,
    scopes: dict[str, tuple[Client, OrgUnit | None]],
) -> User:
    with transaction() as session:
        user = User(email=email, name=name, role=role, password_hash=hashed, language=language)
        if email in scopes:
            client, place = scopes[email]
            user.scopes = [UserScope(client=client, org_unit=place)]
        session.add(user)
        return user
