"""Problems of backups and of restoring them."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "FILE_EXISTS": Entry(
        "There is a file {file} already.",
        "Eine Datei {file} gibt es schon.",
        "Choose another name; nothing is written over.",
        "Wählen Sie einen anderen Namen; überschrieben wird nichts.",
    ),
    "BACKUP_OLD": Entry(
        "The newest backup in {folder} is {days} days old.",
        "Die neueste Sicherung in {folder} ist {days} Tage alt.",
        "Run: mystery backup",
        "Führen Sie aus: mystery backup",
        Severity.WARNING,
    ),
    "BACKUP_UNDER_WAY": Entry(
        "A backup is being made already.",
        "Eine Sicherung wird schon gemacht.",
        "Wait until it is in the list.",
        "Warten Sie, bis sie in der Liste steht.",
    ),
    "BACKUP_NOT_WRITTEN": Entry(
        "The backup cannot be written to {file}: {why}.",
        "Die Sicherung kann nicht nach {file} geschrieben werden: {why}.",
        "Name another place, or make room there.",
        "Nennen Sie einen anderen Ort, oder schaffen Sie dort Platz.",
    ),
    "RESTORE_NOT_WRITTEN": Entry(
        "{file} cannot be written: {why}.",
        "{file} kann nicht geschrieben werden: {why}.",
        "Make room or correct permissions, and run the same command again; it goes on.",
        "Schaffen Sie Platz oder berichtigen Sie Rechte, und führen Sie denselben Befehl noch einmal aus; "
        "er macht weiter.",
    ),
    "BACKUP_UNREADABLE": Entry(
        "{file} is no backup of Mystery, or was not written to its end.",
        "{file} ist keine Sicherung von Mystery oder wurde nicht zu Ende geschrieben.",
        "Take another backup; a file that ends in .part was cut off.",
        "Nehmen Sie eine andere Sicherung; eine Datei, die auf .part endet, wurde abgebrochen.",
    ),
    "BACKUP_TOO_NEW": Entry(
        "{file} was written by version {version} in a form that this version does not know.",
        "{file} hat Version {version} in einer Form geschrieben, die diese Version nicht kennt.",
        "Restore it with that version.",
        "Stellen Sie sie mit jener Version wieder her.",
    ),
    "BACKUP_DAMAGED": Entry(
        "In the backup {file}, “{member}” is missing or not as it was written.",
        "In der Sicherung {file} fehlt „{member}“ oder ist nicht mehr, wie es geschrieben wurde.",
        "Take another copy of this backup, or an older one. Nothing was restored.",
        "Nehmen Sie eine andere Kopie dieser Sicherung oder eine ältere. Wiederhergestellt wurde nichts.",
    ),
    "BACKUP_OTHER_VERSION": Entry(
        "Version {version} made it, with a database of the shape {found}; this version needs {wanted}.",
        "Die Sicherung stammt von Version {version} mit einer Datenbank vom Stand {found}; diese Version "
        "braucht {wanted}.",
        "Restore it with that version, then install this one and run: mystery db upgrade",
        "Stellen Sie sie mit jener Version wieder her, installieren Sie dann diese und führen Sie aus: "
        "mystery db upgrade",
    ),
    "RESTORE_NOT_EMPTY": Entry(
        "This installation holds something already: {what}.",
        "Diese Installation enthält schon etwas: {what}.",
        "Restore into a new one: set MYSTERY_INSTANCE_FOLDER to a new folder and MYSTERY_DATABASE_URL, if it "
        "is used, to an empty database; do not run `mystery init`.",
        "Stellen Sie in eine neue wieder her: MYSTERY_INSTANCE_FOLDER auf einen neuen Ordner, "
        "MYSTERY_DATABASE_URL, falls benutzt, auf eine leere Datenbank; ohne `mystery init`.",
    ),
    "RESTORE_DIFFERS": Entry(
        "The table {what} holds {found} rows after the restore; the backup has {wanted}.",
        "Die Tabelle {what} enthält nach der Wiederherstellung {found} Zeilen; die Sicherung hat {wanted}.",
        "Do not work with this installation; examine the disk and restore again into a new one.",
        "Arbeiten Sie nicht mit dieser Installation; prüfen Sie die Platte, und stellen Sie in eine neue "
        "wieder her.",
    ),
    "RESTORE_DANGLING": Entry(
        "{count} rows refer to rows that the backup does not hold.",
        "{count} Zeilen beziehen sich auf Zeilen, die die Sicherung nicht enthält.",
        "Do not work with this installation; restore an older backup into a new one.",
        "Arbeiten Sie nicht mit dieser Installation; stellen Sie eine ältere Sicherung in eine neue "
        "wieder her.",
    ),
}
