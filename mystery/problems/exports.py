"""Problems of exports of a wave's records."""

from mystery.problems.model import Entry

ENTRIES = {
    "EXPORT_EMPTY": Entry(
        "Nothing has been handed in for this wave yet.",
        "Zu dieser Welle ist noch nichts eingereicht.",
        "Export it when the first interview has arrived.",
        "Exportieren Sie sie, wenn das erste Interview eingetroffen ist.",
    ),
    "EXPORT_QUESTIONNAIRE_UNKNOWN": Entry(
        "No record of this wave was made with the questionnaire “{questionnaire}”.",
        "Kein Datensatz dieser Welle wurde mit dem Fragebogen „{questionnaire}“ erhoben.",
        "There are: {known}.",
        "Es gibt: {known}.",
    ),
    "EXPORT_TOO_LARGE": Entry(
        "The table “{table}” is larger than a worksheet can be.",
        "Die Tabelle „{table}“ ist größer, als ein Tabellenblatt sein kann.",
        "Choose csv, SPSS or JSON; they have no such limit.",
        "Wählen Sie csv, SPSS oder JSON; sie haben keine solche Grenze.",
    ),
    "EXPORT_GONE": Entry(
        "The file is no longer here; an export is kept for a day.",
        "Die Datei ist nicht mehr da; ein Export wird einen Tag aufgehoben.",
        "Make it again.",
        "Exportieren Sie noch einmal.",
    ),
}
