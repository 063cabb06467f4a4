"""The queue that wakes workers: huey on SQLite, PostgreSQL or Redis, by one setting."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from sqlalchemy import Connection, event
from sqlalchemy.orm import Mapper, Session, object_session

from mystery.clock import utcnow
from mystery.jobs.perform import perform, plan_periodic
from mystery.services import job_requests
from mystery.settings import Settings, secret_key
from mystery.store.models import JobRequest

_EXTENSION = "mystery_jobs"
_NEW = "mystery_new_jobs"
_log = logging.getLogger("mystery.jobs")


class Queue:
    """An app's queue. It is opened at its first use: most commands never need one."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._connections = _Connections(settings.queue_url)

    @cached_property
    def huey(self) -> Huey:
        """The queue with its two tasks: one request, and once a minute all that is due."""
        huey = _storage(self.settings, self._connections)

        @huey.task(name="perform")  # type: ignore[untyped-decorator]
        def perform_request(request_id: int) -> None:
            with self.app.app_context():
                perform(request_id)

        @huey.periodic_task(crontab(), name="look")  # type: ignore[untyped-decorator]
        def look_for_work() -> None:
            with self.app.app_context():
                plan_periodic()
                if huey.pending_count():
                    return  # what is due is in the queue already; the next minute looks again
                for request_id in job_requests.due(utcnow()):
                    perform_request(request_id)

        self.perform_request = perform_request
        return huey

    def wake(self, request_ids: list[int]) -> None:
        """Asks a worker to do these soon. A queue that is down loses nothing: the rows wait."""
        try:
            assert self.huey is not None
            for request_id in request_ids:
                self.perform_request(request_id)
        except Exception:  # each engine has errors of its own, and none of them may undo a commit
            _log.warning("the queue cannot be reached; its work waits for the next minute", exc_info=True)

    def close(self) -> None:
        """Ends the connections of all threads; whoever needs the queue again gets new ones."""
        if "huey" in self.__dict__:
            self.huey.storage.close()
        self._connections.close()


class _Connections:
    """The queue's connections to PostgreSQL, one a thread, which huey leaves open when a thread ends."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._made: list[Any] = []

    def __call__(self) -> Any:
        import psycopg

        made = psycopg.connect(self._address)
        self._made = [*(each for each in self._made if not each.closed), made]
        return made

    def close(self) -> None:
        for each in self._made:
            each.close()


def connect(app: Flask, settings: Settings) -> None:
    """Gives the app its queue, which is woken by every commit that brings requests."""
    app.extensions[_EXTENSION] = Queue(app, settings)


def queue_of(app: Flask) -> Queue:
    queue: Queue = app.extensions[_EXTENSION]
    return queue


def _storage(settings: Settings, connections: _Connections) -> Huey:
    address = settings.queue_url
    # tasks are pickled: only what this installation has signed is opened
    how = {"results": False, "serializer": SignedSerializer(secret=secret_key(settings))}
    if address.startswith(("postgresql://", "postgres://")):
        return PostgresHuey("mystery", connection=connections, **how)
    if address.startswith(("redis://", "rediss://")):
        return RedisHuey("mystery", url=address, **how)
    return SqliteHuey("mystery", filename=str(settings.instance_folder / "jobs.db"), **how)


@event.listens_for(JobRequest, "after_insert")
def _remember(_mapper: Mapper[JobRequest], _connection: Connection, row: JobRequest) -> None:
    session = object_session(row)
    if session is not None and row.due_at <= utcnow():
        session.info.setdefault(_NEW, []).append(row.id)


@event.listens_for(Session, "after_commit")
def _wake(session: Session) -> None:
    new = session.info.pop(_NEW, None)
    if new and current_app and _EXTENSION in current_app.extensions:
        queue_of(current_app).wake(new)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_NEW, None)
