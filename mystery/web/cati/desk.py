"""Whose turn it is: what comes next and why, and what of one's own is still open."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.clock import utcnow
from mystery.services import cases, own_work, turns
from mystery.store.models.states import AssignmentState
from mystery.web.cati.api_words import case_json
from mystery.web.cati.blueprint import blueprint
from mystery.web.cati.call_boot import remember_turn
from mystery.web.shared.identity import current_actor
from mystery.web.shared.visit_card import visit_card

_OWN = (AssignmentState.QUERIED, AssignmentState.IN_FIELD)


@blueprint.get("/")
def desk() -> ResponseReturnValue:
    own = cases.without_call([each for each in own_work.to_do(current_actor()) if each.state in _OWN])
    return render_template("cati/desk.html", next=_next(), own=[visit_card(each) for each in own])


@blueprint.post("/next")
def take() -> ResponseReturnValue:
    """Takes the next case, or goes on with the one that is already taken."""
    turn = turns.next_case(current_actor())
    if turn is None:
        flash(_("No case is due now. The next one comes here by itself when its time has come."), "info")
        return redirect(url_for("cati.desk"))
    if turn.reasons:
        remember_turn(turn)
    return redirect(url_for("cati.case", public_id=turn.case.public_id))


def _next() -> dict[str, object] | None:
    """The case that would come now; nothing is taken by looking, but planned tests become cases."""
    actor, now = current_actor(), utcnow()
    turns.find_new_tests(actor, now)
    held = turns.held_case(actor, now)
    if held is not None:
        return {**case_json(held), "is_held": True}
    choice = turns.decide(actor, now)
    if choice is None:
        return None
    return {**case_json(cases.by_ids([choice.case])[0], choice.reasons), "is_held": False}
