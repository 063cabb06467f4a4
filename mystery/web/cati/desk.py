"""The next call large, the others below."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.services import calls
from mystery.web.cati.blueprint import blueprint
from mystery.web.cati.case import case_of
from mystery.web.shared.identity import current_actor


@blueprint.get("/")
def desk() -> ResponseReturnValue:
    cases = [case_of(each) for each in calls.queue(current_actor())]
    return render_template("cati/desk.html", cases=cases)
