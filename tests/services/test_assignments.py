"""Assignments from state to state, decided by several people at the same moment."""

from __future__ import annotations

from contextvars import Context
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select

from mystery.problems import Rejected
from mystery.services import assignments
from mystery.services.transaction import reading
from mystery.store.models import Assignment, AssignmentEvent, AssignmentState
from tests.intake_world import world


def test_of_many_who_take_the_same_step_at_once_one_does(app: Flask) -> None:
    visit = world(AssignmentState.BRIEFED).assignment
    key, ends, start = visit.id, list[str](), Barrier(5)
    reading().rollback()

    def begin() -> None:
        with app.app_context():
            row = reading().get_one(Assignment, key)
            assert row.state is AssignmentState.BRIEFED
            start.wait(20)
            try:
                assignments.move(row, AssignmentState.IN_FIELD)
                ends.append("")
            except Rejected as error:
                ends.append(error.problems[0].code)

    threads = [Thread(target=Context().run, args=(begin,)) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == ["", *["STEP_NOT_POSSIBLE"] * 4]
    assert len(reading().scalars(select(AssignmentEvent)).all()) == 1
