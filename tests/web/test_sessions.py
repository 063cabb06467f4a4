"""A session ends when it should, everywhere, and its cookie gives nothing away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from mystery.app import create_app
from mystery.clock import utcnow
from mystery.services import accounts, sessions
from mystery.services.transaction import reading
from mystery.settings import Settings
from mystery.store.models import UserSession
from tests.browsing import Browser
from tests.cast import EMAILS, PASSWORD, someone

Browse = Callable[[str], Browser]


def is_in(browser: Browser) -> bool:
    return browser.get("/account/").status_code == 200


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def test_the_table_holds_only_the_hash_of_the_token(browse: Browse) -> None:
    token = cookie_of(browse("Rita"))
    kept = reading().scalars(select(UserSession.token_sha256)).all()
    assert kept == [hashlib.sha256(token.encode()).hexdigest()]
    assert len(token) >= 43, "256 bits"


def test_a_token_is_new_at_each_log_in(browse: Browse) -> None:
    browser = browse("Rita")
    first = cookie_of(browser)
    browser.get("/account/")
    again = {"email": EMAILS["Rita"], "password": PASSWORD}
    assert browser.post("/login", again).location == "/"
    assert cookie_of(browser) != first


def test_signing_out_ends_the_session_on_the_server_too(browse: Browse) -> None:
    browser = browse("Rita")
    token = cookie_of(browser)
    browser.get("/account/")
    browser.post("/logout")
    assert not is_in(browser)
    browser.client.set_cookie("session", token)
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("name", "minutes", "alive"),
    [("Rita", 29, True), ("Rita", 31, False), ("Tara", 11 * 60, True), ("Tara", 13 * 60, False)],
)
def test_an_idle_session_ends(browse: Browse, name: str, minutes: int, *, alive: bool) -> None:
    browser = browse(name)
    with time_machine.travel(utcnow() + timedelta(minutes=minutes), tick=False):
        assert is_in(browser) is alive


def test_even_a_busy_session_ends_after_half_a_day(browse: Browse) -> None:
    browser = browse("Rita")
    start = utcnow()
    for minutes in range(20, 720, 20):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert is_in(browser)
    with time_machine.travel(start + timedelta(minutes=721), tick=False):
        assert not is_in(browser)


def test_a_person_who_is_switched_off_is_out_at_once(browse: Browse) -> None:
    browser = browse("Rita")
    accounts.set_active(someone("Rita"), active=False)
    assert not is_in(browser)


def test_changing_the_password_ends_the_other_sessions(browse: Browse) -> None:
    here, there = browse("Rita"), browse("Rita")
    here.get("/account/password")
    new = "seven slow yellow boats"
    reply = here.post("/account/password", {"present": PASSWORD, "new": new, "again": new})
    assert reply.location == "/account/"
    assert is_in(here)
    assert not is_in(there)
    assert accounts.authenticate("rita@agency.example", new)


def test_a_weak_new_password_is_refused_with_the_reason(browse: Browse) -> None:
    browser = browse("Rita")
    browser.get("/account/password")
    reply = browser.post(
        "/account/password", {"present": PASSWORD, "new": "password1234", "again": "password1234"}
    )
    assert reply.status_code == 422
    assert "attackers try" in reply.text


def test_a_person_sees_and_ends_their_own_sessions_only(browse: Browse) -> None:
    mine, other = browse("Rita"), browse("Rita")
    rolf = browse("Rolf")
    rows = sessions.live_sessions(someone("Rita"), utcnow())
    ended = next(
        row for row in rows if row.token_sha256 == hashlib.sha256(cookie_of(other).encode()).hexdigest()
    )
    rolf.get("/account/")
    assert rolf.post(f"/account/sessions/{ended.public_id}/end").status_code == 404
    assert is_in(other)
    mine.get("/account/")
    mine.post(f"/account/sessions/{ended.public_id}/end")
    assert is_in(mine)
    assert not is_in(other)


def test_a_forged_anonymous_cookie_is_nobody(app: Flask, browse: Browse) -> None:
    from mystery.web.shared.sessions import _signer

    browser = browse("")
    browser.client.set_cookie(
        "session", "a." + str(_signer(app).dumps({"_user_id": str(someone("Anna").id)}))
    )
    assert not is_in(browser)
    browser.client.set_cookie("session", "a.eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb")
    assert not is_in(browser)


def test_under_https_the_cookie_is_bound_to_the_host(app: Flask, tmp_path: Path) -> None:
    settings = Settings(instance_folder=tmp_path, base_url="https://mystery.example")
    secure = create_app(settings).test_client()
    reply = secure.get("/login", base_url="https://mystery.example")
    cookie = reply.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert reply.headers["Strict-Transport-Security"].startswith("max-age=31536000")
