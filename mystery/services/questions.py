"""Questions a reviewer has sent back: which are open, and how a new version answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from mystery.services.transaction import reading, transaction
from mystery.store.models import Interview, ItemQuery, Submission


def open_questions(interview: Interview) -> Sequence[ItemQuery]:
    """The questions that the tester has not answered yet, in the order they were asked."""
    query = (
        select(ItemQuery)
        .join(Submission, ItemQuery.submission_id == Submission.id)
        .where(Submission.interview_id == interview.id, ItemQuery.answered_at.is_(None))
        .order_by(ItemQuery.id)
    )
    return reading().scalars(query).all()


def settle(submission: Submission, comments: Mapping[str, str], now: datetime) -> None:
    """A new version answers every open question; the tester's comment on the item goes with the answer."""
    with transaction():
        for row in open_questions(submission.interview):
            row.answered_at = now
            row.answer = comments.get(row.path, "")
