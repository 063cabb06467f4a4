"""What is believed to come from Twilio: what one of our tokens signed, at our address, by our algorithm."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict

from mystery.settings import Settings
from mystery.telephony.twilio_signature import Message, is_from_twilio, raw_target

OURS = Settings(base_url="https://mycompany.com", twilio_token="12345")
TARGET = "/myapp.php?foo=1&bar=2"
FORM = ImmutableMultiDict(
    [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ]
)
KNOWN = Message(TARGET, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", form=FORM)
"""The example that Twilio publishes, here and in the vectors below."""
BODY = '{"property": "value", "boolean": true}'
BOUND = TARGET + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"


def signed(address: str, token: str = "12345", algorithm: str = "sha1", **form: str) -> str:
    """Reckoned here from the definition, not by the package."""
    text = address + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), algorithm).digest()).decode()


@pytest.mark.parametrize(
    ("base_url", "signature"),
    [
        ("https://mycompany.com", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com/", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com:1234", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com:1234", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ("http://mycompany.com", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ],
)
def test_the_published_vectors_are_believed_with_and_without_a_port(base_url: str, signature: str) -> None:
    assert is_from_twilio(replace(KNOWN, signature=signature), replace(OURS, base_url=base_url))


@pytest.mark.parametrize(
    "target",
    [
        "/myapp.php/?foo=1&bar=2",
        "/myapp.php?bar=2&foo=1",
        "/myapp.php?foo=1&bar=2&",
        "/myapp.php?foo=1&bar=%32",
        "//myapp.php?foo=1&bar=2",
        "/myapp.php",
    ],
)
def test_another_address_is_not_what_was_signed(target: str) -> None:
    assert not is_from_twilio(replace(KNOWN, target=target), OURS)


@pytest.mark.parametrize(
    "form",
    [
        ImmutableMultiDict([*FORM.items(), ("Digits", "5678")]),
        ImmutableMultiDict([*FORM.items(), ("Extra", "1")]),
        ImmutableMultiDict([(name, value) for name, value in FORM.items() if name != "To"]),
        ImmutableMultiDict([(name, f"{value} ") for name, value in FORM.items()]),
        ImmutableMultiDict(),
    ],
)
def test_a_body_that_was_touched_is_refused(form: ImmutableMultiDict[str, str]) -> None:
    assert not is_from_twilio(replace(KNOWN, form=form), OURS)


def test_blank_and_repeated_values_count_as_they_were_sent() -> None:
    form = ImmutableMultiDict(
        [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234")]
    )
    assert is_from_twilio(Message(TARGET, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", form=form), OURS)
    address = OURS.base_url + TARGET
    blank = Message(TARGET, signed(address, A="", B=" x "), form=ImmutableMultiDict({"A": "", "B": " x "}))
    assert is_from_twilio(blank, OURS)
    assert is_from_twilio(Message(TARGET, signed(address), form=ImmutableMultiDict()), OURS)


def test_json_is_bound_by_the_hash_in_its_address_and_by_nothing_less() -> None:
    sound = Message(BOUND, "a9nBmqA0ju/hNViExpshrM61xv4=", json=BODY)
    assert is_from_twilio(sound, OURS)
    assert not is_from_twilio(replace(sound, json=BODY + " "), OURS)
    unbound = Message(TARGET, signed(OURS.base_url + TARGET), json=BODY)
    assert not is_from_twilio(unbound, OURS)


def test_either_token_is_believed_while_one_is_changed_and_none_without() -> None:
    changing = replace(OURS, twilio_token="new", twilio_second_token="12345")
    assert is_from_twilio(KNOWN, changing)
    assert not is_from_twilio(KNOWN, replace(OURS, twilio_token="new"))
    empty = replace(OURS, twilio_token="")
    assert not is_from_twilio(KNOWN, empty)
    assert not is_from_twilio(replace(KNOWN, signature=signed(OURS.base_url + TARGET, "", **FORM)), empty)
    assert not is_from_twilio(replace(KNOWN, signature=""), OURS)


def test_a_header_neither_weakens_nor_switches_the_algorithm() -> None:
    strong = replace(OURS, twilio_signature="HMAC_SHA256")
    sha256 = signed(OURS.base_url + TARGET, "12345", "sha256", **FORM)
    named = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
    assert is_from_twilio(replace(KNOWN, signature=sha256, named_settings=named), strong)
    assert not is_from_twilio(KNOWN, strong)
    assert not is_from_twilio(replace(KNOWN, named_settings="algorithm=HMAC_SHA1"), strong)
    assert not is_from_twilio(replace(KNOWN, signature=sha256), strong)
    assert not is_from_twilio(replace(KNOWN, signature=sha256, named_settings=named), OURS)
    assert not is_from_twilio(KNOWN, replace(OURS, twilio_signature="none"))


@pytest.mark.parametrize(
    ("environ", "target"),
    [
        ({"RAW_URI": "/a%2Fb?x=%41+1"}, "/a%2Fb?x=%41+1"),
        ({"REQUEST_URI": "/a?x"}, "/a?x"),
        ({"REQUEST_URI": "http://elsewhere.example/a?x=1"}, "/a?x=1"),
        ({"PATH_INFO": "/ä b".encode().decode("latin-1"), "QUERY_STRING": "x=1"}, "/%C3%A4%20b?x=1"),
    ],
)
def test_the_target_is_read_as_it_stood_in_the_first_line(environ: dict[str, object], target: str) -> None:
    assert raw_target(environ) == target


@pytest.fixture
def hooked(app: Flask) -> Flask:
    before = app.extensions["mystery"]
    app.extensions["mystery"] = replace(before, base_url="https://ours.example/mystery", twilio_token="12345")
    yield app
    app.extensions["mystery"] = before


def test_a_webhook_is_believed_by_the_base_url_whatever_host_the_request_names(hooked: Flask) -> None:
    target = "/hooks/twilio/status?attempt=%C3%A4&leg=caller"
    form = {"CallSid": "CA1", "CallStatus": "ringing"}
    ours = signed("https://ours.example/mystery" + target, **form)
    theirs = signed("http://localhost" + target, **form)
    client = hooked.test_client()
    assert client.post(target, data=form, headers={"X-Twilio-Signature": ours}).status_code == 204
    assert client.post(target, data=form, headers={"X-Twilio-Signature": theirs}).status_code == 403
    assert client.post(target, data=form).status_code == 403
    assert client.get(target, headers={"X-Twilio-Signature": ours}).status_code in (403, 405)


def test_a_webhook_takes_json_that_is_bound_and_neither_files_nor_much(hooked: Flask) -> None:
    client, path = hooked.test_client(), "/hooks/twilio/status"
    body = '{"CallSid": "CA1"}'
    bound = f"{path}?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
    proof = {"X-Twilio-Signature": signed("https://ours.example/mystery" + bound)}
    as_json = {"content_type": "application/json", "headers": proof}
    assert client.post(bound, data=body, **as_json).status_code == 204
    assert client.post(bound, data=body[:-1], **as_json).status_code == 403
    assert client.post(bound, data={"f": (__file__, "x")}, headers=proof).status_code == 403
    assert client.post(path, data={"x": "y" * 70_000}, headers=proof).status_code == 413
