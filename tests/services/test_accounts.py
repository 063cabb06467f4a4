"""Accounts: who may have one, and what a password must not be."""

from __future__ import annotations

import pytest

from mystery.access import Role
from mystery.problems import Rejected
from mystery.services import accounts, passwords
from mystery.services.accounts import Scope
from mystery.store.models import User
from tests import build
from tests.cast import EMAILS, PASSWORD, someone

pytestmark = pytest.mark.usefixtures("app")


def refused(**facts: object) -> list[str]:
    wanted = {"email": "new@agency.example", "name": "Nele Neu", "role": Role.REVIEWER, "password": PASSWORD}
    with pytest.raises(Rejected) as refusal:
        accounts.create_user(**{**wanted, **facts})
    return [problem.code for problem in refusal.value.problems]


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@c.example", "a@b.example\nBcc: x@y.example"])
def test_an_account_needs_an_address(email: str) -> None:
    assert refused(email=email) == ["EMAIL_UNREADABLE"]


def test_an_address_has_one_account_however_it_is_written() -> None:
    assert refused(email=" Rita@Agency.Example ") == ["EMAIL_TAKEN"]


def test_people_of_a_client_are_confined_to_it() -> None:
    assert refused(role=Role.CLIENT_HQ) == ["SCOPE_MISSING"]
    assert refused(role=Role.CLIENT_REGION, scopes=[Scope(build.client())]) == ["SCOPE_PLACE_MISSING"]
    ulm = Scope(build.client(), build.place("ulm"))
    assert refused(role=Role.CLIENT_REGION, scopes=[ulm]) == ["SCOPE_PLACE_MISSING"]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "PASSWORD_SHORT"),
        ("x" * 201, "PASSWORD_LONG"),
        ("Passwort12345", "PASSWORD_COMMON"),
        ("aaaaaaaaaaaaaaa", "PASSWORD_COMMON"),
        ("willkommen2026", "PASSWORD_COMMON"),
        ("nele likes long walks", "PASSWORD_IS_NAME"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, code: str) -> None:
    assert refused(password=password) == [code]


@pytest.mark.parametrize(
    "password", ["drei grüne Äpfel am Zaun", "🔑🗝️ in der Schublade", " spaces at both ends "]
)
def test_any_characters_make_a_password(password: str) -> None:
    user = accounts.create_user("new@agency.example", "Nele Neu", Role.REVIEWER, password)
    assert accounts.authenticate("NEW@agency.example", password) == user
    assert accounts.authenticate("new@agency.example", password.strip() + "!") is None


def test_an_account_that_is_off_does_not_get_in() -> None:
    accounts.set_active(someone("Rita"), active=False)
    assert accounts.authenticate(EMAILS["Rita"], PASSWORD) is None


def test_the_last_administrator_stays() -> None:
    with pytest.raises(Rejected) as refusal:
        accounts.set_active(someone("Anna"), active=False)
    assert refusal.value.problems[0].code == "LAST_ADMIN"


def test_an_unknown_address_costs_as_much_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the time of the answer would tell who has an account."""
    seen: list[str | None] = []
    monkeypatch.setattr(passwords, "matches", lambda hashed, _password: seen.append(hashed) or False)
    accounts.authenticate("nobody@agency.example", PASSWORD)
    accounts.authenticate(EMAILS["Rita"], PASSWORD)
    assert len(seen) == 2


def test_the_password_itself_is_nowhere() -> None:
    rita: User = someone("Rita")
    assert rita.password_hash.startswith("$argon2id$")
    assert PASSWORD not in rita.password_hash
