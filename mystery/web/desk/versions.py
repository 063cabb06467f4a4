"""Versions of questionnaires: what a draft would change, publishing it, and reading what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.problems import Problem, Rejected
from mystery.services import published, publishing, version_changes
from mystery.services.outline import outline
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.version_forms import PublishForm
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import draft_or_404, questionnaire_or_404

if TYPE_CHECKING:
    from mystery.store.models import Draft


@blueprint.get("/questionnaires/drafts/<uuid:public_id>/changes")
def draft_changes(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id)
    before = version_changes.against(row.name, request.args.get("against", ""))
    return render_template(
        "desk/questionnaires/changes.html",
        draft=row,
        before=before,
        versions=published.versions_of(row.name),
        groups=version_changes.of_draft_against(row, before, language()),
    )


@blueprint.route("/questionnaires/drafts/<uuid:public_id>/publish", methods=["GET", "POST"])
def draft_publish(public_id: UUID) -> ResponseReturnValue:
    row = draft_or_404(public_id, to="edit")
    outlook = publishing.prospect(row, language())
    form = PublishForm(data={"version": outlook.suggestion, "revision": outlook.revision})
    if request.method == "GET":
        return _prospect(row, form, outlook)
    wanted = (form.version.data or "").strip()
    try:
        if not form.validate():
            return _prospect(row, form, outlook, 422)
        made = publishing.publish(
            row, wanted, current_actor(), revision=form.revision.data, confirmed=form.confirmed.data
        )
    except Rejected as refused:
        return _prospect(row, form, publishing.prospect(row, language()), 422, refused.problems)
    flash(_("Version %(version)s is published. It never changes again.", version=made.version), "good")
    return redirect(url_for("desk.questionnaire", public_id=made.public_id))


def _prospect(
    row: Draft,
    form: PublishForm,
    outlook: publishing.Prospect,
    status: int = 200,
    problems: tuple[Problem, ...] = (),
) -> ResponseReturnValue:
    before = version_changes.against(row.name, "")
    page = render_template(
        "desk/questionnaires/publish.html",
        draft=row,
        form=form,
        outlook=outlook,
        problems=problems or outlook.blocking,
        before=before,
        groups=version_changes.of_draft_against(row, before, language()),
    )
    return page, status


@blueprint.get("/questionnaires/versions/<uuid:public_id>")
def questionnaire(public_id: UUID) -> ResponseReturnValue:
    row = questionnaire_or_404(public_id)
    return render_template(
        "desk/questionnaires/version.html",
        version=row,
        lines=outline(row, language()),
        versions=published.versions_of(row.name),
        by=published.publisher_of(row),
    )


@blueprint.get("/questionnaires/versions/<uuid:public_id>/changes")
def questionnaire_changes(public_id: UUID) -> ResponseReturnValue:
    row = questionnaire_or_404(public_id)
    before = version_changes.against(row.name, request.args.get("against", ""), row)
    sides = [version_changes.of_version(each) for each in (before, row) if each is not None]
    return render_template(
        "desk/questionnaires/changes.html",
        draft=None,
        version=row,
        before=before,
        versions=[each for each in published.versions_of(row.name) if each.id != row.id],
        groups=version_changes.between(sides[0], sides[1], language()) if before else [],
    )
