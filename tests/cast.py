"""The named people of all tests, the two clients they belong to, and the places they may see.

Autohaus Nord has two regions: north (Bremen, Kiel) and south (Ulm). Bäckerei Fremd is another client, whose
data nobody of Autohaus Nord may ever meet.
"""

from __future__ import annotations

from mystery.access import Role
from mystery.services import accounts, clients
from mystery.services.accounts import Scope
from mystery.store.models import OrgKind, User

PASSWORD = "four quiet green lamps"

EMAILS = {
    "Anna": "anna@agency.example",
    "Rita": "rita@agency.example",
    "Rolf": "rolf@agency.example",
    "Stefan": "stefan@agency.example",
    "Axel": "axel@agency.example",
    "Tara": "tara@testers.example",
    "Toni": "toni@testers.example",
    "Carl": "carl@testers.example",
    "Heidi": "heidi@nord.example",
    "Renate": "renate@nord.example",
    "Lothar": "lothar@nord.example",
    "Wera": "wera@nord.example",
    "Fred": "fred@fremd.example",
}


def someone(name: str) -> User:
    """The account of one of the cast."""
    user = accounts.find_by_email(EMAILS[name])
    if user is None:
        raise LookupError(f"{name} is not in the database of this test")
    return user


def populate() -> None:
    """Writes the cast and their clients into an empty database."""
    _agency()
    _field()
    _nord()
    _fremd()


def _account(name: str, role: Role, *scopes: Scope) -> User:
    return accounts.create_user(EMAILS[name], name, role, PASSWORD, scopes=scopes, language="en")


def _agency() -> None:
    _account("Anna", Role.ADMIN)
    _account("Rita", Role.RESEARCHER)
    _account("Rolf", Role.REVIEWER)
    _account("Stefan", Role.SCHEDULER)
    _account("Axel", Role.AUDITOR)


def _field() -> None:
    for name, role, pseudonym in (
        ("Tara", Role.TESTER, "T-101"),
        ("Toni", Role.TESTER, "T-102"),
        ("Carl", Role.CALLER, "C-201"),
    ):
        accounts.give_tester_profile(_account(name, role), pseudonym)


def _nord() -> None:
    nord = clients.create_client("nord", "Autohaus Nord", industry="cars")
    root = clients.root_of(nord)
    north = clients.add_org_unit(nord, OrgKind.REGION, "north", "Region North", parent=root)
    south = clients.add_org_unit(nord, OrgKind.REGION, "south", "Region South", parent=root)
    bremen = clients.add_org_unit(nord, OrgKind.LOCATION, "bremen", "Bremen", parent=north, headcount=12)
    clients.add_org_unit(nord, OrgKind.LOCATION, "kiel", "Kiel", parent=north, headcount=9)
    clients.add_org_unit(nord, OrgKind.LOCATION, "ulm", "Ulm", parent=south, headcount=7)
    _account("Heidi", Role.CLIENT_HQ, Scope(nord))
    _account("Renate", Role.CLIENT_REGION, Scope(nord, north))
    _account("Lothar", Role.CLIENT_LOCATION, Scope(nord, bremen))
    _account("Wera", Role.WORKS_COUNCIL, Scope(nord))


def _fremd() -> None:
    fremd = clients.create_client("fremd", "Bäckerei Fremd", industry="bakeries")
    root = clients.root_of(fremd)
    clients.add_org_unit(fremd, OrgKind.LOCATION, "koeln", "Köln", parent=root, headcount=6)
    _account("Fred", Role.CLIENT_HQ, Scope(fremd))
