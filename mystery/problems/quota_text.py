"""Problems of quotas that were pasted from a spreadsheet."""

from mystery.problems.model import Entry

ENTRIES = {
    "QUOTA_NO_TARGET": Entry(
        "No column is named “Target”.",
        "Keine Spalte heißt „Ziel“.",
        "The first line names the columns: one for each attribute, and one for the target.",
        "Die erste Zeile nennt die Spalten: je Eigenschaft eine, und eine für das Ziel.",
    ),
    "QUOTA_LINE_TARGET": Entry(
        "Line {line}: the target “{value}” is no whole number from 0 to {most}.",
        "Zeile {line}: Das Ziel „{value}“ ist keine ganze Zahl von 0 bis {most}.",
    ),
    "QUOTA_LINE_ACTION": Entry(
        "Line {line}: “{value}” is nothing that can happen when a cell is full.",
        "Zeile {line}: „{value}“ kann nicht geschehen, wenn eine Zelle voll ist.",
        "Possible: {known}",
        "Möglich: {known}",
    ),
    "QUOTA_LINE_OPEN": Entry(
        "Line {line} holds for everybody: no attribute has a value.",
        "Zeile {line} gilt für alle: Keine Eigenschaft hat einen Wert.",
        "Write a value below at least one attribute.",
        "Schreiben Sie einen Wert unter mindestens eine Eigenschaft.",
    ),
    "QUOTA_LINE_TWICE": Entry(
        "Line {line}: the cell “{label}” is there already.",
        "Zeile {line}: Die Zelle „{label}“ gibt es schon.",
    ),
    "QUOTA_TOO_MANY": Entry(
        "{count} cells are too many; {most} are possible.",
        "{count} Zellen sind zu viele; möglich sind {most}.",
    ),
}
