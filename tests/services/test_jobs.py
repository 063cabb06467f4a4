"""Background work happens once, comes again after a crash, and no worker's death loses it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from mystery import jobs
from mystery.jobs import Kind
from mystery.jobs.perform import LEASE, perform
from mystery.jobs.queue import queue_of
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import job_requests
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.models import JobRequest, JobState
from tests import cast, databases

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Bell:
    """A job that can be told to break: it remembers who rang."""

    def __init__(self, breaks: int = 0) -> None:
        self.breaks = breaks
        self.rung: list[str] = []

    def ring(self, now: datetime, door: str = "front") -> dict[str, object]:
        if self.breaks:
            self.breaks -= 1
            raise ConnectionError("the wire is cut")
        self.rung.append(door)
        return {"door": door}

    def kinds(self, **more: object) -> dict[str, Kind]:
        return dict(jobs.registry(Kind("ring", self.ring, **more)))  # type: ignore[arg-type]


def _act_that_is_refused() -> None:
    with transaction():
        _ask()
        raise Rejected([Problem("JOB_NOT_WAITING")])


def _ask(key: str = "ring:1") -> JobRequest:
    return job_requests.request("ring", key, {"door": "back"}, due_at=NOON)


@pytest.mark.usefixtures("app")
def test_what_was_asked_for_twice_happens_once() -> None:
    bell = Bell()
    first = _ask()
    assert _ask() is first
    assert [jobs.run_due(NOON, bell.kinds()), jobs.run_due(NOON + 60 * MINUTE, bell.kinds())] == [1, 0]
    assert bell.rung == ["back"]
    assert (first.state, first.progress, first.result) == (JobState.DONE, 100, {"door": "back"})


@pytest.mark.usefixtures("app")
def test_a_request_goes_with_the_act_that_needed_it() -> None:
    with pytest.raises(Rejected):
        _act_that_is_refused()
    assert job_requests.due(NOON) == []


@pytest.mark.usefixtures("app")
def test_a_crash_is_tried_again_later_and_given_up_in_the_end() -> None:
    bell, moment = Bell(breaks=3), NOON
    row = _ask()
    assert jobs.run_due(moment, bell.kinds(most_attempts=3)) == 1
    assert (row.state, row.last_error) == (JobState.WAITING, "ConnectionError: the wire is cut")
    assert row.due_at == NOON + MINUTE
    assert jobs.run_due(moment, bell.kinds(most_attempts=3)) == 0
    for minutes in (1, 5):
        moment += minutes * MINUTE
        jobs.run_due(moment, bell.kinds(most_attempts=3))
    assert (row.state, row.attempts, bell.rung) == (JobState.FAILED, 3, [])
    job_requests.run_again(row, actor_for(cast.someone("Anna")), moment)
    jobs.run_due(moment, bell.kinds(most_attempts=3))
    assert (row.state, bell.rung) == (JobState.DONE, ["back"])


@pytest.mark.usefixtures("app")
def test_work_of_a_killed_worker_is_taken_up_and_the_dead_cannot_finish_it() -> None:
    bell, row = Bell(), _ask()
    dead = job_requests.claim(row.id, NOON, LEASE)
    assert dead is not None
    assert jobs.run_due(NOON + MINUTE, bell.kinds()) == 0, "the other one may be alive"
    assert jobs.run_due(NOON + LEASE + MINUTE, bell.kinds()) == 1
    job_requests.fail(dead, NOON + LEASE + 2 * MINUTE, "I am back", most_attempts=1)
    assert (row.state, row.attempts, bell.rung) == (JobState.DONE, 2, ["back"])


@pytest.mark.usefixtures("app")
def test_what_comes_by_itself_comes_again_even_after_a_failure() -> None:
    bell = Bell(breaks=1)
    kinds = bell.kinds(every=15 * MINUTE)
    done = [jobs.run_due(NOON + minutes * MINUTE, kinds) for minutes in (0, 1, 2, 16, 17)]
    assert done == [1, 1, 0, 1, 0]
    assert bell.rung == ["front", "front"]


@pytest.mark.usefixtures("app")
def test_what_comes_every_few_minutes_never_waits_longer_after_failures() -> None:
    bell = Bell(breaks=6)
    kinds = bell.kinds(every=2 * MINUTE)
    assert [jobs.run_due(NOON + minutes * MINUTE, kinds) for minutes in (0, 1, 3, 5, 7, 9, 11)] == [1] * 7
    assert bell.rung == ["front"]


@pytest.mark.usefixtures("app")
def test_work_that_kills_each_worker_is_given_up() -> None:
    bell, row, moment = Bell(), _ask(), NOON
    for _ in range(3):
        assert job_requests.claim(row.id, moment, LEASE) is not None
        moment += LEASE + MINUTE
    assert jobs.run_due(moment, bell.kinds(most_attempts=3)) == 1
    assert (row.state, row.last_error, bell.rung) == (JobState.FAILED, "no worker came to its end", [])


@pytest.mark.usefixtures("app")
def test_a_long_job_says_how_far_it_is() -> None:
    seen: list[int] = []

    def walk(now: datetime, progress: Callable[[int], None]) -> None:
        progress(40)
        seen.append(row.progress)

    row = job_requests.request("walk", "walk:1", due_at=NOON)
    jobs.run_due(NOON, jobs.registry(Kind("walk", walk, tells_progress=True)))
    assert (seen, row.state) == ([40], JobState.DONE)


@pytest.mark.usefixtures("app")
def test_an_unknown_kind_is_told_and_not_tried_for_ever() -> None:
    row = _ask()
    jobs.run_due(NOON, {})
    assert (row.state, row.last_error) == (JobState.FAILED, "there is no job ring")


@pytest.mark.usefixtures("app")
def test_only_administrators_start_and_cancel_jobs() -> None:
    row, rita, anna = _ask(), actor_for(cast.someone("Rita")), actor_for(cast.someone("Anna"))
    with pytest.raises(Forbidden):
        job_requests.cancel(row, rita)
    job_requests.cancel(row, anna)
    assert row.state is JobState.CANCELLED
    with pytest.raises(Rejected) as refusal:
        job_requests.cancel(row, anna)
    assert [problem.code for problem in refusal.value.problems] == ["JOB_NOT_WAITING"]


def test_of_many_workers_one_has_a_request(app: Flask) -> None:
    bell, row = Bell(), _ask()

    def work(_number: int) -> bool:
        with app.app_context():
            return perform(row.id, NOON, bell.kinds())

    with ThreadPoolExecutor(8) as workers:
        done = list(workers.map(work, range(24)))
    assert (done.count(True), bell.rung) == (1, ["back"])


@pytest.mark.postgres
def test_the_queue_may_be_a_postgresql_server(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = Event()
    monkeypatch.setitem(jobs.KINDS, "ring", Kind("ring", lambda now: rung.set()))  # type: ignore[arg-type]
    place = folder / "queue"
    place.mkdir(exist_ok=True)
    with databases.postgres_server(place) as server:
        before = app.extensions["mystery_jobs"]
        jobs.connect(app, replace(app.extensions["mystery"], queue_url=server))
        with jobs.running_beside(app, threads=1):
            job_requests.request("ring", "ring:postgres")
            assert rung.wait(timeout=20)
        queue_of(app).close()
        app.extensions["mystery_jobs"] = before


def test_a_commit_wakes_the_worker_beside_the_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rung = Event()
    monkeypatch.setitem(jobs.KINDS, "ring", Kind("ring", lambda now: rung.set()))  # type: ignore[arg-type]
    with jobs.running_beside(app, threads=1):
        job_requests.request("ring", "ring:now")
        assert rung.wait(timeout=20)
