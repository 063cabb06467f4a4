"""Journals for the benchmark questionnaires: an answer to every question, three rounds of every repeat."""

from __future__ import annotations

import random
from collections.abc import Iterator

from mystery.interview import Event
from mystery.questionnaire import TYPES, Form, Item
from tests.bench.forms import SEED

ROUNDS = 3
_NAMED = {"yn": ("yes",), "topics": ("price", "care")}


def opening(form: Form) -> list[Event]:
    """The interview begins and every repeat gets its rounds."""
    events = [Event(1, "open", value={"seed": 1, "zone": "UTC", "mode": "capi"}, at="2026-11-20T10:00:00Z")]
    for item in form.items.values():
        if item.type == "repeat":
            events += [
                Event(len(events) + 1 + more, "add", f"{item.key}[{more + 1}]") for more in range(ROUNDS)
            ]
    return events


def answering(form: Form) -> Iterator[Event]:
    """One answer to each question in each round, in the order of the form, numbered after `opening`."""
    seq, draw = len(opening(form)), random.Random(SEED)
    for item in form.items.values():
        if not TYPES[item.type].answerable:
            continue
        prefixes = [f"{item.repeat}[{number}]/" for number in range(1, ROUNDS + 1)] if item.repeat else [""]
        for prefix in prefixes:
            seq += 1
            yield Event(seq, "answer", prefix + item.key, _answer(item, draw), at="2026-11-20T10:00:00Z")


def toggles(form: Form, path: str, values: tuple[object, object], times: int) -> list[Event]:
    """The same question answered in turn with two values."""
    return [Event(number, "answer", path, values[number % 2]) for number in range(1, times + 1)]


def _answer(item: Item, draw: random.Random) -> object:
    if item.type in ("integer", "decimal", "range"):
        return draw.randint(1, 9) * (30 if item.name.endswith(("_price", "_wait")) else 1)
    if item.type in ("select_one", "select_multiple"):
        names = _NAMED.get(str(item.get("list")))
        if names is None:
            names = (str(item.get("list"))[0] + str(draw.randint(0, 9)),)
        return list(names) if item.type == "select_multiple" else names[0]
    return {"date": "2026-11-20", "acknowledge": "OK"}.get(item.type, "Berg")
