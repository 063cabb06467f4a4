"""What testers of a scenario take along: brought, shown, taken away; each change is a version."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.problems import Rejected
from mystery.services import scenario_documents
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.questionnaire_forms import sent_files
from mystery.web.shared.attached import document_reply
from mystery.web.shared.errors import sentence
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import scenario_or_404

if TYPE_CHECKING:
    from mystery.store.models import Scenario


@blueprint.get("/scenarios/<uuid:public_id>/documents/<sha256>")
def scenario_document(public_id: UUID, sha256: str) -> Response:
    return document_reply(*scenario_documents.document_of(scenario_or_404(public_id), sha256))


@blueprint.post("/scenarios/<uuid:public_id>/documents")
def scenario_document_add(public_id: UUID) -> ResponseReturnValue:
    row = scenario_or_404(public_id, to="edit")
    try:
        row = scenario_documents.add(row, sent_files("documents"), current_actor())
    except Rejected as refused:
        for problem in refused.problems:
            flash(sentence(problem), "caution")
    else:
        _say_version(row)
    return redirect(url_for("desk.scenario", public_id=row.public_id, _anchor="documents"))


@blueprint.post("/scenarios/<uuid:public_id>/documents/remove")
def scenario_document_remove(public_id: UUID) -> ResponseReturnValue:
    row = scenario_or_404(public_id, to="edit")
    made = scenario_documents.remove(row, request.form.get("name", ""), current_actor())
    if made.id == row.id:
        flash(_("Nothing was changed, so there is no new version."), "info")
    else:
        _say_version(made)
    return redirect(url_for("desk.scenario", public_id=made.public_id, _anchor="documents"))


def _say_version(made: Scenario) -> None:
    said = _("Version %(version)s is saved. Assignments keep the version they have.", version=made.version)
    flash(said, "good")
