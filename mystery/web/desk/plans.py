"""The plan of a wave: targets for its locations, and the assignments made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectChoice

from mystery.problems import Problem, Rejected
from mystery.services import plans
from mystery.services.plans import HIGHEST_TARGET, Plan
from mystery.web.desk.assignment_forms import FillForm, MakeForm
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import saved
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import Wave

_PREFIX = "target."


@blueprint.get("/waves/<uuid:public_id>/plan")
def wave_plan(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="plan")
    plan = plans.plan_of(wave)
    make = MakeForm(formdata=None, first=wave.starts_on, last=wave.ends_on)
    return _page(wave, plan, _offer(FillForm(formdata=None), plan), _offer(make, plan))


def _offer(form: FillForm | MakeForm, plan: Plan) -> FillForm | MakeForm:
    """The form with the plan's scenarios and regions to choose from."""
    german = language() == "de"
    titles = [SelectChoice(each.code, each.title_de if german else each.title_en) for each in plan.scenarios]
    form.scenario.choices = [SelectChoice("", _("All scenarios")), *titles]
    if isinstance(form, FillForm):
        regions = [SelectChoice(region, region) for region in plan.regions]
        form.region.choices = [SelectChoice("", _("All regions")), *regions]
    return form


def _page(wave: Wave, plan: Plan, fill: object, make: object, status: int = 200) -> ResponseReturnValue:
    return render_template("desk/waves/plan.html", wave=wave, plan=plan, fill=fill, make=make), status


@blueprint.post("/waves/<uuid:public_id>/targets")
def wave_targets(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="plan")
    _say_changed(plans.set_targets(wave, _entered(), actor=current_actor()))
    return redirect(url_for("desk.wave_plan", public_id=public_id))


def _entered() -> dict[plans.Key, int]:
    """The targets of the table: `target.<location>.<scenario>` = number; an empty one is none."""
    wanted: dict[plans.Key, int] = {}
    for name, text in request.form.items():
        if not name.startswith(_PREFIX):
            continue
        place, _dot, code = name.removeprefix(_PREFIX).partition(".")
        try:
            wanted[UUID(place), code] = int(text.strip() or 0)
        except ValueError as error:
            problem = Problem("TARGET_NOT_A_NUMBER", params={"highest": HIGHEST_TARGET})
            raise Rejected([problem]) from error
    return wanted


def _say_changed(count: int) -> None:
    if count:
        flash(ngettext("%(num)d target is changed.", "%(num)d targets are changed.", count), "good")
    else:
        flash(_("No target has changed."), "info")


@blueprint.post("/waves/<uuid:public_id>/targets/fill")
def wave_fill(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="plan")
    plan = plans.plan_of(wave)
    form = _offer(FillForm(), plan)
    if not form.validate():
        return _page(wave, plan, form, _offer(MakeForm(formdata=None), plan), 422)
    codes = [form.scenario.data] if form.scenario.data else [each.code for each in plan.scenarios]
    wanted: dict[plans.Key, int] = {}
    for code in codes:
        wanted |= plans.fill(plan, code, form.count.data, form.region.data)
    _say_changed(plans.set_targets(wave, wanted, actor=current_actor()))
    return redirect(url_for("desk.wave_plan", public_id=public_id))


@blueprint.post("/waves/<uuid:public_id>/assignments")
def wave_make(public_id: UUID) -> ResponseReturnValue:
    wave = wave_or_404(public_id, to="plan")
    plan = plans.plan_of(wave)
    form = _offer(MakeForm(), plan)
    made = None
    if form.validate():
        made = saved(form, lambda: plans.make_assignments(wave, form.order(), actor=current_actor()))
    if made is None:
        return _page(wave, plan, _offer(FillForm(formdata=None), plan), form, 422)
    flash(ngettext("%(num)d assignment is made.", "%(num)d assignments are made.", made), "good")
    return redirect(url_for("desk.assignments", wave=public_id, state="draft"))
