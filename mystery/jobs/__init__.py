"""Background work. What enters: requests that services wrote with their rows, and the clock.

What leaves: done work, or a request that says why it was not done.

A request is a row (`services.job_requests`), so nothing is lost between database and queue. huey only wakes
the workers: at a commit that brought requests, and once a minute for what has become due. `KINDS` is the
registry of all there is to do; a job is called with ids and may be called twice.
"""

from __future__ import annotations

from mystery.jobs.kinds import KINDS, Kind, registry
from mystery.jobs.perform import perform, run_due
from mystery.jobs.queue import connect
from mystery.jobs.worker import running_beside, work

__all__ = [
    "KINDS",
    "Kind",
    "connect",
    "perform",
    "registry",
    "run_due",
    "running_beside",
    "work",
]
