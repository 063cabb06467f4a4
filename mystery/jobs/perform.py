"""Doing one request: claim it, call its function, write down how it ended."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from mystery.clock import utcnow
from mystery.jobs.kinds import KINDS, Kind
from mystery.services import job_requests
from mystery.services.job_requests import Claimed
from mystery.services.transaction import reading

LEASE = timedelta(minutes=10)
"""How long a worker may be silent before another one takes its work."""

_log = logging.getLogger("mystery.jobs")


def perform(request_id: int, now: datetime | None = None, kinds: Mapping[str, Kind] = KINDS) -> bool:
    """Does a request if it is due and nobody else has it; says whether it did. No job's error leaves it."""
    moment = now or utcnow()
    claimed = job_requests.claim(request_id, moment, LEASE)
    if claimed is None:
        return False
    kind = kinds.get(claimed.kind)
    if kind is None:
        job_requests.fail(claimed, moment, f"there is no job {claimed.kind}", most_attempts=1)
        return True
    if kind.gives_up_before(claimed.attempt):  # no error was told: each time the worker died of it
        job_requests.fail(claimed, moment, "no worker came to its end", kind.most_attempts)
        return True
    try:
        result = kind.run(moment, claimed.arguments, _progress(claimed, now))
    except Exception as error:  # whatever goes wrong in a job must not end the worker
        reading().rollback()
        _failed(kind, claimed, now or utcnow(), error)
        return True
    job_requests.finish(claimed, now or utcnow(), result, moment + kind.every if kind.every else None)
    return True


def run_due(now: datetime | None = None, kinds: Mapping[str, Kind] = KINDS) -> int:
    """Does all that is due and returns how much that was; what fails waits for its next time."""
    plan_periodic(now, kinds)
    return sum(perform(each, now, kinds) for each in job_requests.due(now or utcnow()))


def plan_periodic(now: datetime | None = None, kinds: Mapping[str, Kind] = KINDS) -> None:
    """One standing request for each kind that comes by itself."""
    for kind in kinds.values():
        if kind.every:
            job_requests.stand(kind.name, now)


def _progress(claimed: Claimed, now: datetime | None) -> Callable[[int], None]:
    return lambda percent: job_requests.progress(claimed, percent, now or utcnow(), LEASE)


def _failed(kind: Kind, claimed: Claimed, now: datetime, error: Exception) -> None:
    told = "".join(traceback.format_exception_only(error)).strip()
    _log.error("job %s failed at attempt %s: %s", kind.name, claimed.attempt, told)
    if kind.every:  # it is never given up, and comes as often as it always does
        job_requests.fail(claimed, now, told, None, longest_wait=kind.every)
    else:
        job_requests.fail(claimed, now, told, kind.most_attempts)
