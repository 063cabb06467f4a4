"""The expression language: text -> tree (`parse`), tree -> closure (`compile_tree`), closure -> value."""

from mystery.questionnaire.expression.bare import evaluate_text
from mystery.questionnaire.expression.evaluate import compile_tree, evaluate
from mystery.questionnaire.expression.parse import MAX_DEPTH, MAX_LENGTH, Tree, parse
from mystery.questionnaire.expression.prng import ParkMiller, hash32, shuffled
from mystery.questionnaire.expression.scope import (
    MAX_STEPS,
    Closure,
    Environment,
    EvaluationError,
    Place,
    Row,
    Scope,
)
from mystery.questionnaire.expression.signatures import SIGNATURES, Signature
from mystery.questionnaire.expression.values import (
    BLANK,
    NodeSet,
    Value,
    as_int,
    display_text,
    is_blank,
    read_date,
    read_datetime,
    read_time,
    single,
    to_boolean,
    to_json,
    to_number,
    to_text,
    type_name,
    words,
)

__all__ = [
    "BLANK",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_STEPS",
    "SIGNATURES",
    "Closure",
    "Environment",
    "EvaluationError",
    "NodeSet",
    "ParkMiller",
    "Place",
    "Row",
    "Scope",
    "Signature",
    "Tree",
    "Value",
    "as_int",
    "compile_tree",
    "display_text",
    "evaluate",
    "evaluate_text",
    "hash32",
    "is_blank",
    "parse",
    "read_date",
    "read_datetime",
    "read_time",
    "shuffled",
    "single",
    "to_boolean",
    "to_json",
    "to_number",
    "to_text",
    "type_name",
    "words",
]
