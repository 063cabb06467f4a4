"""Problems of drafts: what a browser sent, what was uploaded, what cannot be published yet."""

from mystery.problems.model import Entry

ENTRIES = {
    "DRAFT_SHAPE": Entry(
        "“{key}” does not have the shape of a draft.",
        "„{key}“ hat nicht die Form eines Entwurfs.",
        "Reload the page and make the change again.",
        "Laden Sie die Seite neu, und machen Sie die Änderung noch einmal.",
    ),
    "DRAFT_TEXT_IMPOSSIBLE": Entry(
        "The draft holds a sign that cannot be stored, or is nested more than {limit} levels deep.",
        "Der Entwurf enthält ein Zeichen, das sich nicht speichern lässt, oder ist tiefer als {limit} Ebenen "
        "geschachtelt.",
        "Undo the last change; pasted text may hold such signs.",
        "Machen Sie die letzte Änderung rückgängig; eingefügter Text kann solche Zeichen enthalten.",
    ),
    "DRAFT_ID_MISSING": Entry(
        "A section, an item, a choice or an example has no id of twelve hexadecimal digits.",
        "Ein Abschnitt, ein Merkmal, eine Antwort oder ein Beispiel hat keine Kennung aus zwölf "
        "Hexadezimalziffern.",
        "Reload the page and make the change again.",
        "Laden Sie die Seite neu, und machen Sie die Änderung noch einmal.",
    ),
    "DRAFT_ID_TWICE": Entry(
        "The same id stands twice in the draft: {id}.",
        "Dieselbe Kennung steht zweimal im Entwurf: {id}.",
        "Reload the page and make the change again.",
        "Laden Sie die Seite neu, und machen Sie die Änderung noch einmal.",
    ),
    "DRAFT_TOO_LARGE": Entry(
        "The draft is larger than {megabytes} MB.",
        "Der Entwurf ist größer als {megabytes} MB.",
        "Move long lists into csv files of their own, or cut the questionnaire into two.",
        "Lagern Sie lange Listen in eigene csv-Dateien aus, oder teilen Sie den Fragebogen.",
    ),
    "DRAFT_BASE_UNKNOWN": Entry(
        "The change builds on revision {revision}, which this draft does not have.",
        "Die Änderung beruht auf Stand {revision}, den dieser Entwurf nicht hat.",
        "Reload the page.",
        "Laden Sie die Seite neu.",
    ),
    "DRAFT_DISCARDED": Entry(
        "This draft was discarded.",
        "Dieser Entwurf wurde verworfen.",
        "Bring it back on the list of questionnaires; then go on.",
        "Holen Sie ihn in der Liste der Fragebogen zurück; dann geht es weiter.",
    ),
    "DRAFT_NAME_WRONG": Entry(
        "What was typed is not the name of the draft.",
        "Das Eingetippte ist nicht der Name des Entwurfs.",
        "Type “{name}” to confirm.",
        "Tippen Sie zur Bestätigung „{name}“.",
    ),
    "UPLOAD_TOO_LARGE": Entry(
        "“{file}” is larger than {megabytes} MB.",
        "„{file}“ ist größer als {megabytes} MB.",
        "Remove pictures and unused sheets from it.",
        "Entfernen Sie Bilder und unbenutzte Blätter daraus.",
    ),
    "UPLOAD_TOO_MANY": Entry(
        "{count} files were chosen; {limit} are the most.",
        "Es wurden {count} Dateien gewählt; höchstens {limit} sind möglich.",
        "Choose the questionnaire and only the lists it uses.",
        "Wählen Sie den Fragebogen und nur die Listen, die er benutzt.",
    ),
    "UPLOAD_NO_LIST": Entry(
        "“{file}” is not a list: lists are .csv or .geojson files.",
        "„{file}“ ist keine Liste: Listen sind .csv- oder .geojson-Dateien.",
        "Save the list as csv.",
        "Speichern Sie die Liste als csv.",
    ),
    "UPLOAD_NOT_SHOWN": Entry(
        "“{file}” is no picture, sound or film that can be shown, or it is damaged.",
        "„{file}“ ist kein Bild, Ton oder Film, der sich zeigen lässt, oder beschädigt.",
        "Use JPEG, PNG or WebP; MP3, M4A, OGG or WAV; MP4 or WebM.",
        "Nehmen Sie JPEG, PNG oder WebP; MP3, M4A, OGG oder WAV; MP4 oder WebM.",
    ),
    "UPLOAD_UNKNOWN": Entry(
        "“{file}” is of a kind that cannot be read as a questionnaire.",
        "„{file}“ ist von einer Art, die nicht als Fragebogen gelesen werden kann.",
        "Choose one of these: {known}.",
        "Wählen Sie eine von diesen: {known}.",
    ),
    "UPLOAD_MISSING": Entry(
        "No file was chosen.",
        "Es wurde keine Datei gewählt.",
        "Choose a workbook, a Markdown table or a YAML file.",
        "Wählen Sie eine Arbeitsmappe, eine Markdown-Tabelle oder eine YAML-Datei.",
    ),
    "BLOCK_NAME_MISSING": Entry(
        "The block has no name.",
        "Der Baustein hat keinen Namen.",
        "Give it one by which others will find it.",
        "Geben Sie ihm einen, unter dem andere ihn finden.",
    ),
    "BLOCK_TOO_LARGE": Entry(
        "A block may have {kilobytes} kB at most.",
        "Ein Baustein darf höchstens {kilobytes} kB groß sein.",
        "Leave long lists out; they can stay in csv files.",
        "Lassen Sie lange Listen weg; sie können in csv-Dateien bleiben.",
    ),
}
