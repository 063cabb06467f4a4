"""Tablets: enrolled with a code, believed by their signature, silenced when revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from mystery.access import Role
from mystery.clock import utcnow
from mystery.problems import Forbidden
from mystery.services import accounts, devices
from mystery.services.transaction import reading, transaction
from mystery.store.models import AuditEntry, Device
from tests.browsing import Browser
from tests.cast import someone
from tests.tablet import Tablet
from tests.web.tablets import API, Speaking, code_of

Browse = Callable[[str], Browser]


@pytest.fixture
def tara(app: Flask) -> Speaking:
    return Speaking.of(app, "Tara")


def row_of(tablet: Speaking) -> Device:
    found = devices.find(UUID(tablet.tablet.id))
    assert found is not None
    return found


def a_code(name: str = "Tara") -> str:
    user = someone(name)
    return devices.make_code(user, accounts.actor_for(user)).code


def test_a_code_makes_one_tablet_that_can_ask_for_its_work(app: Flask) -> None:
    tablet, code = Tablet(), a_code()
    client = app.test_client()
    reply = client.post(f"{API}/enrolments", json=tablet.enrolment(code))
    assert reply.status_code == 201
    told = reply.json or {}
    assert told["tester"] == {"id": str(someone("Tara").public_id), "name": "Tara", "language": "en"}
    assert told["installation"]["name"] == "Mystery"
    assert set(told["seal_key"]) == set(told["receipt_key"]) == {"id", "jwk"}
    tablet.welcomed(told)
    work = Speaking(app, tablet).get(f"{API}/work")
    assert work.status_code == 200
    assert (work.json or {})["tester"]["name"] == "Tara"
    again = client.post(f"{API}/enrolments", json=Tablet().enrolment(code))
    assert (again.status_code, code_of(again)) == (404, "ENROLMENT_UNKNOWN")


def test_a_code_is_good_for_a_quarter_of_an_hour(app: Flask) -> None:
    code = a_code()
    with time_machine.travel(utcnow() + timedelta(minutes=15, seconds=1)):
        reply = app.test_client().post(f"{API}/enrolments", json=Tablet().enrolment(code))
    assert (reply.status_code, code_of(reply)) == (404, "ENROLMENT_UNKNOWN")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": 7},
        {"name": "a\x00b"},
        {"name": "\ud800"},
        {"build": "a\x00b"},
        {"build": "\ud800"},
        {"public_key": None},
        {"public_key": {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}},
        {"public_key": {"kty": "EC", "crv": "P-384", "x": "A" * 64, "y": "A" * 64}},
        {"public_key": {"kty": "oct", "k": "AAAA"}},
    ],
)
def test_a_tablet_without_a_proper_key_or_name_is_not_enrolled(app: Flask, wrong: dict[str, object]) -> None:
    reply = app.test_client().post(f"{API}/enrolments", json={**Tablet().enrolment(a_code()), **wrong})
    assert (reply.status_code, code_of(reply)) == (422, "ENROLMENT_UNREADABLE")


def test_codes_cannot_be_guessed_at_leisure(app: Flask) -> None:
    client = app.test_client()
    replies = [client.post(f"{API}/enrolments", json=Tablet().enrolment("no")) for _ in range(11)]
    assert [each.status_code for each in replies] == [404] * 10 + [429]
    assert replies[-1].headers["Retry-After"]


def test_a_signed_request_needs_neither_cookie_nor_token(tara: Speaking) -> None:
    contact = {"device_now": utcnow().isoformat(), "ms": 1, "holds": []}
    assert tara.send("POST", f"{API}/contact", contact).status_code == 200


def test_a_number_is_good_for_a_day_of_the_servers_clock(tara: Speaking) -> None:
    assert tara.get(f"{API}/work").status_code == 200
    with time_machine.travel(utcnow() + timedelta(days=1, minutes=1)):
        stale = tara.once("GET", f"{API}/work")
        assert (stale.status_code, code_of(stale)) == (401, "DEVICE_NONCE_STALE")
        tara.tablet.heard(stale.headers)
        assert tara.once("GET", f"{API}/work").status_code == 200


def test_a_number_of_ones_own_making_is_stale(tara: Speaking) -> None:
    tara.tablet.nonce = "mine.AAAA.BBBB"
    assert code_of(tara.once("GET", f"{API}/work")) == "DEVICE_NONCE_STALE"


def test_every_reply_of_the_api_has_a_number_to_sign_over(app: Flask, tara: Speaking) -> None:
    client = app.test_client()
    for path in ("/work", "/nothing/here", "/enrolments"):
        assert client.get(API + path).headers["Mystery-Nonce"]
    assert "Mystery-Nonce" not in client.get("/login").headers


def test_a_signature_is_for_one_method_address_and_body(tara: Speaking) -> None:
    tara.get(f"{API}/work")
    body = b'{"device_now": "2026-11-24T09:00:00Z", "holds": []}'
    signed = tara.tablet.headers("POST", f"{API}/contact", body)
    for method, path, sent in (
        ("POST", f"{API}/contact", body + b" "),
        ("POST", f"{API}/contact?a=1", body),
        ("PUT", f"{API}/interviews/{uuid4()}", body),
    ):
        reply = tara.client.open(path, method=method, data=sent, headers=signed)
        assert (reply.status_code, code_of(reply)) == (401, "DEVICE_SIGNATURE"), path
    assert tara.client.post(f"{API}/contact", data=body, headers=signed).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "Mystery ",
        "Mystery device=x",
        'Mystery device="00000000-0000-4000-8000-000000000000", nonce="", signature=""',
        'Mystery device="------------------------------------", nonce="a", signature="a"',
        'Mystery device="ü", nonce="a", signature="a"',
    ],
)
def test_a_header_that_cannot_be_read_is_no_tablet(app: Flask, header: str) -> None:
    reply = app.test_client().get(f"{API}/work", headers={"Authorization": header})
    assert (reply.status_code, code_of(reply)) == (401, "DEVICE_UNKNOWN")


def test_a_key_nobody_enrolled_is_no_tablet(tara: Speaking) -> None:
    tara.get(f"{API}/work")
    tara.tablet.id = str(uuid4())
    assert code_of(tara.get(f"{API}/work")) == "DEVICE_UNKNOWN"


def test_another_key_does_not_speak_for_a_tablet(app: Flask, tara: Speaking) -> None:
    stranger = Speaking.of(app, "Toni")
    stranger.tablet.id = tara.tablet.id
    assert code_of(stranger.get(f"{API}/work")) == "DEVICE_SIGNATURE"


def test_signatures_are_not_guessed_at_leisure_and_nobody_else_waits_for_that(
    app: Flask, tara: Speaking
) -> None:
    guesser = Speaking.of(app, "Toni")
    own, guesser.tablet.id = guesser.tablet.id, tara.tablet.id
    replies = [guesser.get(f"{API}/work") for _ in range(11)]
    assert [each.status_code for each in replies] == [401] * 10 + [429]
    assert replies[-1].headers["Retry-After"]
    failed = select(AuditEntry.subject_id).where(AuditEntry.action == "device.failed")
    assert reading().scalars(failed).all() == [tara.tablet.id] * 10
    guesser.tablet.id = own
    assert guesser.get(f"{API}/work").status_code == 200
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert tara.get(f"{API}/work", **elsewhere).status_code == 200
    assert tara.get(f"{API}/work").status_code == 429
    guesser.tablet.id = str(uuid4())
    replies = [guesser.get(f"{API}/work") for _ in range(61)]
    assert [each.status_code for each in replies] == [401] * 60 + [429]


def test_a_revoked_tablet_is_told_so(tara: Speaking) -> None:
    devices.revoke(row_of(tara), accounts.actor_for(someone("Stefan")))
    reply = tara.get(f"{API}/work")
    assert (reply.status_code, code_of(reply)) == (401, "DEVICE_REVOKED")


def test_a_tablet_lasts_half_a_year(tara: Speaking) -> None:
    with time_machine.travel(utcnow() + timedelta(days=180, minutes=1)):
        assert code_of(tara.get(f"{API}/work")) == "DEVICE_EXPIRED"


@pytest.mark.parametrize("column", [{"is_active": False}, {"role": Role.ADMIN}])
def test_a_tablet_speaks_for_an_active_tester_only(tara: Speaking, column: dict[str, object]) -> None:
    with transaction():
        for name, value in column.items():
            setattr(someone("Tara"), name, value)
    assert code_of(tara.get(f"{API}/work")) == "ACCOUNT_DISABLED"


def test_a_tablet_opens_no_page(tara: Speaking) -> None:
    tara.get(f"{API}/work")
    for path in ("/capi/", "/account/", "/desk/"):
        reply = tara.once("GET", path)
        assert (reply.status_code, reply.location.partition("?")[0]) == (302, "/login")


def test_a_session_does_not_stand_in_for_a_tablet(browse: Browse) -> None:
    reply = browse("Tara").send("POST", f"{API}/contact", {"holds": []})
    assert reply.status_code == 403


def test_a_password_to_change_does_not_keep_a_tablet_from_sending(tara: Speaking) -> None:
    with transaction():
        someone("Tara").must_change_password = True
    assert tara.get(f"{API}/work").status_code == 200


def test_codes_are_made_by_the_office_or_by_the_tester_for_testers_only(app: Flask) -> None:
    actor = {name: accounts.actor_for(someone(name)) for name in ("Tara", "Toni", "Stefan", "Rita", "Anna")}
    assert devices.make_code(someone("Tara"), actor["Stefan"]).address.startswith(
        "http://localhost:8000/tablet/enrol#"
    )
    for who, whose in (("Toni", "Tara"), ("Rita", "Tara"), ("Anna", "Anna"), ("Stefan", "Carl")):
        with pytest.raises(Forbidden):
            devices.make_code(someone(whose), actor[who])
