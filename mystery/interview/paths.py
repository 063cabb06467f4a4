"""The tree of repeat instances and the slots that stand in them; how a path names one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mystery.interview.model import AnswerProblem, Json
from mystery.questionnaire import Item
from mystery.questionnaire.expression import BLANK, Value

_STEP = re.compile(r"(.+?)\[([0-9]+)\](?:/|$)")

MOST_INSTANCES = 1000
"""A typing error in a count must not freeze a tablet."""
MOST_ROUNDS = 10_000
"""Counts inside counts multiply; so many instances may come to be in one interview."""

Steps = list[tuple[str, int]]


@dataclass(slots=True, eq=False)
class Slot:
    """One item, group or repeat in one instance: what the journal says of it and what follows from that.

    `answer` is the JSON given last; `given` says whether one ever was. `shown` is the item's own
    condition, `relevant` that of everything around it too. `failed` holds the code and the details of each
    facet that has no value.
    """

    item: Item
    at: Instance
    answer: Json = None
    given: bool = False
    missing: str = ""
    value: Value = BLANK
    shown: bool = True
    in_mode: bool = True
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    choices: tuple[str, ...] | None = None
    constraint_holds: bool = True
    warning_holds: bool = True
    confirmed: str = ""
    comment: str = ""
    asked: str = ""
    defaulted: bool = False
    failed: dict[str, tuple[str, dict[str, object]]] = field(default_factory=dict)
    problems: tuple[AnswerProblem, ...] = ()

    @property
    def path(self) -> str:
        return self.at.prefix + self.item.key

    def read(self) -> Value:
        """What expressions see: nothing while it is not relevant."""
        return self.value if self.relevant else BLANK


class Instance:
    """One round of a repeat; the root (repeat '') is the whole interview.

    `resting`: beyond the repeat's count. It is kept, but no part of the interview.
    """

    __slots__ = ("parent", "repeat", "repeats", "resting", "slots")

    def __init__(self, repeat: str, parent: Instance | None, items: Iterable[Item]) -> None:
        self.repeat = repeat
        self.parent = parent
        self.resting = False
        self.slots = {item.key: Slot(item, self) for item in items}
        self.repeats: dict[str, list[Instance]] = {
            key: [] for key, slot in self.slots.items() if slot.item.type == "repeat"
        }

    @property
    def position(self) -> int:
        """From 1, among its siblings."""
        return self.parent.repeats[self.repeat].index(self) + 1 if self.parent else 1

    @property
    def prefix(self) -> str:
        """What stands before the keys of its items: `visits[2]/defects[1]/`."""
        return f"{self.parent.prefix}{self.repeat}[{self.position}]/" if self.parent else ""

    @property
    def path(self) -> str:
        return self.prefix.removesuffix("/")

    @property
    def line(self) -> list[Instance]:
        """The way from the root down to here."""
        return [*self.parent.line, self] if self.parent else [self]

    @property
    def exists(self) -> bool:
        """Whether it is part of the interview now."""
        return not self.resting and (self.parent is None or self.parent.slots[self.repeat].relevant)

    def enclosing(self, repeat: str) -> Instance | None:
        """The instance of a repeat that this one is or stands in."""
        at: Instance | None = self
        while at is not None and at.repeat != repeat:
            at = at.parent
        return at


def split_path(path: str) -> tuple[Steps, str]:
    """`outer[1]/inner[2]/item` -> steps into instances, and the key that remains."""
    steps: Steps = []
    rest = path
    while (found := _STEP.match(rest)) is not None:
        steps.append((found[1], int(found[2])))
        rest = rest[found.end() :]
    return steps, rest


def below(start: Instance, chain: Sequence[str]) -> list[Instance]:
    """All instances of a chain of repeats, outermost first, below one instance."""
    level = [start]
    for repeat in chain:
        level = [child for at in level for child in at.repeats.get(repeat, ())]
    return level
