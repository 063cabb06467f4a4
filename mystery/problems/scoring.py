"""Problems of scoring schemes."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "SCHEME_OTHER_QUESTIONNAIRE": Entry(
        "The scheme is for the questionnaire “{scheme}”, not for “{form}”.",
        "Das Schema gehört zum Fragebogen „{scheme}“, nicht zu „{form}“.",
        "Correct `for:`, or choose another scheme.",
        "Berichtigen Sie `for:`, oder wählen Sie ein anderes Schema.",
    ),
    "SCHEME_EMPTY": Entry(
        "The scheme scores no item.",
        "Das Schema bewertet kein Merkmal.",
        "List the scored items under `items:`.",
        "Führen Sie die bewerteten Merkmale unter `items:` auf.",
    ),
    "SCHEME_UNKNOWN_ITEM": Entry(
        "The questionnaire has no item “{item}”.",
        "Der Fragebogen hat kein Merkmal „{item}“.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "SCHEME_UNKNOWN_SECTION": Entry(
        "The questionnaire has no section “{section}”.",
        "Der Fragebogen hat keinen Abschnitt „{section}“.",
        "Did you mean: {guess}? A section of your own needs `items:`.",
        "Meinten Sie: {guess}? Ein eigener Abschnitt braucht `items:`.",
    ),
    "SCHEME_UNKNOWN_CODE": Entry(
        "The item “{item}” has no code “{code}”.",
        "Das Merkmal „{item}“ hat keinen Code „{code}“.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "SCHEME_CODE_WITHOUT_VALUE": Entry(
        "Codes of “{item}” have no value and count nothing: {codes}.",
        "Codes von „{item}“ haben keinen Wert und zählen nichts: {codes}.",
        "Give each a value or `not_applicable`, or say `otherwise: 0`.",
        "Geben Sie jedem einen Wert oder `not_applicable`, oder schreiben Sie `otherwise: 0`.",
        Severity.WARNING,
    ),
    "SCHEME_UNKNOWN_GRADE": Entry(
        "The scheme has no grade “{grade}”.",
        "Das Schema hat keine Note „{grade}“.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "SCHEME_UNKNOWN_FUNCTION": Entry(
        "“{name}” is not a function that a scheme may use.",
        "„{name}“ ist keine Funktion, die ein Schema benutzen darf.",
        "Did you mean: {guess}? Put more than that into a calculate item of the questionnaire.",
        "Meinten Sie: {guess}? Was darüber hinausgeht, gehört in ein calculate-Merkmal des Fragebogens.",
    ),
    "SCHEME_ARGUMENTS": Entry(
        "“{name}” takes {wanted} arguments, not {given}.",
        "„{name}“ braucht {wanted} Argumente, nicht {given}.",
    ),
    "SCHEME_EXPRESSION_PART": Entry(
        "A condition of a scheme cannot contain this: {part}.",
        "Eine Bedingung des Schemas darf das nicht enthalten: {part}.",
        "Name items as ${{item}}; put more than that into a calculate item of the questionnaire.",
        "Nennen Sie Merkmale als ${{merkmal}}; anderes gehört in ein calculate-Merkmal des Fragebogens.",
    ),
    "SCHEME_NOT_SCORABLE": Entry(
        "“{item}” cannot be scored: it is of type {type}.",
        "„{item}“ lässt sich nicht bewerten: Es ist vom Typ {type}.",
        "Score an item that holds an answer.",
        "Bewerten Sie ein Merkmal, das eine Antwort enthält.",
    ),
    "SCHEME_NO_VALUE": Entry(
        "Nobody says what the answers to “{item}” ({type}) are worth.",
        "Es fehlt, was die Antworten auf „{item}“ ({type}) wert sind.",
        "Add `value:` for codes, `steps:` or `scale:` for numbers.",
        "Ergänzen Sie `value:` für Codes, `steps:` oder `scale:` für Zahlen.",
    ),
    "SCHEME_SEVERAL_KINDS": Entry(
        "An item can have only one of: {kinds}.",
        "Ein Merkmal kann nur eines davon haben: {kinds}.",
        "Keep one of them.",
        "Behalten Sie eines davon.",
    ),
    "SCHEME_OUT_OF_RANGE": Entry(
        "“{key}” is {value}, outside {low} to {high}.",
        "„{key}“ ist {value} und liegt außerhalb von {low} bis {high}.",
        "Shares go from 0 to 1, percentages from 0 to 100, marks from the best to the worst.",
        "Anteile gehen von 0 bis 1, Prozente von 0 bis 100, Noten von der besten bis zur schlechtesten.",
    ),
    "SCHEME_PAIR_NEEDED": Entry(
        "“{key}” needs entries of the form {shape}.",
        "„{key}“ braucht Einträge der Form {shape}.",
    ),
    "SCHEME_STEPS_ORDER": Entry(
        "The limits of `steps` do not ascend.",
        "Die Grenzen in `steps` steigen nicht an.",
        "Order them from the smallest to the largest, each once.",
        "Ordnen Sie sie von der kleinsten zur größten, jede einmal.",
    ),
    "SCHEME_GRADES_ORDER": Entry(
        "The grades do not go from best to worst.",
        "Die Noten gehen nicht von der besten zur schlechtesten.",
        "Order them by their limits, each limit once.",
        "Ordnen Sie sie nach ihren Grenzen, jede Grenze einmal.",
    ),
    "SCHEME_GRADES_GAP": Entry(
        "A total under {limit} gets no grade: “{grade}” is the last one.",
        "Eine Summe unter {limit} bekommt keine Note: „{grade}“ ist die letzte.",
        "Let the last grade begin at 0.",
        "Lassen Sie die letzte Note bei 0 beginnen.",
        Severity.WARNING,
    ),
    "SCHEME_WEIGHT_NEGATIVE": Entry(
        "{value} is negative.",
        "{value} ist negativ.",
        "Write how much it weighs or costs, without a sign.",
        "Schreiben Sie ohne Vorzeichen, wie viel es wiegt oder kostet.",
    ),
    "SCHEME_WEIGHTS_ZERO": Entry(
        "All items weigh nothing, so there is no total.",
        "Kein Merkmal hat Gewicht, also gibt es keine Summe.",
        "Give at least one item a weight above 0.",
        "Geben Sie mindestens einem Merkmal ein Gewicht über 0.",
    ),
    "SCHEME_SECTION_WITHOUT_WEIGHT": Entry(
        "The section “{section}” has no weight although others have; it weighs the sum of its items.",
        "Der Abschnitt „{section}“ hat kein Gewicht, andere schon; er wiegt die Summe seiner Merkmale.",
        "Give every scored section a weight, or none.",
        "Geben Sie jedem bewerteten Abschnitt ein Gewicht oder keinem.",
        Severity.WARNING,
    ),
    "SCHEME_SECTION_EMPTY": Entry(
        "No item is scored in the section “{section}”.",
        "Im Abschnitt „{section}“ wird kein Merkmal bewertet.",
        "Score items of it, or delete the line.",
        "Bewerten Sie Merkmale daraus, oder löschen Sie die Zeile.",
        Severity.WARNING,
    ),
    "SCHEME_SUM_NOT_HUNDRED": Entry(
        "The points that can be earned sum to {sum}, not to 100; they are taken as parts of {sum}.",
        "Die erreichbaren Punkte ergeben {sum} statt 100; sie zählen als Teile von {sum}.",
        "Correct the weights if 100 was meant.",
        "Berichtigen Sie die Gewichte, wenn 100 gemeint war.",
        Severity.WARNING,
    ),
    "SCHEME_OUTCOME_SCORED": Entry(
        "“{item}” is an outcome and is never part of the score.",
        "„{item}“ ist ein Ergebnismerkmal und gehört nie in die Bewertung.",
        "Delete it from `items:` or from `outcomes:`.",
        "Löschen Sie es aus `items:` oder aus `outcomes:`.",
    ),
    "SCHEME_MARKS_WITHOUT_GRADES": Entry(
        "`marks:` only belongs to `model: grades`.",
        "`marks:` gehört nur zu `model: grades`.",
        "Delete it, or change the model.",
        "Löschen Sie es, oder ändern Sie das Modell.",
    ),
}
