"""Problems of background work."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "JOB_STANDING": Entry(
        "This job comes by itself and cannot be cancelled.",
        "Diese Aufgabe kommt von selbst und lässt sich nicht streichen.",
    ),
    "JOBS_LATE": Entry(
        "Background work has been waiting for more than half an hour; nobody seems to do it.",
        "Arbeit im Hintergrund wartet seit über einer halben Stunde; niemand scheint sie zu tun.",
        "Start `mystery serve`, or `mystery worker` where MYSTERY_JOBS_IN_SERVER is off.",
        "Starten Sie `mystery serve`, oder `mystery worker`, wo MYSTERY_JOBS_IN_SERVER aus ist.",
        Severity.WARNING,
    ),
    "RETENTION_WAITS": Entry(
        "Wave {wave} of {study} ended more than {days} days ago and was never released; its files are kept "
        "until then.",
        "Welle {wave} von {study} ist seit über {days} Tagen vorbei und nie freigegeben; so lange bleiben "
        "ihre Dateien.",
        "Release it, so that the time its files are kept begins to run.",
        "Geben Sie sie frei, damit die Frist ihrer Dateien beginnt.",
        Severity.WARNING,
    ),
    "JOB_NOT_WAITING": Entry(
        "This job runs at the moment, or it is over.",
        "Diese Aufgabe läuft gerade, oder sie ist vorbei.",
        "Load the page again to see how it stands.",
        "Laden Sie die Seite neu, um den Stand zu sehen.",
    ),
}
