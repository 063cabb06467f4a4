"""Functions in words."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire.manual.model import Entry


def _entry(name: str, arguments: str, en: str, de: str) -> tuple[str, Entry]:
    return name, Entry(name, name, en, de, arguments)


FUNCTIONS: Mapping[str, Entry] = dict(
    (
        _entry("true", "", "The value true.", "Der Wert wahr."),
        _entry("false", "", "The value false.", "Der Wert falsch."),
        _entry(
            "not", "condition", "True where the condition is not.", "Wahr, wo die Bedingung es nicht ist."
        ),
        _entry("boolean", "value", "The value as true or false.", "Der Wert als wahr oder falsch."),
        _entry(
            "boolean-from-string", "text", "True for the texts 1 and true.", "Wahr für die Texte 1 und true."
        ),
        _entry(
            "once", "value", "The value, computed a single time.", "Der Wert, ein einziges Mal berechnet."
        ),
        _entry(
            "coalesce",
            "first, second",
            "The first of the two that is not blank.",
            "Der erste der beiden, der nicht leer ist.",
        ),
        _entry("if", "condition, then, otherwise", "One of two values.", "Einer von zwei Werten."),
        _entry(
            "checklist",
            "least, most, condition, …",
            "True if as many conditions hold as between the two numbers.",
            "Wahr, wenn so viele Bedingungen gelten, wie die beiden Zahlen vorgeben.",
        ),
        _entry(
            "weighted-checklist",
            "least, most, condition, weight, …",
            "The same with weights.",
            "Dasselbe mit Gewichten.",
        ),
        _entry("string", "value", "The value as text.", "Der Wert als Text."),
        _entry("string-length", "text", "How many signs a text has.", "Wie viele Zeichen ein Text hat."),
        _entry(
            "normalize-space",
            "text",
            "The text without superfluous blanks.",
            "Der Text ohne überflüssige Leerzeichen.",
        ),
        _entry(
            "base64-decode", "text", "The text behind a base64 code.", "Der Text hinter einem Base64-Code."
        ),
        _entry(
            "substring-before", "text, sign", "What stands before the sign.", "Was vor dem Zeichen steht."
        ),
        _entry(
            "substring-after", "text, sign", "What stands behind the sign.", "Was hinter dem Zeichen steht."
        ),
        _entry("contains", "text, part", "True if the part occurs.", "Wahr, wenn der Teil vorkommt."),
        _entry("starts-with", "text, part", "True if the text begins so.", "Wahr, wenn der Text so beginnt."),
        _entry("ends-with", "text, part", "True if the text ends so.", "Wahr, wenn der Text so endet."),
        _entry(
            "regex",
            "text, pattern",
            "True if the text has the pattern.",
            "Wahr, wenn der Text dem Muster entspricht.",
        ),
        _entry(
            "translate",
            "text, signs, replacements",
            "The text with signs replaced one by one.",
            "Der Text, Zeichen für Zeichen ersetzt.",
        ),
        _entry("concat", "value, …", "All values one after the other.", "Alle Werte hintereinander."),
        _entry(
            "join",
            "separator, value, …",
            "All values with something between them.",
            "Alle Werte mit etwas dazwischen.",
        ),
        _entry(
            "substr",
            "text, from, to",
            "A part of the text; counting begins at 0.",
            "Ein Teil des Textes; gezählt wird ab 0.",
        ),
        _entry(
            "extract-signed",
            "code, key",
            "The text of a code signed with Ed25519, if it fits the public key; else blank.",
            "Der Text eines mit Ed25519 signierten Codes, wenn er zum Schlüssel passt; sonst leer.",
        ),
        _entry("digest", "text, method, encoding", "A checksum of the text.", "Eine Prüfsumme des Textes."),
        _entry("uuid", "length", "A random identifier.", "Eine zufällige Kennung."),
        _entry("pi", "", "The number π.", "Die Zahl π."),
        _entry(
            "random",
            "",
            "A random number from 0 to 1, the same at each replay.",
            "Eine Zufallszahl von 0 bis 1, bei jeder Wiederholung dieselbe.",
        ),
        _entry("number", "value", "The value as a number.", "Der Wert als Zahl."),
        _entry("int", "number", "The number without its decimals.", "Die Zahl ohne Nachkommastellen."),
        _entry("abs", "number", "The number without its sign.", "Die Zahl ohne Vorzeichen."),
        _entry("sqrt", "number", "The square root.", "Die Quadratwurzel."),
        _entry("log", "number", "The natural logarithm.", "Der natürliche Logarithmus."),
        _entry("log10", "number", "The logarithm to the base of ten.", "Der Zehnerlogarithmus."),
        _entry("exp", "number", "e to the power of the number.", "e hoch die Zahl."),
        _entry("exp10", "number", "Ten to the power of the number.", "Zehn hoch die Zahl."),
        _entry("sin", "angle", "The sine of an angle in radians.", "Der Sinus eines Winkels im Bogenmaß."),
        _entry(
            "cos", "angle", "The cosine of an angle in radians.", "Der Kosinus eines Winkels im Bogenmaß."
        ),
        _entry(
            "tan", "angle", "The tangent of an angle in radians.", "Der Tangens eines Winkels im Bogenmaß."
        ),
        _entry(
            "asin", "number", "The angle whose sine is the number.", "Der Winkel, dessen Sinus die Zahl ist."
        ),
        _entry(
            "acos",
            "number",
            "The angle whose cosine is the number.",
            "Der Winkel, dessen Kosinus die Zahl ist.",
        ),
        _entry(
            "atan",
            "number",
            "The angle whose tangent is the number.",
            "Der Winkel, dessen Tangens die Zahl ist.",
        ),
        _entry("atan2", "y, x", "The angle of a point.", "Der Winkel eines Punktes."),
        _entry("pow", "base, exponent", "A power.", "Eine Potenz."),
        _entry("round", "number, places", "The number rounded.", "Die gerundete Zahl."),
        _entry("min", "value, …", "The least of the values.", "Der kleinste der Werte."),
        _entry("max", "value, …", "The greatest of the values.", "Der größte der Werte."),
        _entry(
            "sum",
            "item",
            "The sum over all rounds of a repeat.",
            "Die Summe über alle Durchgänge einer Wiederholung.",
        ),
        _entry("count", "item", "How many rounds there are.", "Wie viele Durchgänge es gibt."),
        _entry(
            "count-non-empty",
            "item",
            "In how many rounds it is answered.",
            "In wie vielen Durchgängen geantwortet wurde.",
        ),
        _entry(
            "position", "..", "The number of the present round.", "Die Nummer des gegenwärtigen Durchgangs."
        ),
        _entry(
            "indexed-repeat",
            "item, repeat, number",
            "The answer in a certain round.",
            "Die Antwort in einem bestimmten Durchgang.",
        ),
        _entry(
            "randomize", "list, seed", "The list in random order.", "Die Liste in zufälliger Reihenfolge."
        ),
        _entry("count-selected", "item", "How many choices are chosen.", "Wie viele Antworten gewählt sind."),
        _entry(
            "selected", "item, code", "True if the choice is chosen.", "Wahr, wenn die Antwort gewählt ist."
        ),
        _entry(
            "selected-at",
            "item, number",
            "The choice at a place; counting begins at 0.",
            "Die Antwort an einer Stelle; gezählt wird ab 0.",
        ),
        _entry("jr:choice-name", "code, 'item'", "The label of a choice.", "Die Beschriftung einer Antwort."),
        _entry(
            "pulldata",
            "'file', column, key column, key",
            "A value of a csv list.",
            "Ein Wert aus einer csv-Liste.",
        ),
        _entry("today", "", "The present day.", "Der heutige Tag."),
        _entry("now", "", "The present moment.", "Der gegenwärtige Augenblick."),
        _entry("date", "value", "The value as a day.", "Der Wert als Tag."),
        _entry("date-time", "value", "The value as a moment.", "Der Wert als Zeitpunkt."),
        _entry("decimal-date-time", "value", "Days since 1 January 1970.", "Tage seit dem 1. Januar 1970."),
        _entry(
            "decimal-time", "time", "The time of day as a part of the day.", "Die Uhrzeit als Teil des Tages."
        ),
        _entry(
            "format-date",
            "date, pattern",
            "A date written after a pattern such as %d.%m.%Y.",
            "Ein Datum nach einem Muster wie %d.%m.%Y.",
        ),
        _entry(
            "format-date-time",
            "moment, pattern",
            "A moment written after a pattern.",
            "Ein Zeitpunkt nach einem Muster.",
        ),
        _entry("area", "area", "Square metres inside an outline.", "Quadratmeter innerhalb eines Umrisses."),
        _entry(
            "intersects",
            "path",
            "True if the line crosses itself.",
            "Wahr, wenn die Linie sich selbst kreuzt.",
        ),
        _entry(
            "geofence", "place, area", "True if the place lies inside.", "Wahr, wenn der Ort darin liegt."
        ),
        _entry(
            "distance",
            "path, …",
            "Metres along a line or between places.",
            "Meter entlang einer Linie oder zwischen Orten.",
        ),
    )
)


def signature_of(name: str) -> str:
    """`selected(item, code)`."""
    return f"{name}({FUNCTIONS[name].arguments})"
