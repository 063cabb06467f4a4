"""What arrives is written to the intake journal, outside the database, before anybody acts on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from mystery.services.context import settings
from mystery.store import intake_journal
from mystery.store.intake_journal import Frame

OPENED, EVENTS, ASKED, FINISHED, DECIDED = "open", "events", "asked", "finish", "decision"
"""Kinds of frames beside the kinds of intakes: what the player sends, and what a person decided."""
VERDICT = "verdict"
"""What a reviewer decided on a report, or took back."""
CLOSED = "closed"
"""How a promise ended, days after its report."""
TAKEN, RESCUED = "take", "rescued"
"""A draft that another device took over, and events out of a rescue file, which no holder speaks against."""
CASE, CALLER = "case", "caller"
"""A respondent's case that was given its assignment, and a caller who went on with another's interview."""
FORGOTTEN = "forgotten"
"""A file that was deleted because nothing keeps it any longer."""
COLLECT, COLLECT_FILES = "collect", "collect-files"
"""A report of Collect whose files may still be on their way, and what became of those that came."""


def journal(
    kind: str,
    body: bytes,
    submission: UUID,
    *,
    device: UUID | None = None,
    now: datetime | None = None,
    after: int = 0,
) -> Frame:
    """Adds a frame; it is on the disk when this returns. Call it before the commit that depends on it."""
    return intake_journal.append(
        settings().journal,
        kind,
        body,
        submission=str(submission),
        device=str(device or ""),
        now=now,
        after=after,
    )


def journal_act(
    kind: str, act: Mapping[str, object], submission: UUID, *, now: datetime | None = None
) -> Frame:
    """Adds what the server itself did to the journal, so that a rebuild can do it again."""
    body = json.dumps(act, sort_keys=True, separators=(",", ":")).encode()
    return journal(kind, body, submission, now=now)
