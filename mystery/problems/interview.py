"""Problems of answers and of journals."""

from mystery.problems.model import Entry

ENTRIES = {
    "ANSWER_REQUIRED": Entry(
        "This answer is needed.",
        "Diese Angabe wird gebraucht.",
        "Answer, or say why there is no answer.",
        "Antworten Sie, oder geben Sie an, warum es keine Antwort gibt.",
    ),
    "EVIDENCE_REQUIRED": Entry(
        "The evidence is needed.",
        "Der Beleg wird gebraucht.",
        "Add the photo, recording or file, or say why there is none.",
        "Fügen Sie Foto, Aufnahme oder Datei hinzu, oder geben Sie an, warum es sie nicht gibt.",
    ),
    "ANSWER_TYPE": Entry(
        "This is no answer of the type {type}.",
        "Das ist keine Antwort vom Typ {type}.",
    ),
    "ANSWER_RANGE": Entry(
        "The answer must lie between {least} and {most}.",
        "Die Antwort muss zwischen {least} und {most} liegen.",
    ),
    "ANSWER_CHOICE": Entry(
        "“{code}” is not among the options that are offered here.",
        "„{code}“ ist keine der Möglichkeiten, die hier angeboten werden.",
        "Choose again.",
        "Wählen Sie noch einmal.",
    ),
    "ANSWER_CONSTRAINT": Entry(
        "The answer breaks the rule of this item.",
        "Die Antwort verletzt die Regel dieses Merkmals.",
    ),
    "ANSWER_WARNING": Entry(
        "The answer is unusual.",
        "Die Antwort ist ungewöhnlich.",
        "Correct it, or confirm it with a reason.",
        "Berichtigen Sie sie, oder bestätigen Sie sie mit einem Grund.",
    ),
    "ANSWER_MISSING_CODE": Entry(
        "This item does not offer “{code}” as a reason for no answer.",
        "Dieses Merkmal bietet „{code}“ nicht als Grund für eine fehlende Antwort an.",
    ),
    "ANSWER_ASKED_BACK": Entry(
        "A reviewer asks: {question}",
        "Rückfrage aus der Prüfung: {question}",
        "Answer again, or correct the answer.",
        "Antworten Sie noch einmal, oder berichtigen Sie die Antwort.",
    ),
    "RULE_BROKEN": Entry(
        "A rule of the whole questionnaire does not hold.",
        "Eine Regel über den ganzen Fragebogen ist verletzt.",
        "Correct the items that it leads to.",
        "Berichtigen Sie die Merkmale, zu denen sie führt.",
    ),
    "RULE_UNUSUAL": Entry(
        "The answers together are unusual.",
        "Die Antworten sind zusammen ungewöhnlich.",
        "Correct one of them, or confirm with a reason.",
        "Berichtigen Sie eine davon, oder bestätigen Sie mit einem Grund.",
    ),
    "UNKNOWN_ANSWER": Entry(
        "The questionnaire has no item “{name}”.",
        "Der Fragebogen hat kein Merkmal „{name}“.",
        "Names that it has: {guess}.",
        "Namen, die es hat: {guess}.",
    ),
    "ANSWER_INSTANCE": Entry(
        "The repeat {name} has no round {position}: its count says {count}.",
        "Die Wiederholung {name} hat keine Runde {position}: Ihre Anzahl ist {count}.",
    ),
    "ANSWER_SHAPE": Entry(
        "{name} is a repeat: its answers are a list of objects.",
        "{name} ist eine Wiederholung: Die Antworten sind eine Liste von Objekten.",
    ),
    "ANSWERS_FILE": Entry(
        "The answers cannot be read: {reason}",
        "Die Antworten sind nicht lesbar: {reason}",
        "Give a JSON object: item name to answer.",
        "Geben Sie ein JSON-Objekt an: Name des Merkmals zu Antwort.",
    ),
}
