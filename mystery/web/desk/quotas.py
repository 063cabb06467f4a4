"""The quotas of a wave: cells and their counts, pasted from a spreadsheet, and the log of each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import TextAreaField
from wtforms.validators import Length

from mystery.calling import ACTIONS
from mystery.services import call_plans, case_list, quota_text, quotas
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import saved
from mystery.web.shared.forms import PageForm
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import called_wave_or_404, sampled_wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import Wave

EVENTS = {
    "counted": (_l("Counted"), "info"),
    "closed": (_l("Full"), "good"),
    "over": (_l("Counted over quota"), "caution"),
    "turned_away": (_l("Turned away, quota full"), "caution"),
    "freed": (_l("No longer counted: rejected or withdrawn"), "info"),
    "reopened": (_l("Opened again"), "info"),
}
_MOST_LOGGED = 5000
_OVER = ("over", "turned_away")


class QuotaForm(PageForm):
    table = TextAreaField(
        _l("Cells"),
        [Length(max=200_000)],
        description=_l(
            "Paste from a spreadsheet. The first line names the columns: attributes or items, “target”, and "
            "if you like “name” and “action” (stop, finish, count). Several values: A|B. Empty: any value."
        ),
        render_kw={"rows": 12, "spellcheck": "false", "wrap": "off"},
    )


@blueprint.get("/waves/<uuid:public_id>/quotas")
def call_quotas(public_id: UUID) -> ResponseReturnValue:
    wave = called_wave_or_404(public_id)
    known = case_list.attributes(wave)
    chosen = {name: known[name] for name in request.args.getlist("cross") if name in known}
    text = quota_text.crossed(chosen) or quota_text.write(quotas.cells(wave))
    return _page(wave, QuotaForm(formdata=None, table=text))


def _page(wave: Wave, form: QuotaForm, status: int = 200) -> ResponseReturnValue:
    only_over = request.args.get("log") == "over"
    log = quotas.log(wave, _MOST_LOGGED) if only_over else quotas.log(wave)
    cells = quotas.cells(wave)
    return render_template(
        "desk/calls/quotas.html",
        wave=wave,
        plan=call_plans.plan_of(wave),
        cells=cells,
        labels={cell.id: cell.label for cell in cells},
        log=[each for each in log if each.what in _OVER] if only_over else log,
        only_over=only_over,
        attributes=case_list.attributes(wave),
        form=form,
        events=EVENTS,
        actions=ACTIONS,
    ), status


@blueprint.post("/waves/<uuid:public_id>/quotas")
def call_quotas_save(public_id: UUID) -> ResponseReturnValue:
    wave, actor, form = sampled_wave_or_404(public_id, to="edit"), current_actor(), QuotaForm()
    cells = None
    if form.validate():
        cells = saved(form, lambda: quotas.save(wave, quota_text.read(form.table.data or ""), actor))
    if cells is None:
        return _page(wave, form, 422)
    flash(ngettext("%(num)d cell is saved.", "%(num)d cells are saved.", len(cells)), "good")
    return redirect(url_for("desk.call_quotas", public_id=public_id))
