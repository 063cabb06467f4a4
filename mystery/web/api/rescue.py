"""POST rescue: what a tablet holds unsent, as a file that the office brings."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from mystery.services import rescue as service
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.errors import problem_lines
from mystery.web.shared.identity import current_actor


@blueprint.post("/rescue")
def rescue() -> ResponseReturnValue:
    done = service.import_file(request.stream, current_actor())
    return jsonify({**service.told(done), "problems": problem_lines(done.problems)})
