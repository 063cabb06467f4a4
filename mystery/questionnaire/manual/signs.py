"""Operators and appearances in words."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire.manual.model import Entry


def _entry(name: str, en: str, de: str) -> tuple[str, Entry]:
    return name, Entry(name, name, en, de)


OPERATORS: Mapping[str, Entry] = dict(
    (
        _entry("=", "is", "ist"),
        _entry("!=", "is not", "ist nicht"),
        _entry("<", "is less than", "ist kleiner als"),
        _entry("<=", "is at most", "ist höchstens"),
        _entry(">", "is more than", "ist größer als"),
        _entry(">=", "is at least", "ist mindestens"),
        _entry("and", "both hold", "beides gilt"),
        _entry("or", "one of them holds", "eines davon gilt"),
        _entry("+", "plus", "plus"),
        _entry("-", "minus", "minus"),
        _entry("*", "times", "mal"),
        _entry("div", "divided by", "geteilt durch"),
        _entry("mod", "remainder of the division", "Rest der Teilung"),
    )
)
APPEARANCES: Mapping[str, Entry] = dict(
    (
        _entry(
            "receipt",
            "Photo of a receipt: large enough for its print, with advice to the tester.",
            "Foto eines Kassenbons: groß genug für die Schrift, mit Rat für die Testperson.",
        ),
        _entry(
            "facade",
            "Photo of a front: with advice to the tester.",
            "Foto einer Fassade: mit Rat für die Testperson.",
        ),
        _entry("multiline", "Text over several lines.", "Text über mehrere Zeilen."),
        _entry(
            "numbers",
            "Text of digits, with the keyboard for numbers.",
            "Text aus Ziffern, mit der Tastatur für Zahlen.",
        ),
        _entry("minimal", "A list that opens.", "Eine Liste, die sich öffnet."),
        _entry("autocomplete", "A list that can be searched.", "Eine Liste, die sich durchsuchen lässt."),
        _entry("likert", "The choices as a scale in one line.", "Die Antworten als Skala in einer Zeile."),
        _entry("columns", "The choices side by side.", "Die Antworten nebeneinander."),
        _entry(
            "field-list", "All items of the group on one page.", "Alle Merkmale der Gruppe auf einer Seite."
        ),
        _entry(
            "table-list",
            "The items of the group as rows of a table.",
            "Die Merkmale der Gruppe als Zeilen einer Tabelle.",
        ),
    )
)
