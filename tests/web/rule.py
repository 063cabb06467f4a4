"""What a rule of tests/web/access_rules.py says: who may use a route, and on which row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.access import PERMISSIONS, STAFF_ROLES, Role

EVERYBODY = frozenset(Role)
TESTERS = frozenset({Role.TESTER})
CALLERS = frozenset({Role.CALLER})


@dataclass(frozen=True)
class Rule:
    """Who may use a route. `public` ones need no login; `signed` ones bring their own proof (webhooks).

    `device` ones are for tablets alone; no session is let in.
    """

    roles: frozenset[Role] = EVERYBODY
    row: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, object] = field(default_factory=dict)
    query: str = ""
    public: bool = False
    signed: bool = False
    device: bool = False


def may(act: str) -> frozenset[Role]:
    """The roles that the permission table gives an act."""
    return PERMISSIONS[act]


def desk(act: str) -> frozenset[Role]:
    """The roles of the desk that the permission table gives an act."""
    return PERMISSIONS[act] & STAFF_ROLES


NOBODY = "00000000-0000-4000-8000-000000000000"
"""A public id that no row has."""
