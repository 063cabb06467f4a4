"""Problems of reading findings and asking for reports."""

from mystery.problems.model import Entry

ENTRIES = {
    "VISIT_HIDDEN": Entry(
        "This visit is not shown singly, because it could point to a person.",
        "Dieser Besuch wird nicht einzeln gezeigt, weil er auf eine Person hinweisen könnte.",
        "Look at the report on the region or on the whole study; the visit counts there.",
        "Sehen Sie in den Bericht der Region oder der ganzen Studie; dort zählt der Besuch mit.",
    ),
    "WAVE_UNKNOWN": Entry(
        "There is no wave {wave}, or more than one.",
        "Die Welle {wave} gibt es nicht oder mehrfach.",
        "Write CLIENT/STUDY/WAVE or the id; mystery report --list shows both.",
        "Schreiben Sie AUFTRAGGEBER/STUDIE/WELLE oder die Kennung; mystery report --list zeigt beide.",
    ),
    "REGION_UNKNOWN": Entry(
        "This client has no region {region}.",
        "Dieser Auftraggeber hat keine Region {region}.",
        "Write the name of the region as the organisation tree has it.",
        "Schreiben Sie den Namen der Region so, wie er im Standortbaum steht.",
    ),
    "SUBMISSION_UNSCORED": Entry(
        "There is no scored submission {submission}.",
        "Einen bewerteten Bericht {submission} gibt es nicht.",
        "Approve the submission first, and check its id.",
        "Nehmen Sie den Bericht zuerst an und prüfen Sie seine Kennung.",
    ),
}
