"""Problems of samples: files of numbers, their rows, and the list of numbers that nobody calls."""

from mystery.problems.model import Entry

ENTRIES = {
    "SAMPLE_NO_FILE": Entry(
        "No file was chosen.",
        "Es wurde keine Datei gewählt.",
        "Choose an .xlsx or .csv file with one person or place per row.",
        "Wählen Sie eine .xlsx- oder .csv-Datei mit einer Person oder Stelle je Zeile.",
    ),
    "SAMPLE_UNREADABLE": Entry(
        "The file cannot be read as a table: {why}.",
        "Die Datei ist nicht als Tabelle lesbar: {why}.",
        "Save it from the spreadsheet as .xlsx or as “CSV UTF-8”.",
        "Speichern Sie sie in der Tabellenkalkulation als .xlsx oder als „CSV UTF-8“.",
    ),
    "SAMPLE_EMPTY": Entry(
        "The file has no row below its headings.",
        "Unter den Überschriften der Datei steht keine Zeile.",
        "The first row names the columns, each further row is somebody to call.",
        "Die erste Zeile nennt die Spalten, jede weitere jemanden, der angerufen wird.",
    ),
    "SAMPLE_TOO_LONG": Entry(
        "The file has more than {limit} rows.",
        "Die Datei hat mehr als {limit} Zeilen.",
        "Split it; each part becomes a batch of its own.",
        "Teilen Sie sie; jeder Teil wird ein eigener Stapel.",
    ),
    "SAMPLE_GONE": Entry(
        "The uploaded file is no longer here; it waits a day at most.",
        "Die hochgeladene Datei ist nicht mehr da; sie wartet höchstens einen Tag.",
        "Look under the batches whether it was taken; if not, upload it again.",
        "Sehen Sie unter den Stapeln nach, ob sie übernommen wurde; wenn nicht, laden Sie sie erneut hoch.",
    ),
    "SAMPLE_NO_NUMBER_COLUMN": Entry(
        "No column holds the numbers.",
        "Keine Spalte enthält die Rufnummern.",
        "Choose it among the columns below.",
        "Wählen Sie sie unten bei den Spalten.",
    ),
    "SAMPLE_COLUMN_TWICE": Entry(
        "Two columns are to be “{what}”.",
        "Zwei Spalten sollen „{what}“ sein.",
        "Only numbers and attributes may come from several columns.",
        "Nur Rufnummern und Eigenschaften dürfen aus mehreren Spalten kommen.",
    ),
    "SAMPLE_ATTRIBUTE_TWICE": Entry(
        "Two columns would become the attribute “{what}”.",
        "Zwei Spalten würden zur Eigenschaft „{what}“.",
        "Leave one of them out, or rename it in the file.",
        "Lassen Sie eine davon weg, oder benennen Sie sie in der Datei um.",
    ),
    "SAMPLE_NOTHING_TO_TAKE": Entry(
        "No row of the file can be taken.",
        "Keine Zeile der Datei kann übernommen werden.",
        "The list below says why.",
        "Die Liste darunter sagt, warum.",
    ),
    "SAMPLE_FOR_SURVEYS": Entry(
        "This wave tests hotlines; its cases come from its assignments.",
        "Diese Welle testet Hotlines; ihre Fälle kommen aus ihren Einsätzen.",
        "Open them below, or make the wave a survey in its call plan.",
        "Eröffnen Sie sie unten, oder machen Sie die Welle im Anrufplan zu einer Befragung.",
    ),
    "ROW_WITHOUT_NUMBER": Entry("The row has no number.", "Die Zeile hat keine Rufnummer."),
    "NUMBER_WRONG": Entry(
        "“{value}” is no telephone number.",
        "„{value}“ ist keine Rufnummer.",
        "Correct it, or choose another country.",
        "Berichtigen Sie sie, oder wählen Sie ein anderes Land.",
    ),
    "NUMBER_ROUNDED": Entry(
        "The spreadsheet has rounded the number to “{value}”.",
        "Die Tabellenkalkulation hat die Rufnummer zu „{value}“ gerundet.",
        "Format the column as text and enter the number again.",
        "Formatieren Sie die Spalte als Text, und tragen Sie die Nummer neu ein.",
    ),
    "NUMBER_COSTLY": Entry(
        "Calls to “{value}” cost extra.",
        "Anrufe bei „{value}“ kosten extra.",
        "Such numbers are not called.",
        "Solche Nummern werden nicht angerufen.",
    ),
    "NUMBER_NOT_TO_BE_CALLED": Entry(
        "The number is on the do-not-call list.",
        "Die Rufnummer steht auf der Liste der nicht anzurufenden Nummern.",
    ),
    "NUMBER_TWICE": Entry(
        "Row {first} has the same number.",
        "Zeile {first} hat dieselbe Rufnummer.",
    ),
    "NUMBER_IN_WAVE": Entry(
        "The number is in this wave already.",
        "Die Rufnummer ist schon in dieser Welle.",
    ),
    "REFERENCE_TWICE": Entry(
        "Row {first} has the same reference.",
        "Zeile {first} hat dasselbe Kennzeichen.",
    ),
    "REFERENCE_IN_WAVE": Entry(
        "The reference is in this wave already.",
        "Das Kennzeichen ist schon in dieser Welle.",
    ),
    "COUNTRY_UNKNOWN": Entry(
        "“{value}” is no country code.",
        "„{value}“ ist kein Landeskürzel.",
        "Write two letters, such as DE or AT.",
        "Schreiben Sie zwei Buchstaben, etwa DE oder AT.",
    ),
    "ZONE_UNKNOWN": Entry(
        "“{value}” is no time zone.",
        "„{value}“ ist keine Zeitzone.",
        "Write it like Europe/Berlin.",
        "Schreiben Sie sie wie Europe/Berlin.",
    ),
    "ZONE_OPEN": Entry(
        "The number does not tell the time zone.",
        "Die Rufnummer verrät die Zeitzone nicht.",
        "Choose one above for such rows, or add a column.",
        "Wählen Sie oben eine für solche Zeilen, oder ergänzen Sie eine Spalte.",
    ),
    "PRIORITY_WRONG": Entry(
        "The priority “{value}” is no whole number from −{most} to {most}.",
        "Der Vorrang „{value}“ ist keine ganze Zahl von −{most} bis {most}.",
    ),
    "LANGUAGE_WRONG": Entry(
        "“{value}” is no language code.",
        "„{value}“ ist kein Sprachkürzel.",
        "Write two letters, such as de or en.",
        "Schreiben Sie zwei Buchstaben, etwa de oder en.",
    ),
    "CELL_TOO_LONG": Entry(
        "A cell has more than {limit} characters.",
        "Eine Zelle hat mehr als {limit} Zeichen.",
    ),
    "NO_NUMBERS_GIVEN": Entry(
        "No number was entered.",
        "Es wurde keine Rufnummer eingetragen.",
        "Enter one number per line.",
        "Tragen Sie je Zeile eine Rufnummer ein.",
    ),
}
