"""Journals as JSON, and journals made from answers: for simulations, examples and demonstration data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from mystery.interview.ending import ending_of
from mystery.interview.model import Event, Json
from mystery.interview.paths import MOST_INSTANCES, Instance, Slot
from mystery.interview.plan import is_question, plan_of
from mystery.interview.run import Interview
from mystery.interview.typed import missing_code
from mystery.questionnaire import Form, Item

_START = datetime(2000, 1, 1, tzinfo=UTC)
_FIELDS = ("seq", "kind", "path", "value", "at", "ms", "by")
_ALWAYS = ("seq", "kind")


def event_json(event: Event) -> dict[str, Json]:
    """An event as the journal carries it; what is empty is left out."""
    written = {name: getattr(event, name) for name in _FIELDS}
    empty = Event(event.seq, event.kind)
    return {
        name: value for name, value in written.items() if name in _ALWAYS or value != getattr(empty, name)
    }


def event_of(data: Mapping[str, Json]) -> Event:
    """An event from its JSON."""
    return Event(
        seq=int(cast(int, data["seq"])),
        kind=str(data["kind"]),
        path=str(data.get("path") or ""),
        value=data.get("value"),
        at=str(data.get("at") or ""),
        ms=int(cast(int, data.get("ms") or 0)),
        by=str(data.get("by") or ""),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """How an interview begins, and how quickly answers follow one another."""

    at: datetime = _START
    seed: int = 0
    zone: str = "UTC"
    language: str = ""
    mode: str = ""
    by: str = ""
    seconds_each: float = 5.0


def events_from_answers(
    form: Form,
    answers: Mapping[str, Json],
    opening: Opening | None = None,
    *,
    confirmed: Mapping[str, str] | None = None,
    comments: Mapping[str, str] | None = None,
    finish: bool = True,
) -> list[Event]:
    """The journal of somebody who gives these nested answers in the order of the questionnaire.

    Answers are given even where they are not asked: the journal keeps them, the state leaves them out.
    Names that the form does not have are passed over; `simulate` reports them. `confirmed` and `comments`
    are texts by path.
    """
    writer = _Writer(form, opening or Opening(), confirmed or {}, comments or {})
    writer.open()
    writer.play("", answers, writer.run.root)
    if finish:
        writer.write("finish")
    return writer.events


@dataclass(slots=True)
class _Writer:
    """Writes events and follows what they do, because counts and answers make the rounds of repeats."""

    form: Form
    opening: Opening
    confirmed: Mapping[str, str]
    comments: Mapping[str, str]
    events: list[Event] = field(default_factory=list)
    run: Interview = field(init=False)
    page: str = ""
    elapsed_ms: int = 0

    def __post_init__(self) -> None:
        self.run = Interview(self.form, plan_of(self.form))

    def open(self) -> None:
        value = {"form": self.form.fingerprint, "seed": self.opening.seed, "zone": self.opening.zone}
        value["language"] = self.opening.language or self.form.default_language
        value["mode"] = self.opening.mode
        self.write("open", value=value)

    def write(self, kind: str, path: str = "", value: Json = None) -> None:
        if kind in ("answer", "missing", "confirm", "comment", "finish"):
            self.elapsed_ms += round(self.opening.seconds_each * 1000)
        at = self.opening.at + timedelta(milliseconds=self.elapsed_ms)
        text = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        event = Event(len(self.events) + 1, kind, path, value, text, self.elapsed_ms, self.opening.by)
        self.events.append(event)
        self.run.apply(event)

    def play(self, parent: str, answers: Mapping[str, Json], at: Instance) -> None:
        for item in self.run.plan.children.get(parent, ()):
            slot = at.slots[item.key]
            if item.type == "repeat":
                self._play_rounds(slot, answers_to(item, answers))
            elif item.key in self.run.plan.children:
                self.play(item.key, answers, at)
            elif (answer := answers_to(item, answers)) is not None:
                self._give(slot, answer)

    def _give(self, slot: Slot, answer: Json) -> None:
        path = slot.path
        if is_question(slot.item) and slot.item.section != self.page:
            self.page = slot.item.section
            self.write("page", self.page)
        code = missing_code(answer)
        self.write("missing" if code else "answer", path, code or answer)
        if slot.item.type == "promise" and (ending := ending_of(answer)):
            self.write("closed", path, ending)
        if path in self.confirmed:
            self.write("confirm", path, {"reason": self.confirmed[path]})
        if path in self.comments:
            self.write("comment", path, self.comments[path])

    def _play_rounds(self, slot: Slot, rows: Json) -> None:
        if not isinstance(rows, list | tuple):
            return
        instances = slot.at.repeats[slot.item.key]
        if slot.item.get("repeat_count") is None:
            for _ in range(len(instances), min(len(rows), MOST_INSTANCES)):
                self.write("add", f"{slot.path}[{len(instances) + 1}]")
        for instance, row in zip(list(instances), cast(Sequence[Json], rows), strict=False):
            if isinstance(row, Mapping):
                self.play(slot.item.key, row, instance)


def answers_to(item: Item, answers: Mapping[str, Json]) -> Json:
    """The answer under the item's key, or under its name where that is shorter."""
    return answers[item.key] if item.key in answers else answers.get(item.name)


def known_names(items: Iterable[Item]) -> list[str]:
    """Every name under which answers to these items may stand, in the order of the form."""
    return list(dict.fromkeys(name for item in items for name in (item.key, item.name)))
