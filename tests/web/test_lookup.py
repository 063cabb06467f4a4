"""Looking a row up is asking for permission: what is foreign does not exist."""

from __future__ import annotations

import pytest

from mystery.problems import Forbidden, NotFound
from mystery.services import accounts, lookup
from mystery.services.transaction import transaction
from mystery.store.models import Assignment, Study
from tests import build
from tests.cast import someone

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def study() -> Study:
    with transaction():
        return build.study(build.client())


def find(name: str, study: Study, to: str) -> Study:
    return lookup.find(accounts.actor_for(someone(name)), Study, study.public_id, "study", to)


def test_a_researcher_edits_a_study(study: Study) -> None:
    assert find("Rita", study, "edit") == study


def test_a_head_office_reads_its_study_and_may_not_edit_it(study: Study) -> None:
    assert find("Heidi", study, "view") == study
    with pytest.raises(Forbidden):
        find("Heidi", study, "edit")


def test_for_another_client_the_study_does_not_exist(study: Study) -> None:
    for to in ("view", "edit"):
        with pytest.raises(NotFound):
            find("Fred", study, to)


def test_for_a_tester_there_are_no_studies(study: Study) -> None:
    with pytest.raises(NotFound):
        find("Tara", study, "view")


def test_a_tester_who_lost_the_assignment_lost_sight_of_it() -> None:
    with transaction():
        study = build.study(build.client())
        wave, scenario = build.wave(study), build.scenario(study)
        given = build.assignment(wave, build.place("bremen"), scenario, someone("Tara"))
    tara = accounts.actor_for(someone("Tara"))
    assert lookup.find_visible(tara, Assignment, given.public_id) == given
    with transaction():
        given.tester = someone("Toni")
    with pytest.raises(NotFound):
        lookup.find_visible(tara, Assignment, given.public_id)


def test_staff_with_a_scope_sees_that_client_only(study: Study) -> None:
    from mystery.access import Role
    from mystery.services.accounts import Scope

    scopes = [Scope(build.client("fremd"))]
    accounts.create_user(
        "rosa@agency.example", "Rosa", Role.RESEARCHER, "four quiet green lamps", scopes=scopes
    )
    rosa = accounts.actor_for(accounts.by_email("rosa@agency.example"))
    with pytest.raises(NotFound):
        lookup.find(rosa, Study, study.public_id, "study", "view")
