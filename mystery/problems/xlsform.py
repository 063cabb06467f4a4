"""Problems of workbooks: the file, its sheets, its headings, its rows."""

from mystery.problems.model import Entry, Severity

_FILE = {
    "WORKBOOK_EMPTY": Entry(
        "The file is empty.",
        "Die Datei ist leer.",
        "Save the workbook again and upload that file.",
        "Speichern Sie die Arbeitsmappe erneut, und laden Sie diese Datei hoch.",
    ),
    "WORKBOOK_TOO_LARGE": Entry(
        "The file has {size} bytes; {limit} are allowed.",
        "Die Datei hat {size} Bytes; erlaubt sind {limit}.",
        "Remove pictures, and move long lists to csv files.",
        "Entfernen Sie Bilder, und legen Sie lange Listen in csv-Dateien.",
    ),
    "WORKBOOK_BOMB": Entry(
        "The file would become far too large when unpacked: {why}.",
        "Die Datei würde ausgepackt viel zu groß: {why}.",
        "Copy the filled cells into a new workbook.",
        "Kopieren Sie die gefüllten Zellen in eine neue Arbeitsmappe.",
    ),
    "WORKBOOK_UNREADABLE": Entry(
        "The file cannot be read as a workbook: {why}.",
        "Die Datei ist nicht als Arbeitsmappe lesbar: {why}.",
        "Open it in a spreadsheet program and save it as .xlsx, without a password.",
        "Öffnen Sie sie in einer Tabellenkalkulation, und speichern Sie sie als .xlsx, ohne Kennwort.",
    ),
    "WORKBOOK_FORMAT_UNKNOWN": Entry(
        "Files that end with “{ending}” are not read here.",
        "Dateien mit der Endung „{ending}“ werden hier nicht gelesen.",
        "Use one of: {known}",
        "Möglich sind: {known}",
    ),
    "WORKBOOK_OTHER_TYPE": Entry(
        "The name ends with “{ending}”, but the content is .{inside}.",
        "Der Name endet auf „{ending}“, der Inhalt ist aber .{inside}.",
        "Rename the file, so that other programs can open it.",
        "Benennen Sie die Datei um, damit andere Programme sie öffnen können.",
        Severity.WARNING,
    ),
    "WORKBOOK_TOO_MANY_COLUMNS": Entry(
        "The sheet has {count} headings; {limit} are allowed.",
        "Das Blatt hat {count} Überschriften; erlaubt sind {limit}.",
        "Delete the columns that are not used.",
        "Löschen Sie die Spalten, die nicht gebraucht werden.",
    ),
    "WORKBOOK_TOO_MANY_ROWS": Entry(
        "The sheet has more than {limit} filled rows.",
        "Das Blatt hat mehr als {limit} gefüllte Zeilen.",
        "Move long lists to a csv file and use select_one_from_file.",
        "Legen Sie lange Listen in eine csv-Datei, und verwenden Sie select_one_from_file.",
    ),
    "ROWS_BEHIND_GAP": Entry(
        "This row follows {gap} blank ones; it and all below are not read.",
        "Diese Zeile folgt auf {gap} leere; sie und alle weiteren werden nicht gelesen.",
        "Delete the blank rows if these rows belong to the questionnaire.",
        "Löschen Sie die leeren Zeilen, wenn diese Zeilen zum Fragebogen gehören.",
        Severity.WARNING,
    ),
    "TEXT_NOT_UTF8": Entry(
        "The text is not saved as UTF-8.",
        "Der Text ist nicht als UTF-8 gespeichert.",
        "Save it with the encoding UTF-8.",
        "Speichern Sie ihn mit der Kodierung UTF-8.",
    ),
    "MARKDOWN_WITHOUT_TABLE": Entry(
        "There is no table in the text.",
        "Der Text enthält keine Tabelle.",
        "Begin with a line “| survey |”, then a line of headings “| | type | name | label |”.",
        "Beginnen Sie mit der Zeile „| survey |“, darunter die Überschriften „| | type | name | label |“.",
    ),
    "XFORM_REFUSED": Entry(
        "The questionnaire cannot be written as an XForm: {why}",
        "Der Fragebogen lässt sich nicht als XForm schreiben: {why}",
    ),
    "TABLE_UNREADABLE": Entry(
        "The attached table cannot be read: {why}.",
        "Die angehängte Tabelle ist nicht lesbar: {why}.",
        "Save it as csv in UTF-8 with a heading row.",
        "Speichern Sie sie als csv in UTF-8 mit einer Überschriftenzeile.",
    ),
    "TABLE_NOT_ATTACHED": Entry(
        "The file “{file}” is not attached, so its choices are unknown.",
        "Die Datei „{file}“ liegt nicht bei; ihre Auswahl ist unbekannt.",
        "Put it beside the questionnaire or upload it together with the workbook.",
        "Legen Sie sie neben den Fragebogen, oder laden Sie sie mit der Arbeitsmappe hoch.",
        Severity.WARNING,
    ),
}

