"""Whatever JSON is given as answers is played: what fits counts, everything else is told."""

from __future__ import annotations

import json
import random

from mystery.interview import Opening, simulate
from mystery.problems import Problem, describe
from mystery.questionnaire import Form
from mystery.resources import folder
from mystery.scoring import derived_scheme, score
from mystery.services.questionnaires import load_form
from tests.conformance.cases import FEATURES, form_of_feature
from tests.fuzz.drawing import ODD, cases

PLAIN: tuple[object, ...] = (
    *ODD, None, True, False, 0, -1, 1, 3.5, 1e308, -1e-308, 10**30, "yes", "no", "1", "1.0", " 5 ",
    "2024-02-30",
    "2026-12-31", "24:00", "09:30", "2026-01-01T00:00:00Z", "52.5 13.4 0 0", "a b a", "refused", "OK",
)  # fmt: skip


def drawn_json(draw: random.Random, depth: int = 0) -> object:
    kind = draw.randrange(5 if depth < 3 else 2)
    if kind < 2:
        return draw.choice(PLAIN)
    if kind == 2:
        return [drawn_json(draw, depth + 1) for _ in range(draw.randrange(4))]
    if kind == 3:
        return {"missing": draw.choice(("refused", "dont_know", "nothing", 3, None, []))}
    return {draw.choice(("x", "", "missing", "other", "a")): drawn_json(draw, depth + 1) for _ in range(2)}


def drawn_answers(form: Form, draw: random.Random) -> dict[str, object]:
    repeats = [item.key for item in form.items.values() if item.type == "repeat"]
    found: dict[str, object] = {}
    for key, item in form.items.items():
        if draw.random() < 0.7:
            found[draw.choice((key, item.name))] = drawn_json(draw)
    for repeat in repeats:
        inside = [item for item in form.items.values() if item.repeat == repeat]
        rows = [{item.name: drawn_json(draw) for item in inside} for _ in range(draw.randrange(4))]
        found[repeat] = draw.choice((rows, rows, drawn_json(draw)))
    found[draw.choice(("nobody", "", "a/b", "__proto__"))] = drawn_json(draw)
    return found


def test_any_answers_are_played_and_scored() -> None:
    forms = [load_form(file.parent) for file in sorted(folder("questionnaires").glob("*/questionnaire.yaml"))]
    forms += [form_of_feature(feature) for feature in FEATURES]
    schemes = [derived_scheme(form) for form in forms]
    for draw in cases(500):
        number = draw.randrange(len(forms))
        form = forms[number]
        found = simulate(form, drawn_answers(form, draw), Opening(seed=draw.randrange(99)))
        json.dumps(found.state.answers)
        score(form, schemes[number], found.submission)
        for problem in found.problems:
            assert describe(Problem(problem.code, params=problem.params))
