"""What fails on our side while a visit arrives costs nobody the visit, and nothing is confirmed falsely."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DataError, OperationalError

from mystery.services.transaction import reading
from mystery.store.models import Intake
from tests.intake_world import world

pytestmark = pytest.mark.usefixtures("app")


def test_a_failure_of_ours_costs_nobody_a_visit(monkeypatch):
    w = world()

    def broken(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr("mystery.services.taking.take", broken)
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_FAILED")


def test_a_record_that_we_fail_to_read_waits_for_a_person(monkeypatch):
    w = world()

    def broken(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr("mystery.services.envelopes.read_record", broken)
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "RECORD_UNREADABLE")


def test_a_record_that_the_database_does_not_take_waits_for_a_person(monkeypatch):
    w = world()

    def refused(*args, **more):
        raise DataError("INSERT", {}, ValueError("out of range"))

    monkeypatch.setattr("mystery.services.taking.take", refused)
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_FAILED")


@pytest.mark.parametrize("stage", ["taking.take", "envelopes.read_record"])
def test_a_database_that_fails_lets_the_tablet_try_again(monkeypatch, stage):
    w = world()

    def gone(*args, **more):
        raise OperationalError("SELECT", {}, OSError("connection lost"))

    monkeypatch.setattr(f"mystery.services.{stage}", gone)
    with pytest.raises(OperationalError):
        w.send(w.envelope())
    reading().rollback()
    assert reading().scalars(select(Intake)).all() == []


def test_nothing_is_confirmed_that_the_journal_did_not_take(monkeypatch):
    w = world()

    def full(*args, **more):
        raise OSError(28, "no space left")

    monkeypatch.setattr("mystery.store.intake_journal.append", full)
    with pytest.raises(OSError, match="no space"):
        w.send(w.envelope())
    assert reading().scalars(select(Intake)).all() == []
