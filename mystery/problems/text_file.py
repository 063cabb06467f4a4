"""Problems of any YAML file, whatever it describes."""

from mystery.problems.model import Entry

ENTRIES = {
    "FILE_NOT_FOUND": Entry(
        "There is no file {file}.",
        "Es gibt keine Datei {file}.",
        "Check the path; a folder needs a questionnaire.yaml.",
        "Prüfen Sie den Pfad; ein Ordner braucht eine questionnaire.yaml.",
    ),
    "YAML_UNREADABLE": Entry(
        "The file cannot be read here: {why}.",
        "Die Datei ist hier nicht lesbar: {why}.",
        "Check the indentation, and put texts that contain a colon, # or braces in quotes.",
        "Prüfen Sie die Einrückung, und setzen Sie Texte mit Doppelpunkt, # oder geschweifter Klammer "
        "in Anführungszeichen.",
    ),
    "YAML_TOO_LARGE": Entry(
        "The file is larger than {limit} bytes.",
        "Die Datei ist größer als {limit} Bytes.",
        "Split the questionnaire, or move long lists to a csv file.",
        "Teilen Sie den Fragebogen, oder legen Sie lange Listen in eine csv-Datei.",
    ),
    "YAML_EMPTY": Entry("The file is empty.", "Die Datei ist leer."),
    "YAML_SEVERAL_DOCUMENTS": Entry(
        "A second document starts here.",
        "Hier beginnt ein zweites Dokument.",
        "Keep one document per file and delete the line ---.",
        "Nur ein Dokument je Datei: Löschen Sie die Zeile ---.",
    ),
    "YAML_ANCHOR": Entry(
        "Anchors and aliases (& and *) are not allowed.",
        "Anker und Verweise (& und *) sind nicht erlaubt.",
        "Write the value out, or put a text that starts with & or * in quotes.",
        "Schreiben Sie den Wert aus, oder setzen Sie einen Text, der mit & oder * beginnt, in "
        "Anführungszeichen.",
    ),
    "YAML_TAG": Entry(
        "The tag {tag} is not allowed.",
        "Die Typangabe {tag} ist nicht erlaubt.",
        "Delete it, or put a text that starts with ! in quotes.",
        "Löschen Sie sie, oder setzen Sie einen Text, der mit ! beginnt, in Anführungszeichen.",
    ),
    "YAML_TOO_DEEP": Entry(
        "The file is nested more than {limit} levels deep.",
        "Die Datei ist mehr als {limit} Ebenen tief verschachtelt.",
    ),
    "KEY_TWICE": Entry(
        "The key “{key}” stands twice; it is on line {first} already.",
        "Der Schlüssel „{key}“ steht doppelt; er kommt schon in Zeile {first} vor.",
        "Keep one of them.",
        "Behalten Sie einen davon.",
    ),
    "KEY_UNKNOWN": Entry(
        "“{key}” is not a key that is known here.",
        "„{key}“ ist hier kein bekannter Schlüssel.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "KEY_MISSING": Entry(
        "“{key}” is missing.",
        "„{key}“ fehlt.",
        "Add it here.",
        "Ergänzen Sie es hier.",
    ),
    "VALUE_NOT_A_TEXT": Entry(
        "“{key}” must be a single text.",
        "„{key}“ muss ein einzelner Text sein.",
        "Write it on one line behind the colon; a text with braces or a colon needs quotes.",
        "Schreiben Sie ihn in eine Zeile hinter den Doppelpunkt; ein Text mit Klammern oder "
        "Doppelpunkt braucht Anführungszeichen.",
    ),
    "VALUE_NOT_A_LIST": Entry(
        "“{key}” must be a list.",
        "„{key}“ muss eine Liste sein.",
        "Write [a, b], or one line per member that starts with a dash.",
        "Schreiben Sie [a, b] oder je Eintrag eine Zeile, die mit einem Strich beginnt.",
    ),
    "VALUE_NOT_A_MAPPING": Entry(
        "“{key}” must consist of keys and values.",
        "„{key}“ muss aus Schlüsseln und Werten bestehen.",
        "Write lines such as `name: value`, indented alike.",
        "Schreiben Sie Zeilen wie `Name: Wert`, gleich weit eingerückt.",
    ),
    "VALUE_NOT_A_NUMBER": Entry(
        "“{key}” must be a number, not “{value}”.",
        "„{key}“ muss eine Zahl sein, nicht „{value}“.",
        "Write digits with a point for decimals, such as 2.5.",
        "Schreiben Sie Ziffern, mit Punkt für Nachkommastellen, etwa 2.5.",
    ),
    "VALUE_NOT_ALLOWED": Entry(
        "“{value}” is not allowed for “{key}”.",
        "„{value}“ ist für „{key}“ nicht erlaubt.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
}
