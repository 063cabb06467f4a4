"""The questionnaire language.

What enters: the text of a questionnaire (YAML with line marks, an XLSForm workbook, or a Markdown
table). What leaves: a `Definition` as its author wrote it, a list of `Problem` values that name the
place and the remedy, and an immutable, fingerprinted `Form` whose expressions are trees that the
Python and the JavaScript interpreter evaluate alike. Pure: text and bytes in, values out.
"""

from mystery.questionnaire.check import check, check_read
from mystery.questionnaire.compile import compile_form, form_of
from mystery.questionnaire.missing_tables import with_missing_tables
from mystery.questionnaire.model import (
    AttachedFile,
    Choice,
    Definition,
    Form,
    Item,
    Node,
    Texts,
    canonical,
    in_language,
)
from mystery.questionnaire.promises import PROMISE_KINDS, Terms, terms_of
from mystery.questionnaire.read import MODES, Table, read
from mystery.questionnaire.tags import tag
from mystery.questionnaire.types import TYPES, ItemType

__all__ = [
    "MODES",
    "PROMISE_KINDS",
    "TYPES",
    "AttachedFile",
    "Choice",
    "Definition",
    "Form",
    "Item",
    "ItemType",
    "Node",
    "Table",
    "Terms",
    "Texts",
    "canonical",
    "check",
    "check_read",
    "compile_form",
    "form_of",
    "in_language",
    "read",
    "tag",
    "terms_of",
    "with_missing_tables",
]
