"""A questionnaire as the builder holds it: a plain tree whose nodes and choices have ids for life.

What enters: a `Definition`, or the content of a draft. What leaves: the document of a definition, and
the definition of a document with a way back from every problem to the node and key it belongs to.
"""

from mystery.questionnaire.document.convert import Reading, document_of, read_document
from mystery.questionnaire.document.marking import Marker, Spot
from mystery.questionnaire.document.merge import Conflict, Merged, merge
from mystery.questionnaire.document.nodes import find, name_of, names_of, nodes_of
from mystery.questionnaire.document.shape import MAX_BYTES, shape_problems

__all__ = [
    "MAX_BYTES",
    "Conflict",
    "Marker",
    "Merged",
    "Reading",
    "Spot",
    "document_of",
    "find",
    "merge",
    "name_of",
    "names_of",
    "nodes_of",
    "read_document",
    "shape_problems",
]
