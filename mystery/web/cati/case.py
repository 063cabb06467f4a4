"""One call on one screen: the case, its briefing where one is due, and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mystery.scenario import Marked
from mystery.services import briefing, call_interviews
from mystery.services.context import settings
from mystery.services.forms import scenario_of
from mystery.telephony import twilio_browser
from mystery.web.cati.blueprint import blueprint
from mystery.web.cati.call_boot import call_boot, interview_boot, modules_of, telephones_here
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import case_or_404
from mystery.web.shared.quiz import Question, chosen_options, questions
from mystery.web.shared.security import telephones
from mystery.web.shared.visit_card import in_words, timer_words

if TYPE_CHECKING:
    from mystery.store.models import CallCase


@blueprint.get("/cases/<uuid:public_id>")
def case(public_id: UUID) -> ResponseReturnValue:
    row = case_or_404(public_id, to="work")
    if call_interviews.needs_briefing(row, current_actor()):
        return _briefing(row, questions(scenario_of(call_interviews.scenario_of(row)), [], ()))
    if telephones_here(row):
        telephones(twilio_browser.signalling(settings()))
    return render_template("cati/case.html", boot=call_boot(row), modules=modules_of(row))


@blueprint.post("/cases/<uuid:public_id>/briefing")
def case_briefing(public_id: UUID) -> ResponseReturnValue:
    """The quiz, or the word that a known scenario was read again; then the case itself."""
    row = case_or_404(public_id, to="work")
    if row.assignment and "read" in request.form:
        briefing.confirm(row.assignment, current_actor())
        return redirect(url_for("cati.case", public_id=public_id))
    play = scenario_of(call_interviews.scenario_of(row))
    chosen = chosen_options(play)
    marked = _mark(row, chosen)
    if not marked.passed:
        return _briefing(row, questions(play, chosen, marked.wrong))
    return redirect(url_for("cati.case", public_id=public_id))


@blueprint.post("/cases/<uuid:public_id>/questions")
def questions_of(public_id: UUID) -> ResponseReturnValue:
    """Opens the interview, or goes on with it: what the player on the page starts from."""
    row = case_or_404(public_id, to="work")
    sent = request.get_json(silent=True)
    spoken = sent.get("language", "") if isinstance(sent, dict) else ""
    return jsonify(interview_boot(call_interviews.open_for(row, current_actor(), str(spoken)[:10])))


def _mark(row: CallCase, chosen: Sequence[int | None]) -> Marked:
    """A test call is briefed by itself; of a survey a caller knows the scenario for all cases."""
    if row.assignment is not None:
        return briefing.answer_quiz(row.assignment, current_actor(), chosen)
    return briefing.answer_for(call_interviews.scenario_of(row), current_actor(), chosen)


def _briefing(row: CallCase, quiz_questions: list[Question]) -> str:
    scenario = call_interviews.scenario_of(row)
    return render_template(
        "cati/briefing.html",
        case=row,
        play=scenario_of(scenario),
        has_passed=briefing.knows(scenario, current_actor().user_id),
        questions=quiz_questions,
        in_words=in_words,
        timer_words=timer_words,
    )
