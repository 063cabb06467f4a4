"""What a finished interview hands on."""

from __future__ import annotations

from datetime import UTC, datetime

from mystery.interview import Event, media_in, submission
from tests.unit.interview.forms import form

PHOTO = {"sha256": "a" * 64, "name": "front.jpg", "type": "image/jpeg", "size": 9}
OPENED = Event(1, "open", value={"zone": "Europe/Berlin", "seed": 1}, at="2026-11-23T10:00:00.000Z")


def at(seconds: float, seq: int, kind: str, path: str = "", value: object = None) -> Event:
    return Event(seq, kind, path, value, f"2026-11-23T10:00:{int(seconds):02}.000Z", int(seconds * 1000))


def test_a_submission_carries_relevant_answers_reasons_and_files() -> None:
    journal = [
        OPENED,
        at(4, 2, "answer", "greeted", "yes"),
        at(6, 3, "answer", "seconds", 900),
        at(8, 4, "confirm", "seconds", {"reason": "long queue"}),
        at(9, 5, "comment", "greeted", "friendly"),
        at(12, 6, "answer", "facade", PHOTO),
        at(13, 7, "missing", "helpers", "refused"),
        at(20, 8, "finish"),
    ]
    found = submission(form(), journal, "visit-1")
    assert found.interview == "visit-1"
    assert found.form == form().fingerprint
    assert found.answers == {
        "greeted": "yes",
        "seconds": 900,
        "facade": PHOTO,
        "helpers": {"missing": "refused"},
    }
    assert found.missing == {"helpers": "refused"}
    assert found.confirmed == {"seconds": "long queue"}
    assert found.comments == {"greeted": "friendly"}
    assert found.media == ("a" * 64,)
    assert found.started_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert found.finished_at == datetime(2026, 11, 23, 10, 0, 20, tzinfo=UTC)
    assert found.duration_seconds == 20


def test_what_is_hidden_in_the_end_leaves_no_trace_in_the_submission() -> None:
    journal = [
        OPENED,
        at(4, 2, "answer", "greeted", "yes"),
        at(6, 3, "answer", "seconds", 900),
        at(7, 4, "comment", "seconds", "slow"),
        at(8, 5, "confirm", "seconds", {"reason": "queue"}),
        at(9, 6, "answer", "greeted", "no"),
    ]
    found = submission(form(), journal, "")
    assert found.answers == {"greeted": "no"}
    assert (found.comments, found.confirmed, found.finished_at) == ({}, {}, None)


def test_each_item_counts_the_seconds_before_its_answers_but_no_pause() -> None:
    journal = [
        OPENED,
        at(4, 2, "answer", "greeted", "yes"),
        at(5, 3, "pause"),
        at(35, 4, "resume"),
        at(37, 5, "answer", "seconds", 10),
        at(40, 6, "answer", "greeted", "no"),
        at(41, 7, "finish"),
    ]
    found = submission(form(), journal, "")
    assert found.item_seconds == {"greeted": 7, "seconds": 2}
    assert found.duration_seconds == 11


def test_a_clock_that_starts_again_takes_no_time_away() -> None:
    journal = [OPENED, at(50, 2, "answer", "greeted", "yes"), at(2, 3, "answer", "seconds", 5)]
    assert submission(form(), journal, "").duration_seconds == 50


def test_files_are_found_in_repeats_too() -> None:
    assert list(media_in({"a": [{"photo": PHOTO}], "b": "text"})) == ["a" * 64]
