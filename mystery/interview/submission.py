"""What a finished interview hands on, and how long each item took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from mystery.interview.model import Event, Json, Submission
from mystery.interview.paths import Slot
from mystery.interview.plan import is_container
from mystery.interview.state import answers_in, replay
from mystery.interview.typed import clock_of
from mystery.questionnaire import Form

_ANSWERING = frozenset({"answer", "missing", "confirm", "comment"})


def submission(form: Form, journal: Sequence[Event], interview_id: str) -> Submission:
    """Relevant answers only. Times come from the journal: `at` for moments, `ms` for durations."""
    events = sorted(journal, key=lambda event: event.seq)
    run = replay(form, events)
    slots = [slot for slot in run.slots() if slot.relevant and not is_container(slot.item)]
    answers = answers_in(run, run.root)
    return Submission(
        interview=interview_id,
        form=form.fingerprint,
        answers=answers,
        missing=_noted(slots, "missing"),
        confirmed={path: reason.strip() for path, reason in _noted(slots, "confirmed").items()},
        comments=_noted(slots, "comment"),
        media=tuple(dict.fromkeys(media_in(answers))),
        started_at=_at(events[:1]),
        finished_at=_at([event for event in events if event.kind == "finish"][-1:]),
        duration_seconds=sum(seconds for _, seconds in _spans(events)),
        item_seconds=_item_seconds(events),
    )


def media_in(answers: Json) -> Iterator[str]:
    """The SHA-256 of every file that the answers name."""
    if isinstance(answers, Mapping):
        if isinstance(answers.get("sha256"), str):
            yield str(answers["sha256"])
        for value in answers.values():
            yield from media_in(value)
    elif isinstance(answers, list | tuple):
        for value in answers:
            yield from media_in(value)


def _noted(slots: Iterable[Slot], name: str) -> dict[str, str]:
    return {slot.path: str(getattr(slot, name)) for slot in slots if getattr(slot, name)}


def _spans(events: Sequence[Event]) -> Iterator[tuple[Event, float]]:
    """Each event with the seconds that passed before it; time between pause and resume does not count.

    A clock that was set back (the player was opened again) counts from there.
    """
    paused = False
    for before, event in pairwise(events):
        paused = before.kind == "pause" or (paused and before.kind != "resume")
        yield event, 0.0 if paused else max(0, event.ms - before.ms) / 1000


def _item_seconds(events: Sequence[Event]) -> dict[str, float]:
    """Path -> seconds from the event before to each answer, added up over corrections."""
    found: dict[str, float] = {}
    for event, seconds in _spans(events):
        if event.kind in _ANSWERING:
            found[event.path] = round(found.get(event.path, 0.0) + seconds, 3)
    return found


def _at(events: Sequence[Event]) -> datetime | None:
    return clock_of(events[0].at) if events else None
