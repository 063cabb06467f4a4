"""A recording that everybody agreed to, for those who may hear it."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import send_file
from flask.typing import ResponseReturnValue

from mystery.problems import Problem
from mystery.services import recordings
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.errors import answer
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import recording_or_404


@blueprint.get("/recordings/<uuid:public_id>")
def recording(public_id: UUID) -> ResponseReturnValue:
    row = recording_or_404(public_id)
    sound = recordings.hear(row, current_actor())
    if sound is None:
        return answer(410, [Problem("RECORDING_FORGOTTEN")])
    reply = send_file(BytesIO(sound), "audio/wav", download_name=f"{row.public_id}.wav")
    reply.headers["Cache-Control"] = "no-store"
    return reply
