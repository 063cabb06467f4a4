"""Scenarios: taken from a method pack, read, and changed by making the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import packs, published, scenarios
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.review_words import method_name
from mystery.web.desk.scenario_forms import (
    NewScenarioForm,
    ScenarioForm,
    content_of,
    data_of,
    rearrange,
)
from mystery.web.shared.attempts import saved
from mystery.web.shared.errors import sentence
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import questionnaire_or_404, scenario_or_404, study_or_404

if TYPE_CHECKING:
    from mystery.store.models import QuestionnaireVersion, Scenario, Study


@blueprint.get("/studies/<uuid:public_id>/scenarios/new")
def scenario_new(public_id: UUID) -> ResponseReturnValue:
    return _beginnings(study_or_404(public_id, to="edit"), _new_form())


def _new_form() -> NewScenarioForm:
    form = NewScenarioForm()
    versions = [(str(each.public_id), _named(each)) for each in published.all_versions()]
    form.offer(versions, [(each, method_name(each)) for each in scenarios.methods()])
    return form


def _named(version: QuestionnaireVersion) -> str:
    title = version.title_de if language() == "de" else version.title_en
    return f"{title or version.name} · {version.name} {version.version}"


def _beginnings(study: Study, form: NewScenarioForm, status: int = 200) -> ResponseReturnValue:
    offered = [packs.pack(name) for name in packs.names()]
    return render_template("desk/scenarios/new.html", study=study, packs=offered, form=form), status


@blueprint.post("/studies/<uuid:public_id>/scenarios")
def scenario_create(public_id: UUID) -> ResponseReturnValue:
    study = study_or_404(public_id, to="edit")
    if request.form.get("version"):
        return _from_version(study)
    name = request.form.get("pack", "")
    if name not in packs.names():
        flash(_("Choose a method pack."), "caution")
        return redirect(url_for("desk.scenario_new", public_id=public_id))
    row = scenarios.create_from_pack(study, name, actor=current_actor())
    flash(_("The scenario is made. Fit it to the client, then plan a wave."), "good")
    return redirect(url_for("desk.scenario", public_id=row.public_id))


def _from_version(study: Study) -> ResponseReturnValue:
    """A play for a published questionnaire; the next page asks for role and facts."""
    form = _new_form()
    made = saved(form, lambda: _made(study, form)) if form.validate() else None
    if made is None:
        return _beginnings(study, form, 422)
    flash(_("The scenario is made. Now write its role, its facts and its way out."), "good")
    return redirect(url_for("desk.scenario_edit", public_id=made.public_id))


def _made(study: Study, form: NewScenarioForm) -> Scenario:
    return scenarios.create_from_version(
        study,
        questionnaire_or_404(UUID(form.version.data)),
        code=form.code.data,
        method=form.method.data,
        titles=form.titles(),
        actor=current_actor(),
    )


@blueprint.get("/scenarios/<uuid:public_id>")
def scenario(public_id: UUID) -> ResponseReturnValue:
    row = scenario_or_404(public_id)
    study = scenarios.study_of(row)
    return render_template(
        "desk/scenarios/scenario.html",
        scenario=row,
        study=study,
        versions=scenarios.versions_of(row),
        nameless=scenarios.touchpoints_without_name(row, study),
    )


@blueprint.route("/scenarios/<uuid:public_id>/edit", methods=["GET", "POST"])
def scenario_edit(public_id: UUID) -> ResponseReturnValue:
    row = scenario_or_404(public_id, to="edit")
    form = ScenarioForm(data=data_of(row.content, {"de": row.title_de, "en": row.title_en}))
    if request.method == "POST" and rearrange(form, request.form.get("change", "")):
        return _editor(row, form)
    if form.validate_on_submit():
        made = saved(form, lambda: _save(row, form))
        if made:
            return redirect(url_for("desk.scenario", public_id=made.public_id))
    return _editor(row, form, 422 if form.errors else 200)


def _editor(row: Scenario, form: ScenarioForm, status: int = 200) -> ResponseReturnValue:
    study = scenarios.study_of(row)
    return render_template("desk/scenarios/edit.html", scenario=row, study=study, form=form), status


def _save(row: Scenario, form: ScenarioForm) -> Scenario:
    """The next version; the same one where nothing was changed. What is only advice is said."""
    content, titles = content_of(form, row.content), form.titles()
    if content == row.content and titles == {"de": row.title_de, "en": row.title_en}:
        flash(_("Nothing was changed, so there is no new version."), "info")
        return row
    advice = [each for each in scenarios.draft_problems(row, content, titles) if each.severity == "warning"]
    made = scenarios.new_version(row, content, titles, actor=current_actor())
    said = _("Version %(version)s is saved. Assignments keep the version they have.", version=made.version)
    flash(said, "good")
    for problem in advice:
        flash(sentence(problem), "caution")
    return made
