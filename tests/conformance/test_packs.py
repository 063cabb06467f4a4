"""The method packs: clean, translated, playable, and worth what their examples say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mystery.marks import load
from mystery.problems import describe
from mystery.questionnaire import Form, canonical
from mystery.resources import folder
from mystery.scenario import read as read_scenario
from mystery.services.questionnaires import check_files, load_form

PACKS = sorted(file.parent for file in folder("questionnaires").glob("*/questionnaire.yaml"))
EXAMPLES = [file for pack in PACKS for file in sorted((pack / "examples").glob("*.yaml"))]
METHODS = {"cati-satisfaction", "store-visit", "test-call", "website-test", "workshop-test"}
LONGEST_LABEL = 90
TOUCHPOINTS = {
    "search", "website", "phone", "arrival", "sales-floor", "advice", "checkout", "workshop-intake",
    "workshop-service", "handover", "follow-up", "complaint",
}  # fmt: skip


def _name(path: Path) -> str:
    return "/".join(path.parts[-3::2]) if path.suffix else path.name


@pytest.fixture(params=PACKS, ids=_name)
def pack(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def _labels(form: Form) -> Iterator[str]:
    for item in form.items.values():
        texts = item.get("label")
        for text in texts.values() if isinstance(texts, dict) and item.type != "note" else ():
            yield text if isinstance(text, str) else "".join(part for part in text if isinstance(part, str))


def test_the_methods_are_there() -> None:
    assert {pack.name for pack in PACKS} >= METHODS


def test_a_pack_has_not_even_a_warning(pack: Path) -> None:
    found = [
        (checked.file.name, describe(each)) for checked in check_files(pack) for each in checked.problems
    ]
    assert found == []


@pytest.mark.parametrize("file", EXAMPLES, ids=_name)
def test_an_example_comes_out_as_somebody_reckoned_by_hand(file: Path) -> None:
    (checked,) = check_files(file)
    assert [describe(problem) for problem in checked.problems] == []


def test_a_pack_shows_at_least_three_cases(pack: Path) -> None:
    assert sum(file.is_relative_to(pack) for file in EXAMPLES) >= 3


def test_a_label_fits_on_a_phone(pack: Path) -> None:
    assert [label for label in _labels(load_form(pack)) if len(label) > LONGEST_LABEL] == []


def test_every_section_says_where_it_belongs(pack: Path) -> None:
    for item in load_form(pack).items.values():
        if item.type == "section":
            assert item.get("touchpoint") in TOUCHPOINTS
            assert item.get("process")
            assert item.get("phase")


def test_the_scenario_asks_five_questions_and_gives_the_reason(pack: Path) -> None:
    scenario, problems = read_scenario((pack / "scenario.yaml").read_text(encoding="utf-8"))
    assert not problems
    assert len(scenario.quiz) == 5
    for question in scenario.quiz:
        assert len(question.options) >= 3
        assert question.why.keys() == {"de", "en"}


def test_the_right_answers_do_not_all_stand_in_the_same_place(pack: Path) -> None:
    scenario, _ = read_scenario((pack / "scenario.yaml").read_text(encoding="utf-8"))
    assert len({question.right for question in scenario.quiz}) > 1


def test_the_scoring_key_never_travels_with_the_form(pack: Path) -> None:
    package = canonical(load_form(pack).package)
    root, _ = load((pack / "scheme.yaml").read_text(encoding="utf-8"))
    assert root is not None
    for secret in ("weight", "knock_out", "deduct", "grades", root.entries["scheme"].text):
        assert secret not in package
