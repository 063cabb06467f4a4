"""The disk is full: the server says so, confirms nothing that is not there, and goes on with space."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from mystery.app import create_app
from mystery.services.transaction import reading
from mystery.settings import Settings
from mystery.store.models import Intake, IntakeState
from tests import databases
from tests.faults.figures import tell
from tests.faults.protocol_model import Confirmed, check
from tests.faults.served import BROKEN, Caller, Server, served
from tests.faults.visits import PHOTOS, a_round, photo
from tests.tablet import SealedFile, Tablet

pytestmark = pytest.mark.faults
VISITS = 8
SMALL, LARGE = "3m", "64m"


@dataclass
class Disk:
    """A disk with little room, and how it gets more: a file system of its own, or a limit on files."""

    folder: Path
    shrink: Callable[[Server], None]
    grow: Callable[[Server], None]


@pytest.fixture
def small_disk(disk_folder: Path) -> Iterator[Disk]:
    """A file system in memory where we may mount one; elsewhere the size of files is limited."""
    place = disk_folder / "small"
    place.mkdir()
    mounted = _command("mount", "-t", "tmpfs", "-o", f"size={SMALL}", "mystery-test", str(place))
    if not mounted:
        yield Disk(place, lambda server: _limit(server, 1_500_000), lambda server: _limit(server, None))
        return
    try:
        yield Disk(place, lambda _: None, lambda _: _remount(place))
    finally:
        _command("umount", str(place))


def _command(*words: str) -> bool:
    found = shutil.which(words[0])
    return bool(found) and subprocess.run([str(found), *words[1:]], capture_output=True).returncode == 0


def _remount(place: Path) -> None:
    assert _command("mount", "-o", f"remount,size={LARGE}", str(place))


def _limit(server: Server, size: int | None) -> None:
    assert server.process is not None
    _soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    wanted = hard if size is None else size
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (wanted, hard))


@dataclass
class Sending:
    """One tablet that sends its visits, whatever it hears, and remembers what it was told."""

    caller: Caller
    visits: list[tuple[str, bytes, list[SealedFile]]]
    confirmed: Confirmed = field(default_factory=Confirmed)
    heard: Counter[int] = field(default_factory=Counter)
    without_pause: int = 0

    def once(self) -> None:
        """Everything that is not confirmed, once."""
        for uuid, body, files in self.visits:
            reply = self._ask(lambda uuid=uuid, body=body: self.caller.put_envelope(uuid, body))  # type: ignore[misc]
            if reply in (200, 201):
                self.confirmed.receipt(body, self.last.json)
            for file in files:
                self._send(file)

    def _send(self, file: SealedFile) -> None:
        offset = self.confirmed.offsets.get(file.sha256, 0)
        while offset < len(file.data):
            if self._ask(lambda offset=offset: self.caller.patch(file, offset, 65_536)) not in (204, 409):  # type: ignore[misc]
                return
            offset = int(self.last.headers["Upload-Offset"])
            self.confirmed.chunk(file, offset)

    def _ask(self, act):  # type: ignore[no-untyped-def]
        try:
            self.last = act()
        except BROKEN:
            self.heard[0] += 1
            return 0
        self.heard[self.last.status] += 1
        if self.last.status >= 500 and "Retry-After" not in self.last.headers:
            self.without_pause += 1
        return self.last.status


def _finished(
    tablet: Tablet, assignment: UUID, form: str, number: int
) -> tuple[str, bytes, list[SealedFile]]:
    files = [tablet.seal_file(photo(number * 3 + position, 150)) for position in range(3)]
    answers: dict[str, object] = {"greeted": "yes", "queue_minutes": number}
    for path, file in zip(PHOTOS, files, strict=True):
        size = len(file.data)
        answers[path] = {"sha256": file.content, "name": "p.jpg", "type": "image/jpeg", "size": size}
    uuid, events = str(uuid4()), tablet.visit(form, answers)
    return uuid, tablet.seal(tablet.record(uuid, assignment, form, events, files=files)), files


def test_a_full_disk_is_refused_cleanly_and_work_goes_on_with_space(small_disk, cast_database) -> None:
    (small_disk.folder / "mystery.db").write_bytes(cast_database)
    settings = Settings(instance_folder=small_disk.folder, password_memory_kib=64, password_rounds=1)
    with create_app(settings).app_context():
        visits = a_round(VISITS)
        form = visits[0].scenario.questionnaire_version.fingerprint
        tablet = Tablet.enrolled("Tara")
        finished = [_finished(tablet, each.public_id, form, n) for n, each in enumerate(visits)]
        databases.let_go()
        with served(settings) as server:
            small_disk.shrink(server)
            sending = Sending(Caller(tablet, server.port), finished)
            sending.once()
            full = dict(sending.heard)
            check(sending.confirmed)
            confirmed_when_full = len(sending.confirmed.receipts)
            databases.let_go()
            small_disk.grow(server)
            sending.once()
            sending.caller.hang_up()
        check(sending.confirmed, thorough=True)
        complete = reading().scalar(select(func.count()).where(Intake.state == IntakeState.COMPLETE))
        databases.let_go()
    refused = full.get(507, 0) + full.get(503, 0)
    tell("full disk", refused=refused, acknowledged_before=confirmed_when_full, complete_after=complete or 0)
    assert refused
    assert set(full) <= {200, 201, 204, 409, 503, 507}, full
    assert sending.without_pause == 0
    assert complete == VISITS
