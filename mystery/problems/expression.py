"""Problems of the expression language."""

from mystery.problems.model import Entry

ENTRIES = {
    "EXPRESSION_SYNTAX": Entry(
        "The expression cannot be read at character {at}: {found} stands where {expected} is needed.",
        "Der Ausdruck ist ab Zeichen {at} nicht lesbar: {found} steht dort, wo {expected} stehen muss.",
        "Check brackets, quotes and operators in: {text}",
        "Prüfen Sie Klammern, Anführungszeichen und Operatoren in: {text}",
    ),
    "EXPRESSION_NUMBER": Entry(
        "The number at character {at} has {digits} digits, more than can be reckoned with.",
        "Die Zahl ab Zeichen {at} hat {digits} Stellen, mehr als gerechnet werden können.",
        "Use at most 300 digits before the point.",
        "Verwenden Sie höchstens 300 Stellen vor dem Punkt.",
    ),
    "EXPRESSION_TOO_LONG": Entry(
        "The expression has {length} characters; the limit is {limit}.",
        "Der Ausdruck hat {length} Zeichen; erlaubt sind {limit}.",
        "Split it into calculate items.",
        "Teilen Sie ihn auf calculate-Merkmale auf.",
    ),
    "EXPRESSION_TOO_DEEP": Entry(
        "The expression is nested more than {limit} levels deep.",
        "Der Ausdruck ist mehr als {limit} Ebenen tief verschachtelt.",
        "Split it into calculate items.",
        "Teilen Sie ihn auf calculate-Merkmale auf.",
    ),
}
