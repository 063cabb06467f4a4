"""The sample of a wave: files looked at and taken, batches, cases with their why, people erased."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.calling import OUTCOMES
from mystery.problems import NotFound, Problem, Rejected
from mystery.services import call_plans, case_list, sample_files, samples
from mystery.services.case_list import SORTS, CaseFilter
from mystery.store.models.states import CaseState
from mystery.web.desk import sample_words
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.sample_forms import ZONES, ColumnsForm, SampleForm, columns_form, refused_lines
from mystery.web.shared.attempts import saved
from mystery.web.shared.downloads import csv_download
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import pages_of, wanted_id, wanted_page
from mystery.web.shared.lookup import sampled_wave_or_404

if TYPE_CHECKING:
    from mystery.services.samples import Preview
    from mystery.store.models import Wave

_SIZE = 50
_SHOWN = 20
"""Rows of a preview that are shown; the rest is counted, and refused ones can be downloaded."""


@blueprint.get("/waves/<uuid:public_id>/sample")
def sample(public_id: UUID) -> ResponseReturnValue:
    return _page(sampled_wave_or_404(public_id), SampleForm(formdata=None))


def _page(wave: Wave, form: SampleForm, status: int = 200) -> ResponseReturnValue:
    wanted, page, sort = _wanted(), wanted_page(), _sort()
    rows, total = case_list.find(wave, wanted, current_actor(), sort=sort, page=page, size=_SIZE)
    return render_template(
        "desk/calls/sample.html",
        wave=wave,
        plan=call_plans.plan_of(wave),
        form=form,
        words=sample_words,
        outcomes=OUTCOMES,
        batches=samples.batches(wave),
        people=samples.people(wave),
        counts=case_list.counts(wave),
        wanted=wanted,
        rows=rows,
        total=total,
        page=page,
        pages=pages_of(total, _SIZE),
        sort=sort,
        sorts=frozenset(SORTS),
    ), status


def _wanted() -> CaseFilter:
    return CaseFilter(
        text=request.args.get("q", "").strip(),
        state=request.args.get("state", None, type=CaseState),
        batch=wanted_id("batch"),
        outcome=request.args.get("outcome", ""),
    )


def _sort() -> str:
    sort = request.args.get("sort", "reference")
    return sort if sort.removeprefix("-") in SORTS else "reference"


@blueprint.post("/waves/<uuid:public_id>/sample")
def sample_upload(public_id: UUID) -> ResponseReturnValue:
    wave, form = sampled_wave_or_404(public_id, to="edit"), SampleForm()
    key = saved(form, lambda: _put_aside(wave, form)) if form.validate() else None
    if key is None:
        return _page(wave, form, 422)
    return redirect(url_for("desk.sample_preview", public_id=public_id, key=key))


def _put_aside(wave: Wave, form: SampleForm) -> UUID:
    return sample_files.put_aside(wave.public_id, form.file.data.read(), form.file.data.filename or "")


@blueprint.get("/waves/<uuid:public_id>/sample/files/<uuid:key>")
def sample_preview(public_id: UUID, key: UUID) -> ResponseReturnValue:
    wave = sampled_wave_or_404(public_id, to="edit")
    sheet = sample_files.read(*_put_aside_of(wave, key))
    form = columns_form(sheet, request.args)
    seen = saved(form, lambda: samples.preview(wave, sheet, form.columns()))
    return _preview(wave, key, form, seen), 200 if seen else 422


def _put_aside_of(wave: Wave, key: UUID) -> tuple[bytes, str]:
    """The file and its name. Raises `Rejected` where it was taken, thrown away or too old."""
    try:
        return sample_files.put_aside_of(wave.public_id, key)
    except NotFound as gone:
        raise Rejected([Problem("SAMPLE_GONE")]) from gone


def _preview(wave: Wave, key: UUID, form: ColumnsForm, seen: Preview | None) -> str:
    return render_template(
        "desk/calls/preview.html",
        wave=wave,
        key=key,
        form=form,
        seen=seen,
        shown=_SHOWN,
        words=sample_words,
        zones=ZONES,
    )


@blueprint.get("/waves/<uuid:public_id>/sample/files/<uuid:key>/refused.csv")
def sample_refused(public_id: UUID, key: UUID) -> Response:
    wave = sampled_wave_or_404(public_id, to="edit")
    sheet = sample_files.read(*_put_aside_of(wave, key))
    seen = samples.preview(wave, sheet, columns_form(sheet, request.args).columns())
    header = [_("Row"), _("Reasons"), *sheet.headings]
    return csv_download(_("refused-rows") + ".csv", header, refused_lines(seen))


@blueprint.post("/waves/<uuid:public_id>/sample/files/<uuid:key>/take")
def sample_take(public_id: UUID, key: UUID) -> ResponseReturnValue:
    wave, actor = sampled_wave_or_404(public_id, to="edit"), current_actor()
    data, name = _put_aside_of(wave, key)
    form = columns_form(sample_files.read(data, name), request.form)
    batch = saved(form, lambda: samples.take(wave, data, name, form.columns(), actor))
    if batch is None:
        return _preview(wave, key, form, None), 422
    sample_files.throw_away(wave.public_id, key)
    flash(ngettext("%(num)d row is taken.", "%(num)d rows are taken.", batch.taken), "good")
    return redirect(url_for("desk.sample", public_id=public_id, batch=batch.public_id))


@blueprint.post("/waves/<uuid:public_id>/sample/files/<uuid:key>/discard")
def sample_discard(public_id: UUID, key: UUID) -> ResponseReturnValue:
    wave = sampled_wave_or_404(public_id, to="edit")
    sample_files.throw_away(wave.public_id, key)
    flash(_("The file is thrown away; nothing of it was taken."), "info")
    return redirect(url_for("desk.sample", public_id=public_id))


@blueprint.get("/waves/<uuid:public_id>/sample/batches/<uuid:key>/refused.csv")
def sample_batch_refused(public_id: UUID, key: UUID) -> Response:
    batch = samples.batch_of(sampled_wave_or_404(public_id), key)
    rows = batch.report.get("refused", [])
    lines = ([str(row), ", ".join(map(sample_words.refusal_name, codes))] for row, codes in rows)
    return csv_download(_("refused-rows") + ".csv", [_("Row"), _("Reasons")], lines)


@blueprint.post("/waves/<uuid:public_id>/sample/erase")
def sample_erase(public_id: UUID) -> ResponseReturnValue:
    wave = sampled_wave_or_404(public_id, to="edit")
    if request.form.get("confirm_name", "").strip() != wave.code:
        flash(_("The name does not match; nothing was erased."), "danger")
    else:
        gone = samples.erase_people(wave, current_actor())
        flash(
            _(
                "%(names)s names and %(numbers)s numbers are erased.",
                names=gone.contacts,
                numbers=gone.numbers,
            ),
            "good",
        )
    return redirect(url_for("desk.sample", public_id=public_id))
