"""Questionnaires: what is published, what is in the making, and the ways to begin."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mystery.access import require
from mystery.problems import Rejected
from mystery.services import draft_history, drafts, packs, published
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.questionnaire_forms import BlankForm, made_content, warned
from mystery.web.shared.identity import current_actor


@blueprint.get("/questionnaires/")
def questionnaires() -> ResponseReturnValue:
    require(current_actor(), "questionnaire.view")
    return render_template(
        "desk/questionnaires/list.html",
        published=published.newest(),
        drafts=drafts.all_drafts(),
        discarded=draft_history.discarded(),
    )


@blueprint.get("/questionnaires/new")
def questionnaire_new() -> ResponseReturnValue:
    require(current_actor(), "questionnaire.edit")
    return _beginnings(BlankForm())


def _beginnings(form: BlankForm, status: int = 200, refused: Rejected | None = None) -> ResponseReturnValue:
    page = render_template(
        "desk/questionnaires/new.html",
        form=form,
        packs=[packs.pack(name) for name in packs.names()],
        versions=published.all_versions(),
        problems=refused.problems if refused else (),
    )
    return page, status


@blueprint.post("/questionnaires/drafts")
def draft_create() -> ResponseReturnValue:
    require(current_actor(), "questionnaire.edit")
    form = BlankForm()
    if request.form.get("from") == "blank" and not form.validate():
        return _beginnings(form, 422)
    try:
        made = made_content(form)
        draft = drafts.create(made.content, current_actor(), base=made.base, files=made.files)
    except Rejected as refused:
        return _beginnings(form, 422, refused)
    warned(made.warnings)
    return redirect(url_for("desk.draft", public_id=draft.public_id))
