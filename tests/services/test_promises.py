"""Promises: opened when a report is handed in, closed days later, scored then; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from mystery.problems import Forbidden, Rejected
from mystery.questionnaire import Terms
from mystery.reporting import study_pdf
from mystery.services import (
    assignments,
    interviews,
    promise_ends,
    promises,
    rebuild,
    reports,
    results,
    reviews,
    scores,
)
from mystery.services.context import settings
from mystery.services.findings import findings_of
from mystery.services.promise_clocks import due_at
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    AssignmentState,
    AuditEntry,
    Flag,
    JournalEvent,
    Promise,
    PromiseState,
    ScoreLine,
    ScoreSheet,
    Submission,
    Wave,
    WaveState,
)
from tests.cast import someone
from tests.promise_world import FRIDAY, actor, approved, called, correct, newest, the_promise, totals

pytestmark = pytest.mark.usefixtures("app")


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_a_promise_is_due_in_the_business_hours_of_its_place() -> None:
    called()
    promise = the_promise()
    assert promise.due_at == datetime(2026, 11, 30, 9, 3, tzinfo=UTC)  # 4h: until 18:00, and Monday to 10:03
    assert (promise.kind, promise.what, promise.state) == ("callback", "A call", PromiseState.OPEN)
    assert promise.opened_at == FRIDAY + timedelta(minutes=3)
    place, terms = promise.interview.assignment.location, Terms("callback", "1d")
    due = {
        by: due_at(terms, by, FRIDAY, place)
        for by in ("", "2026-12-01", "2026-11-29", "2026-11-27T16:30:00", "2027-06-30")
    }
    assert due == {
        "": datetime(2026, 11, 30, 17, 0, tzinfo=UTC),  # the close of the next business day
        "2026-12-01": datetime(2026, 12, 1, 17, 0, tzinfo=UTC),
        "2026-11-29": datetime(2026, 11, 27, 17, 0, tzinfo=UTC),  # a Sunday: the last close before
        "2026-11-27T16:30:00": datetime(2026, 11, 27, 15, 30, tzinfo=UTC),
        "2027-06-30": datetime(2027, 6, 30, 22, 0, tzinfo=UTC),  # too far ahead for opening hours
    }
    place.hours = {"mon": "always"}  # what cannot be read costs nobody a report
    assert due_at(terms, "", FRIDAY, place) > FRIDAY
    reading().rollback()


def test_handing_in_twice_opens_one_clock_and_nothing_promised_opens_none() -> None:
    submission = called()
    with transaction():
        assert interviews.finish(submission.interview, actor("Carl")) is submission
        promises.open_from(submission)
    assert the_promise().path == "callback"
    with transaction() as session:
        session.execute(delete(Promise))
    assert promises.open_of(actor("Carl")) == []


def test_a_score_is_provisional_until_the_promise_is_kept() -> None:
    first = approved(called())
    assert totals() == [100.0]
    assert scores.score_of(first).open == 1
    wave = first.interview.assignment.wave
    assert promises.running_in(wave.id) == 1
    kept_at = FRIDAY + timedelta(days=3, hours=-5)  # Monday, 10:00 in Bremen; due at 10:03
    promise_ends.close(the_promise(), actor("Carl"), kept_at=kept_at, now=FRIDAY + timedelta(days=3))
    promise = the_promise()
    assert (promise.state, promise.closed_by_id) == (PromiseState.KEPT, someone("Carl").id)
    assert promise.hours == pytest.approx(3.95)  # 15:03 to 18:00, and 9:00 to 10:00
    last = newest()
    assert (last.version, last.finished_at) == (2, first.finished_at)
    assert last.answers["callback"]["ended"] == "kept"
    assert scores.score_of(last).open == 0
    assert promises.running_in(wave.id) == 0


def test_a_broken_promise_costs_points_and_the_old_report_stays_as_it_was() -> None:
    first = approved(called())
    old = reading().scalars(select(ScoreSheet)).one()
    before = reports.visit_report(old, "de").content
    promise_ends.close(the_promise(), actor("Carl"), now=FRIDAY + timedelta(days=4), note="Niemand rief an.")
    assert the_promise().state is PromiseState.BROKEN
    assert totals() == [100.0, 50.0]
    assert reports.visit_report(old, "de").content == before
    sheet = reading().scalars(select(ScoreSheet).order_by(ScoreSheet.id.desc())).first()
    assert sheet is not None
    assert sheet.submission.interview_id == first.interview_id
    line = reading().scalars(select(ScoreLine).where(ScoreLine.score_sheet_id == sheet.id)).all()
    assert {each.item: (each.code, each.share) for each in line}["callback"] == ("broken", 0.0)
    actions = set(reading().scalars(select(AuditEntry.action)))
    assert {"promise.open", "promise.close"} <= actions


def test_what_came_too_late_is_broken_and_says_when_it_came() -> None:
    called("2026-11-30")
    late = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    promise_ends.close(the_promise(), actor("Carl"), kept_at=late, now=late)
    promise = the_promise()
    assert (promise.state, promise.kept_at) == (PromiseState.BROKEN, late)
    assert promise.hours == pytest.approx(21.95)


def test_the_desk_corrects_what_was_closed_and_the_journal_keeps_both() -> None:
    called()
    after = FRIDAY + timedelta(days=5)
    promise_ends.close(the_promise(), actor("Carl"), now=after)
    with pytest.raises(Rejected) as refusal:
        promise_ends.close(the_promise(), actor("Carl"), kept_at=FRIDAY + timedelta(hours=1), now=after)
    assert codes(refusal) == ["PROMISE_CLOSED"]
    promise_ends.close(the_promise(), actor("Rolf"), kept_at=FRIDAY + timedelta(hours=1), now=after)
    assert the_promise().state is PromiseState.KEPT
    promise_ends.void(the_promise(), actor("Rita"), "The number was ours and dead.", now=after)
    journal = interviews.journal(the_promise().interview)
    assert [each.value["ended"] for each in journal if each.kind == "closed"] == ["broken", "kept", "void"]
    last = newest()
    lines = {each.item: each.rule for each in scores.score_of(last).trace if each.item}
    assert lines["callback"] == "not_applicable"


def test_an_impossible_end_is_refused() -> None:
    called()
    week = FRIDAY + timedelta(days=8)
    for kept_at, now, code in (
        (None, FRIDAY + timedelta(hours=1), "PROMISE_STILL_RUNNING"),
        (week + timedelta(days=1), week, "PROMISE_KEPT_IN_FUTURE"),
        (FRIDAY - timedelta(days=1), week, "PROMISE_KEPT_BEFORE"),
    ):
        with pytest.raises(Rejected) as refusal:
            promise_ends.close(the_promise(), actor("Carl"), kept_at=kept_at, now=now)
        assert codes(refusal) == [code]
    assert the_promise().state is PromiseState.OPEN
    with transaction():
        reviews.ask_back(newest(), actor("Rolf"), {"greeted": "Are you sure?"})
    with pytest.raises(Rejected) as refusal:
        promise_ends.close(the_promise(), actor("Carl"), now=week)
    assert codes(refusal) == ["PROMISE_REPORT_OPEN"]


def test_nobody_closes_a_promise_that_was_made_to_somebody_else() -> None:
    called()
    for name in ("Tara", "Stefan", "Axel", "Heidi"):
        with pytest.raises(Forbidden):
            promise_ends.close(the_promise(), actor(name), now=FRIDAY + timedelta(days=9))
    with pytest.raises(Forbidden):
        promise_ends.void(the_promise(), actor("Carl"), "because", now=FRIDAY + timedelta(days=9))
    assert promises.open_of(actor("Tara")) == []
    assert len(promises.open_of(actor("Carl"))) == len(promises.open_of(actor("Stefan"))) == 1


def test_a_promise_that_nobody_closes_ends_by_itself() -> None:
    """Ten business days after Monday, at the close."""
    approved(called())
    close = datetime(2026, 12, 14, 17, 0, tzinfo=UTC)
    assert promise_ends.close_forgotten(close) == {"closed": 0}
    assert promise_ends.close_forgotten(close + timedelta(minutes=1)) == {"closed": 1}
    assert promise_ends.close_forgotten(close + timedelta(days=1)) == {"closed": 0}
    assert (the_promise().state, the_promise().closed_by_id, totals()) == (
        PromiseState.BROKEN,
        None,
        [100.0, 50.0],
    )
    promise_ends.close(the_promise(), actor("Rolf"), kept_at=FRIDAY + timedelta(hours=1), now=close)
    assert totals() == [100.0, 50.0, 100.0]


def test_a_promise_closed_while_forgotten_ones_are_looked_for_stays_as_it_was_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    approved(called())
    late, found = FRIDAY + timedelta(days=30), promises.overdue

    def found_and_closed(now: datetime) -> Sequence[Promise]:
        rows = found(now)
        promise_ends.close(the_promise(), actor("Carl"), kept_at=FRIDAY + timedelta(hours=1), now=now)
        return rows

    monkeypatch.setattr(promises, "overdue", found_and_closed)
    assert promise_ends.close_forgotten(late) == {"closed": 0}
    assert (the_promise().state, totals()) == (PromiseState.KEPT, [100.0, 100.0])


def test_a_corrected_promise_starts_anew_and_one_taken_back_is_void() -> None:
    called()
    for value, state in (({"what": "An e-mail", "by": "2026-12-03"}, "open"), (None, "void")):
        correct(value)
        assert the_promise().state.value == state
    assert (the_promise().what, the_promise().by) == ("An e-mail", "2026-12-03")


def test_a_promise_closed_after_the_release_moves_the_released_score() -> None:
    submission = approved(called())
    with transaction():
        assignments.move(submission.interview.assignment, AssignmentState.RELEASED)
        reading().get_one(Wave, submission.interview.assignment.wave_id).state = WaveState.RELEASED
    found = results.result_for(actor("Heidi"))
    assert found is not None
    assert found.running_promises == 1
    wave = submission.interview.assignment.wave

    def unmarked() -> bytes:
        return study_pdf(findings_of(wave), "en", reports.meta_of(wave))

    assert reports.study_report(wave, "en").content != unmarked()
    promise_ends.close(the_promise(), actor("Rolf"), now=FRIDAY + timedelta(days=30))
    assert totals() == [100.0, 50.0]
    found = results.result_for(actor("Heidi"))
    assert found is not None
    assert found.running_promises == 0
    assert reports.study_report(wave, "en").content == unmarked()
    assert submission.interview.assignment.state is AssignmentState.RELEASED


def test_a_rejected_report_waits_for_nothing() -> None:
    submission = called()
    with transaction():
        reviews.reject(submission, actor("Rolf"), "Wrong number.")
    assert promises.open_of(actor("Carl")) == []
    with pytest.raises(Rejected) as refusal:
        promise_ends.close(the_promise(), actor("Rolf"), now=FRIDAY + timedelta(days=9))
    assert codes(refusal) == ["PROMISE_REPORT_GONE"]


def test_a_closed_promise_comes_back_with_its_report() -> None:
    """From the journal of arrivals, as if the database had been lost between report and end."""
    row = called().interview
    promise_ends.close(the_promise(), actor("Carl"), now=FRIDAY + timedelta(days=9), note="Nobody called.")
    before = interviews.journal(row)
    with transaction() as session:
        session.execute(delete(JournalEvent).where(JournalEvent.kind == "closed"))
        session.execute(delete(Flag))
        session.execute(delete(Submission).where(Submission.version == 2))
        for each in session.scalars(select(Promise)):
            each.state, each.closed_at, each.closed_by_id, each.note = PromiseState.OPEN, None, None, ""
    done = rebuild.rebuild(settings().journal)
    assert (done.made, done.problems) == ({"closed": 1}, [])
    assert interviews.journal(row) == before
    assert (the_promise().state, the_promise().note) == (PromiseState.BROKEN, "Nobody called.")
    assert reading().scalars(select(Submission.version)).all() == [1, 2]
    assert rebuild.rebuild(settings().journal).made == {}
