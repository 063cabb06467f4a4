"""HEAD and PATCH uploads: in pieces, resumed, and not from just anybody."""

from __future__ import annotations

import base64
import hashlib
from contextvars import Context
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from mystery.services import devices, media, uploads
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.database import db
from mystery.store.models import Upload
from tests.cast import someone
from tests.intake_world import IntakeWorld, intakes, photo_answer, photo_form, world
from tests.tablet import SealedFile
from tests.web.tablets import Speaking


@pytest.fixture
def w(app: Flask) -> IntakeWorld:
    with transaction():
        version = photo_form()
    return world(questionnaire_version=version)


@pytest.fixture
def file(w: IntakeWorld) -> SealedFile:
    out = BytesIO()
    Image.effect_noise((60, 60), 90).convert("RGB").save(out, "JPEG")
    return w.tablet.seal_file(out.getvalue())


def test_a_photo_of_a_draft_that_went_on_on_another_tablet_is_what_its_record_waits_for(
    app: Flask, w: IntakeWorld
) -> None:
    out = BytesIO()
    Image.effect_noise((60, 60), 90).convert("RGB").save(out, "JPEG")
    file, address = w.tablet.seal_file(out.getvalue()), f"/api/v1/interviews/{w.submission}"
    tablet = Speaking(app, w.tablet)
    assert tablet.send("PUT", address, {"assignment": str(w.assignment.public_id)}).status_code == 200
    row = w.send(w.envelope({"greeted": "yes", "facade": photo_answer(file)})).intake
    assert (row.state.value, row.waiting_for) == ("waiting", [file.content])
    assert tablet.ask("PUT", f"{address}/media/{file.content}", out.getvalue()).status_code == 201
    db.session.refresh(row)
    assert (row.state.value, row.waiting_for) == ("complete", [])


def headers(file: SealedFile, start: int, data: bytes, **other: str) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {
        "Upload-Offset": str(start),
        "Upload-Length": str(len(file.data)),
        "Content-Digest": f"sha-256=:{digest}:",
        "Mystery-Content": file.content,
        "Content-Type": file.type,
        **other,
    }


def signed(app: Flask, w: IntakeWorld, file: SealedFile, start: int, end: int, **other: str) -> TestResponse:
    data = file.data[start:end]
    more = headers(file, start, data, **other)
    return Speaking(app, w.tablet).ask("PATCH", f"/api/v1/uploads/{file.sha256}", data, headers=more)


def unsigned(
    app: Flask, method: str, file: SealedFile, start: int = 0, end: int | None = None
) -> TestResponse:
    data = file.data[start:end] if method == "PATCH" else b""
    reply = Context().run(
        app.test_client().open,
        f"/api/v1/uploads/{file.sha256}",
        method=method,
        data=data,
        headers=headers(file, start, data),
        buffered=True,
    )
    db.session.rollback()
    return reply


def test_a_tablet_sends_a_file_in_pieces(app, w, file):
    speaking = Speaking(app, w.tablet)
    path = f"/api/v1/uploads/{file.sha256}"
    assert speaking.ask("HEAD", path).status_code == 404
    first = signed(app, w, file, 0, 500)
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "500")
    there = speaking.ask("HEAD", path)
    assert (there.headers["Upload-Offset"], there.headers["Upload-Complete"]) == ("500", "?0")
    again = signed(app, w, file, 0, 500)
    assert (again.status_code, again.headers["Upload-Offset"]) == (409, "500")
    last = signed(app, w, file, 500, len(file.data))
    assert (last.status_code, last.headers["Upload-Complete"]) == (204, "?1")
    assert media.find(file.content) is not None


def test_the_last_piece_completes_what_waited_for_it(app, w, file):
    w.send(w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file]))
    signed(app, w, file, 0, len(file.data))
    assert [each.state.value for each in intakes()] == ["complete"]


def test_a_stranger_sends_nothing(app, w, file):
    assert unsigned(app, "HEAD", file).status_code == 401
    assert unsigned(app, "PATCH", file).status_code == 401


def test_a_file_that_a_record_names_is_taken_from_a_tablet_that_was_revoked(app, w, file):
    body = w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file])
    devices.revoke(devices.find(UUID(w.tablet.id)), actor_for(someone("Anna")))
    assert w.send(body).status == 202
    assert unsigned(app, "HEAD", file).status_code == 404
    assert unsigned(app, "PATCH", file).status_code == 204
    (row,) = intakes()
    assert (row.state.value, row.waiting_for) == ("inbox", [])
    assert unsigned(app, "PATCH", file).status_code == 401


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"Upload-Offset": "-1"}, "UPLOAD_HEADER"),
        ({"Upload-Length": "many"}, "UPLOAD_HEADER"),
        ({"Upload-Length": "٣"}, "UPLOAD_HEADER"),
        ({"Content-Digest": "md5=:AAAA:"}, "UPLOAD_HEADER"),
        ({"Content-Digest": "sha-256=:AAAA:"}, "UPLOAD_DIGEST"),
        ({"Upload-Length": "99999999999999"}, "MEDIA_TOO_LARGE"),
        ({"Mystery-Content": "b" * 64}, "UPLOAD_HASH"),
    ],
)
def test_what_does_not_fit_is_said(app, w, file, other, code):
    reply = signed(app, w, file, 0, len(file.data), **other)
    assert (reply.status_code, reply.json["code"]) == (422, code)
    assert reply.headers["Upload-Offset"] == "0"


def test_a_piece_is_at_most_a_mebibyte(app, w, file):
    large = SealedFile(file.content, file.sha256, b"x" * (1_048_576 + 1), file.type, "")
    assert signed(app, w, large, 0, len(large.data)).status_code == 413
    assert unsigned(app, "PATCH", large).status_code == 401


def test_a_name_that_is_no_hash_is_not_there(app, w):
    reply = Speaking(app, w.tablet).ask("HEAD", "/api/v1/uploads/secret_key")
    assert reply.status_code == 404


def test_what_a_tablet_signs_is_not_read_beyond_what_its_address_takes(app, w):
    """Nobody knows yet whose it is; the device is named and the signature is wrong."""
    tablet = Speaking(app, w.tablet)
    tablet.get("/api/v1/work")
    large = b"x" * (1_048_576 + 1)
    forged = w.tablet.headers("POST", "/elsewhere", large)
    for path in ("/api/v1/contact", "/api/v1/nothing", "/api/v1/rescue"):
        assert tablet.client.post(path, data=large, headers=forged).status_code == 413


def test_a_stranger_does_not_look_for_names_at_leisure(app, w, file):
    assert [unsigned(app, "HEAD", file).status_code for _ in range(61)] == [401] * 60 + [429]
    assert signed(app, w, file, 0, len(file.data)).status_code == 204


def test_a_tablet_does_not_fill_the_disk_with_files_that_no_visit_names(app, w, file):
    device = devices.find(UUID(w.tablet.id))
    with transaction() as session:
        session.add(Upload(sha256="a" * 64, length=uploads.UNCLAIMED_BYTES, received=1, device_id=device.id))
    reply = signed(app, w, file, 0, len(file.data))
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "3600")
    w.send(w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file]))
    assert signed(app, w, file, 0, len(file.data)).status_code == 204
