"""Whatever stands in a YAML file is read or reported: questionnaires, schemes, scenarios, examples."""

from __future__ import annotations

from pathlib import Path

from mystery.interview import Opening, simulate
from mystery.problems import Problem, Rejected, describe, errors_of
from mystery.questionnaire import check_read, compile_form, read
from mystery.resources import folder
from mystery.scenario import read as read_scenario
from mystery.scoring import derived_scheme, read_scheme, score
from tests.conformance.cases import FEATURES
from tests.conformance.cases import FOLDER as CONFORMANCE
from tests.fuzz.drawing import cases, mutated

PACKS = folder("questionnaires")
WORDS = (
    "label: {de: x}", "type: select_one nowhere", "items:\n", "  - {item: q, type: text}\n", "relevant: ${q}",
    "choices:\n", "languages: [de, fr]", "repeat: r", "group: g", "section: s",
    "calculation: ${q} + 1", "[]", "{}",
    "&x [*x]", "!!binary x", "missing: [refused]", "type: grid", "parameters: a",
    "extras: {a: [b]}", "'", '"', "|\n",
)  # fmt: skip


def _forms() -> list[str]:
    texts = [file.read_text(encoding="utf-8") for file in sorted(PACKS.glob("*/questionnaire.yaml"))]
    files = [CONFORMANCE / feature / "form.yaml" for feature in FEATURES if "/" not in feature]
    return texts + [file.read_text(encoding="utf-8") for file in files]


def _told(problems: list[Problem]) -> None:
    for problem in problems:
        assert describe(problem, "de")
        assert describe(problem, "en")


def test_any_questionnaire_is_read_or_reported_and_a_sound_one_runs() -> None:
    forms = _forms()
    for draw in cases(350):
        definition, problems = read(mutated(draw.choice(forms), draw, WORDS), "q.yaml")
        problems = check_read(definition, problems)
        _told(problems)
        if not errors_of(problems):
            form = compile_form(definition)
            score(form, derived_scheme(form), simulate(form, {}, Opening()).submission)


def test_any_scheme_and_any_scenario_are_read_or_reported() -> None:
    schemes = [file.read_text(encoding="utf-8") for file in sorted(PACKS.glob("*/scheme.yaml"))]
    scenarios = [file.read_text(encoding="utf-8") for file in sorted(PACKS.glob("*/scenario.yaml"))]
    for draw in cases(150):
        _told(read_scheme(mutated(draw.choice(schemes), draw, WORDS), "scheme.yaml")[1])
        _told(list(read_scenario(mutated(draw.choice(scenarios), draw, WORDS), "scenario.yaml")[1]))


def test_a_file_that_would_grow_or_nest_without_end_is_refused() -> None:
    for text in (
        "[" * 5_000,
        "{a: " * 5_000,
        "a: &x [*x, *x]\nb: *x",
        "- " * 20_000,
        "x" * 3_000_000,
        "? " * 9_000,
    ):
        definition, problems = read(text, str(Path("q.yaml")))
        assert errors_of(check_read(definition, problems))


def test_a_definition_that_cannot_be_compiled_is_rejected_and_nothing_else() -> None:
    forms = _forms()
    for draw in cases(120):
        definition, _ = read(mutated(draw.choice(forms), draw, WORDS), "q.yaml")
        try:
            compile_form(definition)
        except Rejected as rejected:
            _told(list(rejected.problems))
