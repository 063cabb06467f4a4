"""A wave's page: the status board, and before the start the checklist."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.clock import utcnow
from mystery.services import boards, evidence_ends, scenarios, studies
from mystery.store.models.states import WaveState
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.checklist import steps_of
from mystery.web.desk.review_words import WORDS
from mystery.web.shared.lookup import wave_or_404


@blueprint.get("/waves/<uuid:public_id>")
def wave(public_id: UUID) -> ResponseReturnValue:
    row, now = wave_or_404(public_id), utcnow()
    lines = studies.checklist(row, now.date()) if row.state is WaveState.PLANNED else []
    return render_template(
        "desk/waves/board.html",
        wave=row,
        board=boards.board(row, scenarios.current_of(row.study), now),
        checklist=steps_of(lines),
        blocked=any(line.problem and line.problem.severity == "error" for line in lines),
        now=now,
        files_until=evidence_ends.end_of(row),
        words=WORDS,
    )
