"""Exporting the records of a wave: asked for on a page, made in the background, fetched by who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from limits import parse

from mystery.services import wave_export_jobs, wave_exports
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.export_forms import FORMATS, ExportForm
from mystery.web.shared.attempts import saved
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.limits import count_or_refuse
from mystery.web.shared.lookup import exported_wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import Wave

_LIMIT = parse("60 per hour")


@blueprint.get("/waves/<uuid:public_id>/export")
def wave_export(public_id: UUID) -> ResponseReturnValue:
    wave = exported_wave_or_404(public_id, to="make")
    return _page(wave, _form(wave, ExportForm(formdata=None, language=language())))


def _form(wave: Wave, form: ExportForm) -> ExportForm:
    form.offer(wave_exports.questionnaires_in(wave, current_actor()))
    return form


def _page(wave: Wave, form: ExportForm, status: int = 200) -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "desk/waves/export.html",
        wave=wave,
        form=form,
        formats=FORMATS,
        counts=wave_exports.questionnaires_in(wave, actor),
        orders=wave_export_jobs.orders_of(wave, actor),
    ), status


@blueprint.post("/waves/<uuid:public_id>/export")
def wave_export_make(public_id: UUID) -> ResponseReturnValue:
    wave, actor = exported_wave_or_404(public_id, to="make"), current_actor()
    form = _form(wave, ExportForm())
    if not form.validate():
        return _page(wave, form, 422)
    count_or_refuse(_LIMIT, "export", str(actor.public_id))
    if not saved(form, lambda: wave_export_jobs.ask(wave, form.choice(), actor)):
        return _page(wave, form, 422)
    flash(_("The export is being made. You can leave this page; it waits for you a day."), "good")
    return redirect(url_for("desk.wave_export", public_id=public_id))


@blueprint.get("/waves/<uuid:public_id>/export/state")
def wave_export_state(public_id: UUID) -> ResponseReturnValue:
    wave = exported_wave_or_404(public_id, to="make")
    orders = wave_export_jobs.orders_of(wave, current_actor())
    return jsonify({str(order.public_id): order.percent for order in orders if order.is_open})


@blueprint.get("/exports/<uuid:public_id>")
def export_file(public_id: UUID) -> ResponseReturnValue:
    path = wave_export_jobs.fetch(current_actor(), public_id)
    reply = send_file(path, as_attachment=True, download_name=path.name, mimetype="application/octet-stream")
    reply.headers["Cache-Control"] = "no-store"
    return reply
