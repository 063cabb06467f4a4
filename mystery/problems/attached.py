"""The pictures, sounds and films that a questionnaire shows."""

from __future__ import annotations

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "MEDIA_FILE_MISSING": Entry(
        "The file “{file}” of “{name}” is not there; the item is shown without it.",
        "Die Datei „{file}“ von „{name}“ ist nicht da; es geht ohne sie.",
        "Put it beside the questionnaire or into its folder media/, or correct the name ({guess}).",
        "Legen Sie sie neben den Fragebogen oder in seinen Ordner media/, oder berichtigen Sie den Namen "
        "({guess}).",
        Severity.WARNING,
    ),
    "MEDIA_FILE_KIND": Entry(
        "“{file}” of “{name}” cannot be shown as {kind}: its content is {type}.",
        "„{file}“ von „{name}“ lässt sich nicht als {kind} zeigen: Der Inhalt ist {type}.",
        "Use JPEG, PNG or WebP for pictures; MP3, M4A, OGG or WAV for sounds; MP4 or WebM for films.",
        "Nehmen Sie für Bilder JPEG, PNG oder WebP, für Töne MP3, M4A, OGG oder WAV, für Filme MP4 oder "
        "WebM.",
        Severity.WARNING,
    ),
    "MEDIA_FILE_UNREADABLE": Entry(
        "“{file}” of “{name}” is of no kind that can be shown, or it is damaged.",
        "„{file}“ von „{name}“ ist von keiner Art, die sich zeigen lässt, oder beschädigt.",
        "Save it again, as JPEG, PNG or WebP; MP3, M4A, OGG or WAV; MP4 or WebM.",
        "Speichern Sie sie neu, als JPEG, PNG oder WebP; MP3, M4A, OGG oder WAV; MP4 oder WebM.",
        Severity.WARNING,
    ),
    "MEDIA_FILE_TOO_LARGE": Entry(
        "“{file}” of “{name}” has {megabytes} MB; it is not taken along.",
        "„{file}“ von „{name}“ hat {megabytes} MB und wird nicht mitgenommen.",
        "Make it smaller: at most {limit} MB.",
        "Verkleinern Sie sie: höchstens {limit} MB.",
        Severity.WARNING,
    ),
    "MEDIA_FILES_TOO_MANY": Entry(
        "The questionnaire shows {count} files.",
        "Der Fragebogen zeigt {count} Dateien.",
        "A tablet takes all of them along: use at most {limit}.",
        "Ein Tablet nimmt sie alle mit: Verwenden Sie höchstens {limit}.",
    ),
    "MEDIA_FILES_TOO_LARGE": Entry(
        "The files of the questionnaire have {megabytes} MB together.",
        "Die Dateien des Fragebogens haben zusammen {megabytes} MB.",
        "A tablet takes all of them along: at most {limit} MB.",
        "Ein Tablet nimmt sie alle mit: höchstens {limit} MB.",
    ),
}
