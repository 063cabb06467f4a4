"""The inbox: what arrived and waits for a decision, side by side with what counts."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.access import allowed, require
from mystery.services import comparing, holdings, inbox, rescue
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.inbox_forms import DecisionForm, RescueForm, SettleForm
from mystery.web.desk.inbox_words import WORDS
from mystery.web.shared.errors import sentence
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import intake_or_404, interview_or_404


@blueprint.get("/inbox/")
def inbox_list() -> ResponseReturnValue:
    actor, is_decided = current_actor(), request.args.get("stage") == "decided"
    return render_template(
        "desk/inbox/list.html",
        words=WORDS,
        is_decided=is_decided,
        rows=inbox.decided(actor) if is_decided else inbox.waiting(actor),
        differing=inbox.differing(actor),
        waiting=inbox.count(actor),
        name_of=comparing.name_of,
        losses=len(holdings.losses(actor)) if allowed(actor, "device.view") else 0,
        form=RescueForm(),
    )


@blueprint.get("/inbox/<uuid:public_id>")
def inbox_item(public_id: UUID) -> ResponseReturnValue:
    return _item(public_id, DecisionForm(), 200)


@blueprint.post("/inbox/<uuid:public_id>/decide")
def inbox_decide(public_id: UUID) -> ResponseReturnValue:
    row, form = intake_or_404(public_id, to="decide"), DecisionForm()
    if not form.validate_on_submit():
        return _item(public_id, form, 422)
    inbox.decide(row, form.decision.data, form.reason.data, current_actor())
    flash(str(WORDS.decisions[form.decision.data][0]), "good")
    return redirect(url_for("desk.inbox_list"))


def _item(public_id: UUID, form: DecisionForm, status: int) -> tuple[str, int]:
    row = intake_or_404(public_id)
    found = comparing.compare(row, current_actor(), language())
    page = render_template(
        "desk/inbox/item.html", words=WORDS, row=row, found=found, form=form, name_of=comparing.name_of
    )
    return page, status


@blueprint.get("/inbox/answers/<uuid:public_id>")
def inbox_answers(public_id: UUID) -> ResponseReturnValue:
    return _answers(public_id, SettleForm(), 200)


@blueprint.post("/inbox/answers/<uuid:public_id>/settle")
def inbox_answers_settle(public_id: UUID) -> ResponseReturnValue:
    interview, form = interview_or_404(public_id), SettleForm()
    if not form.validate_on_submit():
        return _answers(public_id, form, 422)
    inbox.settle(interview, form.reason.data, current_actor())
    flash(_("Noted. The answers stay as they are."), "good")
    return redirect(url_for("desk.inbox_list"))


def _answers(public_id: UUID, form: SettleForm, status: int) -> tuple[str, int]:
    interview = interview_or_404(public_id)
    rows = inbox.differing_of(interview, current_actor())
    lines = comparing.beside(interview, rows, language())
    page = render_template(
        "desk/inbox/answers.html", words=WORDS, interview=interview, lines=lines, form=form
    )
    return page, status


@blueprint.post("/inbox/rescue")
def inbox_rescue() -> ResponseReturnValue:
    form, actor = RescueForm(), current_actor()
    require(actor, "intake.rescue")
    if not form.validate_on_submit():
        flash(_("Choose a rescue file first."), "danger")
        return redirect(url_for("desk.inbox_list"))
    done = rescue.import_file(form.file.data.stream, actor)
    count = len(done.records) + done.drafts
    told = ngettext("%(num)d visit of the file is here.", "%(num)d visits of the file are here.", count)
    flash(told, "good")
    if done.notes:
        said = ngettext("%(num)d note on visits is here.", "%(num)d notes on visits are here.", done.notes)
        flash(said, "good")
    for problem in done.problems[:5]:
        flash(sentence(problem), "danger")
    return redirect(url_for("desk.inbox_list"))
