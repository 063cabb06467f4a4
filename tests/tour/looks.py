"""The sizes, themes and languages in which the tour looks at each role's screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mystery.access import FIELD_ROLES, Role


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    width: int
    height: int
    language: str
    theme: str

    @property
    def scheme(self) -> Literal["dark", "light"]:
        return "dark" if self.theme == "dark" else "light"


LOOKS = (
    Look("desk-de", 1440, 900, "de", "light"),
    Look("desk-en-dark", 1280, 800, "en", "dark"),
    Look("tablet-de", 800, 1280, "de", "light"),
    Look("tablet-en-sun", 800, 1280, "en", "sun"),
    Look("phone-de", 390, 844, "de", "light"),
)
_FIELD = ("tablet-de", "tablet-en-sun", "phone-de")
_CALLER = ("desk-de", "desk-en-dark")
_OFFICE = ("desk-de", "desk-en-dark", "tablet-de")


def looks_of(role: Role) -> tuple[Look, ...]:
    """The looks that matter to a role: testers hold tablets, callers sit, clients do both."""
    names = _FIELD if role is Role.TESTER else _CALLER if role in FIELD_ROLES else _OFFICE
    if role in (Role.CLIENT_HQ, Role.CLIENT_LOCATION):
        names = (*names, "phone-de")
    return tuple(look for look in LOOKS if look.name in names)
