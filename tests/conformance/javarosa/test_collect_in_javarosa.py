"""Whole visits by a fake ODK Collect: our forms, filled by JavaRosa, arrive and count as a tablet's do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from mystery.problems import errors_of
from mystery.questionnaire import Definition
from mystery.resources import folder
from mystery.services import accounts, reviews
from mystery.services.interviews import submission_of
from mystery.services.questionnaires import load_definition
from tests.cast import someone
from tests.collect import Collect, issued_to
from tests.conformance.cases import FEATURES, definition_of_feature
from tests.conformance.javarosa import needs_java
from tests.conformance.javarosa.collected import (
    again,
    answered,
    by_tablet,
    fill,
    lines_of,
    planned,
    problems_of,
    scheme,
    send,
    submission_for,
)

pytestmark = needs_java
PACKS = {file.parent.name: file for file in sorted(folder("questionnaires").glob("*/questionnaire.yaml"))}
NOT_FILLED = json.loads((Path(__file__).parent / "not_collected.json").read_text(encoding="utf-8"))
"""Form -> why JavaRosa cannot fill it, or why its answers come out otherwise."""


def pack(name: str) -> Definition:
    definition, problems = load_definition(PACKS[name])
    assert not errors_of(problems)
    return definition


@pytest.mark.parametrize("listed", NOT_FILLED)
def test_what_is_listed_is_a_form_and_has_a_reason(listed: str) -> None:
    assert listed in FEATURES
    assert NOT_FILLED[listed].endswith(".")


def test_a_report_of_collect_and_one_of_our_tablet_are_worth_the_same(app: Flask, tmp_path: Path) -> None:
    """The same answers once through Collect and once through the player: equal to everything that follows."""
    for name in PACKS:
        collect, place = Collect(app, issued_to()), tmp_path / name
        place.mkdir()
        (visit,) = planned({name: pack(name)}, {name: scheme(name)}, code=name)
        (filled,) = fill(collect, [visit], place, seed=7)
        send(collect, filled)
        theirs = submission_for(visit)
        assert theirs is not None
        ours = by_tablet(again(visit), submission_of(theirs).answers)
        assert answered(ours, visit.form) == answered(theirs, visit.form)
        assert submission_of(ours).media == submission_of(theirs).media
        for each in (ours, theirs):
            reviews.approve(each, accounts.actor_for(someone("Rolf")), "seen")
        assert lines_of(ours) == lines_of(theirs)
        assert lines_of(ours)


@pytest.mark.parametrize("way", ["token", "digest"])
def test_visits_with_every_pack_arrive_as_they_were_filled_in(app: Flask, way: str, tmp_path: Path) -> None:
    collect = Collect(app, issued_to(), way=way)
    for filled in fill(collect, planned({name: pack(name) for name in PACKS}), tmp_path):
        assert not filled.error
        assert [reply.status_code for reply in send(collect, filled)] == [201]
        assert list(problems_of(filled)) == []


def test_every_small_form_arrives_as_it_was_filled_in(app: Flask, tmp_path: Path) -> None:
    collect = Collect(app, issued_to())
    visits = planned({feature: definition_of_feature(feature) for feature in FEATURES})
    wrong: dict[str, list[str]] = {}
    for filled in fill(collect, visits, tmp_path):
        if filled.error:
            wrong[filled.visit.name] = [filled.error]
            continue
        send(collect, filled)
        if found := list(problems_of(filled)):
            wrong[filled.visit.name] = found
    left = {name: wrong[name] for name in wrong if name not in NOT_FILLED}
    assert not left, "\n".join(f"{name}: {found}" for name, found in left.items())
    assert len(FEATURES) - len(wrong) > 100
