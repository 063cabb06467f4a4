"""Waves: created and edited, moved into the field, closed and released."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mystery.services import studies
from mystery.store.models.states import WaveState
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.study_forms import NewWaveForm, WaveForm
from mystery.web.shared.attempts import saved, tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import study_or_404, wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import Study, Wave

_MOVED: dict[WaveState, LazyString] = {
    WaveState.PLANNED: _l("The wave is being planned again."),
    WaveState.FIELD: _l("The wave is in the field."),
    WaveState.REVIEW: _l("The field is closed. What is left can be reviewed."),
    WaveState.RELEASED: _l("The wave is released; the client sees its results."),
}


@blueprint.route("/studies/<uuid:public_id>/waves/new", methods=["GET", "POST"])
def wave_new(public_id: UUID) -> ResponseReturnValue:
    study = study_or_404(public_id, to="edit")
    form = NewWaveForm()
    if form.validate_on_submit():
        wave = saved(form, lambda: _create(study, form))
        if wave:
            flash(_("The wave is created. Next, set its targets."), "good")
            return redirect(url_for("desk.wave", public_id=wave.public_id))
    status = 422 if form.errors else 200
    return render_template("desk/waves/form.html", form=form, study=study, wave=None), status


def _create(study: Study, form: NewWaveForm) -> Wave:
    labels = {"de": form.label_de.data, "en": form.label_en.data}
    days = form.starts_on.data, form.ends_on.data
    return studies.create_wave(study, form.code.data, labels, *days, actor=current_actor())


@blueprint.route("/waves/<uuid:public_id>/edit", methods=["GET", "POST"])
def wave_edit(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="edit")
    form = WaveForm(obj=wave)
    if form.validate_on_submit() and saved(form, lambda: _change(wave, form)):
        flash(_("The wave is saved."), "good")
        return redirect(url_for("desk.wave", public_id=public_id))
    status = 422 if form.errors else 200
    return render_template("desk/waves/form.html", form=form, study=wave.study, wave=wave), status


def _change(wave: Wave, form: WaveForm) -> bool:
    studies.change_wave(wave, actor=current_actor(), **form.facts())
    return True


@blueprint.post(
    "/waves/<uuid:public_id>/plan-again", endpoint="wave_plan_again", defaults={"state": "planned"}
)
@blueprint.post("/waves/<uuid:public_id>/start", endpoint="wave_start", defaults={"state": "field"})
@blueprint.post("/waves/<uuid:public_id>/close", endpoint="wave_close", defaults={"state": "review"})
def move_wave(public_id: UUID, state: str) -> ResponseReturnValue:
    return _move(public_id, WaveState(state), "edit")


@blueprint.post("/waves/<uuid:public_id>/release")
def wave_release(public_id: UUID) -> ResponseReturnValue:
    return _move(public_id, WaveState.RELEASED, "release")


def _move(public_id: UUID, state: WaveState, to: str) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to=to)
    actor = current_actor()
    tried(lambda: studies.set_wave_state(wave, state, actor=actor), str(_MOVED[state]))
    return redirect(url_for("desk.wave", public_id=public_id))
