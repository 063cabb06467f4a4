"""An interview goes on with a newer version of its form: kinds of change, and what becomes of answers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from mystery.interview import Event, events_from_answers, migration, move, orphans, state
from mystery.questionnaire import Form, compile_form, read

BEFORE = """
questionnaire: visit
version: "1"
languages: [en]
missing: [refused, dont_know]
choices:
  colour: [{name: red, label: Red}, {name: blue, label: Blue}, {name: green, label: Green}]
sections:
  - section: first
    label: First
    items:
      - {item: remark, type: text, label: Remark}
      - {item: count, type: integer, label: Count}
      - {item: colour, type: select_one colour, label: Colour}
      - {item: colours, type: select_multiple colour, label: Colours}
      - {item: order, type: rank colour, label: Order}
  - section: second
    label: Second
    items:
      - {item: why, type: text, label: Why}
      - {repeat: rounds, label: Rounds, items: [{item: note, type: text, label: Note}]}
"""
ANSWERS: dict[str, object] = {
    "remark": "x",
    "count": 3,
    "colour": "green",
    "colours": ["red", "green"],
    "order": ["red", "blue", "green"],
    "why": {"missing": "refused"},
    "rounds": [{"note": "one"}, {"note": "two"}],
}
ALL = ("remark", "count", "colour", "colours", "order", "why", "rounds[1]/note", "rounds[2]/note")


@dataclass(frozen=True)
class Kind:
    """A change of the text above, what it orphans, and which questions are new."""

    name: str
    old: str
    new: str
    orphaned: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()


_NOTE = "      - {item: why, type: text, label: Why}\n"
_GREEN = ", {name: green, label: Green}]"
_RED, _BLUE = "{name: red, label: Red}", "{name: blue, label: Blue}"
_INNER = "{item: inner, type: text, label: Inner}"
_TWICE = '      - {item: twice, type: calculate, calculation: "${count} * 2"}\n'
_ROUNDS = "      - {repeat: rounds, label: Rounds, items: [{item: note, type: text, label: Note}]}\n"
KINDS = [
    Kind("another label", "label: Remark", "label: Your remark"),
    Kind("another language", "languages: [en]", "languages: [en]\ntitle: Visit"),
    Kind("an item removed", "      - {item: remark, type: text, label: Remark}\n", "", ("remark",)),
    Kind("an item renamed", "item: remark", "item: remarks", ("remark",), ("remarks",)),
    Kind("an item added", _NOTE, f"{_NOTE}      - {{item: more, type: text, label: More}}\n", (), ("more",)),
    Kind("a type of the same kind", "item: count, type: integer", "item: count, type: decimal"),
    Kind("a type of another kind", "item: count, type: integer", "item: count, type: text", ("count",)),
    Kind(
        "one choice became several",
        "item: colour, type: select_one",
        "item: colour, type: select_multiple",
        ("colour",),
    ),
    Kind("a choice removed", _GREEN, "]", ("colour", "colours", "order")),
    Kind("a choice added", _GREEN, ", {name: green, label: Green}, {name: pink, label: Pink}]"),
    Kind("a choice relabelled", "label: Green", "label: Light green"),
    Kind("choices in another order", f"{_RED}, {_BLUE}", f"{_BLUE}, {_RED}"),
    Kind("a missing code withdrawn", "missing: [refused, dont_know]", "missing: [dont_know]", ("why",)),
    Kind("a new condition", "label: Count}", "label: Count, relevant: \"${remark} = 'y'\"}"),
    Kind("a new check", "label: Count}", "label: Count, constraint: . > 5}"),
    Kind("now required", "label: Why}", "label: Why, required: true}"),
    Kind("a section renamed", "section: second", "section: last"),
    Kind("an item in another section", _NOTE, "", (), ()),
    Kind("a repeat removed", _ROUNDS, "", ("rounds[1]/note", "rounds[2]/note")),
    Kind("a repeat with a count", "label: Rounds,", "label: Rounds, repeat_count: '1',"),
    Kind("an item new in a repeat", "[{item: note", f"[{_INNER}, {{item: note", (), ("inner",)),
    Kind("a default", "label: Remark}", "label: Remark, default: later}"),
    Kind("a calculation added", _NOTE, _NOTE + _TWICE),
    Kind("answers instead of a list", "type: select_one colour", "type: 'select_one ${note}'", ("colour",)),
]  # fmt: skip


def form(text: str) -> Form:
    definition, problems = read(text)
    assert not problems, problems
    return compile_form(definition)


def changed(kind: Kind) -> Form:
    text = BEFORE.replace('version: "1"', 'version: "2"')
    assert kind.old in text
    text = text.replace(kind.old, kind.new)
    if kind.name == "an item in another section":
        text = text.replace("      - {item: remark", f"{_NOTE}      - {{item: remark")
    return form(text)


def journal(before: Form) -> list[Event]:
    return events_from_answers(before, ANSWERS, finish=False)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_fits_carries_over_and_nothing_is_lost(kind: Kind) -> None:
    before, after = form(BEFORE), changed(kind)
    events = journal(before)
    found = move(before, after, events)
    assert found.orphaned == kind.orphaned
    assert set(found.carried) == set(ALL) - set(kind.orphaned)
    assert found.fresh == kind.fresh
    moved = [*events, migration(before, after, events, at="2026-11-23T10:00:00Z", by="rita")]
    assert moved[: len(events)] == events
    now = state(after, moved)
    for path in found.orphaned:
        assert path not in now.items or now.items[path].value is None
    given = state(before, events).items
    for path in found.carried:
        if path in now.items and now.items[path].relevant:
            assert now.items[path].value == given[path].value
            assert now.items[path].missing == given[path].missing
    assert {each.path for each in orphans(moved)} == set(kind.orphaned)
    assert state(after, moved) == now


def test_an_orphan_keeps_its_answer_and_its_form() -> None:
    before, after = form(BEFORE), changed(KINDS[8])
    events = journal(before)
    moved = [*events, migration(before, after, events, at="", by="rita")]
    found = {each.path: (each.answer, each.form) for each in orphans(moved)}
    assert found["colours"] == (["red", "green"], before.fingerprint)


def test_an_interview_is_moved_twice() -> None:
    first, second, third = form(BEFORE), changed(KINDS[2]), changed(KINDS[8])
    events = journal(first)
    events.append(migration(first, second, events, at="", by=""))
    events.append(migration(second, third, events, at="", by=""))
    assert [(each.path, each.form) for each in orphans(events)] == [
        ("remark", first.fingerprint),
        ("colour", second.fingerprint),
        ("colours", second.fingerprint),
        ("order", second.fingerprint),
    ]
    assert state(third, events).items["remark"].value is None


def test_a_clock_that_goes_ahead_does_not_run_back() -> None:
    before, after = form(BEFORE), changed(KINDS[0])
    events = journal(before)
    event = migration(before, after, events, at="1999-01-01T00:00:00Z", by="")
    assert (event.at, event.ms, event.seq) == (events[-1].at, events[-1].ms, events[-1].seq + 1)
