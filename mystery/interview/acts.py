"""What each kind of event does to an interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from mystery.interview.ending import ending_of, said
from mystery.interview.model import Event, Json
from mystery.interview.paths import MOST_INSTANCES, Slot, split_path
from mystery.interview.typed import missing_code, text_of

if TYPE_CHECKING:
    from mystery.interview.run import Interview


def _answer(run: Interview, event: Event) -> None:
    slot = run.slot(event.path)
    if slot is None:
        return
    code = missing_code(event.value)
    run.put(slot, None if code else said(slot.item, event.value), code)
    slot.asked = ""


def _missing(run: Interview, event: Event) -> None:
    slot = run.slot(event.path)
    if slot is not None:
        run.put(slot, None, text_of(event.value))
        slot.asked = ""


def _confirm(run: Interview, event: Event) -> None:
    _touch(run, event, "confirmed", text_of(_member(event.value, "reason")) or " ")


def _comment(run: Interview, event: Event) -> None:
    _touch(run, event, "comment", text_of(event.value))


def _closed(run: Interview, event: Event) -> None:
    """How a promise ended. What was promised stays as it was said."""
    slot = run.slot(event.path)
    ending = ending_of(event.value)
    if slot is None or not ending or slot.item.type != "promise" or not isinstance(slot.answer, Mapping):
        return
    confirmed = slot.confirmed
    run.put(slot, {**_what_was_said(slot), **ending}, "")
    slot.confirmed = confirmed


def _what_was_said(slot: Slot) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], said(slot.item, slot.answer))


def _asked(run: Interview, event: Event) -> None:
    run.finished = False
    _touch(run, event, "asked", text_of(_member(event.value, "question")))


def _touch(run: Interview, event: Event, name: str, text: str) -> None:
    slot = run.slot(event.path)
    if slot is not None:
        setattr(slot, name, text)
        run.look_again(slot)


def _add(run: Interview, event: Event) -> None:
    steps, _ = split_path(event.path)
    if not steps:
        return
    repeat, _position = steps.pop()
    parent = run.instance(steps)
    if parent is not None and repeat in parent.repeats and len(parent.repeats[repeat]) < MOST_INSTANCES:
        run.add_instances(parent, repeat, 1)


def _remove(run: Interview, event: Event) -> None:
    at = run.instance(split_path(event.path)[0])
    if at is not None and at.parent is not None:
        run.remove_instance(at)


def _language(run: Interview, event: Event) -> None:
    """What is computed from here on reads labels (jr:choice-name) in the new language."""
    run.environment.language = text_of(event.value)


def _frozen(run: Interview, event: Event) -> None:
    """The clock stands still from here on, at the moment given."""
    now = text_of(_member(event.value, "now"))
    if now:
        run.clock_stands = False
        run.set_clock(now)
        run.clock_stands = True


def _migrate(run: Interview, event: Event) -> None:
    """The interview goes on with a newer version of its form; what does not fit there is taken back.

    The form at hand is the newest one, so that all events before have been read with it already.
    """
    orphaned = _member(event.value, "orphaned")
    for path in orphaned if isinstance(orphaned, list | tuple) else ():
        slot = run.slot(text_of(path))
        if slot is not None:
            run.put(slot, None, "")


def _finish(run: Interview, _event: Event) -> None:
    run.finished = True
    run.fill("end", run.environment.now)


def _member(value: Json, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else value


ACTS: Mapping[str, Callable[[Interview, Event], None]] = {
    "answer": _answer,
    "missing": _missing,
    "confirm": _confirm,
    "comment": _comment,
    "closed": _closed,
    "asked": _asked,
    "add": _add,
    "remove": _remove,
    "language": _language,
    "frozen": _frozen,
    "migrate": _migrate,
    "finish": _finish,
}
"""The other kinds (open, page, pause, resume) change nothing here, or are the machine's own."""
