"""Problems of what arrived whole and cannot become a submission by itself, of uploads and of rescue files."""

from mystery.problems.model import Entry

_LOOK = (
    "Nothing is lost. Look at it, then take it or set it aside.",
    "Nichts ist verloren. Sehen Sie es an, dann übernehmen Sie es oder legen es beiseite.",
)

ENTRIES = {
    "INTAKE_CONFLICT": Entry(
        "The same visit has arrived before, with other content.",
        "Derselbe Besuch ist schon einmal mit anderem Inhalt angekommen.",
        "Compare both versions and decide which one counts.",
        "Vergleichen Sie beide Fassungen und entscheiden Sie, welche zählt.",
    ),
    "INTAKE_ELSEWHERE": Entry(
        "For this visit there is already another interview.",
        "Zu diesem Besuch gibt es schon ein anderes Interview.",
        "Compare both versions and decide which one counts.",
        "Vergleichen Sie beide Fassungen und entscheiden Sie, welche zählt.",
    ),
    "INTAKE_REASSIGNED": Entry(
        "The visit was given to somebody else before this report arrived.",
        "Der Besuch wurde neu vergeben, bevor dieser Bericht ankam.",
        "Decide whose report counts; it never counts twice.",
        "Entscheiden Sie, wessen Bericht zählt; doppelt zählt er nie.",
    ),
    "INTAKE_VISIT_CLOSED": Entry(
        "The visit takes no more reports: it was handed in, withdrawn or ended.",
        "Der Besuch nimmt keinen Bericht mehr an: Er ist eingereicht, zurückgezogen oder beendet.",
        *_LOOK,
    ),
    "INTAKE_JOURNAL_DIFFERS": Entry(
        "The server has other answers of this interview than the tablet.",
        "Der Server hat zu diesem Interview andere Antworten als das Tablet.",
        "Compare both versions and decide which one counts.",
        "Vergleichen Sie beide Fassungen und entscheiden Sie, welche zählt.",
    ),
    "INTAKE_ASSIGNMENT_UNKNOWN": Entry(
        "There is no visit with the number in this report.",
        "Einen Besuch mit der Nummer in diesem Bericht gibt es nicht.",
        "If the database was restored from a backup, restore a newer one; else set the report aside.",
        "Wurde die Datenbank aus einer Sicherung wiederhergestellt, nehmen Sie eine neuere; sonst legen Sie "
        "den Bericht beiseite.",
    ),
    "INTAKE_FORM_UNKNOWN": Entry(
        "The questionnaire of this report was never published here for this visit.",
        "Der Fragebogen dieses Berichts wurde hier für diesen Besuch nie veröffentlicht.",
        "Publish that version of the questionnaire, then take the report.",
        "Veröffentlichen Sie diese Fassung des Fragebogens, dann übernehmen Sie den Bericht.",
    ),
    "INTAKE_ANSWERS_IMPOSSIBLE": Entry(
        "Playing the answers through gives an interview that could not have been finished.",
        "Nachgespielt ergeben die Antworten ein Interview, das nicht abschließbar war.",
        "Ask the tester; the answers stay readable here.",
        "Fragen Sie nach; die Antworten bleiben hier lesbar.",
    ),
    "INTAKE_FILE_REFUSED": Entry(
        "A file of this report is damaged or of a kind that is not taken.",
        "Eine Datei dieses Berichts ist beschädigt oder von einer Art, die nicht angenommen wird.",
        *_LOOK,
    ),
    "INTAKE_FAILED": Entry(
        "The server failed while taking this report in.",
        "Der Server ist beim Übernehmen dieses Berichts gescheitert.",
        "The log says why. Try again after the next update.",
        "Das Protokoll nennt den Grund. Versuchen Sie es nach dem nächsten Update erneut.",
    ),
    "INTAKE_DECIDED": Entry(
        "This has been decided already.",
        "Das ist bereits entschieden.",
        "Load the page again to see the decision.",
        "Laden Sie die Seite neu, um die Entscheidung zu sehen.",
    ),
    "INTAKE_UNREADABLE": Entry(
        "What arrived cannot be opened, so it cannot be taken.",
        "Was ankam, lässt sich nicht öffnen und deshalb nicht übernehmen.",
        "Set it aside; the bytes stay. Bring back the key it was sealed to, if there is one.",
        "Legen Sie es beiseite; die Bytes bleiben. Gibt es den passenden Schlüssel noch, stellen Sie ihn "
        "wieder her.",
    ),
    "UPLOAD_DIGEST": Entry(
        "This piece of the file is damaged.",
        "Dieses Stück der Datei ist beschädigt.",
        "Send it again.",
        "Senden Sie es erneut.",
    ),
    "UPLOAD_HEADER": Entry(
        "The header {name} is missing or unreadable.",
        "Die Kopfzeile {name} fehlt oder ist unlesbar.",
        "docs/tablet.md says how a file is sent.",
        "docs/tablet.md beschreibt, wie eine Datei gesendet wird.",
    ),
    "UPLOAD_HASH": Entry(
        "The file is not the one it claims to be.",
        "Die Datei ist nicht die, als die sie ausgegeben wird.",
        "Send it again from the start.",
        "Senden Sie sie von Anfang an erneut.",
    ),
    "UPLOAD_OFFSET": Entry(
        "The file goes on at {offset}.",
        "Die Datei geht bei {offset} weiter.",
        "Send the piece that begins there.",
        "Senden Sie das Stück, das dort beginnt.",
    ),
    "UPLOAD_LENGTH": Entry(
        "This piece does not fit into the file that was announced.",
        "Dieses Stück passt nicht in die angekündigte Datei.",
        "Send at most 1 MiB at once, and always the same length and content.",
        "Senden Sie höchstens 1 MiB auf einmal, und immer dieselbe Länge und denselben Inhalt.",
    ),
    "REBUILD_FRAME": Entry(
        "Frame {frame} of the journal ({kind}) could not be played: {reason}",
        "Eintrag {frame} des Journals ({kind}) ließ sich nicht nachspielen: {reason}",
        "The other frames were. Restore what is missing (people, visits, questionnaires) and run it again.",
        "Die übrigen schon. Stellen Sie wieder her, was fehlt (Personen, Besuche, Fragebögen), und rufen Sie "
        "den Befehl erneut auf.",
    ),
    "RESCUE_UNREADABLE": Entry(
        "This is no rescue file.",
        "Das ist keine Rettungsdatei.",
        "It was kept. Make a new one on the tablet, under “Rescue”.",
        "Sie wurde aufbewahrt. Erstellen Sie auf dem Tablet unter „Rettung“ eine neue.",
    ),
    "RESCUE_ALTERED": Entry(
        "The rescue file was changed after the tablet signed it.",
        "Die Rettungsdatei wurde verändert, nachdem das Tablet sie unterschrieben hat.",
        "What proves itself was taken in; the file was kept. Make a new one on the tablet.",
        "Was sich selbst ausweist, wurde übernommen, und die Datei wurde aufbewahrt. Erstellen Sie auf dem "
        "Tablet eine neue.",
    ),
    "RESCUE_LINE": Entry(
        "Line {line} could not be taken in: {reason}",
        "Zeile {line} konnte nicht übernommen werden: {reason}",
        "The file was kept. Make a new one on the tablet.",
        "Die Datei wurde aufbewahrt. Erstellen Sie auf dem Tablet eine neue.",
    ),
}
