"""Today: the next visit large, the others below."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.services import own_work, promises
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.visit_card import visit_card


@blueprint.get("/")
def today() -> ResponseReturnValue:
    cards = [visit_card(each) for each in own_work.to_do(current_actor())]
    asked_back = [card for card in cards if card.is_asked_back]
    open_visits = [card for card in cards if not card.is_asked_back]
    running, overdue = promises.count_of(current_actor())
    counts = {"running": running, "overdue": overdue}
    return render_template("capi/today.html", asked_back=asked_back, visits=open_visits, promises=counts)
