"""What protects every page: headers, tokens, limits, hosts, and errors that say nothing of the inside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from mystery.web.shared.urls import safe_next
from tests.browsing import Browser
from tests.cast import EMAILS, PASSWORD

Browse = Callable[[str], Browser]


@pytest.mark.parametrize("path", ["/login", "/account/", "/nowhere", "/healthz", "/static/0/css/base.css"])
def test_every_reply_carries_the_headers(browse: Browse, path: str) -> None:
    headers = browse("Rita").get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["X-Request-Id"]


def test_pages_are_not_kept_but_static_files_are(app: Flask, browse: Browse) -> None:
    browser = browse("Rita")
    assert browser.get("/account/").headers["Cache-Control"] == "no-store"
    address = app.extensions["mystery_static"].url("css/base.css")
    kept = browser.get(address)
    assert "immutable" in kept.headers["Cache-Control"]
    assert "Set-Cookie" not in kept.headers
    assert browser.get("/static/older/css/base.css").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../config.py", "..%2fconfig.py", "css/../../wsgi.py", "nothing.css"])
def test_only_static_files_are_static_files(browse: Browse, name: str) -> None:
    assert browse("").get(f"/static/0/{name}").status_code == 404


def test_a_form_without_its_token_changes_nothing(browse: Browse) -> None:
    browser = browse("Rita")
    reply = browser.client.post("/account/sessions/end-others")
    assert reply.status_code == 400
    assert "nothing was changed" in reply.text


def test_a_script_sends_the_token_as_a_header(browse: Browse) -> None:
    browser = browse("Rita")
    assert browser.send("POST", "/account/sessions/end-others", {}).status_code == 302


def test_the_eleventh_log_in_within_a_minute_has_to_wait(browse: Browse) -> None:
    browser = browse("")
    browser.get("/login")
    wrong = {"email": EMAILS["Rita"], "password": "wrong wrong wrong"}
    assert [browser.post("/login", wrong).status_code for _ in range(10)] == [422] * 10
    reply = browser.post("/login", {"email": EMAILS["Rita"], "password": PASSWORD})
    assert reply.status_code == 429
    assert int(reply.headers["Retry-After"]) <= 60


def test_an_unknown_host_is_not_answered(browse: Browse) -> None:
    reply = browse("").client.get("/login", base_url="http://evil.example")
    assert reply.status_code == 400


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/ /evil", "", None],
)
def test_next_never_leads_away(target: str | None) -> None:
    assert safe_next(target) == "/"


def test_next_may_lead_to_a_page_of_ours() -> None:
    assert safe_next("/desk/studies?state=running") == "/desk/studies?state=running"


def test_a_program_gets_its_problem_as_json(browse: Browse) -> None:
    reply = browse("Rita").client.get("/nowhere", headers={"Accept": "application/json"})
    assert reply.mimetype == "application/problem+json"
    assert reply.json["code"] == "PAGE_NOT_FOUND"


def test_a_crash_shows_a_reference_and_nothing_else(
    app: Flask, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode() -> str:
        raise ZeroDivisionError("the inside")

    monkeypatch.setitem(app.view_functions, "account.profile", explode)
    reply = browse("Rita").get("/account/", headers={"X-Request-Id": "reference-17"})
    assert reply.status_code == 500
    assert "reference-17" in reply.text
    assert "the inside" not in reply.text
    assert "ZeroDivisionError" not in reply.text


def test_a_body_that_is_too_large_is_refused(browse: Browse) -> None:
    browser = browse("")
    browser.get("/login")
    reply = browser.post("/login", {"email": "x" * 2_200_000, "password": "y"})
    assert reply.status_code == 413


def test_a_request_id_that_could_forge_the_log_is_replaced(browse: Browse) -> None:
    reply = browse("").get("/login", headers={"X-Request-Id": "a b;c" * 30})
    assert reply.headers["X-Request-Id"].isalnum()


def test_language_and_colours_are_remembered(browse: Browse) -> None:
    browser = browse("Rita")
    browser.get("/account/")
    browser.post("/language", {"language": "de", "next": "/account/"})
    browser.post("/theme", {"theme": "sun", "next": "/account/"})
    text = browser.get("/account/").text
    assert '<html lang="de" data-theme="sun">' in text
    assert "Mein Konto" in text
    assert browser.post("/language", {"language": "xx"}).status_code == 400
