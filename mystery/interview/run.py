"""An interview: a form and its journal. Every event evaluates again only what depends on it.

static/js/interview/state.js does the same; the cases of tests/conformance hold both to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from heapq import heappop, heappush
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mystery.interview.acts import ACTS
from mystery.interview.model import AnswerProblem, Event, Json
from mystery.interview.offers import in_order
from mystery.interview.paths import MOST_ROUNDS, Instance, Slot, Steps, below, split_path
from mystery.interview.plan import Entry, Plan, is_select
from mystery.interview.rotation import rotated
from mystery.interview.typed import clock_of, value_of
from mystery.interview.validate import problems_of
from mystery.questionnaire import Form, Item
from mystery.questionnaire.expression import (
    BLANK,
    MAX_STEPS,
    Environment,
    EvaluationError,
    Scope,
    Value,
    hash32,
)

_EVALUATIONS_PER_ENTRY = 50


class Interview:
    """The working state. `apply` changes it; everything else reads."""

    def __init__(self, form: Form, plan: Plan) -> None:
        self.form = form
        self.plan = plan
        self.environment = Environment(language=form.default_language)
        self.mode = ""
        self.finished = False
        self.opened = False
        self.clock_stands = False
        self.root = Instance("", None, plan.in_repeat[""])
        self._dirty: dict[int, dict[Instance, None]] = {}
        self._queue: list[int] = []
        self._stale: dict[Slot, None] = {}
        self.rounds_made = 0
        self._scope = Scope(self.environment)

    def apply(self, event: Event) -> None:
        """Fold one event in. An event whose path names nothing changes nothing."""
        if event.kind != "closed":  # days later: what was right on the day of the visit stays right
            self.set_clock(event.at)
        if event.kind == "open":
            self._open(cast(Mapping[str, object], event.value or {}))
        elif not self.opened:
            self._begin()
        if (act := ACTS.get(event.kind)) is not None:
            act(self, event)
        self._settle()

    def _open(self, value: Mapping[str, object]) -> None:
        seed = value.get("seed")
        self.environment.seed = int(seed) if isinstance(seed, int | float) else 0
        self.environment.zone = _zone(str(value.get("zone") or "UTC"))
        self.environment.language = str(value.get("language") or self.environment.language)
        self.mode = str(value.get("mode") or "")
        self._begin()

    def _begin(self) -> None:
        self.opened = True
        for slot in self.root.slots.values():
            self._prepare(slot)
        self.fill("start", self.environment.now)
        self.fill("today", self.environment.now)
        self._mark_inside("", self.root)

    def set_clock(self, at: str) -> None:
        """`now()` is the clock of the event at hand, so that a replay sees what the device saw."""
        moment = clock_of(at) if at and not self.clock_stands else None
        if moment is not None:
            self.environment.now = moment

    def fill(self, kind: str, moment: datetime) -> None:
        """What the device fills in by itself: the moments of opening and of finishing, the day."""
        local = moment.astimezone(self.environment.zone)
        local = local.replace(microsecond=local.microsecond // 1000 * 1000)
        for slot in self.root.slots.values():
            if slot.item.type == kind:
                self.set_value(slot, local.date() if kind == "today" else local)

    # --- finding

    def slot(self, path: str) -> Slot | None:
        if "[" not in path:
            return self.root.slots.get(path)
        steps, key = split_path(path)
        at = self.instance(steps)
        return at.slots.get(key) if at else None

    def instance(self, steps: Steps) -> Instance | None:
        at = self.root
        for repeat, position in steps:
            instances = at.repeats.get(repeat, [])
            if not 1 <= position <= len(instances):
                return None
            at = instances[position - 1]
        return at

    # --- changing

    def put(self, slot: Slot, answer: Json, missing: str) -> None:
        slot.answer, slot.given, slot.missing, slot.confirmed = answer, True, missing, ""
        self._stale[slot] = None
        self.set_value(slot, BLANK if missing else value_of(slot.item, answer, self.environment.zone))

    def set_value(self, slot: Slot, value: Value) -> None:
        if type(slot.value) is not type(value) or slot.value != value:
            slot.value = value
            self._changed(slot)

    def look_again(self, slot: Slot) -> None:
        """Its problems may be others after this event."""
        self._stale[slot] = None

    def note(self, slot: Slot, name: str, found: object) -> None:
        """What was found out about a slot, that only its problems depend on."""
        if getattr(slot, name) != found:
            setattr(slot, name, found)
            self._stale[slot] = None

    def _changed(self, slot: Slot) -> None:
        """What others read of a slot is different now."""
        self._stale[slot] = None
        for index in self.plan.dependents.get(slot.item.key, ()):
            self._mark(index, slot.at)

    def _prepare(self, slot: Slot) -> None:
        item = slot.item
        if is_select(item):
            slot.choices = in_order(self, slot, self.plan.names(item))
        modes = cast(Sequence[str], item.get("modes") or ())
        slot.in_mode = not (modes and self.mode and self.mode not in modes)
        slot.relevant = _is_relevant(slot)
        self._stale[slot] = None

    def add_instances(self, parent: Instance, repeat: str, count: int) -> None:
        """All at once: marking the readers anew for each of hundreds would take the square of the time."""
        added = min(count, MOST_ROUNDS - self.rounds_made)
        self.rounds_made += added
        for _ in range(added):
            at = Instance(repeat, parent, self.plan.in_repeat.get(repeat, ()))
            parent.repeats[repeat].append(at)
            for slot in at.slots.values():
                self._prepare(slot)
        self.restructured(parent, repeat)

    def remove_instance(self, at: Instance) -> None:
        """Those behind it move up, and what is wrong in them has another path."""
        parent, before = cast(Instance, at.parent), at.position - 1
        parent.repeats[at.repeat].remove(at)
        for moved in parent.repeats[at.repeat][before:]:
            self._look_again_inside(moved)
        self.restructured(parent, at.repeat)

    def restructured(self, parent: Instance, repeat: str) -> None:
        """Positions and node-sets of a repeat moved: whoever reads it or anything inside looks again."""
        self._changed(parent.slots[repeat])
        for at in parent.repeats[repeat]:
            self._mark_inside(repeat, at)
        for item in self.plan.in_repeat.get(repeat, ()):
            for index in self.plan.dependents.get(item.key, ()):
                if not self.plan.order[index].triggered:
                    self._mark(index, parent)

    def _mark_inside(self, repeat: str, at: Instance) -> None:
        for index in self.plan.entries_in_repeat.get(repeat, ()):
            if not self.plan.order[index].triggered:
                self._mark_at(index, at)
        for inner, instances in at.repeats.items():
            for child in instances:
                self._mark_inside(inner, child)

    def evaluate_everything(self) -> None:
        """Evaluate and check the whole form again; a sound state is the same afterwards."""
        for entry in self.plan.at_once:
            for at in below(self.root, entry.chain) if entry.chain else (self.root,):
                self._evaluate(entry, at)
        self._look_again_inside(self.root)
        self._settle()

    def _look_again_inside(self, at: Instance) -> None:
        self._stale.update(dict.fromkeys(at.slots.values()))
        for instances in at.repeats.values():
            for child in instances:
                self._look_again_inside(child)

    # --- propagation

    def _mark(self, index: int, source: Instance) -> None:
        """An entry is evaluated again wherever it can see the instance `source`."""
        entry = self.plan.order[index]
        if not entry.chain:
            self._mark_at(index, self.root)
            return
        if entry.wide:
            start, rest = self.root, entry.chain
        else:
            line, common = source.line, 0
            while common < len(entry.chain) and _repeat_at(line, common + 1) == entry.chain[common]:
                common += 1
            start, rest = line[common], entry.chain[common:]
        for at in below(start, rest):
            self._mark_at(index, at)

    def _mark_at(self, index: int, at: Instance) -> None:
        marked = self._dirty.get(index)
        if marked is None:
            self._dirty[index] = {at: None}
            heappush(self._queue, index)
        else:
            marked[at] = None

    def _settle(self) -> None:
        """Evaluate what is marked, in order, then look at the answers that may be wrong or right now."""
        order, stale, plan = self.plan.order, self._stale, self.plan
        left = _EVALUATIONS_PER_ENTRY * len(order) + 1000
        while self._queue and left > 0:
            left -= 1
            index = heappop(self._queue)
            entry = order[index]
            for at in self._dirty.pop(index):
                self._evaluate(entry, at)
        for slot in stale:
            slot.problems = problems_of(slot, plan)
        stale.clear()

    def _evaluate(self, entry: Entry, at: Instance) -> None:
        slot = at.slots[entry.key]
        if slot.failed and entry.facet in slot.failed:
            del slot.failed[entry.facet]
            self._stale[slot] = None
        entry.settle(self, slot, entry)

    def scope(self, slot: Slot) -> Scope:
        return Scope(self.environment, slot.at, slot)

    def attempt(self, slot: Slot, entry: Entry, default: Value) -> Value:
        """The value of a facet; where it has none, the default, and the failure is kept for all to see.

        One scope serves all evaluations in turn: a new one would cost more than most of them.
        """
        scope = self._scope
        scope.at, scope.own, scope.draws, scope.steps = slot.at, slot, 0, MAX_STEPS
        try:
            return entry.closure(scope)
        except EvaluationError as error:
            self.fail(slot, entry, error.code, error.params)
            return default

    def fail(self, slot: Slot, entry: Entry, code: str, params: dict[str, object]) -> None:
        """Keeps what went wrong with a facet, until it is evaluated again."""
        slot.failed[entry.facet] = (code, params)
        self._stale[slot] = None

    def refresh(self, slot: Slot) -> None:
        """Relevance follows the condition of all that encloses."""
        relevant = _is_relevant(slot)
        if slot.relevant == relevant:
            return
        slot.relevant = relevant
        self._changed(slot)
        key = slot.item.key
        if slot.item.type == "repeat":
            for at in slot.at.repeats[key]:
                self.refresh_inside(at)
        else:
            for item in self.plan.children.get(key, ()):
                self.refresh(slot.at.slots[item.key])

    def refresh_inside(self, at: Instance) -> None:
        for slot in at.slots.values():
            if slot.item.parent == at.repeat:
                self.refresh(slot)

    # --- reading

    def slots(self, parent: str = "", at: Instance | None = None) -> Iterator[Slot]:
        """Every slot that exists, containers too, in document order."""
        at = at or self.root
        for item in self.children_of(parent, at):
            slot = at.slots[item.key]
            yield slot
            if item.type == "repeat":
                for child in self.rounds(slot):
                    yield from self.slots(item.key, child)
            elif item.key in self.plan.children:
                yield from self.slots(item.key, at)

    def children_of(self, parent: str, at: Instance) -> Sequence[Item]:
        """The children of a container in the order in which this interview asks them."""
        items = self.plan.children.get(parent, ())
        way = at.slots[parent].item.get("rotate") if parent in at.slots else None
        if way is None:
            return items
        return rotated(items, str(way), hash32(f"{self.environment.seed}:{at.slots[parent].path}"))

    @staticmethod
    def rounds(slot: Slot) -> list[Instance]:
        """The instances of a repeat that take part now."""
        return [at for at in slot.at.repeats[slot.item.key] if not at.resting]

    def problems(self) -> Iterator[AnswerProblem]:
        for slot in self.slots():
            yield from slot.problems


def _zone(name: str) -> tzinfo:
    """A device may name a zone that the server does not know; its journal is read all the same."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


def _is_relevant(slot: Slot) -> bool:
    at, parent = slot.at, slot.item.parent
    if not (slot.shown and slot.in_mode) or (at.resting and parent == at.repeat):
        return False
    outer = at.slots.get(parent) or (at.parent.slots.get(parent) if at.parent else None)
    return outer is None or outer.relevant


def _repeat_at(line: Sequence[Instance], depth: int) -> str:
    return line[depth].repeat if depth < len(line) else ""
