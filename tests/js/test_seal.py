"""What a tablet seals and signs, the server opens and checks; both write canonical JSON alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.services.curves import (
    canonical,
    from_base64url,
    is_signed,
    key_id,
    open_sealed,
    public_jwk,
    sign,
    to_base64url,
)
from tests.js import run

RUNNER = Path(__file__).parent / "run_seal.mjs"
OFFICE = ec.generate_private_key(ec.SECP256R1())
KEY = {"id": key_id(public_jwk(OFFICE.public_key())), "jwk": public_jwk(OFFICE.public_key())}
DEVICE, SUBMISSION = str(uuid4()), str(uuid4())


def _asked(action: str, **given: Any) -> Any:
    (reply,) = run([{"action": action, **given}], RUNNER)
    return reply


def _opened(parts: Mapping[str, str], **how: bytes) -> bytes:
    ephemeral, iv, ciphertext = (from_base64url(parts[name]) for name in ("ephemeral", "iv", "ciphertext"))
    plain = open_sealed(OFFICE, ephemeral, iv, ciphertext, **how)  # type: ignore[arg-type]  # salt, info, bound
    assert plain is not None
    return plain


VALUES = {
    "numbers": [0, -0.0, 0.1, 1.5, -2.25, 1e21, 1.7976931348623157e308, 1234567890123456, 100.0],
    "text": 'ä "q" \\ / \n\t\u0001 \u2028 😀 é',
    "keys": {"b": 1, "a": 2, "Z": 3, "ä": 4, "\ue000": 5, "😀": 6, "10": 7, "9": 8},
    "nothing": [None, True, False, {}, [], ""],
}


def test_canonical_json_is_the_same_bytes_in_both_languages() -> None:
    written = _asked("canonical", value=VALUES)
    assert written.encode() == canonical(json.loads(written))
    assert list(json.loads(written)["keys"]) == ["10", "9", "Z", "a", "b", "ä", "\ue000", "😀"]
    assert json.loads(written)["text"] == VALUES["text"]
    assert '"numbers":[0,0,0.1,1.5,-2.25,1e+21,1.7976931348623157e+308,1234567890123456,100]' in written


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=3, deadline=None)
@given(st.lists(_JSON, min_size=100, max_size=100))
def test_any_value_without_fractions_is_written_alike(values: list[object]) -> None:
    replies = run([{"action": "canonical", "value": each} for each in values], RUNNER)
    assert [str(each).encode() for each in replies] == [canonical(each) for each in values]


def test_the_office_opens_a_record_that_a_tablet_has_sealed_and_knows_who_did() -> None:
    record = {"format": 1, "submission": SUBMISSION, "revision": 2, "device": DEVICE, "events": [VALUES]}
    sealed = _asked("seal", record=record, key=KEY)
    body = from_base64url(sealed["envelope"])
    assert hashlib.sha256(body).hexdigest() == sealed["sha256"]
    envelope = json.loads(body)
    assert canonical(envelope) == body
    signature = envelope.pop("signature")
    assert is_signed(sealed["jwk"], signature, canonical(envelope))
    assert not is_signed(sealed["jwk"], signature, canonical({**envelope, "revision": 3}))
    bound = f"{SUBMISSION}\n2\n{DEVICE}\n{KEY['id']}".encode()
    plain = _opened(envelope, salt=SUBMISSION.encode(), info=b"mystery record 1", bound=bound)
    assert json.loads(plain) == record


def test_the_office_opens_a_file_and_a_data_key_that_a_tablet_has_sealed() -> None:
    content = bytes(range(256)) * 9
    name = hashlib.sha256(content).hexdigest()
    sealed = _asked("file", bytes=to_base64url(content), content=name, key=KEY)
    data = from_base64url(sealed["bytes"])
    assert (data[:4], hashlib.sha256(data).hexdigest()) == (b"MYS1", sealed["sha256"])
    how = {"salt": name.encode(), "info": b"mystery file 1", "bound": name.encode()}
    assert open_sealed(OFFICE, data[4:69], data[69:81], data[81:], **how) == name.encode() + content
    escrow = _asked("escrow", raw=to_base64url(content[:32]), device=DEVICE, key=KEY)
    bound = f"{DEVICE}\n{KEY['id']}".encode()
    assert _opened(escrow, salt=DEVICE.encode(), info=b"mystery escrow 1", bound=bound) == content[:32]


def test_a_signature_of_a_tablet_is_one_for_the_server() -> None:
    said = "PUT\n/api/v1/interviews/x?y=ä\nnonce\n" + "0" * 64
    signed = _asked("sign", text=said)
    assert is_signed(signed["jwk"], signed["signature"], said.encode())


def test_a_receipt_counts_only_for_its_bytes_and_only_from_the_office() -> None:
    said = {
        "submission": SUBMISSION,
        "sha256": "a" * 64,
        "received_at": "2026-11-27T01:00:00Z",
        "sequence": 7,
        "key": KEY["id"],
    }
    receipt = {**said, "signature": sign(OFFICE, canonical(said))}
    envelope = {"submission": SUBMISSION, "sha256": "a" * 64}
    stranger = public_jwk(ec.generate_private_key(ec.SECP256R1()).public_key())
    tries = [
        (receipt, envelope, [KEY], True),
        (receipt, {**envelope, "sha256": "b" * 64}, [KEY], False),
        (receipt, {**envelope, "submission": DEVICE}, [KEY], False),
        ({**receipt, "sequence": 8}, envelope, [KEY], False),
        ({**receipt, "signature": "AAAA"}, envelope, [KEY], False),
        (receipt, envelope, [{"id": KEY["id"], "jwk": stranger}], False),
        (receipt, envelope, [], False),
        (None, envelope, [KEY], False),
    ]
    asked = [{"action": "receipt", "receipt": r, "envelope": e, "keys": k} for r, e, k, _ in tries]
    assert run(asked, RUNNER) == [expected for *_, expected in tries]


def test_pauses_double_to_a_minute_and_no_two_tablets_come_back_together() -> None:
    assert _asked("pauses", failures=[1, 2, 3, 6, 7, 20], random=1) == [
        1000,
        2000,
        4000,
        32_000,
        60_000,
        60_000,
    ]
    assert _asked("pauses", failures=[1, 2, 7], random=0) == [1000, 1000, 30_000]


def test_the_fifth_wrong_pin_costs_two_seconds_and_none_more_than_a_quarter_of_an_hour() -> None:
    assert _asked("penalties", failures=[1, 4, 5, 6, 7, 40]) == [0, 0, 2, 4, 8, 900]
    assert _asked("pins", pins=["123456", "12345", "12345a", "1234567"]) == [True, False, False, True]
