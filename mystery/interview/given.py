"""Answers that another program has collected, as the events that bring an interview there.

What enters: a journal, and a record of texts as they stand in a submission of ODK Collect: names to texts,
nested records, or lists of records. What leaves: the events behind the journal after which the interview
holds these answers, so that nobody can tell them from a tablet's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from mystery.interview.model import Event, Json
from mystery.interview.paths import MOST_INSTANCES, Instance, Slot
from mystery.interview.plan import is_container, is_question
from mystery.interview.run import Interview
from mystery.interview.state import replay
from mystery.interview.typed import clock_of, kind_of, value_of
from mystery.questionnaire import TYPES, Form, Item
from mystery.questionnaire.expression import is_blank, words

Record = Mapping[str, object]

MISSING_CHOICE = "mystery_missing_"
"""A choice so named is no answer but a missing code; see exports/collect.py."""
MISSING_QUESTION = "_mystery_missing"
"""Behind an item's name: the question why it has no answer."""

_OURS = frozenset({"start", "end", "today", "audit", "calculate", "note", "rule"})
"""What the engine fills in or computes by itself, here as on a tablet."""
_SOFT = frozenset({"ANSWER_WARNING", "RULE_UNUSUAL"})
_MOST_PASSES = 4


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When the answers were given and by whom. `answered_at` is by path, and knows what it knows.

    `confirmation` is the reason that is noted where a soft check was never shown to anybody.
    """

    started_at: datetime
    finished_at: datetime
    by: str
    answered_at: Mapping[str, datetime] = field(default_factory=dict)
    files: Mapping[str, Json] = field(default_factory=dict)
    confirmation: str = "ODK Collect"


def events_toward(form: Form, journal: Sequence[Event], record: Record, around: Circumstances) -> list[Event]:
    """What has to be added to a journal so that it holds the record's answers and is finished."""
    writer = _Giver(form, replay(form, journal), record, around, seq=max(each.seq for each in journal))
    for _ in range(_MOST_PASSES):  # an answer may bring forth items that had no place before
        before = len(writer.events)
        writer.walk("", record, writer.run.root)
        if len(writer.events) == before:
            break
    if not writer.events and writer.run.finished:
        return []  # all of it is there
    writer.confirm_soft_checks()
    writer.write("finish", at=around.finished_at)
    return writer.events


