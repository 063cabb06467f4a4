"""Every kind of background work: its name, the function that does it, and when it comes by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from mystery.services import (
    appointments,
    backups,
    call_leases,
    call_prices,
    dialling,
    holdings,
    menu_runs,
    promise_ends,
    promise_reminders,
    recordings,
    retention,
    sample_files,
    wave_export_jobs,
)
from mystery.store.models.base import Json


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work.

    `function` gets `now` and the request's arguments by name; it may return what is worth telling (plain
    JSON). With `every` it comes by itself, so often. `most_attempts` None: it is tried for ever. A long job
    sets `tells_progress`, gets `progress` and calls it with a percentage, which also keeps its request.
    """

    name: str
    function: Callable[..., Json | None]
    every: timedelta | None = None
    most_attempts: int | None = 6
    tells_progress: bool = False

    def gives_up_before(self, attempt: int) -> bool:
        """Whether that attempt is one too many."""
        return self.every is None and self.most_attempts is not None and attempt > self.most_attempts

    def run(self, now: datetime, arguments: Json, progress: Callable[[int], None]) -> Json:
        told = {"progress": progress} if self.tells_progress else {}
        return self.function(now=now, **arguments, **told) or {}


def registry(*kinds: Kind) -> Mapping[str, Kind]:
    """Kinds by their names."""
    return {kind.name: kind for kind in kinds}


KINDS: Mapping[str, Kind] = registry(
    # alphabetical, one line each
    Kind("appointments", lambda now: {"missed": appointments.miss_overdue(now)}, every=timedelta(minutes=2)),
    Kind(backups.KIND, backups.make_in_background, most_attempts=2, tells_progress=True),
    Kind(
        "call-leases", lambda now: {"released": call_leases.release_expired(now)}, every=timedelta(minutes=2)
    ),
    Kind("call-prices", lambda now: {"settled": call_prices.settle(now)}, every=timedelta(minutes=10)),
    Kind("call-notices", lambda now: asdict(dialling.reconcile(now)), every=timedelta(minutes=5)),
    Kind("menu-runs", menu_runs.run_due, every=timedelta(minutes=1)),
    Kind("promise-ends", promise_ends.close_forgotten, every=timedelta(hours=1)),
    Kind(promise_reminders.LETTER, promise_reminders.send_letter, most_attempts=20),
    Kind("promise-reminders", promise_reminders.remind, every=timedelta(minutes=15)),
    Kind(retention.KIND, retention.purge, every=timedelta(hours=24), tells_progress=True),
    Kind("recording-alarm", recordings.alarm, every=timedelta(hours=1)),
    Kind(recordings.DELETE, recordings.delete_at_provider, most_attempts=None),
    Kind(recordings.FETCH, recordings.fetch, most_attempts=None),
    Kind("recording-notices", recordings.reconcile, every=timedelta(minutes=30)),
    Kind("sample-files", sample_files.sweep, every=timedelta(hours=1)),
    Kind("tablet-silence", holdings.raise_silent, every=timedelta(minutes=15)),
    Kind(wave_export_jobs.KIND, wave_export_jobs.make, most_attempts=3, tells_progress=True),
    Kind(wave_export_jobs.SWEEP, wave_export_jobs.sweep, every=timedelta(hours=1)),
)
