"""A draft's revisions, the way back to one of them, discarding it and bringing it back."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import draft_history
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import pages_of, wanted_page
from mystery.web.shared.lookup import draft_or_404

_SIZE = 10


@blueprint.get("/questionnaires/drafts/<uuid:public_id>/revisions")
def draft_revisions(public_id: UUID) -> ResponseReturnValue:
    row, page = draft_or_404(public_id), wanted_page()
    return render_template(
        "desk/questionnaires/revisions.html",
        draft=row,
        called=draft_history.called(row),
        steps=draft_history.steps_of(row, language(), page=page, size=_SIZE),
        page=page,
        pages=pages_of(row.revision, _SIZE),
    )


@blueprint.post("/questionnaires/drafts/<uuid:public_id>/revisions/<int:number>")
def draft_back(public_id: UUID, number: int) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    said = _("Revision %(number)s is the newest again. What came after it is kept.", number=number)
    tried(lambda: draft_history.go_back(row, number, current_actor()), said)
    return redirect(url_for("desk.draft_revisions", public_id=public_id))


@blueprint.post("/questionnaires/drafts/<uuid:public_id>/discard")
def draft_discard(public_id: UUID) -> ResponseReturnValue:
    row, typed = draft_or_404(public_id, to="edit"), request.form.get("confirm_name", "")
    said = _("The draft is discarded. It can be brought back below.")
    if tried(lambda: draft_history.discard(row, typed, current_actor()), said):
        return redirect(url_for("desk.questionnaires", _anchor="discarded"))
    return redirect(url_for("desk.draft_revisions", public_id=public_id))


@blueprint.post("/questionnaires/drafts/<uuid:public_id>/restore")
def draft_restore(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    tried(lambda: draft_history.bring_back(row, current_actor()), _("The draft is back on the list."))
    return redirect(url_for("desk.questionnaires"))
