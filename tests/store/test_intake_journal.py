"""The journal of what arrived: appended, on the disk, never overwritten."""

from __future__ import annotations

import errno
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mystery.store import intake_journal
from mystery.store.disk import Disk, replaced_by

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def write(folder: Path, *bodies: bytes, now: datetime = NOW) -> None:
    for body in bodies:
        intake_journal.append(folder, "envelope", body, submission="s", device="d", now=now)


def bodies(folder: Path) -> list[bytes]:
    return [frame.body for frame in intake_journal.frames(folder)]


def names(folder: Path) -> list[str]:
    return [path.name for path in intake_journal.files(folder)]


def cut(path: Path, count: int) -> None:
    """What a power cut leaves of a file, seen from a process that starts afterwards."""
    path.write_bytes(path.read_bytes()[:-count])
    intake_journal._ends.clear()


def test_what_was_appended_is_read_back_in_its_order(tmp_path):
    write(tmp_path, b"one", b"two\nlines\n", b"")
    found = list(intake_journal.frames(tmp_path))
    assert [(frame.seq, frame.body) for frame in found] == [(1, b"one"), (2, b"two\nlines\n"), (3, b"")]
    assert (found[0].kind, found[0].submission, found[0].device, found[0].at) == ("envelope", "s", "d", NOW)


def test_a_new_day_begins_a_new_file_and_numbers_go_on(tmp_path):
    write(tmp_path, b"one")
    write(tmp_path, b"two", now=NOW + timedelta(days=1))
    assert names(tmp_path) == [
        "2026-11-26.journal",
        "2026-11-27.journal",
    ]
    assert [frame.seq for frame in intake_journal.frames(tmp_path)] == [1, 2]


def test_a_clock_that_is_set_back_does_not_open_an_old_file_again(tmp_path):
    write(tmp_path, b"one")
    write(tmp_path, b"two", now=NOW - timedelta(days=3))
    assert bodies(tmp_path) == [b"one", b"two"]


@pytest.mark.parametrize("lost", range(1, 40))
def test_a_torn_end_is_passed_over_and_never_overwritten(tmp_path, lost):
    write(tmp_path, b"first", b"second of thirty-nine bytes or more")
    path = intake_journal.files(tmp_path)[0]
    cut(path, lost)
    torn = path.read_bytes()
    write(tmp_path, b"third")
    assert bodies(tmp_path) == [b"first", b"third"]
    assert path.read_bytes() == torn
    assert intake_journal.torn(tmp_path) == [path]


def test_an_end_of_zeros_is_a_torn_end(tmp_path):
    write(tmp_path, b"first", b"second")
    path = intake_journal.files(tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(whole[:-4] + b"\0" * 4)
    intake_journal._ends.clear()
    write(tmp_path, b"third")
    assert bodies(tmp_path) == [b"first", b"third"]


def test_an_altered_byte_is_found(tmp_path):
    write(tmp_path, b"first", b"second")
    path = intake_journal.files(tmp_path)[0]
    path.write_bytes(path.read_bytes().replace(b"second", b"secund"))
    assert bodies(tmp_path) == [b"first"]


def test_a_torn_end_is_told_from_damage_that_hides_what_stands_behind_it(tmp_path):
    write(tmp_path, b"one", b"two", b"three")
    (path,) = intake_journal.files(tmp_path)
    whole = path.read_bytes()
    assert list(intake_journal.damages(tmp_path, 10_000)) == []
    path.write_bytes(whole[:-3])
    (torn,) = intake_journal.damages(tmp_path, 10_000)
    assert (torn.hides, whole[torn.position :].count(b'{"seq":')) == (False, 1)
    path.write_bytes(whole.replace(b"two", b"tow"))
    (damaged,) = intake_journal.damages(tmp_path, 10_000)
    assert (damaged.hides, whole[damaged.position :].count(b'{"seq":')) == (True, 2)
    assert list(intake_journal.damages(tmp_path, 300)) == []  # only the last frame was looked at


def test_no_more_of_the_journal_is_examined_than_allowed(tmp_path):
    write(tmp_path, b"one")
    cut(intake_journal.files(tmp_path)[0], 1)
    write(tmp_path, b"two" * 100)
    first, second = intake_journal.files(tmp_path)
    assert [each.path for each in intake_journal.damages(tmp_path, 10_000)] == [first]
    assert list(intake_journal.damages(tmp_path, second.stat().st_size)) == []
    assert list(intake_journal.damages(tmp_path / "none", 10_000)) == []


def test_what_another_process_appended_is_not_written_over(tmp_path):
    write(tmp_path, b"one")
    path = intake_journal.files(tmp_path)[0]
    known = dict(intake_journal._ends)
    write(tmp_path, b"two")
    intake_journal._ends.update(known)
    write(tmp_path, b"three")
    assert bodies(tmp_path) == [b"one", b"two", b"three"]
    assert intake_journal.files(tmp_path) == [path]


class Full(Disk):
    """Takes half of what it is given."""

    def write(self, file: int, data: bytes) -> None:
        super().write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "no space left")


class Unsafe(Disk):
    """Cannot say that anything is on the disk."""

    def fsync(self, file: int) -> None:
        raise OSError(errno.EIO, "input/output error")


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path):
    write(tmp_path, b"one")
    with replaced_by(Full()), pytest.raises(OSError, match="no space"):
        write(tmp_path, b"two")
    write(tmp_path, b"three")
    assert bodies(tmp_path) == [b"one", b"three"]
    assert len(intake_journal.files(tmp_path)) == 1


def test_after_a_failed_fsync_nobody_writes_behind_what_may_be_lost(tmp_path):
    write(tmp_path, b"one")
    with replaced_by(Unsafe()), pytest.raises(OSError, match="input/output"):
        write(tmp_path, b"two")
    write(tmp_path, b"three")
    assert names(tmp_path) == [
        "2026-11-26.journal",
        "2026-11-26-2.journal",
    ]
    assert bodies(tmp_path)[-1] == b"three"


class Recorder(Disk):
    def __init__(self) -> None:
        self.acts: list[str] = []

    def write(self, file: int, data: bytes) -> None:
        self.acts.append("write")
        super().write(file, data)

    def fsync(self, file: int) -> None:
        self.acts.append("fsync")
        super().fsync(file)

    def fsync_folder(self, folder: Path) -> None:
        self.acts.append("fsync_folder")
        super().fsync_folder(folder)


def test_the_first_frame_of_a_file_makes_its_name_safe_before_it_is_confirmed(tmp_path):
    recorder = Recorder()
    with replaced_by(recorder):
        write(tmp_path, b"one", b"two")
    assert recorder.acts == ["fsync_folder", "write", "fsync", "write", "fsync"]


def test_threads_append_one_after_the_other(tmp_path):
    sent = [str(number).encode() for number in range(40)]
    threads = [threading.Thread(target=write, args=(tmp_path, *sent[start::4])) for start in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = list(intake_journal.frames(tmp_path))
    assert sorted(frame.body for frame in found) == sorted(sent)
    assert [frame.seq for frame in found] == list(range(1, 41))
