"""The books of a wave: final codes and rates of surveys, and how callers, day-parts and attempts differ."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from mystery.problems import Forbidden, Rejected
from mystery.services.accounts import actor_for
from mystery.services.call_outcomes import as_rows, outcome_report
from mystery.services.transaction import transaction
from mystery.store.models import CallAttempt, CallCase, CallOutcome, CaseState, Wave
from tests import call_world
from tests.cast import someone

RITA = "Rita"


def tried(case: CallCase, *outcomes: str, by: str = "Carl", part: str = "morning") -> None:
    """Attempts at a case, an hour between them."""
    with transaction() as session:
        for number, outcome in enumerate(outcomes):
            at = call_world.TUESDAY + timedelta(hours=number)
            row = CallAttempt(
                case_id=case.id,
                caller_id=someone(by).id,
                outcome=CallOutcome(outcome),
                number_id=case.numbers[0].id,
                day_part=part,
                started_at=at,
            )
            session.add(row)


def closed(case: CallCase, code: str) -> None:
    with transaction():
        case.state, case.final_code = CaseState.DONE, code


@pytest.fixture
def survey(app: Flask) -> Wave:
    """An interview, a refusal, somebody not wanted, and two who are still to be called."""
    wave = call_world.a_wave("survey")
    done, refused, other, silent, _untried = (
        call_world.a_respondent(wave, f"R-{number}", number=f"+493012345{number:02}") for number in range(5)
    )
    tried(done, "no_answer", "complete", part="evening")
    closed(done, "1.1")
    tried(refused, "refusal_hard")
    closed(refused, "2.11")
    tried(other, "not_eligible")
    closed(other, "4.70")
    tried(silent, "no_answer")
    return wave


def test_open_cases_count_as_what_they_would_come_to(survey: Wave) -> None:
    report = outcome_report(survey, actor_for(someone(RITA)))
    codes = {each.code.code: (each.closed, each.open) for each in report.codes}
    assert codes == {"1.1": (1, 0), "2.11": (1, 0), "3.11": (0, 1), "3.13": (0, 1), "4.70": (1, 0)}
    assert (report.cases, report.attempts) == (5, 5)
    assert dict(report.outcomes) == {"complete": 1, "no_answer": 2, "refusal_hard": 1, "not_eligible": 1}


def test_e_is_told_with_its_basis_or_entered(survey: Wave) -> None:
    rita = actor_for(someone(RITA))
    usual, entered = outcome_report(survey, rita).rates, outcome_report(survey, rita, 0.5).rates
    assert usual is not None
    assert entered is not None
    assert (usual.basis, usual.e) == ("proportional", pytest.approx(2 / 3))
    assert usual.of["RR1"] == pytest.approx(1 / 4)
    assert usual.of["RR3"] == pytest.approx(1 / (2 + 2 * 2 / 3))
    assert (entered.basis, entered.of["RR3"]) == ("given", pytest.approx(1 / 3))
    with pytest.raises(Rejected, match="E_NOT_A_SHARE"):
        outcome_report(survey, rita, 1.2)


def test_callers_parts_and_attempts_are_told_with_their_intervals(survey: Wave) -> None:
    call_world.a_caller("Cora")
    cora = call_world.a_respondent(survey, "R-9", number="+493012345999")
    with transaction() as session:
        session.add(
            CallAttempt(case_id=cora.id, caller_id=_user("Cora"), outcome=CallOutcome.COMPLETE, day_part="")
        )
    report = outcome_report(survey, actor_for(someone(RITA)))
    carl, other = report.callers.groups
    assert (carl.name, carl.attempts, carl.contacts, carl.interviews, carl.refusals) == ("Carl", 5, 3, 1, 1)
    assert carl.contact is not None
    assert carl.contact.low < 0.6 < carl.contact.high
    assert carl.agreed is not None
    assert (carl.agreed.value, carl.agreed.n, other.name) == (0.5, 2, "Cora")
    assert carl.pooled is not None
    assert carl.agreed.value <= carl.pooled.value
    assert [group.name for group in report.parts.groups] == ["morning", "evening", ""]
    assert [(group.name, group.attempts) for group in report.tries.groups] == [("1", 5), ("2", 1)]


def _user(name: str) -> int:
    from mystery.services import accounts

    found = accounts.find_by_email(f"{name.lower()}@testers.example")
    assert found is not None
    return found.id


def test_test_calls_have_outcomes_and_no_rates(app: Flask) -> None:
    wave = call_world.a_wave("test")
    call_world.a_hotline(wave)
    report = outcome_report(wave, actor_for(someone(RITA)))
    assert (report.kind, report.rates, report.codes) == ("test", None, ())


def test_the_file_has_everything_that_the_page_has(survey: Wave) -> None:
    rows = list(as_rows(outcome_report(survey, actor_for(someone(RITA))), "de"))
    assert ["code", "2.11", "Verweigerung", "1", "", "", "5"] in rows
    assert ["rate", "RR1", "I / (E + U)", "0.2500", "", "", ""] in rows
    assert ["e", "proportional", "", "0.6667", "", "", ""] in rows
    assert {len(row) for row in rows} == {7}


def test_callers_do_not_see_the_books(survey: Wave) -> None:
    with pytest.raises(Forbidden):
        outcome_report(survey, call_world.carl())
