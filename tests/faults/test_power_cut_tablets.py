"""The power goes while tablets send: every receipt and every acknowledged chunk outlives it.

All that makes a receipt true is on one recording: SQLite's files, the journal of arrivals, the parts of
uploads, the media.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from mystery.app import create_app
from mystery.services import receipts, submissions, uploads
from mystery.settings import Settings
from mystery.store import intake_journal, media
from tests import databases
from tests.faults.crash_disk import Cut, Recorder, cuts, lay_out
from tests.faults.figures import POINTS, tell
from tests.faults.recording_files import recorded_files
from tests.faults.recording_sqlite import recorded
from tests.faults.visits import PHOTOS, a_round, photo
from tests.tablet import SealedFile, Tablet

pytestmark = pytest.mark.faults
VISITS, CHUNK = 6, 900
STARTED_AGAIN = 5


class Sending:
    """A tablet that sends finished visits and their photos, and what it was told."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.tablet = Tablet.enrolled("Tara")
        self.bodies: dict[str, tuple[str, bytes]] = {}
        self.receipts: dict[str, object] = {}

    def send_all(self) -> None:
        visits = a_round(VISITS)
        form = visits[0].scenario.questionnaire_version.fingerprint
        finished = [self._finished(each.public_id, form, number) for number, each in enumerate(visits)]
        databases.let_go()
        self.recorder.begin()
        with recorded(self.recorder), recorded_files(self.recorder):
            for uuid, body, files in finished:
                self._envelope(uuid, body)
                for file in files:
                    self._file(file)

    def _finished(self, visit: UUID, form: str, number: int) -> tuple[str, bytes, list[SealedFile]]:
        files = [self.tablet.seal_file(photo(number * 2 + position)) for position in range(2)]
        answers: dict[str, object] = {"greeted": "yes", "queue_minutes": number}
        for path, file in zip(PHOTOS, files, strict=False):
            size = len(file.data)
            answers[path] = {"sha256": file.content, "name": "p.jpg", "type": "image/jpeg", "size": size}
        uuid, events = str(uuid4()), self.tablet.visit(form, answers)
        record = self.tablet.record(uuid, visit, form, events, files=files)
        return uuid, self.tablet.seal(record), files

    def _envelope(self, uuid: str, body: bytes) -> None:
        receipt = receipts.receipt_for(submissions.accept("envelope", UUID(uuid), body).intake)
        self.bodies[str(receipt["sha256"])] = (uuid, body)
        self.receipts[str(receipt["sha256"])] = receipt
        self.recorder.told(("envelope", receipt["sha256"], 0, ""))

    def _file(self, file: SealedFile) -> None:
        offset = 0
        while offset < len(file.data):
            piece = file.data[offset : offset + CHUNK]
            chunk = uploads.Chunk(
                file.sha256,
                offset,
                len(file.data),
                piece,
                hashlib.sha256(piece).digest(),
                file.content,
                file.type,
            )
            offset = uploads.receive(chunk).offset
            content = file.content if offset == len(file.data) else ""
            self.recorder.told(("chunk", file.sha256, offset, content))


def _lost(cut: Cut, place: Path) -> str:
    """What a tablet was told and is not true any more."""
    lay_out(cut.found, place)
    try:
        with closing(sqlite3.connect(place / "mystery.db")) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "the database is damaged"
            intakes = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM intake")}
            received = dict(connection.execute("SELECT sha256, received FROM upload"))
            there = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM media")}
    except sqlite3.DatabaseError as error:
        return str(error)
    frames = {frame.sha256 for frame in intake_journal.frames(place / "journal")}
    for kind, sha256, offset, content in cut.told:  # type: ignore[misc]
        if kind == "envelope" and (sha256 not in intakes or sha256 not in frames):
            return f"envelope {sha256[:8]} is lost"
        if kind == "chunk" and received.get(sha256, 0) < offset:
            return f"a chunk of {sha256[:8]} is lost"
        if content and not (content in there and media.is_intact(place / "media", content)):
            return f"file {content[:8]} is lost"
    if not intakes <= frames:
        return "the database knows what the journal does not"
    broken = [each for each in there if not media.is_intact(place / "media", each)]
    return "a row names a file that is not whole" if broken else ""


def test_no_receipt_and_no_chunk_is_lost_at_a_power_cut(instance: Settings, disk_folder: Path) -> None:
    recorder = Recorder(instance.instance_folder)
    sending = Sending(recorder)
    sending.send_all()
    failures = []
    for number, cut in enumerate(cuts(recorder, POINTS)):
        place = disk_folder / f"cut-{number}"
        if what := _lost(cut, place):
            failures.append(f"after step {cut.after}, {cut.mood}: {what}")
        if number % (POINTS // STARTED_AGAIN) == 0:
            _goes_on(sending, cut, place)
    acknowledged = sum(each.act == "told" for each in recorder.steps)
    tell("power cut, tablets", crash_points=POINTS, acknowledged=acknowledged, lost=len(failures))
    assert failures == []


def _goes_on(sending: Sending, cut: Cut, place: Path) -> None:
    """The server starts on what is left, and everything sent again has the receipt it had."""
    settings = Settings(instance_folder=place, password_memory_kib=64, password_rounds=1)
    told = {sha256 for kind, sha256, *_ in cut.told if kind == "envelope"}  # type: ignore[misc]
    with create_app(settings).app_context():
        for sha256, (uuid, body) in sending.bodies.items():
            accepted = submissions.accept("envelope", UUID(uuid), body)
            assert accepted.status in (200, 201)
            if sha256 in told:
                assert receipts.receipt_for(accepted.intake) == sending.receipts[sha256]
        databases.let_go()
