"""The briefing of a visit: the play, the quiz, the confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import briefing
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import assignment_or_404
from mystery.web.shared.quiz import Question, chosen_options, questions
from mystery.web.shared.visit_card import in_words, timer_words, visit_card

if TYPE_CHECKING:
    from mystery.store.models import Assignment


@blueprint.get("/visits/<uuid:public_id>/briefing")
def visit_briefing(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    return _page(assignment, questions(briefing.play_of(assignment), [], ()))


@blueprint.post("/visits/<uuid:public_id>/quiz")
def quiz(public_id: UUID) -> ResponseReturnValue:
    assignment = assignment_or_404(public_id, to="work")
    play = briefing.play_of(assignment)
    chosen = chosen_options(play)
    marked = briefing.answer_quiz(assignment, current_actor(), chosen)
    if not marked.passed:
        return _page(assignment, questions(play, chosen, marked.wrong))
    flash(_("Everything right: you are briefed."), "good")
    return redirect(url_for("capi.visit", public_id=public_id))


@blueprint.post("/visits/<uuid:public_id>/briefed")
def confirm_briefing(public_id: UUID) -> ResponseReturnValue:
    briefing.confirm(assignment_or_404(public_id, to="work"), current_actor())
    flash(_("You are briefed."), "good")
    return redirect(url_for("capi.visit", public_id=public_id))


def _page(assignment: Assignment, quiz_questions: list[Question]) -> str:
    return render_template(
        "capi/briefing.html",
        card=visit_card(assignment),
        has_passed=briefing.has_passed(assignment),
        questions=quiz_questions,
        in_words=in_words,
        timer_words=timer_words,
        document_url=lambda sha256: url_for(
            "capi.visit_document", public_id=assignment.public_id, sha256=sha256
        ),
    )
