"""Random questionnaires and interviews: what nobody thinks of writing down.

Whoever draws the lowest numbers gets the plainest form, so that Hypothesis can make a failing one smaller.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mystery.interview import Event
from mystery.interview.plan import plan_of
from mystery.interview.run import Interview
from mystery.interview.state import snapshot
from mystery.questionnaire import Choice, Definition, Form, Node, compile_form
from tests.conformance.cases import as_seen
from tests.conformance.random_expressions import Expressions, Known

CHOICES = {
    "yes-no": (Choice("yes", {"en": "Yes", "de": "Ja"}), Choice("no", {"en": "No", "de": "Nein"})),
    "towns": tuple(
        Choice(name, {"en": name.title(), "de": name.upper()}, {"land": land, "size": size})
        for name, land, size in (
            ("bonn", "nw", "3"), ("koeln", "nw", "10"), ("mainz", "rp", "2"), ("trier", "rp", "1"),
        )
    ),
}  # fmt: skip
_KINDS = (
    "integer", "decimal", "text", "select_one", "select_multiple", "date", "datetime", "calculate",
    "calculate", "note",
)  # fmt: skip
_VALUES: dict[str, tuple[object, ...]] = {
    "integer": (0, 1, 2, 3, 5, -3, 40),
    "decimal": (0, 1, 2.5, -0.75, 99.99, 1000),
    "text": ("abc", "x", "5", "a b", "äöü", "yes"),
    "yes-no": ("yes", "no"),
    "towns": ("bonn", "koeln", "mainz", "trier"),
    "date": ("2026-02-28", "2024-02-29", "2026-11-23", "1999-12-31"),
    "datetime": ("2026-03-29T00:30:00.000+00:00", "2026-11-23T23:30:00.000+00:00"),
}
_STRANGE = (
    "", None, "abc", "1,5", "5", ["bonn"], ["nobody"], {"missing": "refused"}, {"missing": "no"}, "10:30",
    "2026-02-30", "2026-03-29T02:30:00", True, 1e18, -0.0, "bonn", [],
)  # fmt: skip
_OPENING = {"seed": 7, "zone": "Europe/Berlin", "language": "en", "mode": "capi"}


@dataclass(frozen=True)
class Played:
    """A form, the events of an interview and what is seen after each of them."""

    definition: Definition
    form: Form
    events: tuple[Event, ...]
    seen: tuple[dict[str, object], ...]


def played(draw: random.Random, *, for_collect: bool = False) -> Played:
    """One interview. `for_collect` leaves out what XForms do not know, and what JavaRosa sees otherwise."""
    definition = _Maker(draw, for_collect).definition("random")
    form = compile_form(definition)
    run = Interview(form, plan_of(form))
    events: list[Event] = []
    seen: list[dict[str, object]] = []
    for event in _events(draw, form, run, for_collect):
        run.apply(event)
        events.append(event)
        now = snapshot(run)
        seen.append(as_seen(form, now))
    return Played(definition, form, tuple(events), tuple(seen))


@dataclass
class _Maker:
    draw: random.Random
    for_collect: bool
    known: list[Known] = field(default_factory=list)
    count: int = 0
    around: str = ""  # the group or repeat that is being filled

    def chance(self, of_ten: int) -> bool:
        return self.draw.randrange(10) >= 10 - of_ten

    def definition(self, name: str) -> Definition:
        first = [
            self._item(("first", "select_one", "yes-no"), plain=True),
            self._item(("town", "select_one", "towns"), plain=True),
            self._item(("number", "integer", ""), plain=True),
        ]
        nodes = (*first, *self._nodes((), self.draw.randint(1, 9)))
        missing = () if self.for_collect else ("refused", "dont_know")
        return Definition(name, "1", ("en", "de"), "en", missing=missing, choices=CHOICES, nodes=nodes)

    def _nodes(self, chain: tuple[str, ...], many: int, depth: int = 0) -> tuple[Node, ...]:
        return tuple(self._node(chain, depth) for _ in range(many))

    def _node(self, chain: tuple[str, ...], depth: int) -> Node:
        if depth < 3 and self.chance(2):
            return self._container(chain, depth)
        self.count += 1
        kind = self.draw.choice(_KINDS)
        lists = {"select_one": ("yes-no", "towns"), "select_multiple": ("towns",)}.get(kind, ("",))
        return self._item((f"q{self.count}", kind, self.draw.choice(lists)), chain)

    def _container(self, chain: tuple[str, ...], depth: int) -> Node:
        self.count += 1
        name = f"g{self.count}"
        kind = self.draw.choice(("group", "repeat", "repeat") if len(chain) < 2 else ("group",))
        relevant = self.write(chain).truth() if self.chance(4) else ""
        counted = kind == "repeat" and not self.for_collect and self.chance(3)
        count = self._count(chain) if counted else ""
        inside = (*chain, name) if kind == "repeat" else chain
        outer, self.around = self.around, name
        children = self._nodes(inside, self.draw.randint(1, 4), depth + 1)
        self.around = outer
        if kind == "repeat":
            self.known.append(Known(name, "repeat", chain))
        label = {"en": f"Part {self.count}"}
        return Node(name, kind, label=label, relevant=relevant, repeat_count=count, children=children)

    def _count(self, chain: tuple[str, ...]) -> str:
        """A repeat inside another gets few rounds: hundreds of hundreds take long and teach nothing new."""
        small = self.write(chain).small()
        return f"min({small}, 3)" if chain else small

    def write(self, chain: tuple[str, ...]) -> Expressions:
        return Expressions(self.draw, self.known, chain, for_collect=self.for_collect)

    def _item(self, what: tuple[str, str, str], chain: tuple[str, ...] = (), *, plain: bool = False) -> Node:
        name, kind, list_name = what
        write = self.write(chain)
        node = Node(name, kind, list_name, self._label(write, name))
        if not plain:
            node = self._with_logic(node, write)
        many = kind == "select_multiple"
        self.known.append(Known(name, list_name or kind, chain, self.around, many=many))
        return node

    def _label(self, write: Expressions, name: str) -> dict[str, str]:
        texts = {"en": f"Ask {name}", "de": f"Frage {name}"}
        piped = write.piped() if self.chance(3) else ""
        return {language: f"{text} {piped}".strip() for language, text in texts.items()}

    def _with_logic(self, node: Node, write: Expressions) -> Node:
        facets: dict[str, str] = {}
        if self.chance(4):
            facets["relevant"] = write.truth()
        if node.type == "calculate":
            facets["calculation"] = write.anything()
            if self.chance(1) and not self.for_collect:
                facets["trigger"] = "${number}"
        elif node.type != "note":
            facets |= self._of_a_question(node, write)
        parameters = {"randomize": "true", "seed": "42"} if node.list_name and self.chance(3) else {}
        return replace(node, **facets, parameters=parameters)  # type: ignore[arg-type]

    def _of_a_question(self, node: Node, write: Expressions) -> dict[str, str]:
        facets: dict[str, str] = {}
        if self.chance(3):
            facets["required"] = self.draw.choice(["true()", write.truth()])
        if self.chance(3):
            facets["constraint"] = write.about_itself(node.list_name or node.type)
        if self.chance(3) and not self.for_collect:
            facets["warning"] = write.about_itself(node.list_name or node.type)
        if node.list_name == "towns" and self.chance(5) and not self.for_collect:
            facets["choice_filter"] = write.filtering()
        if self.chance(1) and not self.for_collect:
            facets["readonly"] = write.truth()
        if node.type == "integer" and self.chance(2):
            facets["default"] = "7"
        elif node.type in ("integer", "decimal") and self.chance(1) and not self.for_collect:
            facets["calculation"] = write.number()
        return facets


def _events(draw: random.Random, form: Form, run: Interview, for_collect: bool) -> Iterator[Event]:
    opening = _OPENING | {"seed": draw.randrange(2**31)}
    yield _event(1, "open", "", opening)
    for seq in range(2, draw.randint(2, 20)):
        kind, path, value = _move(draw, form, run, for_collect)
        yield _event(seq, kind, path, value)


def _event(seq: int, kind: str, path: str, value: object) -> Event:
    return Event(seq, kind, path, value, at=f"2026-03-29T00:{seq:02}:30.120Z", ms=seq * 1000)


def _move(draw: random.Random, form: Form, run: Interview, for_collect: bool) -> tuple[str, str, object]:
    """What a person, or a tablet gone mad, does next."""
    slots = list(run.slots())
    repeats = [slot for slot in slots if slot.item.type == "repeat" and slot.relevant]
    questions = [slot for slot in slots if slot.item.type in _ANSWERED]
    dice = draw.randrange(20)
    if dice > 15 and repeats:
        slot = draw.choice(repeats)
        rounds = len(slot.at.repeats[slot.item.key])
        if dice == 19 and rounds and not for_collect:
            return "remove", f"{slot.path}[{draw.randint(1, rounds)}]", None
        return ("add", f"{slot.path}[{rounds + 1}]", None) if rounds < 4 else ("page", "", None)
    if dice < 12 or dice > 15 or for_collect:
        asked = [slot for slot in questions if slot.relevant] if for_collect else questions
        slot = draw.choice(asked)
        strange = not for_collect and draw.randrange(6) == 5
        value = (
            draw.choice(_STRANGE)
            if strange
            else _fitting(draw, slot.item.type, str(slot.item.get("list", "")))
        )
        return "answer", slot.path, value
    return _aside(draw, draw.choice(questions).path)


def _aside(draw: random.Random, path: str) -> tuple[str, str, object]:
    """Everything but an answer."""
    return draw.choice(
        [
            ("missing", path, draw.choice(["refused", "dont_know", "nonsense"])),
            ("confirm", path, {"reason": "so"}),
            ("comment", path, "see photo"),
            ("asked", path, {"question": "why?"}),
            ("language", "", draw.choice(["de", "en", "fr"])),
            ("finish", "", None),
            ("answer", "g1[9]/q2", 5),
            ("pause", "", None),
        ]
    )


_ANSWERED = frozenset(("integer", "decimal", "text", "select_one", "select_multiple", "date", "datetime"))


def _fitting(draw: random.Random, kind: str, list_name: str) -> object:
    values = _VALUES[list_name if kind.startswith("select") else kind]
    if kind != "select_multiple":
        return draw.choice(values)
    return draw.sample(values, draw.randint(0, 3))
