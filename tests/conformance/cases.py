"""The cases of tests/conformance/<feature>/: a tiny form, what is given, and what must follow.

A folder holds form.yaml with cases.json; or any number of NAME.yaml, each a form and, as a second document,
its cases. A case gives `answers` (played in the order of the form, then finished) or `events` (without `seq`;
the first `open` is put before them). `opening` is the value of that event. Both interpreters run all cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from mystery.interview import Event, Opening, State, event_json, event_of, events_from_answers, label, state
from mystery.questionnaire import Definition, Form, compile_form, read

FOLDER = Path(__file__).parent
FEATURES = tuple(
    sorted(
        [file.parent.name for file in FOLDER.glob("*/cases.json")]
        + [f"{file.parent.name}/{file.stem}" for file in FOLDER.glob("*/*.yaml") if file.name != "form.yaml"]
    )
)
OPENED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    feature: str
    name: str
    given: dict[str, object]
    expect: dict[str, object]

    @property
    def form(self) -> Form:
        return form_of_feature(self.feature)

    @property
    def events(self) -> list[Event]:
        opening = Opening(at=OPENED_AT, **self.given.get("opening", {}))
        if "answers" in self.given:
            return events_from_answers(self.form, self.given["answers"], opening)
        first = events_from_answers(self.form, {}, opening, finish=False)
        written = self.given["events"]
        return [*first, *(event_of({"seq": index, **event}) for index, event in enumerate(written, 2))]

    @property
    def request(self) -> dict[str, object]:
        """What the JavaScript interpreter needs to run the same."""
        return {"form": self.form.package, "events": [event_json(event) for event in self.events]}


@cache
def form_of_feature(feature: str) -> Form:
    return compile_form(definition_of_feature(feature))


@cache
def definition_of_feature(feature: str) -> Definition:
    definition, problems = read(_texts_of(feature)[0], feature)
    assert not problems, problems
    return definition


def _texts_of(feature: str) -> tuple[str, str]:
    """A form as text, and its cases as JSON (which YAML can hold)."""
    file = FOLDER / f"{feature}.yaml"
    if file.exists():
        form, _, cases = file.read_text(encoding="utf-8").partition("\n---\n")
        return form, cases
    folder = FOLDER / feature
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("form.yaml", "cases.json")]
    return texts[0], texts[1]


def cases() -> list[Case]:
    return [case for feature in FEATURES for case in _cases_of(feature)]


def _cases_of(feature: str) -> Iterator[Case]:
    for case in json.loads(_texts_of(feature)[1]):
        expect = case.pop("expect")
        yield Case(feature, case.pop("name"), case, expect)


def outcome(case: Case) -> dict[str, object]:
    """What the Python interpreter makes of a case, as JSON, in the parts that `expect` may hold."""
    found = state(case.form, case.events)
    wanted = case.expect.get("labels", {})
    return {
        **plain(found),
        "labels": {
            path: {language: label(case.form, found, path, language) for language in texts}
            for path, texts in wanted.items()
        },
        "required": [path for path, item in found.items.items() if item.required],
        "readonly": [path for path, item in found.items.items() if item.readonly],
        "choices": {
            path: list(item.choices or ()) for path, item in found.items.items() if item.choices is not None
        },
    }


def as_seen(form: Form, found: State) -> dict[str, object]:
    """A state with every label, as the JavaScript interpreter tells it after each event."""
    return {**plain(found), "labels": {path: label(form, found, path) for path in found.items}}


def plain(found: State) -> dict[str, object]:
    """A state as JSON: the shape that both interpreters share."""
    items = {path: asdict(item) for path, item in found.items.items()}
    return json.loads(
        json.dumps(
            {
                "path": found.path,
                "hidden": found.hidden,
                "answers": found.answers,
                "items": items,
                "problems": [asdict(problem) for problem in found.problems],
                "finished": found.finished,
            }
        )
    )
