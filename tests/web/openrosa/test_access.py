"""Who is let in as ODK Collect: by a token, by Digest, over https by Basic; and nobody else."""

from __future__ import annotations

import base64
import dataclasses
import json
import time
import zlib
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.services import accounts, collect_access
from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, AuditEntry, CollectAccess
from mystery.web.shared import digest
from tests.cast import someone
from tests.collect import Collect, issued_to, message, report
from tests.web.field_world import a_visit


@pytest.fixture
def collect(app: Flask) -> Collect:
    return Collect(app, issued_to(), way="digest")


@pytest.fixture
def https(app: Flask) -> Iterator[None]:
    before = app.extensions["mystery"]
    app.extensions["mystery"] = dataclasses.replace(before, base_url="https://localhost:8000")
    yield
    app.extensions["mystery"] = before


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def test_only_hashes_of_the_key_are_kept(app: Flask) -> None:
    issued = issued_to()
    row = reading().scalars(select(CollectAccess)).one()
    kept = [str(getattr(row, column.key)) for column in CollectAccess.__table__.columns]
    assert not {issued.token, issued.password} & set(kept)
    assert collect_access.by_token(issued.token) is not None


def test_the_user_name_does_not_tell_who_it_is(app: Flask) -> None:
    assert issued_to("Tara").access.username.startswith("t101-")


def test_a_device_set_up_by_hand_works_with_digest(collect: Collect) -> None:
    visit = a_visit(state=AssignmentState.BRIEFED)
    (entry,) = collect.form_list()
    assert collect.download(entry).files["mystery_visits.csv"]
    (reply,) = collect.send(report(visit))
    assert reply.status_code == 201


def test_the_challenge_comes_for_head_too_and_names_its_terms(collect: Collect) -> None:
    for method in ("HEAD", "GET"):
        reply = collect.request(method, "/or/submission")
        assert reply.status_code == 401
        told = reply.headers["WWW-Authenticate"]
        for part in ('Digest realm="Mystery"', 'domain="/or"', 'nonce="', 'qop="auth"', "algorithm=MD5"):
            assert part in told
        assert "stale" not in told
    assert message(reply)[0] == "error"


def test_a_client_without_qop_is_understood(collect: Collect) -> None:
    collect.request("GET", "/or/formList")
    collect.challenge = {"realm": "Mystery", "nonce": digest.make_nonce(_secret(collect), time.time())}
    assert collect.request("GET", "/or/formList").status_code == 200


def test_an_old_nonce_is_stale_and_no_failure(collect: Collect) -> None:
    long_ago = time.time() - digest.SECONDS_FRESH - 1
    old = {"realm": "Mystery", "qop": "auth", "nonce": digest.make_nonce(_secret(collect), long_ago)}
    for _ in range(15):
        collect.challenge = dict(old)
        reply = collect.request("GET", "/or/formList")
        assert reply.status_code == 401
        assert "stale=true" in reply.headers["WWW-Authenticate"]
    assert collect.ask("GET", "/or/formList").status_code == 200


def test_a_nonce_of_somebody_elses_making_is_refused(collect: Collect) -> None:
    for nonce in ("made-up", f"{int(time.time())}-abc", "٣-x", "-"):
        collect.challenge = {"realm": "Mystery", "qop": "auth", "nonce": nonce}
        reply = collect.request("GET", "/or/formList")
        assert reply.status_code == 401
        assert "stale" not in reply.headers["WWW-Authenticate"]


def test_an_answer_for_one_request_opens_no_other(collect: Collect) -> None:
    collect.request("GET", "/or/formList")
    collect.ask("GET", "/or/formList")
    stolen = {"Authorization": collect.authorization("GET", "/or/formList")}
    collect.challenge = {}
    assert collect.request("GET", "/or/formList", headers=stolen).status_code == 200
    assert collect.request("HEAD", "/or/formList", headers=stolen).status_code == 401
    assert collect.request("GET", "/or/submission", headers=stolen).status_code == 401
    assert collect.request("GET", "/or/formList?formID=x", headers=stolen).status_code == 401


