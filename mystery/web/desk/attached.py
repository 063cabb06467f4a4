"""The pictures, sounds and films of questionnaires: shown in previews and reports; brought to a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.problems import Problem, Rejected
from mystery.services import attached_files, draft_files, drafts
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.draft_json import files_json
from mystery.web.desk.questionnaire_forms import sent_files
from mystery.web.shared.attached import attached_reply
from mystery.web.shared.guard import wants_json
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import draft_or_404, questionnaire_or_404

if TYPE_CHECKING:
    from mystery.store.models import Draft


@blueprint.get("/questionnaires/versions/<uuid:public_id>/files/<sha256>")
def questionnaire_file(public_id: UUID, sha256: str) -> ResponseReturnValue:
    shown = attached_files.shown_by(questionnaire_or_404(public_id).package)
    return attached_reply(attached_files.file_of(shown, sha256))


@blueprint.get("/questionnaires/drafts/<uuid:public_id>/files/<sha256>")
def draft_file(public_id: UUID, sha256: str) -> ResponseReturnValue:
    shown = drafts.files_of(draft_or_404(public_id))
    return attached_reply(attached_files.file_of(shown, sha256))


@blueprint.get("/questionnaires/drafts/<uuid:public_id>/files")
def draft_files_page(public_id: UUID) -> ResponseReturnValue:
    return _files_page(draft_or_404(public_id))


@blueprint.post("/questionnaires/drafts/<uuid:public_id>/files")
def draft_file_add(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    if wants_json():
        draft_files.add(row, sent_files("files"), current_actor())
        return jsonify(files=files_json(row))
    try:
        draft_files.add(row, sent_files("files"), current_actor())
    except Rejected as refused:
        return _files_page(row, refused.problems), 422
    flash(_("The files are with the draft now."), "good")
    return redirect(url_for("desk.draft_files_page", public_id=public_id))


def _files_page(row: Draft, problems: Sequence[Problem] = ()) -> str:
    lines = draft_files.lines(row)
    return render_template("desk/questionnaires/files.html", draft=row, lines=lines, problems=problems)


@blueprint.post("/questionnaires/drafts/<uuid:public_id>/files/remove")
def draft_file_remove(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    draft_files.remove(row, request.form.get("name", ""), current_actor())
    flash(_("The file is no longer with the draft."), "good")
    return redirect(url_for("desk.draft_files_page", public_id=public_id))
