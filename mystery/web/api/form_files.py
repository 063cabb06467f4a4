"""The pictures, sounds and films of the questionnaire, for whoever works an interview of it."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from mystery.services import attached_files
from mystery.services.forms import form_by_fingerprint
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.attached import attached_reply
from mystery.web.shared.lookup import interview_or_404


@blueprint.get("/interviews/<uuid:public_id>/files/<sha256>")
def form_file(public_id: UUID, sha256: str) -> ResponseReturnValue:
    form = form_by_fingerprint(interview_or_404(public_id, to="work").form_fingerprint)
    return attached_reply(attached_files.file_of(attached_files.shown_by(form.package), sha256))