_SHEETS = {
    "SURVEY_SHEET_MISSING": Entry(
        "No sheet is named “survey”; there are: {sheets}.",
        "Kein Blatt heißt „survey“; vorhanden sind: {sheets}.",
        "Rename the sheet with the questions. Did you mean: {guess}?",
        "Benennen Sie das Blatt mit den Fragen um. Meinten Sie: {guess}?",
    ),
    "SHEET_NAME_SIMILAR": Entry(
        "This sheet is not read; its name resembles “{wanted}”.",
        "Dieses Blatt wird nicht gelesen; sein Name ähnelt „{wanted}“.",
        "Rename it to {wanted}, or put an underscore in front if it is a note.",
        "Benennen Sie es in {wanted} um, oder setzen Sie einen Unterstrich davor, wenn es eine Notiz ist.",
        Severity.WARNING,
    ),
    "HEADINGS_MISSING": Entry(
        "The first row of the sheet “{sheet}” holds no headings.",
        "Die erste Zeile des Blatts „{sheet}“ enthält keine Überschriften.",
        "Write type, name, label into its first row.",
        "Schreiben Sie type, name, label in seine erste Zeile.",
    ),
    "ENTITIES_LEFT_OUT": Entry(
        "Entities are not kept here; the sheet is left out.",
        "Entitäten werden hier nicht geführt; das Blatt bleibt weg.",
        severity=Severity.WARNING,
    ),
    "OSM_LEFT_OUT": Entry(
        "OpenStreetMap tags are not used here; the sheet is left out.",
        "OpenStreetMap-Merkmale werden hier nicht verwendet; das Blatt bleibt weg.",
        severity=Severity.WARNING,
    ),
    "SETTINGS_SEVERAL_ROWS": Entry(
        "Only the first row of settings counts; this row is not read.",
        "Nur die erste Zeile der Einstellungen gilt; diese Zeile wird nicht gelesen.",
        severity=Severity.WARNING,
    ),
    "SETTING_WITHOUT_EFFECT": Entry(
        "The setting “{setting}” has no effect here.",
        "Die Einstellung „{setting}“ wirkt hier nicht.",
        severity=Severity.WARNING,
    ),
    "ROOT_INVALID": Entry(
        "The form's root cannot be named “{name}”.",
        "Die Wurzel des Formulars darf nicht „{name}“ heißen.",
        "Begin the name with a letter; use letters, digits and _, or delete it: it is “data” then.",
        "Beginnen Sie mit einem Buchstaben; möglich sind Buchstaben, Ziffern und _. Ohne Namen gilt „data“.",
    ),
    "ENTITIES_SHEET_MISSING": Entry(
        "“{name}” is saved to an entity, but there is no sheet “entities”.",
        "„{name}“ soll in eine Entität gespeichert werden, aber das Blatt „entities“ fehlt.",
        "Add the sheet, or empty the column save_to.",
        "Ergänzen Sie das Blatt, oder leeren Sie die Spalte save_to.",
    ),
    "DEFAULT_LANGUAGE_UNKNOWN": Entry(
        "No column is in the default language “{language}”; the first language is used.",
        "Keine Spalte ist in der Standardsprache „{language}“; die erste Sprache gilt.",
        "Use one of: {languages}",
        "Möglich sind: {languages}",
        Severity.WARNING,
    ),
}

_COLUMNS = {
    "COLUMN_MISSING": Entry(
        "The sheet “{sheet}” has no column “{column}”.",
        "Dem Blatt „{sheet}“ fehlt die Spalte „{column}“.",
        "Add it to the first row.",
        "Ergänzen Sie sie in der ersten Zeile.",
    ),
    "COLUMN_TWICE": Entry(
        "“{heading}” and “{other}” are the same column.",
        "„{heading}“ und „{other}“ sind dieselbe Spalte.",
        "Rename or delete one of them.",
        "Benennen Sie eine davon um, oder löschen Sie sie.",
    ),
    "COLUMN_UNREADABLE": Entry(
        "The heading “{heading}” names more than one column or language.",
        "Die Überschrift „{heading}“ nennt mehr als eine Spalte oder Sprache.",
        "Write one column name and one language, such as label::Deutsch (de).",
        "Schreiben Sie einen Spaltennamen und eine Sprache, etwa label::Deutsch (de).",
    ),
    "COLUMN_NOT_TRANSLATED": Entry(
        "“{heading}” has a language, but this column holds no text for people.",
        "„{heading}“ nennt eine Sprache, aber diese Spalte enthält keinen Text für Menschen.",
        "Delete everything from the first colon on.",
        "Löschen Sie alles ab dem ersten Doppelpunkt.",
    ),
    "COLUMN_MISSPELT": Entry(
        "The column “{heading}” is not known and only kept.",
        "Die Spalte „{heading}“ ist unbekannt und wird nur aufbewahrt.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
        Severity.WARNING,
    ),
    "MEDIA_UNKNOWN": Entry(
        "“{heading}” names a kind of media that does not exist.",
        "„{heading}“ nennt eine Medienart, die es nicht gibt.",
        "Use media::image, media::big-image, media::audio or media::video.",
        "Möglich sind media::image, media::big-image, media::audio und media::video.",
    ),
}

