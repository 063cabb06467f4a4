"""An administrator manages accounts; nobody else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from mystery.access import Role
from mystery.services import accounts, audit
from mystery.store.database import db
from tests import build
from tests.browsing import Browser
from tests.cast import EMAILS, PASSWORD, someone

Browse = Callable[[str], Browser]

NEW = {"name": "Nele Neu", "email": "nele@nord.example", "language": "en"}


def address(name: str, act: str = "") -> str:
    return f"/desk/users/{someone(name).public_id}{act}"


def password_in(text: str) -> str:
    """The one-time password as the page shows it."""
    return text.split('data-copy="')[1].split('"', maxsplit=1)[0]


def facts_of(who: str, **other: object) -> dict[str, object]:
    """An account's form as it is sent when nothing was changed, but for `other`."""
    user = someone(who)
    reach = [str((scope.org_unit or scope.client).public_id) for scope in user.scopes]
    return {"name": user.name, "role": user.role.value, "language": "en", "reach": reach, **other}


@pytest.fixture
def queries() -> Iterator[list[str]]:
    """The statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_the_list_shows_everybody_with_role_and_reach(browse: Browse) -> None:
    text = browse("Anna").get("/desk/users").get_data(as_text=True)
    assert all(email in text for email in EMAILS.values())
    assert "Autohaus Nord: Region North" in text
    assert "T-101" in text


@pytest.mark.parametrize(
    ("query", "found", "not_found"),
    [
        ("q=rita", "Rita", "Rolf"),
        ("q=T-101", "Tara", "Toni"),
        ("q=100%25", "", "Rita"),
        ("role=tester", "Toni", "Rita"),
        ("state=off", "", "Rita"),
        ("role=nonsense&client=nonsense&page=x&sort=x", "Rita", "nobody"),
    ],
)
def test_the_list_is_searched_and_filtered(browse: Browse, query: str, found: str, not_found: str) -> None:
    text = browse("Anna").get(f"/desk/users?{query}").get_data(as_text=True)
    assert EMAILS.get(found, "") in text
    assert EMAILS.get(not_found, "nobody@") not in text


def test_the_list_is_filtered_by_client(browse: Browse) -> None:
    text = browse("Anna").get(f"/desk/users?client={build.client('fremd').public_id}").get_data(as_text=True)
    assert EMAILS["Fred"] in text
    assert EMAILS["Heidi"] not in text


def test_the_list_is_sorted_both_ways(browse: Browse) -> None:
    browser = browse("Anna")
    up = browser.get("/desk/users?sort=email").get_data(as_text=True)
    down = browser.get("/desk/users?sort=-email").get_data(as_text=True)
    assert up.index(EMAILS["Axel"]) < up.index(EMAILS["Wera"])
    assert down.index(EMAILS["Axel"]) > down.index(EMAILS["Wera"])


def test_the_pages_ask_little_of_the_database(browse: Browse, queries: list[str]) -> None:
    browser = browse("Anna")
    for path in ("/desk/users", "/desk/users/new", address("Tara")):
        queries.clear()
        browser.get(path)
        assert len(queries) <= 12, path


def test_a_new_account_changes_its_one_time_password_first(app: Flask, browse: Browse) -> None:
    nord = str(build.client().public_id)
    reply = browse("Anna").post("/desk/users/new", {**NEW, "role": "client_hq", "reach": nord})
    password = password_in(reply.get_data(as_text=True))
    assert reply.headers["Cache-Control"] == "no-store"

    nele = Browser(app)
    nele.get("/login")
    assert nele.post("/login", {"email": NEW["email"], "password": password}).status_code == 302
    assert nele.get("/desk/users").status_code in (302, 403, 404)
    nele.get("/account/password")
    answer = {"present": password, "new": PASSWORD, "again": PASSWORD}
    assert nele.post("/account/password", answer).location == "/account/"
    user = accounts.find_by_email(NEW["email"])
    assert user
    assert user.must_change_password is False
    assert [scope.client.code for scope in user.scopes] == ["nord"]


def test_nothing_opens_before_the_password_is_changed(app: Flask, browse: Browse) -> None:
    reply = browse("Anna").post(address("Rita", "/password"))
    password = password_in(reply.get_data(as_text=True))
    rita = Browser(app)
    rita.get("/login")
    rita.post("/login", {"email": EMAILS["Rita"], "password": password})
    assert rita.get("/desk/installation").location == "/account/password"
    assert "Choose a password of your own" in rita.get("/account/password").get_data(as_text=True)
    reply = rita.send("POST", address("Tara", "/switch"), {})
    assert reply.json["code"] == "PASSWORD_TO_CHANGE"


def test_an_account_that_cannot_be_is_refused_with_reasons(browse: Browse) -> None:
    browser = browse("Anna")
    reply = browser.post("/desk/users/new", {**NEW, "role": "client_hq"})
    assert reply.status_code == 422
    assert "needs a client" in reply.get_data(as_text=True)
    taken = {**NEW, "email": EMAILS["Rita"], "role": "reviewer"}
    assert "already" in browser.post("/desk/users/new", taken).get_data(as_text=True)
    strange = {**NEW, "role": "reviewer", "reach": "00000000-0000-4000-8000-000000000000"}
    assert browser.post("/desk/users/new", strange).status_code == 422
    assert accounts.find_by_email(NEW["email"]) is None


def test_another_role_or_reach_ends_the_sessions_and_is_noted(browse: Browse) -> None:
    renate, anna = browse("Renate"), browse("Anna")
    south = str(build.place("south").public_id)
    assert anna.post(address("Renate"), facts_of("Renate", reach=south)).status_code == 302
    assert [scope.org_unit.code for scope in someone("Renate").scopes if scope.org_unit] == ["south"]
    assert renate.get("/account/").status_code == 302
    assert [entry.action for entry in audit.newest(2)] == ["session.revoke", "user.change"]
    assert {entry.actor for entry in audit.newest(2)} == {someone("Anna").public_id}


def test_another_name_leaves_the_sessions_alone(browse: Browse) -> None:
    renate, anna = browse("Renate"), browse("Anna")
    assert anna.post(address("Renate"), facts_of("Renate", name="Renate Roth")).status_code == 302
    assert renate.get("/account/").status_code == 200
    assert someone("Renate").name == "Renate Roth"


def test_the_last_administrator_stays_one(browse: Browse) -> None:
    anna = browse("Anna")
    reply = anna.post(address("Anna"), facts_of("Anna", role="reviewer"))
    assert reply.status_code == 422
    assert anna.post(address("Anna", "/switch"), {"active": "no"}).status_code == 422
    assert someone("Anna").role is Role.ADMIN
    assert someone("Anna").is_active


def test_switching_off_ends_the_sessions_and_switching_on_lets_in_again(browse: Browse) -> None:
    rita, anna = browse("Rita"), browse("Anna")
    anna.post(address("Rita", "/switch"), {"active": "no"})
    assert rita.get("/account/").status_code == 302
    assert not someone("Rita").is_active
    anna.post(address("Rita", "/switch"), {"active": "yes"})
    assert someone("Rita").is_active


def test_sessions_are_ended_from_the_desk(browse: Browse) -> None:
    rita, anna = browse("Rita"), browse("Anna")
    anna.post(address("Rita", "/end-sessions"))
    assert rita.get("/account/").status_code == 302


PROFILE = {"pseudonym": "T-900", "can_call": "y", "country": "de", "postcode": "28195", "radius_km": "45"}


def test_a_tester_gets_a_profile_and_keeps_it_when_it_is_changed(browse: Browse) -> None:
    anna = browse("Anna")
    assert anna.post(address("Tara", "/profile"), PROFILE).status_code == 302
    profile = someone("Tara").tester_profile
    assert profile
    assert (profile.pseudonym, profile.country, profile.can_call, profile.can_visit) == (
        "T-900",
        "DE",
        True,
        False,
    )
    assert audit.newest(1)[0].action == "tester.change"


@pytest.mark.parametrize(
    "other", [{"pseudonym": "T-102"}, {"pseudonym": ""}, {"can_call": ""}, {"country": "Germany"}]
)
def test_a_profile_that_cannot_be_is_refused(browse: Browse, other: dict[str, str]) -> None:
    assert browse("Anna").post(address("Tara", "/profile"), {**PROFILE, **other}).status_code == 422


def test_only_people_in_the_field_have_a_profile(browse: Browse) -> None:
    anna = browse("Anna")
    assert "Tester profile" not in anna.get(address("Rita")).get_data(as_text=True)
    assert anna.post(address("Rita", "/profile"), PROFILE).status_code == 422


@pytest.mark.parametrize("name", ["Rita", "Stefan", "Axel", "Heidi", "Tara"])
def test_nobody_else_meets_the_accounts(browse: Browse, name: str) -> None:
    browser = browse(name)
    for path in ("/desk/users", "/desk/users/new", address("Toni")):
        assert browser.get(path).status_code in (403, 404)
    for act in ("", "/switch", "/password", "/end-sessions", "/profile"):
        assert browser.post(address("Toni", act)).status_code in (403, 404)
    assert someone("Toni").is_active
