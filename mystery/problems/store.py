"""Problems of the database, the media store, organisation trees and the audit log."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "DATABASE_SETTING_REFUSED": Entry(
        "The database does not keep {setting} = {wanted}; it says {found}.",
        "Die Datenbank hält {setting} = {wanted} nicht ein; sie meldet {found}.",
        "Put the database on a local disk, not on a network drive.",
        "Legen Sie die Datenbank auf eine lokale Platte, nicht auf ein Netzlaufwerk.",
    ),
    "DATABASE_NOT_MIGRATED": Entry(
        "The database has the shape {found}; this version needs {wanted}.",
        "Die Datenbank hat den Stand {found}; diese Version braucht {wanted}.",
        "Run: mystery db upgrade",
        "Führen Sie aus: mystery db upgrade",
    ),
    "DATABASE_UNREACHABLE": Entry(
        "The database does not answer.",
        "Die Datenbank antwortet nicht.",
        "Check MYSTERY_DATABASE_URL and whether the server runs.",
        "Prüfen Sie MYSTERY_DATABASE_URL und ob der Server läuft.",
    ),
    "DEMO_NOT_LOADED": Entry(
        "The demo has not been loaded, or by another version.",
        "Die Demo ist nicht geladen, oder von einer anderen Version.",
        "Run: mystery demo --load-only",
        "Führen Sie aus: mystery demo --load-only",
    ),
    "FOLDER_NOT_WRITABLE": Entry(
        "The folder {folder} cannot be written to.",
        "In den Ordner {folder} kann nicht geschrieben werden.",
        "Correct its owner or its permissions.",
        "Berichtigen Sie Besitzer oder Rechte.",
    ),
    "DISK_NEARLY_FULL": Entry(
        "Only {percent} % of the disk that holds {folder} is free.",
        "Auf der Platte mit {folder} sind nur noch {percent} % frei.",
        "Free some space; below {minimum} % no media are accepted.",
        "Schaffen Sie Platz; unter {minimum} % werden keine Medien angenommen.",
        Severity.WARNING,
    ),
    "JOURNAL_TORN": Entry(
        "The journal of arrivals {file} ends within an entry, at byte {position}: the server was cut off.",
        "Das Eingangsjournal {file} endet mitten in einem Eintrag, bei Byte {position}: Dort wurde der Server"
        " unterbrochen.",
        "Leave the file as it is: nobody was told that this entry had arrived, so it was sent again. "
        "Find out why the server went off.",
        "Lassen Sie die Datei, wie sie ist: Dieser Eintrag wurde niemandem bestätigt und kam daher noch "
        "einmal. Klären Sie, warum der Server ausging.",
        Severity.WARNING,
    ),
    "JOURNAL_DAMAGED": Entry(
        "The journal of arrivals {file} is damaged at byte {position}; a rebuild would not read what stands"
        " behind it.",
        "Das Eingangsjournal {file} ist bei Byte {position} beschädigt; ein Wiederaufbau läse nicht, was"
        " dahinter steht.",
        "Back up the database now, put this file back from a copy that is whole, and examine the disk.",
        "Sichern Sie jetzt die Datenbank, holen Sie die Datei aus einer heilen Kopie zurück, und prüfen Sie "
        "die Platte.",
    ),
    "DISK_FULL": Entry(
        "The server has no space left; nothing of what was sent has been stored.",
        "Der Server hat keinen Platz mehr; vom Gesendeten wurde nichts gespeichert.",
        "Keep it and send it again later; tell the office.",
        "Behalten Sie es, senden Sie es später erneut und geben Sie dem Büro Bescheid.",
    ),
    "STORE_UNAVAILABLE": Entry(
        "The server could not store this just now; nothing of it has been stored.",
        "Der Server konnte das gerade nicht speichern; nichts davon wurde gespeichert.",
        "Send it again in a moment.",
        "Senden Sie es gleich noch einmal.",
    ),
    "NO_ADMIN": Entry(
        "Nobody administers this installation yet.",
        "Noch verwaltet niemand diese Installation.",
        "Run: mystery init",
        "Führen Sie aus: mystery init",
        Severity.WARNING,
    ),
    "AUDIT_BROKEN": Entry(
        "The audit log was altered at entry {entry}: {what}.",
        "Das Protokoll wurde bei Eintrag {entry} verändert: {what}.",
        "Compare with a backup; everything from this entry on is in doubt.",
        "Vergleichen Sie mit einer Sicherung; ab diesem Eintrag ist alles zweifelhaft.",
    ),
    "MEDIA_EMPTY": Entry("The file is empty.", "Die Datei ist leer."),
    "MEDIA_TYPE_REFUSED": Entry(
        "This is not a photo, recording or PDF of a kind that is accepted.",
        "Das ist kein Foto, keine Aufnahme und kein PDF einer zugelassenen Art.",
        "Accepted are: {accepted}.",
        "Zugelassen sind: {accepted}.",
    ),
    "MEDIA_UNREADABLE": Entry(
        "The file calls itself {type} but cannot be opened as such.",
        "Die Datei gibt sich als {type} aus, lässt sich so aber nicht öffnen.",
        "Take the photo again or export the file anew.",
        "Nehmen Sie das Foto neu auf oder exportieren Sie die Datei erneut.",
    ),
    "MEDIA_TOO_LARGE": Entry(
        "The file is larger than {megabytes} MB.",
        "Die Datei ist größer als {megabytes} MB.",
        "Send a smaller one.",
        "Senden Sie eine kleinere.",
    ),
    "IMAGE_TOO_LARGE": Entry(
        "The image has {megapixels} megapixels; the limit is {limit}.",
        "Das Bild hat {megapixels} Megapixel; erlaubt sind {limit}.",
        "Take it at a lower resolution.",
        "Nehmen Sie es mit geringerer Auflösung auf.",
    ),
    "MEDIA_HASH_DIFFERS": Entry(
        "The file arrived damaged: its SHA-256 is {found}, announced was {expected}.",
        "Die Datei kam beschädigt an: Ihr SHA-256 ist {found}, angekündigt war {expected}.",
        "Send it again.",
        "Senden Sie sie erneut.",
    ),
    "CODE_TAKEN": Entry(
        "The code {code} exists already.",
        "Das Kürzel {code} gibt es bereits.",
        "Choose another.",
        "Wählen Sie ein anderes.",
    ),
    "FIELD_EMPTY": Entry("{field} is empty.", "{field} ist leer."),
    "TIME_ZONE_UNKNOWN": Entry(
        "There is no time zone {zone}.",
        "Die Zeitzone {zone} gibt es nicht.",
        "Use a name like Europe/Berlin.",
        "Verwenden Sie einen Namen wie Europe/Berlin.",
    ),
    "TREE_ORDER": Entry(
        "A {kind} cannot stand below a {parent}.",
        "Eine Einheit der Art {kind} kann nicht unter einer der Art {parent} stehen.",
        "Locations stand below regions or the client, regions below the client.",
        "Standorte stehen unter Regionen oder dem Auftraggeber, Regionen unter dem Auftraggeber.",
    ),
}
