"""How the calls of a wave are made: its plan, and the switch that stops them all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mystery.services import call_plans, cases
from mystery.services.context import settings
from mystery.telephony import available
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.call_plan_forms import KINDS, CallPlanForm, form_of
from mystery.web.shared.attempts import saved, tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import called_wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import CallPlan, Wave

TELEPHONES = {
    "none": _l("By hand, with a stopwatch"),
    "simulator": _l("Simulator: invents calls, for trying out"),
    "twilio": _l("Twilio: calls the caller, then the number"),
}


@blueprint.get("/waves/<uuid:public_id>/calls")
def call_plan(public_id: UUID) -> ResponseReturnValue:
    wave = called_wave_or_404(public_id)
    plan = call_plans.plan_of(wave)
    return _page(wave, plan, form_of(plan, _telephones(plan)) if plan else None)


def _telephones(plan: CallPlan) -> dict[str, str]:
    """Those that this installation can use, and the one that the plan has."""
    usable = {*available(settings()), plan.telephony}
    return {code: str(word) for code, word in TELEPHONES.items() if code in usable}


def _page(
    wave: Wave, plan: CallPlan | None, form: CallPlanForm | None, status: int = 200
) -> ResponseReturnValue:
    return render_template("desk/calls/plan.html", wave=wave, plan=plan, form=form, kinds=KINDS), status


@blueprint.post("/waves/<uuid:public_id>/calls/begin")
def call_plan_begin(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id, to="edit"), current_actor()
    kind = "survey" if request.form.get("kind") == "survey" else "test"
    begun = str(_("The wave has a call plan with the usual rules. Adapt what is different here."))
    tried(lambda: call_plans.save(wave, {"kind": kind}, actor), begun)
    return redirect(url_for("desk.call_plan", public_id=public_id))


@blueprint.post("/waves/<uuid:public_id>/calls")
def call_plan_save(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id, to="edit"), current_actor()
    plan = call_plans.plan_of(wave)
    if plan is None:
        return _page(wave, None, None, 422)
    form, kind = form_of(plan, _telephones(plan)), plan.kind
    if not (form.validate() and saved(form, lambda: call_plans.save(wave, form.document(kind), actor))):
        return _page(wave, plan, form, 422)
    flash(_("The call plan is saved."), "good")
    return redirect(url_for("desk.call_plan", public_id=public_id))


@blueprint.post("/waves/<uuid:public_id>/calls/stop")
def call_plan_stop(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id, to="edit"), current_actor()
    tried(lambda: call_plans.stop(wave, actor), str(_("All calls of the wave are stopped.")))
    return redirect(url_for("desk.call_plan", public_id=public_id))


@blueprint.post("/waves/<uuid:public_id>/calls/resume")
def call_plan_resume(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id, to="edit"), current_actor()
    if request.form.get("confirm_name", "").strip() != wave.code:
        flash(_("The name does not match; calls stay stopped."), "danger")
    else:
        tried(lambda: call_plans.resume(wave, actor), str(_("The wave is called again.")))
    return redirect(url_for("desk.call_plan", public_id=public_id))


@blueprint.post("/waves/<uuid:public_id>/calls/cases")
def call_cases_open(public_id: UUID) -> ResponseReturnValue:
    wave = called_wave_or_404(public_id, to="edit")
    count = cases.open_tests(wave)
    made = ngettext("%(num)d case is to be called.", "%(num)d cases are to be called.", count)
    flash(made if count else _("Every planned call has its case."), "good" if count else "info")
    return redirect(url_for("desk.sample", public_id=public_id))
