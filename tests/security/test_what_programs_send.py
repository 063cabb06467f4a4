"""Whatever a program sends, the reply is small, headed and no crash; reading changes nothing."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.access import Role
from mystery.services.transaction import reading
from mystery.store.models import Base
from mystery.web.shared.bodies import FORM_BYTES
from tests.security.conftest import Visitor
from tests.web.access_rules import RULES
from tests.web.world import World

_GROWING = {"user_session", "audit_entry"}
"""When a session was last used, and that evidence or a report was opened, is noted while reading."""

_BODIES = {
    "json": ("application/json", b'{"name": {"a": [1]}}'),
    "broken json": ("application/json", b"{"),
    "xml": ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "broken parts": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
    "no boundary": ("multipart/form-data", b"--x"),
    "text": ("text/plain", b"name=x"),
    "bytes": ("application/x-www-form-urlencoded", b"name=%ff%fe&role=%00"),
    "no type": ("", b"name=x"),
}


def _contents() -> dict[str, str]:
    """A hash of every row of every table."""
    hashes = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in _GROWING:
            rows = sorted(repr(tuple(row)) for row in reading().execute(select(table)))
            hashes[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return hashes


def test_reading_changes_nothing(visitor: Visitor) -> None:
    before = _contents()
    broken = []
    for address in visitor.addresses("GET"):
        status = visitor.send("GET", address).status_code
        visitor.send("HEAD", address)
        if status >= 500:
            broken.append(f"{address}: {status}")
    assert not broken
    assert _contents() == before


@pytest.mark.parametrize("kind", _BODIES)
def test_a_body_of_the_wrong_kind_is_no_crash(kind: str, admin: Visitor) -> None:
    content_type, body = _BODIES[kind]
    broken = []
    for address in [each for each in admin.addresses("POST") if each != "/logout"]:
        reply = admin.send("POST", address, data=body, content_type=content_type)
        if reply.status_code >= 500:
            broken.append(f"{address}: {reply.status_code}")
    assert not broken


def test_a_form_that_is_too_large_is_refused_everywhere(admin: Visitor) -> None:
    """Of the pages that read a form; a button that reads nothing never takes the body in."""
    body = b"name=" + b"x" * (FORM_BYTES + 1)
    pages = set(admin.addresses("GET"))
    kind = "application/x-www-form-urlencoded"
    replies = {
        address: admin.send("POST", address, data=body, content_type=kind).status_code
        for address in admin.addresses("POST")
        if address in pages
    }
    assert {address: status for address, status in replies.items() if status != 413} == {}


def test_an_id_of_nothing_is_not_found(stage: tuple[Flask, World]) -> None:
    wrong = []
    app, world = stage
    for route in app.url_map.iter_rules():
        rule = RULES[route.endpoint]
        if not rule.row:
            continue
        with app.test_request_context():
            address = app.url_for(route.endpoint, **{**rule.fixed, **dict.fromkeys(rule.row, uuid4())})
        role = next(each for each in Role if each in rule.roles)
        for method in (route.methods or set()) - {"HEAD", "OPTIONS"}:
            status = Visitor(app, world, role).send(method, address).status_code
            if status != 404:
                wrong.append(f"{method} {route}: {status}")
    assert not wrong


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/desk/"),
        ("GET", "/desk/users"),
        ("GET", "/desk/audit.csv"),
        ("GET", "/nowhere"),
        ("GET", "/desk/users/not-an-id"),
        ("DELETE", "/desk/users"),
        ("TRACE", "/login"),
        ("POST", "/desk/users/new"),
        ("GET", "/static/0/css/base.css"),
        ("GET", "/static/0/nothing"),
        ("OPTIONS", "/desk/users"),
    ],
)
def test_every_reply_carries_the_headers(method: str, path: str, admin: Visitor) -> None:
    headers = admin.send(method, path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Request-Id"]
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


@pytest.mark.parametrize(
    "name",
    [
        *("../../config.py", "..%2f..%2fconfig.py", "....//config.py", "%2e%2e/%2e%2e/wsgi.py"),
        *("css/base.css%00.png", "css%5c..%5c..%5cwsgi.py", "css/", ".", "a" * 5000),
    ],
)
def test_no_path_leads_out_of_the_static_folder(name: str, admin: Visitor) -> None:
    assert admin.send("GET", f"/static/0/{name}").status_code in (400, 404)


@pytest.mark.parametrize(
    "target",
    [
        *(
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "///evil.example",
            "http:evil.example",
        ),
        *("javascript:alert(1)", "/\tevil", "%2f%2fevil.example", "/\r\nSet-Cookie:evil=1"),
    ],
)
@pytest.mark.parametrize("path", ["/language", "/theme"])
def test_no_form_leads_away(path: str, target: str, admin: Visitor) -> None:
    sent = {"language": "de", "theme": "dark", "next": target}
    reply = admin.send("POST", path, data=sent)
    assert reply.status_code == 302
    assert reply.location.startswith("/")
    assert not reply.location.startswith(("//", "/\\"))
    assert "evil" not in reply.headers.get("Set-Cookie", "")


def test_signing_in_does_not_lead_away(admin: Visitor) -> None:
    assert admin.send("GET", "/login?next=//evil.example").location == "/"
