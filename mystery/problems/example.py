"""Problems of examples: what came of the answers is not what was expected."""

from mystery.problems.model import Entry

ENTRIES = {
    "EXAMPLE_ITEM_UNKNOWN": Entry(
        "The questionnaire has no item “{name}”.",
        "Der Fragebogen hat kein Merkmal „{name}“.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "EXAMPLE_MOMENT": Entry(
        "“{value}” is not a moment.",
        "„{value}“ ist kein Zeitpunkt.",
        "Write date, time and offset: 2026-11-23T10:00:00+01:00",
        "Schreiben Sie Datum, Uhrzeit und Abstand zu UTC: 2026-11-23T10:00:00+01:00",
    ),
    "EXAMPLE_NOT_ASKED": Entry(
        "“{name}” should be asked here, but is hidden.",
        "„{name}“ sollte hier gefragt werden, ist aber ausgeblendet.",
        "Check its `relevant` and that of its section, or the example.",
        "Prüfen Sie `relevant` des Merkmals und seines Abschnitts oder das Beispiel.",
    ),
    "EXAMPLE_ASKED": Entry(
        "“{name}” should be hidden here, but is asked.",
        "„{name}“ sollte hier ausgeblendet sein, wird aber gefragt.",
        "Check its `relevant` and that of its section, or the example.",
        "Prüfen Sie `relevant` des Merkmals und seines Abschnitts oder das Beispiel.",
    ),
    "EXAMPLE_PROBLEM": Entry(
        "These answers leave a problem at “{name}”: {code}.",
        "Mit diesen Antworten bleibt ein Problem bei „{name}“: {code}.",
        "Correct the answers, or list the item under `problems` if that is what the example shows.",
        "Berichtigen Sie die Antworten, oder nennen Sie das Merkmal unter `problems`, wenn das Beispiel "
        "dies zeigen soll.",
    ),
    "EXAMPLE_NO_PROBLEM": Entry(
        "“{name}” should have a problem here, but has none.",
        "„{name}“ sollte hier ein Problem haben, hat aber keines.",
        "Check its constraint or warning, or the example.",
        "Prüfen Sie constraint oder warning des Merkmals oder das Beispiel.",
    ),
    "EXAMPLE_OTHER": Entry(
        "{what} is {found}, but {wanted} is expected.",
        "{what} ist {found}, erwartet wird {wanted}.",
        "Recalculate by hand, then correct the scheme or the example.",
        "Rechnen Sie von Hand nach, und berichtigen Sie dann Schema oder Beispiel.",
    ),
}
