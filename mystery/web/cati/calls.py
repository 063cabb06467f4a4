"""One call: case card, briefing, attempts, and the way into the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import briefing, calls
from mystery.services.forms import form_of_version
from mystery.web.cati.blueprint import blueprint
from mystery.web.cati.case import OUTCOMES, case_of
from mystery.web.shared.attempts import tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import assignment_or_404
from mystery.web.shared.player import opening_language
from mystery.web.shared.quiz import Question, chosen_options, questions
from mystery.web.shared.visit_card import in_words, timer_words

if TYPE_CHECKING:
    from mystery.store.models import Assignment


@blueprint.get("/calls/<uuid:public_id>")
def call(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    return _page(assignment, questions(briefing.play_of(assignment), [], ()))


@blueprint.post("/calls/<uuid:public_id>/quiz")
def quiz(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    play = briefing.play_of(assignment)
    chosen = chosen_options(play)
    marked = briefing.answer_quiz(assignment, current_actor(), chosen)
    if not marked.passed:
        return _page(assignment, questions(play, chosen, marked.wrong))
    return redirect(url_for("cati.call", public_id=public_id))


@blueprint.post("/calls/<uuid:public_id>/briefed")
def confirm_briefing(public_id: UUID) -> ResponseReturnValue:
    briefing.confirm(assignment_or_404(public_id, to="work"), current_actor())
    return redirect(url_for("cati.call", public_id=public_id))


@blueprint.post("/calls/<uuid:public_id>/attempts")
def attempt(public_id: UUID) -> ResponseReturnValue:
    """Reached: on with the interview. Anything else: on to the next call."""
    assignment = assignment_or_404(public_id, to="work")
    outcome, note = request.form.get("outcome", ""), request.form.get("note", "")[:2000]
    done = tried(lambda: calls.note_attempt(assignment, current_actor(), outcome, note), _("Noted."))
    if done and outcome == "reached":
        return start(public_id)
    return redirect(url_for("cati.desk") if done else url_for("cati.call", public_id=public_id))


@blueprint.post("/calls/<uuid:public_id>/start")
def start(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    form = form_of_version(assignment.scenario.questionnaire_version)
    spoken = opening_language(form.languages, form.default_language)
    interview = briefing.start(assignment, current_actor(), mode="cati", language=spoken)
    return redirect(url_for("cati.interview", public_id=interview.public_id))


def _page(assignment: Assignment, quiz_questions: list[Question]) -> str:
    return render_template(
        "cati/call.html",
        case=case_of(calls.call_of(assignment)),
        outcomes=OUTCOMES,
        has_passed=briefing.has_passed(assignment),
        questions=quiz_questions,
        in_words=in_words,
        timer_words=timer_words,
    )
