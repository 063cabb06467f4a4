"""The expression language: text -> tree (`parse`), tree and answers -> value (`evaluate`)."""

from mystery.questionnaire.expression.parse import MAX_DEPTH, MAX_LENGTH, Tree, parse

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "Tree", "parse"]
