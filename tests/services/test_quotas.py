"""Quotas: counted live, closed with a line in the log, never overshot in silence."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.problems import Forbidden, Rejected
from mystery.services import (
    attempts,
    audit,
    call_interviews,
    cases,
    do_not_call,
    intake,
    quotas,
    reviews,
    turns,
)
from mystery.services.accounts import actor_for
from mystery.services.call_outcomes import final_code_of, outcome_report
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import CallCase, CaseState, Interview, QuotaEvent, Submission, Wave
from tests.call_world import TUESDAY, a_caller, a_respondent, a_wave, answered, carl
from tests.cast import someone
from tests.web.field_world import fresh

WOMEN = {"label": "Women", "where": {"sex": "f"}, "target": 1, "action": "stop"}
MEN = {"label": "Men", "where": {"sex": "m"}, "target": 5, "action": "stop"}


@pytest.fixture
def wave(app: Flask) -> Wave:
    wave = a_wave("survey")
    quotas.save(wave, [WOMEN, MEN], actor_for(someone("Stefan")))
    return wave


def interviewed(case: CallCase, **answers: Any) -> Interview:
    """All is answered; only the last press is missing."""
    turn = turns.next_case(carl(), TUESDAY)
    assert turn is not None
    assert turn.case.id == case.id
    return answered(case, TUESDAY, **answers)


def complete(case: CallCase, **answers: Any) -> Submission:
    found = interviewed(case, **answers)
    submission = intake.finish(found, carl(), now=TUESDAY)
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    attempts.end(attempt, carl(), "complete", now=TUESDAY)
    return submission


def logged() -> list[tuple[str, int]]:
    rows = reading().scalars(select(QuotaEvent).order_by(QuotaEvent.id))
    return [(each.what, each.reached) for each in rows]


def test_a_complete_is_counted_once_and_closes_its_cell(wave: Wave) -> None:
    case = a_respondent(wave, "R-1")
    submission = complete(case, sex="f", years=40)
    quotas.count(submission)
    assert logged() == [("closed", 1)]
    assert [each.reached for each in quotas.cells(wave)] == [1, 0]
    assert fresh(case).final_code == "1.1"


def test_whom_the_sample_knows_to_be_over_quota_is_not_called_until_the_target_rises(wave: Wave) -> None:
    woman = a_respondent(wave, "R-2", attributes={"sex": "f"})
    complete(a_respondent(wave, "R-1", priority=1), sex="f", years=40)
    assert (fresh(woman).state, woman.paused_for) == (CaseState.PAUSED, "quota")
    assert turns.next_case(carl(), TUESDAY + timedelta(hours=1)) is None
    quotas.save(wave, [{**WOMEN, "target": 2}, MEN], actor_for(someone("Stefan")))
    assert turns.next_case(carl(), TUESDAY + timedelta(hours=1)) is not None
    assert logged() == [("closed", 1), ("reopened", 1)]


def test_who_turns_out_to_be_over_quota_is_turned_away_with_a_line_in_the_log(wave: Wave) -> None:
    complete(a_respondent(wave, "R-1", priority=1), sex="f", years=40)
    case = a_respondent(wave, "R-2")
    interviewed(case, sex="f")
    verdict = quotas.blocking(case, call_interviews.answers_of(case))
    assert (verdict.may_go_on, quotas.labels_of(verdict)) == (False, ["Women"])
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    attempts.end(attempt, carl(), "quota_full", now=TUESDAY)
    assert fresh(case).final_code == "4.80"
    assert logged()[-1] == ("turned_away", 1)


def test_two_who_finish_at_the_same_moment_are_two_and_the_log_says_over(app: Flask, wave: Wave) -> None:
    found = []
    for number in range(3):
        case = a_respondent(wave, f"R-{number}", priority=9 - number)
        found.append(interviewed(case, sex="f", years=30).id)
        turns.give_back(case, carl(), TUESDAY)
    actor, gate = carl(), threading.Barrier(3)

    def finish(key: int) -> None:
        with app.app_context():
            row = reading().get_one(Interview, key)
            gate.wait()
            intake.finish(row, actor, now=TUESDAY)
            db.session.remove()

    workers = [threading.Thread(target=finish, args=(key,)) for key in found]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    reading().rollback()
    assert logged() == [("closed", 1), ("over", 2), ("over", 3)]
    assert fresh(quotas.cells(wave)[0]).reached == 3


def test_nested_cells_count_by_all_their_parts(app: Flask) -> None:
    wave = a_wave("survey")
    cell = {"label": "Women of 40", "where": {"sex": "f", "years": "40"}, "target": 9, "action": "count"}
    quotas.save(wave, [cell], actor_for(someone("Stefan")))
    complete(a_respondent(wave, "R-1", priority=1), sex="f", years=40)
    complete(a_respondent(wave, "R-2"), sex="f", years=41)
    assert [each.reached for each in quotas.cells(wave)] == [1]


def test_a_rejected_interview_frees_its_cells_opens_them_again_and_counts_again_once_taken_back(
    app: Flask,
) -> None:
    wave = a_wave("survey")
    forty = {"label": "Women of 40", "where": {"sex": "f", "years": "40"}, "target": 9, "action": "stop"}
    quotas.save(wave, [WOMEN, forty], actor_for(someone("Stefan")))
    woman = a_respondent(wave, "R-2", attributes={"sex": "f"})
    respondent = a_respondent(wave, "R-1", priority=1)
    submission = complete(respondent, sex="f", years=40)
    assert fresh(woman).paused_for == "quota"

    reviews.reject(submission, actor_for(someone("Rolf")), "Not a real interview.")
    assert [(each.reached, each.closed_at) for each in quotas.cells(wave)] == [(0, None), (0, None)]
    assert logged() == [("closed", 1), ("counted", 1), ("freed", 0), ("reopened", 0), ("freed", 0)]
    assert [each.action for each in audit.newest(9)].count("quota.reopened") == 1
    assert fresh(woman).state is CaseState.OPEN

    codes = {each.code.code for each in outcome_report(wave, None).codes}
    assert codes == {"2.30", "3.11"}, "the rates count no interview that was not taken"
    told = final_code_of(fresh(respondent))
    assert told is not None
    assert told.code == "2.30", "its page says the same"

    quotas.free(submission.interview.assignment)
    assert len(logged()) == 5, "nothing is taken out twice"
    quotas.count(submission)
    assert [each.reached for each in quotas.cells(wave)] == [1, 1]
    assert fresh(woman).paused_for == "quota"


def test_of_two_over_quota_one_that_is_rejected_opens_nothing(wave: Wave) -> None:
    found = []
    for number in range(2):
        case = a_respondent(wave, f"R-{number}", priority=9 - number)
        found.append(interviewed(case, sex="f", years=30))
        turns.give_back(case, carl(), TUESDAY)
    first, _ = [intake.finish(each, carl(), now=TUESDAY) for each in found]
    reviews.reject(first, actor_for(someone("Rolf")), "Not a real interview.")
    assert logged() == [("closed", 1), ("over", 2), ("freed", 1)]
    assert quotas.cells(wave)[0].closed_at is not None


@pytest.mark.parametrize(
    "cell",
    [
        {**WOMEN, "target": -1},
        {**WOMEN, "where": "sex"},
        {**WOMEN, "action": "shout"},
        {**WOMEN, "label": ""},
        {**MEN, "label": "Women"},
    ],
)
def test_a_cell_that_makes_no_sense_is_refused(app: Flask, cell: dict[str, Any]) -> None:
    wave = a_wave("survey")
    with pytest.raises(Rejected) as refused:
        quotas.save(wave, [WOMEN, cell], actor_for(someone("Stefan")))
    assert {each.code for each in refused.value.problems} == {"QUOTA_CELL"}


def test_only_planners_set_quotas(wave: Wave) -> None:
    for name in ("Carl", "Rolf", "Heidi"):
        with pytest.raises(Forbidden):
            quotas.save(wave, [WOMEN], actor_for(someone(name)))


def test_another_caller_goes_on_with_the_same_interview_and_the_log_says_so(wave: Wave) -> None:
    case = a_respondent(wave, "R-1")
    found = interviewed(case, sex="m")
    turns.give_back(case, carl(), TUESDAY)
    cora = actor_for(a_caller())
    later = TUESDAY + timedelta(minutes=5)
    assert turns.next_case(cora, later) is not None
    assert call_interviews.open_for(case, cora, now=later).id == found.id
    assert fresh(found).user_id == cora.user_id
    assert fresh(fresh(case).assignment).tester_id == cora.user_id


@pytest.mark.parametrize("way", ["skip", "do_not_call"])
def test_a_higher_target_wakes_no_case_that_was_closed_meanwhile(wave: Wave, way: str) -> None:
    stefan = actor_for(someone("Stefan"))
    woman = a_respondent(wave, "R-2", attributes={"sex": "f"})
    complete(a_respondent(wave, "R-1", priority=1), sex="f", years=40)
    assert fresh(woman).paused_for == "quota"
    if way == "skip":
        cases.skip(woman, stefan)
    else:
        do_not_call.add([woman.numbers[0].e164], wave.study.client, "letter", stefan)
    quotas.save(wave, [{**WOMEN, "target": 2}, MEN], stefan)
    assert (fresh(woman).state, woman.paused_for) == (CaseState.DONE, "")
