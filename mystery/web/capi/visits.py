"""One visit: where and when, and what can be done now."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import briefing, draft_holders, own_work
from mystery.services.forms import form_of_version
from mystery.web.capi.blueprint import blueprint
from mystery.web.capi.forms import CouldNotTestForm
from mystery.web.shared.attempts import tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import assignment_or_404, interview_or_404
from mystery.web.shared.player import opening_language
from mystery.web.shared.visit_card import visit_card


@blueprint.get("/visits/<uuid:public_id>")
def visit(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    interview = own_work.interview_of(assignment)
    holder = draft_holders.holder_of(interview) if interview else None
    card = visit_card(assignment)
    return render_template("capi/visit.html", card=card, interview=interview, holder=holder)


@blueprint.post("/visits/<uuid:public_id>/start")
def start(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    form = form_of_version(assignment.scenario.questionnaire_version)
    spoken = opening_language(form.languages, form.default_language)
    interview = briefing.start(assignment, current_actor(), mode="capi", language=spoken)
    return redirect(url_for("capi.interview", public_id=interview.public_id))


@blueprint.post("/interviews/<uuid:public_id>/take")
def take_over(public_id: UUID) -> ResponseReturnValue:
    """From a tablet into this browser: the tablet keeps its copy, and may only show it."""
    interview = interview_or_404(public_id, to="work")
    done = tried(
        lambda: draft_holders.take_over(interview, current_actor(), None),
        _("You go on here, in the browser."),
    )
    if done:
        return redirect(url_for("capi.interview", public_id=public_id))
    return redirect(url_for("capi.visit", public_id=interview.assignment.public_id))


@blueprint.route("/visits/<uuid:public_id>/could-not-test", methods=["GET", "POST"])
def could_not_test(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    form = CouldNotTestForm()
    if not form.validate_on_submit():
        return render_template("capi/could_not_test.html", form=form, card=visit_card(assignment))
    own_work.could_not_test(assignment, current_actor(), form.reason.data, form.note.data or "")
    flash(_("Noted. The planner sees it and decides what comes next."), "good")
    return redirect(url_for("capi.today"))
