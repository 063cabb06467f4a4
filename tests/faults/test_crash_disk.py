"""The disk that the power cuts are tried on: it keeps what was synced and nothing else for sure."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults.crash_disk import MOODS, Disk, Step

BODY = b"a" * 512 + b"b" * 512


def after(*steps: Step, mood: str = "nothing", seed: int = 1) -> dict[str, bytes]:
    disk = Disk({"old": b"before"})
    for each in steps:
        disk.play(each)
    return disk.after_cut(Random(seed), mood)


CREATE = Step("create", "new")
WRITE = Step("write", "new", data=BODY)
SYNC = Step("sync", "new")
FOLDER = Step("sync-folder", ".")


@pytest.mark.parametrize("mood", MOODS)
def test_what_was_synced_with_its_name_is_always_there(mood):
    assert after(CREATE, WRITE, SYNC, FOLDER, mood=mood) == {"old": b"before", "new": BODY}


def test_an_unsynced_write_may_be_lost_or_kept():
    assert after(CREATE, FOLDER, WRITE, mood="nothing")["new"] == b""
    assert after(CREATE, FOLDER, WRITE, mood="everything")["new"] == BODY


def test_a_write_may_arrive_in_part():
    found = {after(CREATE, FOLDER, WRITE, mood="sectors", seed=seed)["new"] for seed in range(40)}
    assert found == {b"", BODY[:512], bytes(512) + BODY[512:], BODY}


def test_a_sector_that_did_not_arrive_may_hold_noise():
    found = {after(CREATE, FOLDER, WRITE, mood="noise", seed=seed)["new"] for seed in range(40)}
    assert any(len(each) == 1024 and each not in (BODY, bytes(512) + BODY[512:]) for each in found)


def test_a_file_without_a_synced_name_is_lost_though_its_bytes_are_safe():
    assert after(CREATE, WRITE, SYNC) == {"old": b"before"}


def test_a_file_is_lost_with_the_name_of_its_folder():
    inside = (Step("create", "box/new"), Step("sync-folder", "box"))
    assert after(Step("make-folder", "box"), *inside) == {"old": b"before"}
    assert after(Step("make-folder", "box"), FOLDER, *inside) == {"old": b"before", "box/new": b""}


def test_an_unsynced_renaming_leaves_the_old_name_or_the_new_one():
    rename = Step("rename", "old", to="newer")
    assert after(rename, mood="nothing") == {"old": b"before"}
    assert after(rename, mood="everything") == {"newer": b"before"}


def test_a_deleted_file_may_come_back():
    assert after(Step("delete", "old"), mood="nothing") == {"old": b"before"}
    assert after(Step("delete", "old"), FOLDER, mood="nothing") == {}
