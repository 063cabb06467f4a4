"""Downloads of questionnaires, published and in the making."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from mystery.services import questionnaire_files
from mystery.services.questionnaire_files import File
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.lookup import draft_or_404, questionnaire_or_404

_KINDS = "<any(yaml, xlsx, md, xml):kind>"


@blueprint.get(f"/questionnaires/drafts/<uuid:public_id>/export/{_KINDS}")
def draft_export(public_id: UUID, kind: str) -> ResponseReturnValue:
    return _download(questionnaire_files.of_draft(draft_or_404(public_id), kind))


@blueprint.get(f"/questionnaires/versions/<uuid:public_id>/export/{_KINDS}")
def questionnaire_export(public_id: UUID, kind: str) -> ResponseReturnValue:
    return _download(questionnaire_files.of_version(questionnaire_or_404(public_id), kind))


def _download(file: File) -> Response:
    reply = Response(file.data, content_type=file.type)
    reply.headers.set("Content-Disposition", "attachment", filename=file.name)
    return reply
