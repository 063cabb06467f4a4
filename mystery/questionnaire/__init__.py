"""The questionnaire language.

What enters: the text of a questionnaire (YAML with line marks, an XLSForm workbook, or a Markdown
table). What leaves: a `Definition` as its author wrote it, a list of `Problem` values that name the
place and the remedy, and an immutable, fingerprinted `Form` whose expressions are trees that the
Python and the JavaScript interpreter evaluate alike. Pure: text and bytes in, values out.
"""

from mystery.questionnaire.model import Choice, Definition, Form, Item, Node, Texts

__all__ = ["Choice", "Definition", "Form", "Item", "Node", "Texts"]
