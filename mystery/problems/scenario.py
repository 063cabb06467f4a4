"""Problems of scenarios."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "TIMER_NOT_A_SPAN": Entry(
        "The timer {name} is no span.",
        "Die Zeitvorgabe {name} ist keine Spanne.",
        "Write the least and the most minutes: {name}: [15, 40]",
        "Schreiben Sie die wenigsten und die meisten Minuten: {name}: [15, 40]",
    ),
    "QUIZ_RIGHT_OUT_OF_RANGE": Entry(
        "The right option does not exist.",
        "Die richtige Antwort gibt es nicht.",
        "Options are counted from 0; the last one is {last}.",
        "Gezählt wird ab 0; die letzte Antwort ist {last}.",
    ),
    "QUIZ_WITHOUT_CHOICE": Entry(
        "Question {number} of the quiz leaves no choice.",
        "Frage {number} des Quiz lässt keine Wahl.",
        "Give it at least two options.",
        "Geben Sie ihr mindestens zwei Antworten.",
    ),
    "SCENARIO_OTHER_QUESTIONNAIRE": Entry(
        "The scenario is for the questionnaire “{scenario}”, not for “{form}”.",
        "Das Drehbuch gehört zum Fragebogen „{scenario}“, nicht zu „{form}“.",
        "Correct `questionnaire:`, or choose another scenario.",
        "Berichtigen Sie `questionnaire:`, oder wählen Sie ein anderes Drehbuch.",
    ),
    "SCENARIO_TIMER_UNKNOWN": Entry(
        "The timer “{timer}” measures nothing: the questionnaire has no such item.",
        "Die Zeitvorgabe „{timer}“ misst nichts: Der Fragebogen hat kein solches Merkmal.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
        Severity.WARNING,
    ),
    "SCENARIO_LANGUAGE_MISSING": Entry(
        "“{text}” lacks a translation: {languages}.",
        "„{text}“ ist nicht übersetzt: {languages}.",
        "Add it, because testers read the scenario in their own language.",
        "Ergänzen Sie sie, denn Testpersonen lesen das Drehbuch in ihrer Sprache.",
        Severity.WARNING,
    ),
    "SCENARIO_NOT_NEWEST": Entry(
        "There is a newer version, {version}, of this scenario.",
        "Von diesem Drehbuch gibt es schon eine neuere Version, {version}.",
        "Open the newest version and enter your change there.",
        "Öffnen Sie die neueste Version und tragen Sie Ihre Änderung dort ein.",
    ),
    "DOCUMENT_NOT_SHOWN": Entry(
        "“{file}” is neither a PDF nor a picture.",
        "„{file}“ ist weder ein PDF noch ein Bild.",
        "Save it as PDF, JPEG or PNG: a tablet shows these without a connection.",
        "Speichern Sie sie als PDF, JPEG oder PNG: das zeigt ein Tablet auch ohne Verbindung.",
    ),
    "DOCUMENT_MISSING": Entry(
        "No file was chosen.",
        "Es wurde keine Datei gewählt.",
        "Choose a PDF or a picture.",
        "Wählen Sie ein PDF oder ein Bild.",
    ),
    "DOCUMENTS_TOO_MANY": Entry(
        "These would be {count} documents; at most {limit} are possible.",
        "Das wären {count} Unterlagen; höchstens {limit} sind möglich.",
        "Take away what nobody needs on the way, or join pages into one PDF.",
        "Nehmen Sie weg, was unterwegs niemand braucht, oder fügen Sie Seiten zu einem PDF zusammen.",
    ),
    "SCENARIO_CODE_TAKEN": Entry(
        "The study has a scenario “{code}” already.",
        "Die Studie hat schon ein Drehbuch „{code}“.",
        "Choose another short name.",
        "Wählen Sie einen anderen Kurznamen.",
    ),
    "SCENARIO_NO_SCHEME": Entry(
        "No scoring scheme fits version {version} of “{name}”.",
        "Zu Version {version} von „{name}“ passt kein Bewertungsschema.",
        "Publish the questionnaire again from the builder; its scheme is published with it.",
        "Veröffentlichen Sie den Fragebogen noch einmal aus dem Editor; sein Schema wird mit veröffentlicht.",
    ),
}
