"""One case of the call desk as a planner sees it: why now or why not, its history, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mystery.access import require
from mystery.clock import utcnow
from mystery.services import call_outcomes, call_plans, case_list, cases, recordings
from mystery.web.desk import sample_words
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import case_or_404

_CHANGES: dict[str, tuple[Callable[..., None], LazyString]] = {
    "pause": (cases.pause, _l("The case is paused.")),
    "reopen": (cases.reopen, _l("The case is to be called again.")),
    "close": (cases.skip, _l("The case is closed.")),
}


@blueprint.get("/cases/<uuid:public_id>")
def called_case(public_id: UUID) -> ResponseReturnValue:
    case = case_or_404(public_id)
    final = call_outcomes.final_code_of(case)
    return render_template(
        "desk/calls/case.html",
        case=case,
        wave=case.wave,
        row=case_list.of_case(case),
        history=cases.history(case),
        recordings=recordings.kept_of(case),
        agreed=cases.open_appointment(case),
        parts=call_plans.terms(cases.plan_of(case)).parts,
        final=f"{final.code} {final.label.told(language())}" if final else "",
        now=utcnow(),
        words=sample_words,
    )


@blueprint.post("/cases/<uuid:public_id>/pause", endpoint="called_case_pause", defaults={"act": "pause"})
@blueprint.post("/cases/<uuid:public_id>/reopen", endpoint="called_case_reopen", defaults={"act": "reopen"})
@blueprint.post("/cases/<uuid:public_id>/close", endpoint="called_case_close", defaults={"act": "close"})
def change_case(public_id: UUID, act: str) -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "sample.edit")
    case = case_or_404(public_id)
    change, said = _CHANGES[act]
    tried(lambda: change(case, actor), str(said))
    return redirect(url_for("desk.called_case", public_id=public_id))


@blueprint.post("/cases/<uuid:public_id>/priority")
def called_case_priority(public_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "sample.edit")
    case, wanted = case_or_404(public_id), request.form.get("priority", 0, type=int)
    tried(lambda: cases.set_priority(case, wanted, actor), str(_("The priority is saved.")))
    return redirect(url_for("desk.called_case", public_id=public_id))
