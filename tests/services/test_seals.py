"""Keys, seals and receipts: what a tablet seals, only this installation opens."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from mystery.clock import utcnow
from mystery.problems import Rejected
from mystery.services import curves, devices, installation_keys, receipts, seals
from mystery.services.installation_keys import Purpose
from mystery.services.transaction import transaction
from mystery.store.models import Intake, IntakeState
from tests.build import MOMENT
from tests.cast import someone
from tests.tablet import Tablet

FORM = "f" * 64


@pytest.fixture
def tablet(app: Flask) -> Tablet:
    return Tablet.enrolled("Tara")


def record_of(tablet: Tablet, **more: Any) -> dict[str, Any]:
    return tablet.record(uuid4(), uuid4(), FORM, tablet.visit(FORM, {"greeted": "yes"}), **more)


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [each.code for each in refusal.value.problems]


def device_key(tablet: Tablet) -> dict[str, Any]:
    device = devices.find(UUID(tablet.id))
    assert device is not None
    return device.public_key


def changed(body: bytes, **members: object) -> bytes:
    return curves.canonical({**json.loads(body), **members})


def test_a_sealed_record_opens_word_for_word(tablet: Tablet) -> None:
    record = record_of(tablet)
    envelope = seals.read_envelope(tablet.seal(record))
    seals.check_signature(envelope, device_key(tablet))
    assert seals.open_record(envelope) == record
    assert str(envelope.submission) == record["submission"]
    assert str(envelope.device) == tablet.id


def test_an_envelope_holds_no_word_of_its_record(tablet: Tablet) -> None:
    assert b"greeted" not in tablet.seal(record_of(tablet))


def test_a_record_sealed_to_an_old_key_still_opens(tablet: Tablet) -> None:
    body = tablet.seal(record_of(tablet))
    newer = installation_keys.renew(Purpose.SEAL)
    assert installation_keys.seal_key().id == newer.id != tablet.seal_key["id"]
    assert seals.open_record(seals.read_envelope(body))["device"] == tablet.id


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format":"mystery-sealed-1"}',
    ],
)
def test_what_is_no_envelope_is_not_taken_for_one(body: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        seals.read_envelope(body)
    assert codes(refusal) == ["ENVELOPE_UNREADABLE"]


@pytest.mark.parametrize(
    "members",
    [
        {"format": "mystery-sealed-2"},
        {"revision": 0},
        {"revision": True},
        {"revision": "1"},
        {"submission": "7"},
        {"submission": str(uuid4()).upper()},
        {"iv": None},
        {"more": "1"},
    ],
)
def test_a_strange_member_makes_an_envelope_unreadable(tablet: Tablet, members: dict[str, object]) -> None:
    with pytest.raises(Rejected) as refusal:
        seals.read_envelope(changed(tablet.seal(record_of(tablet)), **members))
    assert codes(refusal) == ["ENVELOPE_UNREADABLE"]


@pytest.mark.parametrize(
    "members",
    [
        {"submission": str(uuid4())},
        {"revision": 2},
        {"device": str(uuid4())},
        {"key": "0" * 16},
        {"iv": "AAAAAAAAAAAAAAAA"},
        {"ciphertext": "AAAA"},
        {"signature": "AAAA"},
        {"signature": "not base64 ü"},
    ],
)
def test_a_changed_member_breaks_signature_and_seal(tablet: Tablet, members: dict[str, object]) -> None:
    envelope = seals.read_envelope(changed(tablet.seal(record_of(tablet)), **members))
    with pytest.raises(Rejected) as refusal:
        seals.check_signature(envelope, device_key(tablet))
    assert codes(refusal) == ["ENVELOPE_SIGNATURE"]
    if "signature" not in members:
        with pytest.raises(Rejected) as refusal:
            seals.open_record(envelope)
        assert codes(refusal) == ["ENVELOPE_SEALED"]


def test_another_tablets_signature_is_not_this_ones(tablet: Tablet, app: Flask) -> None:
    envelope = seals.read_envelope(tablet.seal(record_of(tablet)))
    with pytest.raises(Rejected) as refusal:
        seals.check_signature(envelope, device_key(Tablet.enrolled("Toni")))
    assert codes(refusal) == ["ENVELOPE_SIGNATURE"]


@pytest.mark.parametrize("ephemeral", ["", "AAAA", curves.to_base64url(b"\x04" + bytes(64)), "%%"])
def test_a_point_off_the_curve_opens_nothing(tablet: Tablet, ephemeral: str) -> None:
    envelope = seals.read_envelope(changed(tablet.seal(record_of(tablet)), ephemeral=ephemeral))
    with pytest.raises(Rejected) as refusal:
        seals.open_record(envelope)
    assert codes(refusal) == ["ENVELOPE_SEALED"]


def test_a_record_must_be_the_one_its_envelope_names(tablet: Tablet) -> None:
    record = record_of(tablet)
    strange = dict(record, format=2)
    with pytest.raises(Rejected) as refusal:
        seals.open_record(seals.read_envelope(tablet.seal(strange)))
    assert codes(refusal) == ["RECORD_UNREADABLE"]


def test_a_sealed_file_opens_byte_for_byte(tablet: Tablet) -> None:
    sealed = tablet.seal_file(b"\xff\xd8\xff a photo")
    assert seals.is_sealed_file(sealed.data[:4])
    assert seals.open_file(sealed.data, sealed.content) == b"\xff\xd8\xff a photo"
    assert b"a photo" not in sealed.data


@pytest.mark.parametrize("data", [b"", b"MYS1", b"MYS1" + bytes(200), b"\xff\xd8\xff plain"])
def test_what_is_no_sealed_file_does_not_open(app: Flask, data: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        seals.open_file(data, "a" * 64)
    assert codes(refusal) == ["FILE_SEALED"]


def test_a_sealed_file_opens_under_its_own_hash_only(tablet: Tablet) -> None:
    sealed = tablet.seal_file(b"content")
    for wanted in ("a" * 64, "", "../../etc"):
        with pytest.raises(Rejected) as refusal:
            seals.open_file(sealed.data, wanted)
        assert codes(refusal) == ["FILE_SEALED"]


def test_the_office_opens_the_data_key_of_a_rescue_file(tablet: Tablet) -> None:
    data_key = bytes(range(32))
    escrow = tablet.escrow(data_key)
    assert seals.open_escrow(escrow, UUID(tablet.id)) == data_key
    with pytest.raises(Rejected) as refusal:
        seals.open_escrow(escrow, uuid4())
    assert codes(refusal) == ["ESCROW_SEALED"]


def test_the_same_bytes_get_the_same_receipt_for_ever(app: Flask) -> None:
    intake = arrived()
    first = receipts.receipt_for(intake)
    assert receipts.receipt_for(intake) == first
    installation_keys.renew(Purpose.RECEIPT, now=utcnow() + timedelta(days=1))
    assert receipts.receipt_for(intake) == first
    assert receipts.verify(first) == []


def test_a_receipt_with_one_changed_member_does_not_verify(app: Flask) -> None:
    receipt = receipts.receipt_for(arrived())
    for name, value in (
        ("sha256", "b" * 64),
        ("sequence", 8),
        ("received_at", "2020-01-01T00:00:00.000000Z"),
        ("submission", str(uuid4())),
        ("signature", receipt["signature"][:-4]),
    ):
        assert [each.code for each in receipts.verify({**receipt, name: value})] == ["RECEIPT_SIGNATURE"]
    assert [each.code for each in receipts.verify({**receipt, "key": "0"})] == ["RECEIPT_KEY_UNKNOWN"]
    assert [each.code for each in receipts.verify({"sha256": "a"})] == ["RECEIPT_UNREADABLE"]
    assert [each.code for each in receipts.verify([])] == ["RECEIPT_UNREADABLE"]


def test_a_receipt_is_for_its_own_bytes_only(app: Flask, tablet: Tablet) -> None:
    body = tablet.seal(record_of(tablet))
    envelope = seals.read_envelope(body)
    receipt = receipts.receipt_for(arrived(sha256=envelope.sha256, submission=envelope.submission))
    assert receipts.verify(receipt, body) == []
    assert [each.code for each in receipts.verify(receipt, body + b" ")] == ["RECEIPT_OF_OTHER_BYTES"]


def arrived(**columns: Any) -> Intake:
    defaults = {"sha256": "a" * 64, "submission": uuid4()}
    with transaction() as session:
        row = Intake(
            **{**defaults, **columns},
            sequence=7,
            size=10,
            user_id=someone("Tara").id,
            body=b"{}",
            received_at=MOMENT,
            state=IntakeState.COMPLETE,
        )
        session.add(row)
    return row


def test_private_keys_are_for_this_account_only(app: Flask) -> None:
    installation_keys.seal_key()
    folder = app.extensions["mystery"].instance_folder / "keys"
    assert folder.stat().st_mode & 0o077 == 0
    assert [path for path in folder.iterdir() if path.stat().st_mode & 0o077] == []


def test_a_key_is_made_once_and_found_by_its_id(app: Flask) -> None:
    first = installation_keys.seal_key()
    assert installation_keys.seal_key().id == first.id
    assert installation_keys.find(Purpose.SEAL, first.id) == first
    assert installation_keys.find(Purpose.RECEIPT, first.id) is None
    assert installation_keys.installation_id() == installation_keys.installation_id()
