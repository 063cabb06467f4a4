"""Roles, the person who acts, and how far the rights of a role reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    ADMIN = "admin"
    RESEARCHER = "researcher"
    SCHEDULER = "scheduler"
    REVIEWER = "reviewer"
    TESTER = "tester"
    CALLER = "caller"
    CLIENT_HQ = "client_hq"
    CLIENT_REGION = "client_region"
    CLIENT_LOCATION = "client_location"
    WORKS_COUNCIL = "works_council"
    AUDITOR = "auditor"


STAFF_ROLES = frozenset({Role.ADMIN, Role.RESEARCHER, Role.SCHEDULER, Role.REVIEWER, Role.AUDITOR})
FIELD_ROLES = frozenset({Role.TESTER, Role.CALLER})
TENANT_ROLES = frozenset({Role.CLIENT_HQ, Role.CLIENT_REGION, Role.CLIENT_LOCATION, Role.WORKS_COUNCIL})


class Reach(StrEnum):
    """How far a role's rights reach.

    AGENCY: every client, or those named in the person's scopes. CLIENT: the clients of the scopes.
    PLACES: the parts of a client's tree named in the scopes. OWN: what was assigned to the person.
    """

    AGENCY = "agency"
    CLIENT = "client"
    PLACES = "places"
    OWN = "own"


_REACH = {
    **dict.fromkeys(STAFF_ROLES, Reach.AGENCY),
    **dict.fromkeys(FIELD_ROLES, Reach.OWN),
    Role.CLIENT_HQ: Reach.CLIENT,
    Role.WORKS_COUNCIL: Reach.CLIENT,
    Role.CLIENT_REGION: Reach.PLACES,
    Role.CLIENT_LOCATION: Reach.PLACES,
}

_HOMES = {
    Role.TESTER: "/capi/",
    Role.CALLER: "/cati/",
    **dict.fromkeys(TENANT_ROLES, "/client/"),
    Role.WORKS_COUNCIL: "/client/proof",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, as the rules need them.

    `client_ids` None means every client (staff without scopes). `org_unit_ids` holds every node of the
    tree that a person with Reach.PLACES may see, the subtrees already unfolded.
    """

    user_id: int
    public_id: UUID
    role: Role
    client_ids: frozenset[int] | None = None
    org_unit_ids: frozenset[int] = frozenset()

    @property
    def reach(self) -> Reach:
        return _REACH[self.role]


def home_of(role: Role) -> str:
    """The path of the first page a role sees after login."""
    return _HOMES.get(role, "/desk/")
