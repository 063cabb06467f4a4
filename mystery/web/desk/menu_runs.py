"""Voice menus of a wave's hotlines: planned runs and what each level cost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mystery.services import call_plans, clients, menu_runs
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.menu_run_forms import MenuRunForm, form_for
from mystery.web.shared.attempts import saved, tried
from mystery.web.shared.errors import sentence
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import called_wave_or_404, menu_run_or_404

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mystery.store.models import MenuRun, OrgUnit, Wave

STATES = {
    "planned": (_l("Planned"), "neutral"),
    "running": (_l("Under way"), "accent"),
    "done": (_l("Gone through"), "good"),
    "cut_off": (_l("Line went dead"), "danger"),
    "busy": (_l("Busy"), "caution"),
    "no_answer": (_l("Nobody answered"), "caution"),
    "failed": (_l("Failed"), "danger"),
    "refused": (_l("Not dialled"), "caution"),
    "cancelled": (_l("Cancelled"), "neutral"),
}


@blueprint.get("/waves/<uuid:public_id>/menu-runs")
def menu_runs_page(public_id: UUID) -> ResponseReturnValue:
    wave = called_wave_or_404(public_id, to="edit")
    return _page(wave, form_for(clients.locations_of(wave.study.client)))


def _page(wave: Wave, form: MenuRunForm, status: int = 200) -> ResponseReturnValue:
    runs = menu_runs.of_wave(wave)
    return render_template(
        "desk/calls/menus.html",
        wave=wave,
        plan=call_plans.plan_of(wave),
        form=form,
        runs=runs,
        levels=menu_runs.levels_of,
        summary=menu_runs.summary(runs),
        states=STATES,
        reason=_reason,
    ), status


def _reason(run: MenuRun) -> str:
    """Why a run was not dialled, in words; what a telephone said stays as it is."""
    return " ".join(sentence(problem) for problem in menu_runs.problems_of(run)) or run.last_error


@blueprint.post("/waves/<uuid:public_id>/menu-runs")
def menu_runs_plan(public_id: UUID) -> ResponseReturnValue:
    wave = called_wave_or_404(public_id, to="edit")
    places = clients.locations_of(wave.study.client)
    form = form_for(places)
    planned = _planned(wave, form, places) if form.validate() else None
    if not planned:
        return _page(wave, form, 422)
    flash(ngettext("%(num)d run is planned.", "%(num)d runs are planned.", len(planned)), "good")
    return redirect(url_for("desk.menu_runs_page", public_id=public_id))


def _planned(wave: Wave, form: MenuRunForm, places: Sequence[OrgUnit]) -> list[MenuRun] | None:
    place = next(each for each in places if str(each.public_id) == form.location.data)
    due_at = form.due.data.replace(tzinfo=ZoneInfo(place.time_zone))
    every = timedelta(minutes=form.every.data)

    def plan() -> list[MenuRun]:
        number, steps, times = form.number.data or "", form.steps(), form.times.data
        return menu_runs.plan(wave, current_actor(), place, number, steps, due_at, times=times, every=every)

    return saved(form, plan)


@blueprint.post("/menu-runs/<uuid:public_id>/cancel")
def menu_run_cancel(public_id: UUID) -> ResponseReturnValue:
    run = menu_run_or_404(public_id, to="edit")
    tried(lambda: menu_runs.cancel(run, current_actor()), str(_("The run is cancelled.")))
    return redirect(url_for("desk.menu_runs_page", public_id=run.wave.public_id))
