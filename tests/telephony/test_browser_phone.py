"""Telephoning in the browser, the server's half: who may, with what key, which number, what else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import jwt
import pytest
import time_machine
from flask import Flask

from mystery.access import Actor
from mystery.services import audit, call_stops, cases, dialling, own_telephone
from mystery.services.accounts import actor_for
from mystery.services.call_plans import BUDGETS
from mystery.services.own_telephone import OwnTelephone
from mystery.services.transaction import reading, transaction
from mystery.settings import Settings, check_settings
from mystery.store.models import CallAttempt, CallOutcome, CallReservation
from tests import call_world
from tests.browsing import Browser
from tests.cast import someone
from tests.telephony import calls
from tests.telephony.calls import fresh
from tests.telephony.fake import ACCOUNT, KEY, SECRET, FakeTwilio

Browse = Callable[[str], Browser]
APP = "AP" + "3" * 32


@pytest.fixture
def offered(twilio: FakeTwilio, app: Flask) -> FakeTwilio:
    """Browsers may telephone here, from Dublin on."""
    app.extensions["mystery"] = replace(app.extensions["mystery"], twilio_app=APP, twilio_edge="dublin")
    return twilio


@pytest.fixture
def tuesday() -> Iterator[None]:
    with time_machine.travel(call_world.TUESDAY):
        yield


def a_case(browser: Browser, telephony: str = "twilio") -> Any:
    """The next case of a wave that calls over this telephone."""
    wave = call_world.a_wave(telephony=telephony, **dict.fromkeys(BUDGETS, 50))
    call_world.a_hotline(wave)
    cases.open_tests(wave)
    return browser.send("POST", "/cati/api/next", None).json["case"]


def choose(in_browser: bool) -> None:
    own_telephone.save(actor_for(someone("Carl")), OwnTelephone("030 1234567", in_browser))


def test_a_key_for_the_browser_is_short_lived_outgoing_and_one_persons(
    twilio: FakeTwilio, app: Flask, browse: Browse
) -> None:
    browser = browse("Carl")
    assert browser.send("POST", "/cati/api/phone-key", None).status_code == 422  # not offered
    app.extensions["mystery"] = replace(app.extensions["mystery"], twilio_app=APP)
    key = browser.send("POST", "/cati/api/phone-key", None).json["key"]
    told = jwt.decode(key, SECRET, algorithms=["HS256"], issuer=KEY)
    assert told["grants"] == {
        "identity": str(someone("Carl").public_id),
        "voice": {"outgoing": {"application_sid": APP}},
    }
    assert (told["sub"], told["exp"] - told["nbf"] <= 600) == (ACCOUNT, True)


def test_a_browser_is_connected_with_its_own_callers_number_only(
    twilio: FakeTwilio, attempt: CallAttempt
) -> None:
    hook = f"{twilio.address}/hooks/twilio/browser"
    line = twilio._new("", "", "")
    own, other = (f"client:{someone(name).public_id}" for name in ("Carl", "Tara"))
    reference = str(attempt.public_id)
    assert twilio.fetch(line, hook, From=other, attempt=reference).find("Hangup") is not None
    assert twilio.fetch(line, hook, From=own, attempt="none").find("Hangup") is not None
    assert twilio.fetch(line, hook, From=own, attempt=reference).findtext("Dial/Number") == calls.RESPONDENT
    assert twilio.fetch(line, hook, From=own, attempt=reference).find("Dial") is not None, "asked twice"
    assert fresh(attempt).provider_id == line.sid
    assert [entry.action for entry in audit.newest(1)] == ["call.dial"]


def test_a_browser_gets_one_call_and_none_of_an_attempt_that_is_over(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    hook, own = f"{twilio.address}/hooks/twilio/browser", f"client:{someone('Carl').public_id}"
    dialling.dial(attempt, carl)
    line = twilio._new("", "", "")
    more = {"From": own, "attempt": str(attempt.public_id)}
    assert twilio.fetch(line, hook, **more).find("Hangup") is not None, "their telephone rings already"
    row = fresh(attempt)
    with transaction():
        row.telephony, row.provider_id, row.provider_state = "none", "", "unavailable"
        row.outcome = CallOutcome.NO_ANSWER
    assert twilio.fetch(line, hook, **more).find("Hangup") is not None
    row = fresh(attempt)
    assert (row.telephony, row.provider_id, row.provider_state) == ("none", "", "unavailable")


def test_a_caller_chooses_the_browser_where_it_is_offered_and_keeps_the_choice_where_it_is_not(
    offered: FakeTwilio, app: Flask, browse: Browse
) -> None:
    browser = browse("Carl")
    sent = {"number": "030 1234567", "in_browser": "y", "opens_links": "y"}
    assert browser.post("/account/telephone", sent).location == "/account/"
    assert own_telephone.known(actor_for(someone("Carl"))) == OwnTelephone("+49301234567", True, True)
    details = audit.newest(1)[0].details
    assert details == {"is_known": True, "in_browser": True, "links": True}
    app.extensions["mystery"] = replace(app.extensions["mystery"], twilio_app="")
    assert "in_browser" not in browser.get("/account/telephone").text
    browser.post("/account/telephone", {"number": ""})
    assert own_telephone.known(actor_for(someone("Carl"))) == OwnTelephone("", True, False)
    assert not own_telephone.is_in_browser(actor_for(someone("Carl")), "twilio")


@pytest.mark.usefixtures("tuesday")
@pytest.mark.parametrize(
    ("telephony", "chosen", "telephones"),
    [("twilio", True, True), ("twilio", False, False), ("none", True, False)],
)
def test_only_the_page_of_a_call_made_in_the_browser_hears_the_microphone_and_reaches_the_provider(
    telephony: str, chosen: bool, telephones: bool, offered: FakeTwilio, browse: Browse
) -> None:
    choose(in_browser=chosen)
    browser = browse("Carl")
    case = a_case(browser, telephony)
    pages = ["/cati/", "/cati/day", "/cati/promises", "/account/telephone", f"/cati/cases/{case['id']}"]
    *others, page = [browser.get(path).headers for path in pages]
    for headers in [*others, *([] if telephones else [page])]:
        assert "connect-src 'self';" in headers["Content-Security-Policy"]
        assert "microphone=()" in headers["Permissions-Policy"]
    if telephones:
        policy = page["Content-Security-Policy"]
        assert "connect-src 'self' wss://voice-js.dublin.twilio.com;" in policy
        assert "script-src 'self' 'nonce-" in policy
        assert "microphone=(self)" in page["Permissions-Policy"]


@pytest.mark.usefixtures("tuesday")
def test_a_call_that_the_browser_begins_waits_for_it_and_can_be_made_in_another_way(
    offered: FakeTwilio, browse: Browse
) -> None:
    choose(in_browser=True)
    browser = browse("Carl")
    case = a_case(browser)
    begun = browser.send("POST", case["urls"]["attempts"], {"by": "browser"}).json
    assert [begun[name] for name in ("state", "telephony", "dial")] == ["dialled", "twilio", ""]
    assert not offered.orders
    address = f"/cati/api/attempts/{begun['attempt']}/dial"
    assert browser.send("POST", address, {"by": "pigeon"}).status_code == 422
    call_stops.stop_all(actor_for(someone("Rita")), "a fire")
    refused = browser.send("POST", address, {"by": "hand"})
    assert [each["code"] for each in refused.json["problems"]] == ["CALLS_STOPPED"]
    call_stops.resume_all(actor_for(someone("Rita")))
    rung = browser.send("POST", address, {"by": "telephone"}).json
    assert (rung["state"], len(offered.orders)) == ("queued", 1)
    twice = browser.send("POST", address, {"by": "hand"})
    assert [each["code"] for each in twice.json["problems"]] == ["CALL_DIALLED_ALREADY"]


@pytest.mark.usefixtures("tuesday")
def test_a_call_given_up_by_the_browser_goes_on_by_hand_and_costs_nothing(
    offered: FakeTwilio, browse: Browse
) -> None:
    choose(in_browser=True)
    browser = browse("Carl")
    case = a_case(browser)
    begun = browser.send("POST", case["urls"]["attempts"], {"by": "browser"}).json
    told = browser.send("POST", f"/cati/api/attempts/{begun['attempt']}/dial", {"by": "hand"}).json
    assert (told["state"], told["telephony"]) == ("unavailable", "none")
    assert told["dial"].startswith("tel:+49")
    late = offered.fetch(
        offered._new("", "", ""),
        f"{offered.address}/hooks/twilio/browser",
        From=f"client:{someone('Carl').public_id}",
        attempt=begun["attempt"],
    )
    assert late.find("Hangup") is not None, "it must not ring beside the call by hand"
    browser.send("POST", told["urls"]["end"], {"outcome": "no_answer"})
    assert reading().query(CallReservation).one().settled_cents == 0


def test_an_edge_that_could_change_a_header_is_refused() -> None:
    wrong = Settings(twilio_edge="dublin; script-src *")
    assert "TWILIO_EDGE_UNREADABLE" in [each.code for each in check_settings(wrong)]
