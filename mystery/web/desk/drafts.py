"""A draft: the builder's page, saving, trying an expression, and the preview in its frame."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from mystery.services import draft_trials, drafts
from mystery.services.draft_state import state_of
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.draft_json import (
    conflict_json,
    draft_boot,
    draft_preview_boot,
    saved_by_json,
    state_json,
    trial_json,
)
from mystery.web.desk.draft_requests import sent_content, sent_trial
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import draft_or_404
from mystery.web.shared.security import frames_own_pages, is_framed_by_own_pages


@blueprint.get("/questionnaires/drafts/<uuid:public_id>")
def draft(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id)
    frames_own_pages()
    return render_template("desk/questionnaires/builder.html", draft=row, boot=draft_boot(row))


@blueprint.put("/questionnaires/drafts/<uuid:public_id>")
def draft_save(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    base, content = sent_content()
    saved = drafts.save(row, base, content, current_actor())
    if saved.conflicts:
        return jsonify(conflict_json(saved)), 409
    reply: dict[str, object] = {"revision": saved.revision, "merged": list(saved.merged)}
    if saved.content != content:
        reply["content"] = saved.content
    reply["state"] = state_json(state_of(saved.content, language(), drafts.files_of(row)))
    return jsonify(reply)


@blueprint.get("/questionnaires/drafts/<uuid:public_id>/events")
def draft_events(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id)
    since = request.args.get("after", row.revision, type=int)
    later = drafts.revisions_since(row, since)
    return jsonify(revision=row.revision, saved=[saved_by_json(each) for each in later])


@blueprint.post("/questionnaires/drafts/<uuid:public_id>/evaluate")
def draft_evaluate(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    trial, unsaved = sent_trial()
    content = drafts.content_of(row) if unsaved is None else drafts.checked(unsaved)
    return jsonify(trial_json(draft_trials.try_out(content, trial, language())))


@blueprint.get("/questionnaires/drafts/<uuid:public_id>/preview/<any(tablet, call):layout>")
def draft_preview(public_id: UUID, layout: str) -> ResponseReturnValue:
    row = draft_or_404(public_id)
    is_framed_by_own_pages()
    boot = draft_preview_boot(row, layout)
    return render_template("desk/questionnaires/preview.html", draft=row, boot=boot)
