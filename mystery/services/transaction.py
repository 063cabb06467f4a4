"""The one way to write: everything inside `with transaction():` happens, or nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy.orm import Session

from mystery.store.database import WRITING, db


def reading() -> Session:
    """The session for questions; outside `transaction()` the database itself refuses to write through it."""
    return cast(Session, db.session())


@contextmanager
def transaction() -> Iterator[Session]:
    """A session that may write. Commits at the end, rolls back on any error; inside another one it joins it.

    Rows that were loaded before are read again at their next use, now under the write lock: a decision
    is never made on what another request has changed meanwhile.
    """
    session = reading()
    if session.info.get("writing"):
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside of transaction()")
    session.rollback()  # ends the read transaction and marks every loaded row for reading again
    session.connection(execution_options=WRITING)
    session.info["writing"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)
