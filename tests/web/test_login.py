"""Logging in, staying logged in, logging out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser

Browse = Callable[[str], Browser]


def test_someone_who_is_not_logged_in_is_asked_to_and_comes_back(browse: Browse) -> None:
    browser = browse("")
    reply = browser.get("/account/password?from=mail")
    assert reply.location == "/login?next=%2Faccount%2Fpassword%3Ffrom%3Dmail"
    browser.get(reply.location)
    token = {"email": "rita@agency.example", "password": "four quiet green lamps"}
    assert browser.post(reply.location, token).location == "/account/password?from=mail"


@pytest.mark.parametrize(
    ("name", "home"),
    [("Rita", "/desk/"), ("Anna", "/desk/"), ("Tara", "/capi/"), ("Carl", "/cati/"), ("Heidi", "/client/")],
)
def test_everybody_starts_where_their_work_is(browse: Browse, name: str, home: str) -> None:
    assert browse(name).get("/").location == home


def test_a_wrong_password_says_nothing_about_the_account(browse: Browse) -> None:
    known, unknown = browse(""), browse("")
    known.get("/login")
    unknown.get("/login")
    right = known.post("/login", {"email": "rita@agency.example", "password": "wrong wrong wrong"})
    wrong = unknown.post("/login", {"email": "nobody@agency.example", "password": "wrong wrong wrong"})
    assert (right.status_code, wrong.status_code) == (422, 422)
    assert "do not match" in right.text
    assert "do not match" in wrong.text
