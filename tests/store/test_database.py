"""What is demanded of the database."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mystery.services.transaction import reading, transaction
from mystery.store.database import check_database
from mystery.store.models import Client
from tests.cast import someone


def test_sqlite_keeps_every_setting(app: Flask) -> None:
    assert check_database() == []


@pytest.mark.usefixtures("app")
def test_nothing_is_written_outside_a_transaction() -> None:
    with pytest.raises(DBAPIError, match=r"read.?only"):
        reading().execute(text("UPDATE client SET name = 'Somebody else'"))


@pytest.mark.usefixtures("app")
def test_a_change_made_before_the_transaction_is_a_mistake() -> None:
    someone("Rita").name = "Rita Rash"
    with pytest.raises(RuntimeError, match="outside"), transaction():
        pass


@pytest.mark.usefixtures("app")
def test_an_error_undoes_the_whole_transaction() -> None:
    with pytest.raises(ZeroDivisionError):
        _add_a_client_and_fail()
    assert reading().query(Client).filter_by(code="half").count() == 0


def _add_a_client_and_fail() -> None:
    with transaction() as session:
        with transaction() as inner:
            inner.add(Client(code="half", name="Half done"))
        session.flush()
        raise ZeroDivisionError


@pytest.mark.usefixtures("app")
def test_an_error_of_the_database_does_not_repeat_what_was_to_be_written() -> None:
    """Errors are logged, and stand on the page of jobs."""
    with pytest.raises(DBAPIError) as error, transaction() as session:
        session.execute(text("INSERT INTO nowhere (said) VALUES (:said)"), {"said": "My name is Carl"})
    assert "My name is Carl" not in str(error.value)
