"""Problems of versions: what a later version of a questionnaire may not do to an earlier one."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "VERSION_TYPE_CHANGED": Entry(
        "“{name}” is {before} in version {version} and {after} here: data of both do not fit in one table.",
        "„{name}“ ist in Version {version} {before} und hier {after}: Daten aus beiden passten in keine "
        "gemeinsame Tabelle.",
        "Give the item another name, or give it back its type.",
        "Geben Sie dem Merkmal einen anderen Namen oder seinen alten Typ zurück.",
    ),
    "VERSION_CODE_MOVED": Entry(
        "In version {version} the code “{code}” of “{name}” means “{before}”; here it means “{after}”, and "
        "“{before}” has another code.",
        "In Version {version} bedeutet der Code „{code}“ von „{name}“ „{before}“; hier bedeutet er "
        "„{after}“, und „{before}“ hat einen anderen Code.",
        "Give every choice back the code it had; new choices take new codes.",
        "Geben Sie jeder Antwort den Code zurück, den sie hatte; neue Antworten bekommen neue Codes.",
    ),
    "VERSION_CODE_REUSED": Entry(
        "The code “{code}” of “{name}” means “{before}” in version {version} and “{after}” here.",
        "Der Code „{code}“ von „{name}“ bedeutet in Version {version} „{before}“ und hier „{after}“.",
        "If the meaning is another one, take a new code. If it is the same in other words, confirm it.",
        "Ist etwas anderes gemeint, nehmen Sie einen neuen Code. Ist dasselbe mit anderen Worten gemeint, "
        "bestätigen Sie es.",
        Severity.WARNING,
    ),
    "VERSION_MISSING": Entry(
        "The new version has no number.",
        "Die neue Version hat keine Nummer.",
        "Write one, for example {better}.",
        "Geben Sie eine an, zum Beispiel {better}.",
    ),
    "VERSION_INVALID": Entry(
        "“{version}” cannot be a version: letters, digits, dots, hyphens and underscores only, 40 at most.",
        "„{version}“ kann keine Version sein: nur Buchstaben, Ziffern, Punkte, Binde- und Unterstriche, "
        "höchstens 40.",
        "Write for example {better}.",
        "Schreiben Sie zum Beispiel {better}.",
    ),
    "VERSION_TAKEN": Entry(
        "Version {version} of “{name}” is published already; it never changes.",
        "Version {version} von „{name}“ ist schon veröffentlicht; sie ändert sich nie.",
        "Take another number, for example {better}.",
        "Nehmen Sie eine andere Nummer, zum Beispiel {better}.",
    ),
    "VERSION_UNCONFIRMED": Entry(
        "Codes with other words need your confirmation that they mean the same.",
        "Codes mit anderen Worten brauchen Ihre Bestätigung, dass sie dasselbe bedeuten.",
        "Read the remarks and tick the box.",
        "Lesen Sie die Hinweise, und setzen Sie den Haken.",
    ),
    "DRAFT_EXAMPLE_FAILS": Entry(
        "The example “{name}” does not come out as it says.",
        "Das Beispiel „{name}“ kommt nicht so heraus, wie es darin steht.",
        "Mend the questionnaire, or the example.",
        "Berichtigen Sie den Fragebogen oder das Beispiel.",
    ),
    "DRAFT_CHANGED_MEANWHILE": Entry(
        "The draft was changed while you were looking at this page.",
        "Der Entwurf wurde geändert, während Sie diese Seite ansahen.",
        "Look at the changes again, then publish.",
        "Sehen Sie die Änderungen noch einmal an, und veröffentlichen Sie dann.",
    ),
    "NOTHING_TO_MOVE": Entry(
        "None of the chosen assignments can be moved on.",
        "Keiner der gewählten Einsätze kann umgestellt werden.",
        "Choose assignments that are open and on an earlier version.",
        "Wählen Sie Einsätze, die offen und auf einer früheren Version sind.",
    ),
}
