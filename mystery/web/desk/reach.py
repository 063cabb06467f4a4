"""Reachability of a wave's hotlines: contacts planned in rounds, figures, and the report on calls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.manners import by_turns
from mystery.problems import Rejected
from mystery.reporting import ScreenChart, on_screen, reach_charts, reach_sentences
from mystery.services import call_reports, reach_windows, reachability
from mystery.services import reach as service
from mystery.services.reachability import TARGET_SECONDS
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.call_outcomes import wanted_e
from mystery.web.desk.reach_forms import PRESETS, reach_form
from mystery.web.shared.attempts import saved
from mystery.web.shared.errors import sentence
from mystery.web.shared.findings.lines import text_of
from mystery.web.shared.findings.pages import download
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import called_wave_or_404

if TYPE_CHECKING:
    from mystery.reporting import ReachFacts
    from mystery.store.models import Wave
    from mystery.web.desk.reach_forms import ReachForm

TARGETS = (20, 30, 60, 120, 300)
"""Seconds until a human being that a page may ask for."""


@blueprint.get("/waves/<uuid:public_id>/reach")
def reach(public_id: UUID) -> ResponseReturnValue:
    wave = called_wave_or_404(public_id)
    return _page(wave, reach_form(wave, request.args.get("preset", "")))


def _page(wave: Wave, form: ReachForm, status: int = 200) -> ResponseReturnValue:
    actor, target = current_actor(), _target()
    report = reachability.reachability_of(wave, actor, target)
    facts = call_reports.facts_of(wave, report)
    return render_template(
        "desk/calls/reach.html",
        wave=wave,
        plan=report.plan,
        report=report,
        facts=facts,
        drawn=_drawn(facts),
        says=reach_sentences(facts, language()),
        text_of=text_of,
        form=form,
        missed=len(reach_windows.missed(wave)),
        target=target,
        targets=TARGETS,
        presets=PRESETS,
    ), status


def _target() -> int:
    asked = request.args.get("target", TARGET_SECONDS, type=int)
    return asked if asked in TARGETS else TARGET_SECONDS


def _drawn(facts: ReachFacts) -> dict[str, ScreenChart]:
    charts = reach_charts(facts, language())
    return {name: on_screen(chart, f"reach-{name}") for name, chart in charts.items() if name != "total"}


@blueprint.post("/waves/<uuid:public_id>/reach")
def reach_plan(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id, to="edit"), current_actor()
    form = reach_form(wave)
    if not form.validate():
        return _page(wave, form, 422)
    made = saved(form, lambda: service.make_rounds(wave, form.order(), actor=actor))
    if made is None:
        return _page(wave, form, 422)
    planned = ngettext("%(num)d contact is planned.", "%(num)d contacts are planned.", made)
    flash(planned if made else _("All of these contacts are planned already."), "good" if made else "info")
    return redirect(url_for("desk.reach", public_id=public_id))


@blueprint.post("/waves/<uuid:public_id>/reach/move")
def reach_move(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id, to="edit"), current_actor()
    moved = reach_windows.move_missed(wave, actor=actor)
    told = ngettext("%(num)d contact has a new window.", "%(num)d contacts have new windows.", moved)
    flash(
        told if moved else _("There is no such time of day left in this wave."), "good" if moved else "info"
    )
    return redirect(url_for("desk.reach", public_id=public_id))


@blueprint.get("/waves/<uuid:public_id>/calls.pdf")
@by_turns()
def calls_report(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id), current_actor()
    try:
        made = call_reports.calls_report(
            wave, language(), actor=actor, target_seconds=_target(), e=wanted_e()
        )
    except Rejected as refusal:
        flash(" ".join(map(sentence, refusal.problems)), "danger")
        return redirect(url_for("desk.call_plan", public_id=public_id))
    return download(made)