@dataclass(slots=True)
class _Giver:
    form: Form
    run: Interview
    record: Record
    around: Circumstances
    seq: int
    events: list[Event] = field(default_factory=list)
    page: str = ""
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.around.started_at

    def write(self, kind: str, path: str = "", value: Json = None, *, at: datetime | None = None) -> None:
        """Time never runs backward in a journal, however somebody jumped about in the form."""
        self.now = max(self.now, at or self.around.answered_at.get(path, self.now))
        self.seq += 1
        text = self.now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        elapsed = (self.now - self.around.started_at) // timedelta(milliseconds=1)
        event = Event(self.seq, kind, path, value, text, elapsed, self.around.by)
        self.events.append(event)
        self.run.apply(event)

    def walk(self, parent: str, record: Record, at: Instance) -> None:
        for item in self.run.plan.children.get(parent, ()):
            slot = at.slots[item.key]
            if item.type == "repeat":
                self._rounds(slot, _records(record.get(item.name)))
            elif is_container(item):
                inner = record if _is_made(item, record) else _one(record.get(item.name))
                self.walk(item.key, inner, at)
            elif item.type not in _OURS:
                self._give(slot, record)

    def _rounds(self, slot: Slot, rounds: Sequence[Record]) -> None:
        instances = slot.at.repeats[slot.item.key]
        if slot.item.get("repeat_count") is None and slot.relevant:
            while len(instances) > len(rounds):
                self.write("remove", f"{slot.path}[{len(instances)}]")
            while len(instances) < min(len(rounds), MOST_INSTANCES):
                self.write("add", f"{slot.path}[{len(instances) + 1}]")
        for instance, record in zip(list(instances), rounds, strict=False):
            self.walk(slot.item.key, record, instance)

    def _give(self, slot: Slot, record: Record) -> None:
        text = record.get(slot.item.name)
        text = text if isinstance(text, str) else ""
        code = self._missing_code(slot.item, text, record)
        if code:
            if slot.missing != code or slot.asked:
                self._answer(slot, "missing", code)
            return
        answer = self._typed(slot.item, text)
        if answer is None:
            if self._is_to_be_cleared(slot):
                self._answer(slot, "answer", None)
        elif slot.asked or slot.missing or self._differs(slot, answer):
            self._answer(slot, "answer", answer)

    def _answer(self, slot: Slot, kind: str, value: Json) -> None:
        when = self.around.answered_at.get(slot.path)
        if when is None and not self.around.answered_at:
            when = self.around.finished_at  # by then it was known; a rule about “now” must not fail
        if is_question(slot.item) and slot.item.section != self.page:
            self.page = slot.item.section
            self.write("page", self.page, at=when)
        self.write(kind, slot.path, value, at=when)

    def _is_to_be_cleared(self, slot: Slot) -> bool:
        if not slot.relevant or "calculation" in slot.item.properties:
            return False
        return bool(slot.asked or slot.missing) or not is_blank(slot.value)

    def _differs(self, slot: Slot, answer: Json) -> bool:
        """What is computed and only shown is computed here, too."""
        if "calculation" in slot.item.properties and slot.readonly:
            return False
        if slot.item.type == "promise":  # Collect knows neither the day nor how it ended
            return not isinstance(slot.answer, Mapping) or slot.answer.get("what") != _what(answer)
        value = value_of(slot.item, answer, self.run.environment.zone)
        return type(value) is not type(slot.value) or value != slot.value

    def _missing_code(self, item: Item, text: str, record: Record) -> str:
        offered = self.run.plan.missing_of(item)
        beside = record.get(f"{item.name}{MISSING_QUESTION}")
        given = text or (beside if isinstance(beside, str) else "")
        code = given.removeprefix(MISSING_CHOICE)
        return code if code != given and code in offered else ""

    def _typed(self, item: Item, text: str) -> Json:
        """The text as answers of its item are written in JSON; None where it is blank."""
        kind = kind_of(item)
        if kind == "codes":
            codes = [each for each in words(text) if not each.startswith(MISSING_CHOICE)]
            return codes or None
        if text == "":
            return None
        if kind in ("number", "seconds"):
            return _number(text)
        if kind == "media":
            return self.around.files.get(text)
        return {"what": text} if kind == "promise" else text

    def confirm_soft_checks(self) -> None:
        for problem in list(self.run.problems()):
            if problem.code in _SOFT:
                reason = {"reason": self.around.confirmation}
                self.write("confirm", problem.path, reason, at=self.around.finished_at)


def _what(answer: Json) -> Json:
    return answer.get("what") if isinstance(answer, Mapping) else answer


def _is_made(item: Item, record: Record) -> bool:
    """A page that no author has made is in no XForm: its items stand where it would."""
    return item.type == "section" and not item.properties and item.name not in record


def _one(found: object) -> Record:
    return cast(Record, found) if isinstance(found, Mapping) else {}


def _records(found: object) -> Sequence[Record]:
    if isinstance(found, Mapping):
        return [found]
    return [_one(each) for each in found] if isinstance(found, list | tuple) else []


def _number(text: str) -> Json:
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text  # “inf” is none for Python alone
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def times_in(lines: Iterator[Mapping[str, str]], form: Form) -> dict[str, datetime]:
    """When each answer was given last, by its path, from the lines of Collect's audit.csv."""
    repeats = {item.name for item in form.items.values() if item.type == "repeat"}
    keys = {item.name: item.key for item in form.items.values() if item.type in TYPES}
    found: dict[str, datetime] = {}
    for line in lines:
        ended = _moment(line.get("end") or "")
        if line.get("event") == "question" and ended is not None:
            found[_path_of(line.get("node") or "", repeats, keys)] = ended
    return found


def _path_of(node: str, repeats: set[str], keys: Mapping[str, str]) -> str:
    """`/data/group/visit[2]/item` is `visit[2]/item` in a journal; a first round may lack its number."""
    steps = node.strip("/").split("/")[1:]
    path = []
    for step in steps[:-1]:
        name, _, position = step.partition("[")
        if name in repeats:
            path.append(f"{name}[{position.rstrip(']') or '1'}]")
    name = steps[-1].partition("[")[0] if steps else ""
    return "/".join([*path, keys.get(name, name)])


def _moment(milliseconds: str) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return clock_of(moment.isoformat())
