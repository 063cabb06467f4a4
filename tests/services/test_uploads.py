"""Files in chunks: resumed where they stopped, confirmed when they are on the disk, never mixed up."""

from __future__ import annotations

import hashlib
from contextvars import Context
from io import BytesIO
from threading import Thread

import pytest
from flask import Flask
from PIL import Image

from mystery.problems import NotFound, Rejected
from mystery.services import media, uploads
from mystery.services.uploads import Chunk, Progress
from tests.tablet import SealedFile, Tablet

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def file(app: Flask) -> SealedFile:
    out = BytesIO()
    Image.effect_noise((60, 60), 90).convert("RGB").save(out, "JPEG")
    return Tablet.enrolled("Tara").seal_file(out.getvalue())


def chunk(file: SealedFile, start: int, end: int, **other: object) -> Chunk:
    data = file.data[start:end]
    given = {
        "sha256": file.sha256,
        "offset": start,
        "length": len(file.data),
        "data": data,
        "digest": hashlib.sha256(data).digest(),
        "content": file.content,
        "type": file.type,
        **other,
    }
    return Chunk(**given)


def code(piece: Chunk) -> str:
    with pytest.raises(Rejected) as caught:
        uploads.receive(piece)
    return caught.value.problems[0].code


def test_a_file_in_pieces_becomes_the_picture_it_was(file):
    for start in range(0, len(file.data), 500):
        reached = uploads.receive(chunk(file, start, start + 500))
    assert reached == Progress(len(file.data), is_complete=True)
    found = media.find(file.content)
    assert hashlib.sha256(media.original_path(found).read_bytes()).hexdigest() == file.content
    assert list(uploads.folder().rglob("*.part")) == []


def test_it_goes_on_where_it_stopped(file):
    with pytest.raises(NotFound):
        uploads.progress(file.sha256)
    uploads.receive(chunk(file, 0, 400))
    assert uploads.progress(file.sha256) == Progress(400, is_complete=False)
    with pytest.raises(Rejected) as caught:
        uploads.receive(chunk(file, 600, 900))
    assert caught.value.problems[0].params["offset"] == 400
    uploads.receive(chunk(file, 400, len(file.data)))
    assert uploads.progress(file.sha256).is_complete


def test_the_last_piece_sent_twice_is_taken_once(file):
    uploads.receive(chunk(file, 0, len(file.data)))
    assert uploads.receive(chunk(file, 0, len(file.data))).is_complete


def test_a_damaged_piece_is_not_taken(file):
    assert code(chunk(file, 0, 400, digest=b"x" * 32)) == "UPLOAD_DIGEST"
    with pytest.raises(NotFound):
        uploads.progress(file.sha256)


def test_bytes_that_are_not_what_was_claimed_are_kept_aside_and_it_begins_anew(file):
    other = SealedFile(file.content, file.sha256, b"#" * len(file.data), file.type, file.name)
    uploads.receive(chunk(other, 0, 400))
    assert code(chunk(other, 400, len(file.data))) == "UPLOAD_HASH"
    assert uploads.progress(file.sha256) == Progress(0, is_complete=False)
    (aside,) = uploads.folder().rglob("*.aside")
    assert aside.read_bytes() == other.data
    assert uploads.receive(chunk(file, 0, len(file.data))).is_complete


def test_of_many_wrong_ones_the_first_two_are_kept(file):
    for _ in range(4):
        assert code(chunk(file, 0, len(file.data), content="a" * 64)) == "UPLOAD_HASH"
    assert len(list(uploads.folder().rglob("*.aside"))) == 2
    assert list(uploads.folder().rglob("*.part")) == []
    assert uploads.receive(chunk(file, 0, len(file.data))).is_complete


def test_a_false_name_for_the_content_does_not_block_the_true_one(file):
    assert code(chunk(file, 0, len(file.data), content="a" * 64)) == "UPLOAD_HASH"
    assert uploads.receive(chunk(file, 0, len(file.data))).is_complete


def test_a_file_does_not_change_its_length_on_the_way(file):
    uploads.receive(chunk(file, 0, 400))
    assert code(chunk(file, 400, 500, length=9999)) == "UPLOAD_LENGTH"
    assert code(chunk(file, 400, 400)) == "UPLOAD_LENGTH"


def test_a_piece_is_small_and_a_file_has_a_limit(file):
    large = SealedFile("a" * 64, "b" * 64, b"x" * (uploads.MOST_BYTES + 1), "", "")
    assert code(chunk(large, 0, uploads.MOST_BYTES + 1)) == "UPLOAD_LENGTH"
    assert code(chunk(file, 0, 400, length=10**12)) == "MEDIA_TOO_LARGE"


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "", "a" * 63])
def test_a_name_that_is_no_hash_is_no_file(file, name):
    with pytest.raises(NotFound):
        uploads.receive(chunk(file, 0, 400, sha256=name))


def test_bytes_written_and_never_confirmed_are_written_again(file):
    uploads.receive(chunk(file, 0, 400))
    from mystery.store import upload_parts

    upload_parts.write_chunk(uploads.folder(), file.sha256, 400, b"?" * len(file.data) * 2)
    assert uploads.progress(file.sha256).offset == 400
    assert uploads.receive(chunk(file, 400, len(file.data))).is_complete


def test_two_senders_of_the_same_piece_harm_nobody(app, file):
    ends: list[object] = []

    def send() -> None:
        with app.app_context():
            try:
                ends.append(uploads.receive(chunk(file, 0, len(file.data))).is_complete)
            except Rejected as error:
                ends.append(error.problems[0].code)

    threads = [Thread(target=Context().run, args=(send,)) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert ends == [True] * 6
    assert media.is_intact(media.find(file.content))
