"""Moving an interview to a newer version of its form: what carries over, what is orphaned, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mystery.interview.model import Event, Json
from mystery.interview.paths import Slot
from mystery.interview.plan import is_container, is_question, is_select
from mystery.interview.run import Interview
from mystery.interview.state import replay
from mystery.interview.typed import clock_of
from mystery.questionnaire import TYPES, Form, Item

KIND = "migrate"


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of the answers of an interview in another version of its form.

    `carried` and `orphaned` are paths of given answers, `fresh` the keys of questions that are new.
    """

    carried: tuple[str, ...]
    orphaned: tuple[str, ...]
    fresh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """An answer that the journal keeps and the form of today does not take.

    `form` is the fingerprint of the one it was given in, `seq` the event that left it behind.
    """

    path: str
    answer: Json
    form: str
    seq: int


def move(before: Form, after: Form, journal: Sequence[Event]) -> Move:
    """Compare the answers given so far with another form; nothing is changed."""
    was, now = replay(before, journal), replay(after, journal)
    given = [slot for slot in was.slots() if _is_given(slot)]
    carried = {slot.path: _fits(slot, now) for slot in given}
    fresh = tuple(key for key, item in after.items.items() if key not in before.items and is_question(item))
    return Move(
        tuple(path for path, fits in carried.items() if fits),
        tuple(path for path, fits in carried.items() if not fits),
        fresh,
    )


def _is_given(slot: Slot) -> bool:
    return slot.given and not is_container(slot.item) and bool(slot.missing or slot.answer is not None)


def _fits(slot: Slot, now: Interview) -> bool:
    """Same name at the same place, same kind of value, and every code still has its choice."""
    there = now.slot(slot.path)
    if there is None or _kind(there.item) != _kind(slot.item):
        return False
    if slot.missing:
        return slot.missing in now.plan.missing_of(there.item)
    if not is_select(there.item) or "list_from" in there.item.properties:
        return True
    codes = {row["name"] for row in now.plan.rows(str(there.item.get("list", "")))}
    answers = slot.answer if isinstance(slot.answer, list | tuple) else [slot.answer]
    return all(str(code) in codes for code in answers)


def _kind(item: Item) -> str:
    return TYPES[item.type].value or item.type


def migration(before: Form, after: Form, journal: Sequence[Event], *, at: str, by: str) -> Event:
    """The event that moves an interview on: the next in its journal, good for every replay."""
    ordered = sorted(journal, key=lambda event: event.seq)
    last = ordered[-1]
    value = {
        "form": after.fingerprint,
        "before": before.fingerprint,
        "orphaned": list(move(before, after, ordered).orphaned),
    }
    moment = max(filter(None, (at, last.at)), key=_moment)
    return Event(last.seq + 1, KIND, value=value, at=moment, ms=last.ms, by=by)


def _moment(text: str) -> float:
    """A device's clock may be ahead of ours; the journal's own order counts."""
    found = clock_of(text)
    return found.timestamp() if found else 0.0


def orphans(journal: Iterable[Event]) -> list[Orphan]:
    """Every answer that a move to another version left behind, as it was given last."""
    return list(_orphans(sorted(journal, key=lambda event: event.seq)))


def _orphans(ordered: Sequence[Event]) -> Iterator[Orphan]:
    given: dict[str, Json] = {}
    for event in ordered:
        if event.kind == "answer":
            given[event.path] = event.value
        elif event.kind == "missing":
            given[event.path] = {"missing": event.value}
        elif event.kind == KIND and isinstance(event.value, dict):
            for path in event.value.get("orphaned", ()):
                if path in given:
                    yield Orphan(path, given.pop(path), str(event.value.get("before", "")), event.seq)
