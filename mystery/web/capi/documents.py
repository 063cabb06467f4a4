"""What the tester takes along to a visit."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from mystery.services import scenario_documents
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.attached import document_reply
from mystery.web.shared.lookup import assignment_or_404


@blueprint.get("/visits/<uuid:public_id>/documents/<sha256>")
def visit_document(public_id: UUID, sha256: str) -> Response:
    scenario = assignment_or_404(public_id, to="work").scenario
    return document_reply(*scenario_documents.document_of(scenario, sha256))
