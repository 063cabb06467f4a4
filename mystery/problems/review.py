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
}
