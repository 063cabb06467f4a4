"""Problems of reviewing."""

from mystery.problems.model import Entry

ENTRIES = {
    "QUESTION_MISSING": Entry(
        "No question was asked.",
        "Es wurde keine Frage gestellt.",
        "Write a question beside at least one item.",
        "Schreiben Sie zu mindestens einem Merkmal eine Frage.",
    ),
    "REASON_MISSING": Entry(
        "The reason is missing.",
        "Die Begründung fehlt.",
        "Say in a sentence why, so that the tester can understand it.",
        "Sagen Sie in einem Satz, warum, damit es für die Testperson verständlich ist.",
    ),
    "QUESTION_ITEM_UNKNOWN": Entry(
        "The questionnaire of this report has no item “{item}”.",
        "Der Fragebogen dieses Berichts hat kein Merkmal „{item}“.",
        "Load the page again and ask beside the item.",
        "Laden Sie die Seite neu und stellen Sie die Frage beim Merkmal.",
    ),
    "SUBMISSION_SUPERSEDED": Entry(
        "There is a newer version of this report than version {version}.",
        "Es gibt eine neuere Fassung dieses Berichts als Fassung {version}.",
        "Open the newest version and decide there.",
        "Öffnen Sie die neueste Fassung und entscheiden Sie dort.",
    ),
    "STOP_FLAG_UNEXPLAINED": Entry(
        "This report has a flag that stops it.",
        "Dieser Bericht hat eine Auffälligkeit, die ihn anhält.",
        "Ask the tester first, or say in a note why it can be approved all the same.",
        "Fragen Sie zuerst nach, oder notieren Sie, warum er trotzdem abgenommen werden kann.",
    ),
    "EVIDENCE_GONE": Entry(
        "The file is no longer here; its retention period may be over.",
        "Die Datei ist nicht mehr vorhanden; vielleicht ist ihre Aufbewahrungsfrist abgelaufen.",
    ),
}