def test_guessing_is_stopped_and_working_is_not(collect: Collect) -> None:
    collect.ask("GET", "/or/formList")
    for _ in range(20):
        assert collect.ask("GET", "/or/formList").status_code == 200
    collect.issued = dataclasses.replace(collect.issued, password="wrong")
    statuses = [collect.request("GET", "/or/formList").status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    failures = select(AuditEntry).where(AuditEntry.action == "collect.failed")
    assert len(reading().scalars(failures).all()) == 10


def test_a_token_that_nobody_has_is_nothing_here_and_counts_as_guessing(app: Flask) -> None:
    client = app.test_client()
    replies = [client.get(f"/or/{'x' * 43}/formList").status_code for _ in range(12)]
    assert replies == [404] * 10 + [429] * 2


def test_basic_is_for_https_only(collect: Collect) -> None:
    given = basic(collect.issued.access.username, collect.issued.password)
    reply = collect.request("GET", "/or/formList", headers=given)
    assert reply.status_code == 401
    assert "Basic" not in str(reply.headers)


@pytest.mark.usefixtures("https")
def test_over_https_basic_opens_too(collect: Collect) -> None:
    name, password = collect.issued.access.username, collect.issued.password
    reply = collect.request("GET", "/or/formList")
    assert [each.split()[0] for each in reply.headers.get_all("WWW-Authenticate")] == ["Digest", "Basic"]
    assert collect.request("GET", "/or/formList", headers=basic(name, password)).status_code == 200
    assert collect.request("GET", "/or/formList", headers=basic(name, "wrong")).status_code == 401


@pytest.mark.parametrize(
    "header", ["Digest", "Digest x", "Bearer abc", "Basic !!", 'Digest username="' + "x" * 9000]
)
def test_a_header_that_is_none_is_a_challenge(header: str, collect: Collect) -> None:
    assert collect.request("GET", "/or/formList", headers={"Authorization": header}).status_code == 401


def test_an_address_that_is_none_is_a_wrong_answer_and_counts_as_guessing(collect: Collect) -> None:
    given = 'Digest username="x", realm="x", nonce="x", uri="//[", response="x"'
    given = given.replace('realm="x"', f'realm="{collect_access.REALM}"')
    ask = [collect.request("GET", "/or/formList", headers={"Authorization": given}) for _ in range(11)]
    assert [each.status_code for each in ask] == [401] * 10 + [429]


def test_whose_account_is_off_gets_nothing_and_loses_nothing(collect: Collect) -> None:
    collect.way = "token"
    visit = a_visit(state=AssignmentState.BRIEFED)
    with transaction():
        someone("Tara").is_active = False
    assert collect.ask("GET", f"{collect.root}/formList").status_code == 403
    assert collect.post(report(visit)).status_code == 202


def test_a_session_opens_nothing_here(app: Flask) -> None:
    from tests.browsing import Browser

    browser = Browser.of(app, "Tara")
    assert browser.client.get("/or/formList").status_code == 401


def test_errors_are_told_in_the_envelope(collect: Collect) -> None:
    collect.way = "token"
    reply = collect.ask("GET", f"{collect.root}/forms/00000000-0000-4000-8000-000000000000")
    assert (reply.status_code, message(reply)[0]) == (404, "error")


def test_the_token_stands_in_no_log(collect: Collect, caplog: pytest.LogCaptureFixture) -> None:
    import logging

    collect.way = "token"
    logger = logging.getLogger("mystery.requests")
    logger.addHandler(caplog.handler)
    logger.setLevel(logging.INFO)
    collect.form_list()
    logger.removeHandler(caplog.handler)
    assert caplog.records
    assert not [record for record in caplog.records if collect.issued.token in str(record.__dict__)]


def test_the_qr_code_holds_what_collect_reads(app: Flask) -> None:
    issued = issued_to()
    text = collect_access.settings_text(issued, "https://field.example/or/abc", "de")
    found = json.loads(zlib.decompress(base64.b64decode(text)))
    assert found.keys() == {"general", "admin", "project"}
    general = found["general"]
    assert general["server_url"] == "https://field.example/or/abc"
    assert (general["form_update_mode"], general["autosend"]) == ("match_exactly", "wifi_and_cellular")
    assert general["app_language"] == "de"
    assert issued.password not in json.dumps(found)
    assert collect_access.qr_picture(text).startswith("data:image/png;base64,")


def test_only_field_testers_get_an_access(app: Flask) -> None:
    from mystery.problems import Rejected

    anna = accounts.actor_for(someone("Anna"))
    with pytest.raises(Rejected) as refused:
        collect_access.issue(someone("Carl"), anna)
    assert [each.code for each in refused.value.problems] == ["NOT_A_FIELD_TESTER"]


def _secret(collect: Collect) -> str:
    return str(collect.app.secret_key)
