"""Studies: the list, a study's page with its checklist, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from mystery.access import require
from mystery.clock import utcnow
from mystery.fieldwork import grounds_lines
from mystery.services import clients, progress, scenarios, studies
from mystery.services.studies import StudyFilter
from mystery.store.models.states import StudyState
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.checklist import steps_of
from mystery.web.desk.study_forms import NewStudyForm, StudyForm
from mystery.web.shared.attempts import saved, tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import pages_of, wanted_id, wanted_page
from mystery.web.shared.lookup import client_or_404, study_or_404
from mystery.web.shared.states import STUDY_STATES

if TYPE_CHECKING:
    from mystery.store.models import Study

_SIZE = 25


@blueprint.get("/studies/", endpoint="studies")
def list_studies() -> ResponseReturnValue:
    require(current_actor(), "study.view")
    wanted = StudyFilter(request.args.get("q", "").strip(), wanted_id("client"), _wanted_state())
    page = wanted_page()
    found, total = studies.find_studies(current_actor(), wanted, page=page, size=_SIZE)
    return render_template(
        "desk/studies/list.html",
        studies=found,
        total=total,
        wanted=wanted,
        page=page,
        pages=pages_of(total, _SIZE),
        clients=clients.visible_clients(current_actor()),
        states=[(state.value, name) for state, name in STUDY_STATES.items()],
    )


def _wanted_state() -> StudyState | None:
    return request.args.get("state", None, type=StudyState)


@blueprint.route("/studies/new", methods=["GET", "POST"])
def study_new() -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "study.edit")
    form = NewStudyForm(client=request.args.get("client"))
    form.client.choices = [
        SelectChoice(str(each.public_id), each.name) for each in clients.visible_clients(actor)
    ]
    if form.validate_on_submit():
        client = client_or_404(UUID(form.client.data))
        facts = form.facts()
        title = str(facts.pop("title"))
        study = saved(form, lambda: studies.create_study(client, form.code.data, title, actor=actor, **facts))
        if study:
            flash(_("The study is created. Next, take a scenario from a method pack."), "good")
            return redirect(url_for("desk.study", public_id=study.public_id))
    status = 422 if form.errors else 200
    return render_template("desk/studies/form.html", form=form, study=None), status


@blueprint.get("/studies/<uuid:public_id>")
def study(public_id: UUID) -> ResponseReturnValue:
    row = study_or_404(public_id)
    return render_template(
        "desk/studies/study.html",
        study=row,
        waves=progress.of_waves(studies.waves_of(row), utcnow()),
        scenarios=scenarios.current_of(row),
        checklist=steps_of(grounds_lines(studies.grounds_of(row))),
    )


@blueprint.route("/studies/<uuid:public_id>/edit", methods=["GET", "POST"])
def study_edit(public_id: UUID) -> ResponseReturnValue:
    row = study_or_404(public_id, to="edit")
    form = StudyForm(obj=row)
    if form.validate_on_submit() and saved(form, lambda: _change(row, form)):
        flash(_("The study is saved."), "good")
        return redirect(url_for("desk.study", public_id=public_id))
    return render_template("desk/studies/form.html", form=form, study=row), 422 if form.errors else 200


def _change(row: Study, form: StudyForm) -> bool:
    studies.change_study(row, actor=current_actor(), **form.facts())
    return True


@blueprint.post("/studies/<uuid:public_id>/close")
def study_close(public_id: UUID) -> ResponseReturnValue:
    row = study_or_404(public_id, to="edit")
    actor = current_actor()
    tried(
        lambda: studies.set_study_state(row, StudyState.CLOSED, actor=actor), str(_("The study is closed."))
    )
    return redirect(url_for("desk.study", public_id=public_id))


@blueprint.post("/studies/<uuid:public_id>/reopen")
def study_reopen(public_id: UUID) -> ResponseReturnValue:
    row = study_or_404(public_id, to="edit")
    actor = current_actor()
    tried(
        lambda: studies.set_study_state(row, StudyState.RUNNING, actor=actor),
        str(_("The study is open again.")),
    )
    return redirect(url_for("desk.study", public_id=public_id))
