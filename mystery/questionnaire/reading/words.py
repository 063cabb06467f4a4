"""The words of the readings. German conditions are clauses with their verb at the end: “wenn … ist”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """A pattern in both languages."""

    en: str
    de: str

    def said(self, language: str, /, **parts: str) -> str:
        return (self.de if language == "de" else self.en).format(**parts)

    def by_language(self, **parts: str) -> dict[str, str]:
        return {language: self.said(language, **parts) for language in ("de", "en")}


SENTENCES: Mapping[str, Words] = {
    "relevant": Words("Shown if {it}", "Wird gezeigt, wenn {it}"),
    "required": Words("Required if {it}", "Pflicht, wenn {it}"),
    "readonly": Words("Cannot be changed if {it}", "Nicht änderbar, wenn {it}"),
    "constraint": Words("Accepted only if {it}", "Wird nur angenommen, wenn {it}"),
    "warning": Words("Asks for a reason unless {it}", "Fragt nach dem Grund, außer wenn {it}"),
    "choice_filter": Words("Offers the choices for which {it}", "Bietet die Antworten an, bei denen {it}"),
    "calculation": Words("Is computed: {it}", "Wird berechnet: {it}"),
    "default": Words("Begins with {it}", "Beginnt mit {it}"),
    "repeat_count": Words("Number of rounds: {it}", "Zahl der Durchgänge: {it}"),
}
WRITTEN: Mapping[str, Words] = {
    "relevant": Words("Shown if this holds: {it}", "Wird gezeigt, wenn dies gilt: {it}"),
    "required": Words("Required if this holds: {it}", "Pflicht, wenn dies gilt: {it}"),
    "readonly": Words("Cannot be changed if this holds: {it}", "Nicht änderbar, wenn dies gilt: {it}"),
    "constraint": Words("Accepted only if this holds: {it}", "Wird nur angenommen, wenn dies gilt: {it}"),
    "warning": Words(
        "Asks for a reason unless this holds: {it}", "Fragt nach dem Grund, außer wenn dies gilt: {it}"
    ),
    "choice_filter": Words(
        "Offers the choices for which this holds: {it}", "Bietet die Antworten an, für die dies gilt: {it}"
    ),
    "calculation": Words("Is computed: {it}", "Wird berechnet: {it}"),
    "default": Words("Begins with {it}", "Beginnt mit {it}"),
    "repeat_count": Words("Number of rounds: {it}", "Zahl der Durchgänge: {it}"),
}
"""For what cannot be said in words: the expression as it is written."""

OUTSIDE: Mapping[str, Words] = {
    "happens": Words("Happens if {it}", "Trifft zu, wenn {it}"),
    "counts": Words("Counts only if {it}", "Zählt nur, wenn {it}"),
    "times": Words("So often: {it}", "So oft: {it}"),
}
"""For conditions of a scheme."""
HOLDS = Words("this holds: {it}", "dies gilt: {it}")

ALWAYS: Mapping[str, Words] = {
    "relevant": Words("Always shown", "Wird immer gezeigt"),
    "required": Words("Always required", "Immer Pflicht"),
    "readonly": Words("Cannot be changed", "Nicht änderbar"),
    "constraint": Words("Accepts everything", "Nimmt alles an"),
    "warning": Words("Never asks for a reason", "Fragt nie nach dem Grund"),
    "choice_filter": Words("Offers all choices", "Bietet alle Antworten an"),
}
NEVER: Mapping[str, Words] = {
    "relevant": Words("Never shown", "Wird nie gezeigt"),
    "required": Words("Not required", "Keine Pflicht"),
    "readonly": Words("Can be changed", "Änderbar"),
    "constraint": Words("Accepts nothing", "Nimmt nichts an"),
    "warning": Words("Always asks for a reason", "Fragt immer nach dem Grund"),
    "choice_filter": Words("Offers no choices", "Bietet keine Antworten an"),
}

COMPARISONS: Mapping[str, Words] = {
    "=": Words("{a} is {b}", "{a} {b} ist"),
    "!=": Words("{a} is not {b}", "{a} nicht {b} ist"),
    "<": Words("{a} is less than {b}", "{a} kleiner als {b} ist"),
    "<=": Words("{a} is at most {b}", "{a} höchstens {b} ist"),
    ">": Words("{a} is more than {b}", "{a} größer als {b} ist"),
    ">=": Words("{a} is at least {b}", "{a} mindestens {b} ist"),
}
EARLIER: Mapping[str, Words] = {
    "<": Words("{a} is before {b}", "{a} vor {b} liegt"),
    "<=": Words("{a} is not after {b}", "{a} nicht nach {b} liegt"),
    ">": Words("{a} is after {b}", "{a} nach {b} liegt"),
    ">=": Words("{a} is not before {b}", "{a} nicht vor {b} liegt"),
}
"""The same between days and moments."""
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

ANSWERED = Words("{a} is answered", "{a} beantwortet ist")
NOT_ANSWERED = Words("{a} is not answered", "{a} nicht beantwortet ist")
BETWEEN = Words("{a} is between {b} and {c}", "{a} zwischen {b} und {c} liegt")
CHOSEN = Words("{b} is chosen in {a}", "bei {a} {b} gewählt ist")
NOT_CHOSEN = Words("{b} is not chosen in {a}", "bei {a} {b} nicht gewählt ist")
ONE_OF = Words("{a} is {b}", "{a} {b} ist")
NONE_OF = Words("{a} is neither {b}", "{a} weder {b} ist")
NOR = Words(" nor ", " noch ")
NOT = Words("it is not so that {a}", "nicht gilt, dass {a}")
AND, OR = Words(" and ", " und "), Words(" or ", " oder ")
TRUE, FALSE = Words("always", "immer der Fall"), Words("never", "nie der Fall")

TESTS: Mapping[str, Words] = {
    "contains": Words("{a} contains {b}", "{a} {b} enthält"),
    "starts-with": Words("{a} begins with {b}", "{a} mit {b} beginnt"),
    "ends-with": Words("{a} ends with {b}", "{a} auf {b} endet"),
    "regex": Words("{a} has the pattern {b}", "{a} dem Muster {b} entspricht"),
}
VALUES: Mapping[str, Words] = {
    "count-selected": Words("the number of choices in {a}", "die Zahl der Antworten bei {a}"),
    "string-length": Words("the length of {a}", "die Länge von {a}"),
    "count": Words("the number of {a}", "die Anzahl von {a}"),
    "count-non-empty": Words("the number of answered {a}", "die Anzahl der beantworteten {a}"),
    "sum": Words("the sum of {a}", "die Summe von {a}"),
    "int": Words("{a} without decimals", "{a} ohne Nachkommastellen"),
    "abs": Words("{a} without its sign", "{a} ohne Vorzeichen"),
    "min": Words("the least of {a}", "das Kleinste von {a}"),
    "max": Words("the greatest of {a}", "das Größte von {a}"),
    "concat": Words("{a} one after the other", "{a} hintereinander"),
    "jr:choice-name": Words("the label of {a}", "die Bezeichnung von {a}"),
    "today": Words("today", "heute"),
    "now": Words("now", "jetzt"),
    "random": Words("a random number", "eine Zufallszahl"),
    "position": Words("the number of the round", "die Nummer des Durchgangs"),
}
SAME = frozenset({"number", "string", "boolean", "date", "date-time", "normalize-space", "once"})
"""Functions that change the kind of a value, not what people would call it."""
ARITHMETIC: Mapping[str, str] = {"+": "+", "-": "−", "*": "×", "div": "÷"}
REMAINDER = Words("the remainder of {a} by {b}", "der Rest von {a} durch {b}")
IF = Words("{b} if {a}, otherwise {c}", "{b}, wenn {a}, sonst {c}")
ANSWER = Words("the answer", "die Antwort")
OF_ANSWER = Words("the answer", "der Antwort")
"""The same behind “von” and “bei”."""
COLUMN = Words("the column {a}", "die Spalte {a}")
NOTHING = Words("nothing", "nichts")
QUOTED = Words("“{a}”", "„{a}“")
