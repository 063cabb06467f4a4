"""The power goes at any moment: what a tablet was told is there when the machine comes back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mystery.interview import Event
from mystery.services import interviews
from mystery.settings import Settings
from mystery.store import database
from tests import databases
from tests.faults.crash_disk import Cut, Recorder, cuts, lay_out
from tests.faults.figures import POINTS, tell
from tests.faults.recording_sqlite import recorded
from tests.web.field_world import an_interview

pytestmark = pytest.mark.faults
COMMITS = 160


@pytest.fixture
def recorder(instance: Settings) -> Recorder:
    """A new installation with the cast in it, ready to be written to under a recorder."""
    return Recorder(instance.instance_folder)


def _answers_arrive(recorder: Recorder) -> None:
    """Batches of events, each acknowledged when the service returns."""
    interview = an_interview()
    databases.let_go()
    recorder.begin()
    with recorded(recorder):
        for seq in range(2, COMMITS + 2):
            written = Event(seq, "answer", "queue_minutes", seq, ms=seq * 1000)
            recorder.told(interviews.append(interview, [written]))


def _lost(cut: Cut, place: Path) -> str:
    """What is missing or broken after a cut; '' when all that was acknowledged is there."""
    lay_out(cut.found, place)
    try:
        with sqlite3.connect(place / "mystery.db") as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "the database is damaged"
            seqs = [seq for (seq,) in connection.execute("SELECT seq FROM journal_event ORDER BY seq")]
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    wanted = max((int(str(each)) for each in cut.told), default=1)
    if seqs != list(range(1, len(seqs) + 1)) or len(seqs) < wanted:
        return f"{wanted} acknowledged, {len(seqs)} there"
    return ""


def _failures(recorder: Recorder, disk_folder: Path, points: int = POINTS) -> list[str]:
    found = []
    for number, cut in enumerate(cuts(recorder, points)):
        lost = _lost(cut, disk_folder / f"cut-{number}")
        if lost:
            found.append(f"after step {cut.after}, {cut.mood}: {lost}")
    return found


def test_no_acknowledged_row_is_lost_at_a_power_cut(recorder: Recorder, disk_folder: Path) -> None:
    _answers_arrive(recorder)
    failures = _failures(recorder, disk_folder)
    tell("power cut, database", crash_points=POINTS, acknowledged=COMMITS, lost=len(failures))
    assert failures == []


def test_the_proof_fails_when_sqlite_is_told_to_sync_less(
    recorder: Recorder, disk_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database.PRAGMAS, "synchronous", 1)  # type: ignore[arg-type]
    _answers_arrive(recorder)
    assert _failures(recorder, disk_folder, 60)
