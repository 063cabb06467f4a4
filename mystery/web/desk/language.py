"""The questionnaire language for the builder's completion: types, functions, appearances, operators."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.access import require
from mystery.questionnaire.manual import APPEARANCES, FUNCTIONS, OPERATORS, TYPES, signature_of, type_facts
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor


@blueprint.get("/questionnaires/language")
def questionnaire_language() -> ResponseReturnValue:
    require(current_actor(), "questionnaire.view")
    words = language()
    return jsonify(
        types=[
            {"name": name, "label": entry.label(words), "help": entry.help(words), **type_facts(name)}
            for name, entry in TYPES.items()
        ],
        functions=[
            {"name": name, "signature": signature_of(name), "help": entry.help(words)}
            for name, entry in FUNCTIONS.items()
        ],
        appearances=[{"name": name, "help": entry.help(words)} for name, entry in APPEARANCES.items()],
        operators=[{"name": name, "help": entry.help(words)} for name, entry in OPERATORS.items()],
    )