_ROWS = {
    "ROW_SKIPPED": Entry(
        "The row has neither type nor name nor label and is skipped.",
        "Die Zeile hat weder Typ noch Namen noch Text und wird übergangen.",
        severity=Severity.WARNING,
    ),
    "ROW_DISABLED": Entry(
        "The row is disabled and left out.",
        "Die Zeile ist abgeschaltet und bleibt weg.",
        severity=Severity.WARNING,
    ),
    "TYPE_MISSING": Entry(
        "“{name}” has no type.",
        "„{name}“ hat keinen Typ.",
        "Write one into the column type, such as text or select_one.",
        "Tragen Sie in der Spalte type einen ein, etwa text oder select_one.",
    ),
    "ROW_TYPE_UNKNOWN": Entry(
        "“{type}” is no type of row.",
        "„{type}“ ist kein Zeilentyp.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "TYPE_REPLACED": Entry(
        "The type “{type}” does not exist here; “{instead}” is used.",
        "Den Typ „{type}“ gibt es hier nicht; verwendet wird „{instead}“.",
        severity=Severity.WARNING,
    ),
    "NAME_MISSING": Entry(
        "This row of type “{type}” has no name.",
        "Diese Zeile vom Typ „{type}“ hat keinen Namen.",
        "Give it a short name without blanks.",
        "Geben Sie ihr einen kurzen Namen ohne Leerzeichen.",
    ),
    "NAME_RESERVED": Entry(
        "The name “{name}” is reserved for the form's own data.",
        "Der Name „{name}“ ist für die Angaben zum Formular selbst reserviert.",
        "Choose another name.",
        "Wählen Sie einen anderen Namen.",
    ),
    "NAME_IS_ROOT": Entry(
        "A repeat cannot be named “{name}” like the form's root.",
        "Eine Wiederholung darf nicht wie die Wurzel des Formulars „{name}“ heißen.",
        "Choose another name.",
        "Wählen Sie einen anderen Namen.",
    ),
    "REFERENCE_TO_ROOT": Entry(
        "${{{name}}} is ambiguous: the form's root has the name “{name}” too.",
        "${{{name}}} ist mehrdeutig: Auch die Wurzel des Formulars heißt „{name}“.",
        "Rename the item, or set another name on the settings sheet.",
        "Benennen Sie das Merkmal um, oder setzen Sie im Blatt settings einen anderen Namen (name).",
    ),
    "AUDIT_NAME": Entry(
        "An audit is always named “audit”, not “{name}”.",
        "Ein audit heißt immer „audit“, nicht „{name}“.",
        "Leave the name blank.",
        "Lassen Sie den Namen leer.",
    ),
    "REPEAT_TWICE": Entry(
        "A repeat named “{name}” stands in row {first} already.",
        "Eine Wiederholung namens „{name}“ steht schon in Zeile {first}.",
        "Names of repeats must be unique in the whole form.",
        "Namen von Wiederholungen müssen im ganzen Formular eindeutig sein.",
    ),
    "BEGIN_WITHOUT_END": Entry(
        "The {type} “{name}” begins here and never ends.",
        "Hier beginnt „{name}“ ({type}) und endet nirgends.",
        "Add a row end_{type} behind its last item.",
        "Ergänzen Sie hinter dem letzten Merkmal eine Zeile end_{type}.",
    ),
    "END_WITHOUT_BEGIN": Entry(
        "Here a {type} ends that never began.",
        "Hier endet etwas ({type}), das nirgends beginnt.",
        "Delete the row, or add begin_{type} in front.",
        "Löschen Sie die Zeile, oder ergänzen Sie davor begin_{type}.",
    ),
    "END_DOES_NOT_MATCH": Entry(
        "Here a {type} ends, but the {open} “{name}” of row {row} is open.",
        "Hier endet etwas ({type}), offen ist aber „{name}“ ({open}) aus Zeile {row}.",
        "Write end_{open}.",
        "Schreiben Sie end_{open}.",
    ),
    "TRIGGER_MISSING": Entry(
        "“{name}” needs a trigger.",
        "„{name}“ braucht einen Auslöser (trigger).",
        "Name the item that starts it, such as ${{q1}}.",
        "Nennen Sie das Merkmal, das auslöst, etwa ${{q1}}.",
    ),
    "CALCULATION_UNWANTED": Entry(
        "“{name}” notes the position and cannot be calculated.",
        "„{name}“ hält die Position fest und lässt sich nicht berechnen.",
        "Empty the column calculation.",
        "Leeren Sie die Spalte calculation.",
    ),
    "TRIGGER_UNREADABLE": Entry(
        "The trigger of “{name}” is no reference to an item.",
        "Der Auslöser von „{name}“ ist kein Verweis auf ein Merkmal.",
        "Write it with braces, such as ${{q1}}; several with commas: ${{q1}}, ${{q2}}.",
        "Schreiben Sie ihn mit Klammern, etwa ${{q1}}; mehrere mit Kommas: ${{q1}}, ${{q2}}.",
    ),
    "TRIGGER_INVISIBLE": Entry(
        "“{trigger}” is never shown, so it cannot trigger “{name}”.",
        "„{trigger}“ wird nie gezeigt und kann „{name}“ deshalb nicht auslösen.",
        "Name an item that is answered on the screen, or leave the trigger blank.",
        "Nennen Sie ein Merkmal, das am Bildschirm beantwortet wird, oder lassen Sie den Auslöser weg.",
    ),
    "BIG_IMAGE_ALONE": Entry(
        "“{name}” has a big-image without an image.",
        "„{name}“ hat ein big-image ohne image.",
        "Fill the column media::image too.",
        "Füllen Sie auch die Spalte media::image.",
    ),
    "REFERENCE_WITH_BLANKS": Entry(
        "The reference {written} has blanks inside its braces.",
        "Der Verweis {written} enthält Leerzeichen in den Klammern.",
        "Write {better}.",
        "Schreiben Sie {better}.",
    ),
    "DEFAULT_DROPPED": Entry(
        "The default “{value}” cannot be an answer of “{name}” and is left out.",
        "Die Vorgabe „{value}“ kann keine Antwort von „{name}“ sein und bleibt weg.",
        "Write one of: {allowed}",
        "Möglich sind: {allowed}",
        Severity.WARNING,
    ),
    "APPEARANCE_SEARCH": Entry(
        "“{name}” draws its choices by search() from a table; only those of the choices sheet are offered.",
        "„{name}“ holt seine Auswahl mit search() aus einer Tabelle; angeboten wird nur die von choices.",
        "Use select_one_from_file with a choice_filter.",
        "Verwenden Sie select_one_from_file mit einem choice_filter.",
        Severity.WARNING,
    ),
    "TABLE_LIST_MIXED": Entry(
        "All selects of a table-list need the same list: “{list}” is not “{expected}”.",
        "Alle Auswahlfragen einer table-list brauchen dieselbe Liste: „{list}“ ist nicht „{expected}“.",
        "Use one list, or another group.",
        "Verwenden Sie eine Liste, oder eine andere Gruppe.",
    ),
    "TABLE_LIST_FILTER": Entry(
        "“{name}” stands in a table-list and cannot filter its choices.",
        "„{name}“ steht in einer table-list und kann seine Auswahl nicht filtern.",
        "Delete the choice_filter or the appearance table-list.",
        "Löschen Sie den choice_filter oder die Darstellung table-list.",
    ),
    "LOOP_WITHOUT_LIST": Entry(
        "The loop's list “{list}” does not exist.",
        "Die Liste „{list}“ der Schleife gibt es nicht.",
        "Write: begin loop over and the name of a choice list.",
        "Schreiben Sie: begin loop over und den Namen einer Auswahlliste.",
    ),
    "FILE_ENDING_UNKNOWN": Entry(
        "Choices cannot be read from “{file}”.",
        "Aus „{file}“ lässt sich keine Auswahl lesen.",
        "The file must end with one of: {endings}",
        "Die Datei muss so enden: {endings}",
    ),
    "INSTANCE_TWICE": Entry(
        "“{name}” is read from two sources: {first} and {second}.",
        "„{name}“ wird aus zwei Quellen gelesen: {first} und {second}.",
        "Give one of them another name, or delete it.",
        "Geben Sie einer davon einen anderen Namen, oder löschen Sie sie.",
    ),
    "OR_OTHER_WITH_FILTER": Entry(
        "A select with or_other cannot filter its choices.",
        "Eine Auswahl mit or_other kann nicht gefiltert werden.",
        "Add the choice “other” to the list, and a text item behind.",
        "Ergänzen Sie die Option „other“ in der Liste und ein Textmerkmal dahinter.",
    ),
}

ENTRIES = {**_FILE, **_SHEETS, **_COLUMNS, **_ROWS}
