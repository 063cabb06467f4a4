"""The power goes while files are written: a confirmed file is whole, a confirmed frame can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from mystery.store import intake_journal, media
from tests.faults.crash_disk import Cut, Recorder, cuts, lay_out
from tests.faults.figures import POINTS, tell
from tests.faults.recording_files import ForgetsFiles, ForgetsFolders, RecordingDisk, recorded_files

pytestmark = pytest.mark.faults
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SIZES = (1, 511, 512, 513, 20_000, 300_000)


@pytest.fixture
def recorder(disk_folder: Path) -> Recorder:
    home = disk_folder / "home"
    home.mkdir()
    return Recorder(home)


def _frames_arrive(recorder: Recorder, kind: type[RecordingDisk] = RecordingDisk) -> int:
    """Envelopes over four days; each is confirmed when the journal returns."""
    chance, count = Random(3), 40
    recorder.begin()
    with recorded_files(recorder, kind):
        for number in range(count):
            body, now = chance.randbytes(chance.choice(SIZES[:5])), NOON + timedelta(hours=2.4 * number)
            frame = intake_journal.append(recorder.folder / "journal", "envelope", body, now=now)
            recorder.told((frame.seq, frame.sha256))
    return count


def _files_arrive(recorder: Recorder, kind: type[RecordingDisk] = RecordingDisk) -> int:
    """Photos; each is confirmed when the store returns."""
    chance, count = Random(4), 24
    recorder.begin()
    with recorded_files(recorder, kind):
        for _ in range(count):
            body = BytesIO(chance.randbytes(chance.choice(SIZES)))
            recorder.told(media.write(recorder.folder / "media", body, 1_000_000).sha256)
    return count


def _lost_frames(cut: Cut, place: Path) -> str:
    """Every confirmed frame is there in its order, and the journal goes on behind a torn end."""
    lay_out(cut.found, place)
    folder = place / "journal"
    there = [(frame.seq, frame.sha256) for frame in intake_journal.frames(folder)]
    if there[: len(cut.told)] != list(cut.told):
        return f"{len(cut.told)} confirmed, {len(there)} there"
    after = intake_journal.append(folder, "envelope", b"the next", now=NOON + timedelta(days=9))
    found = [(frame.seq, frame.sha256) for frame in intake_journal.frames(folder)]
    return "" if found == [*there, (after.seq, after.sha256)] else "the journal does not go on"


def _lost_files(cut: Cut, place: Path) -> str:
    """Every confirmed file is whole, and nothing that bears a file's name is only a part of one."""
    lay_out(cut.found, place)
    folder = place / "media"
    lost = [each for each in cut.told if not media.is_intact(folder, str(each))]
    if lost:
        return f"{len(lost)} of {len(cut.told)} confirmed files lost"
    named = [each.name for each in folder.glob("*/*")]
    return "" if all(media.is_intact(folder, each) for each in named) else "a part bears a file's name"


def test_no_confirmed_frame_of_the_journal_is_lost_at_a_power_cut(recorder, disk_folder):
    count = _frames_arrive(recorder)
    failures = _failures(recorder, disk_folder, _lost_frames)
    tell("power cut, journal", crash_points=POINTS, acknowledged=count, lost=len(failures))
    assert failures == []


def test_no_confirmed_file_is_lost_or_cut_short_at_a_power_cut(recorder, disk_folder):
    count = _files_arrive(recorder)
    failures = _failures(recorder, disk_folder, _lost_files)
    tell("power cut, media", crash_points=POINTS, acknowledged=count, lost=len(failures))
    assert failures == []


@pytest.mark.parametrize("kind", [ForgetsFiles, ForgetsFolders])
def test_the_proof_fails_when_a_sync_is_left_out(recorder, disk_folder, kind):
    _frames_arrive(recorder, kind)
    assert _failures(recorder, disk_folder, _lost_frames, 60)
    _files_arrive(recorder, kind)
    assert _failures(recorder, disk_folder, _lost_files, 60)


def _failures(recorder: Recorder, folder: Path, lost, points: int = POINTS) -> list[str]:
    found = []
    for number, cut in enumerate(cuts(recorder, points)):
        what = lost(cut, folder / f"cut-{cut.after}-{number}")
        if what:
            found.append(f"after step {cut.after}, {cut.mood}: {what}")
    return found
