"""Files by their hash: taken in with PUT, given back with GET to the interviewer who took them."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, request, send_file
from flask.typing import ResponseReturnValue

from mystery.services import intake, uploads
from mystery.services.media import shown_path
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.lookup import interview_or_404


@blueprint.put("/interviews/<uuid:public_id>/media/<sha256>")
def keep_media(public_id: UUID, sha256: str) -> ResponseReturnValue:
    interview = interview_or_404(public_id, to="work")
    kept = uploads.keep_file(interview, sha256, request.stream)
    return jsonify(sha256=kept.sha256, size=kept.size, type=kept.type), 201


@blueprint.get("/interviews/<uuid:public_id>/media/<sha256>")
def show_media(public_id: UUID, sha256: str) -> ResponseReturnValue:
    """The copy without metadata; a sandbox keeps a file that is none of ours from acting as a page."""
    found = intake.file_of(interview_or_404(public_id, to="work"), sha256)
    reply = send_file(shown_path(found), mimetype=found.type, download_name=found.sha256[:12])
    reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return reply
