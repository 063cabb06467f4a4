"""Both engines see the same of a form, whatever is typed as its expressions or given as its answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mystery.interview import Event, Opening, event_json, events_from_answers
from mystery.interview.acts import ACTS
from mystery.interview.plan import plan_of
from mystery.interview.run import Interview
from mystery.interview.state import snapshot
from mystery.problems import Rejected
from mystery.questionnaire import Form, compile_form, read
from mystery.questionnaire.expression import parse
from tests.conformance.cases import FEATURES, OPENED_AT, as_seen, form_of_feature
from tests.conformance.test_twins import differences
from tests.fuzz.drawing import cases, mutated
from tests.fuzz.test_answers import drawn_answers, drawn_json
from tests.fuzz.test_expressions import ANSWERS, TABLE, WORDS, soup
from tests.js import ask

CHOICES = {"t": [{"name": "n", "label": "L"}, {"name": "m", "label": "M"}]}
KINDS = (*ACTS, "page", "pause", "resume")
MEMBERS = ("reason", "question", "now", "orphaned", "ended", "at", "missing", "what", "by", "seconds", "x")
ODD_PATHS = (
    "", "nobody", "r[1]", "r[2]/n", "r[0]", "r[-1]", "r[99]", "r[1", "/", "a/b", "__proto__", "constructor",
)  # fmt: skip
CLOCKS = (
    "", "2026-11-23T10:00:00Z", "2026-11-23T23:59:59.999+01:00", "2026-03-29T02:30:00.123456",
    "1899-12-31T23:59Z", "1900-01-01T00:00+23:59", "2500-12-31T23:59:59Z", "2501-01-01T00:00:00Z",
    "2026-02-30T10:00:00Z", "never", "2026-11-23", "20261123T100000Z", "2026-11-23T24:00:00Z",
    "2026-11-23 10:00", "2026-11-23T10:00:00+24:00",
)  # fmt: skip
LAST_DIGIT = re.compile(r"(?:distance|area|sin|cos|tan|atan2|exp|exp10|log|log10|pow|sqrt)\s*\(")
"""Functions whose last digit may differ between languages; the table compares them with that in mind."""
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A form, what is played with it, and how it came about."""

    form: Form
    events: list[Event]
    drawn: object

    def unlike(self) -> Iterator[str]:
        """Where the engines differ, after whichever event."""
        events = [event_json(event) for event in self.events]
        there: Any = ask({"action": "stepwise", "form": self.form.package, "events": events})
        run = Interview(self.form, plan_of(self.form))
        for number, event in enumerate(self.events):
            run.apply(event)
            yield from differences(there[number], as_seen(self.form, snapshot(run)), str(number))


def test_both_engines_see_the_same_in_a_form_with_whatever_is_typed() -> None:
    assert _compared(_typed(2_000)) > 150


def test_both_engines_see_the_same_of_whatever_is_answered() -> None:
    assert _compared(_answered(400)) >= 400


def test_both_engines_see_the_same_of_whatever_happens() -> None:
    assert _compared(_happened(300)) >= 300


def _compared(drawn: Iterator[Asked]) -> int:
    compared = 0
    for one in drawn:
        wrong = list(one.unlike())
        assert not wrong, (one.drawn, wrong)
        compared += 1
    return compared


def _answered(count: int) -> Iterator[Asked]:
    forms = [form_of_feature(feature) for feature in FEATURES]
    for draw in cases(count):
        form = draw.choice(forms)
        answers = drawn_answers(form, draw)
        yield Asked(form, events_from_answers(form, answers, Opening(at=OPENED_AT, seed=3)), answers)


def _happened(count: int) -> Iterator[Asked]:
    """An interview of odd answers in which anything may happen in between, in any order."""
    forms = [form_of_feature(feature) for feature in FEATURES]
    for draw in cases(count):
        form = draw.choice(forms)
        opened, *answered = events_from_answers(
            form, drawn_answers(form, draw), Opening(at=OPENED_AT, seed=3)
        )
        paths = [*(event.path for event in answered), *form.items, *ODD_PATHS]
        for _ in range(draw.randrange(1, 12)):
            value = {draw.choice(MEMBERS): drawn_json(draw)} if draw.random() < 0.4 else drawn_json(draw)
            event = Event(0, draw.choice(KINDS), draw.choice(paths), value, draw.choice(CLOCKS))
            answered.insert(draw.randrange(len(answered) + 1), event)
        events = [replace(event, seq=seq) for seq, event in enumerate([opened, *answered], 1)]
        yield Asked(form, events, [event_json(event) for event in events])


def _typed(count: int) -> Iterator[Asked]:
    """What is asked in the table, with mistakes in it, as far as a form may hold it."""
    for draw in cases(count):
        case = draw.choice(TABLE)
        text = mutated(str(case["expr"]), draw, WORDS) if draw.random() < 0.8 else soup(draw)
        answers = {**ANSWERS, **(case.get("answers") or {})}
        asked = _asked(text, {name: each for name, each in answers.items() if name.isidentifier()})
        if asked is not None:
            yield asked


def _asked(text: str, given: Answers) -> Asked | None:
    """A form that has the expression wherever one may stand; None if it is refused."""
    if LAST_DIGIT.search(text):
        return None
    try:
        parse(text)
        document = {
            "questionnaire": "drawn",
            "title": "Drawn",
            "choices": CHOICES,
            "items": _items(given, text),
        }
        definition, _problems = read(json.dumps(document), "drawn")
        form = compile_form(definition)
    except Rejected:
        return None
    return Asked(form, events_from_answers(form, given, Opening(at=OPENED_AT, seed=3)), (text, given))


def _items(answers: Answers, text: str) -> list[dict[str, object]]:
    """Items that take such answers; behind them, in each repeat and at the end, what is computed of them."""
    items = [_item(name, answer, text) for name, answer in answers.items()]
    computed = f"computed_{'_'.join(answers)}"
    asked = f"asked_{'_'.join(answers)}"
    return [
        *items,
        {"item": computed, "type": "calculate", "calculation": text},
        {"item": asked, "type": "text", "label": "Asked", "relevant": text, "default": "5"},
    ]


def _item(name: str, answer: object, text: str) -> dict[str, object]:
    if isinstance(answer, list) and any(isinstance(one, dict) for one in answer):
        inside = {key: each for one in answer for key, each in one.items()}
        return {"repeat": name, "label": name, "items": _items(inside, text)}
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return {"item": name, "type": "decimal" if is_number else "text", "label": name, "constraint": text}
