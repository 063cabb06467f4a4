"""Problems of background work."""

from mystery.problems.model import Entry

ENTRIES = {
    "JOB_NOT_WAITING": Entry(
        "This job runs at the moment, or it is over.",
        "Diese Aufgabe läuft gerade, oder sie ist vorbei.",
        "Load the page again to see how it stands.",
        "Laden Sie die Seite neu, um den Stand zu sehen.",
    ),
}
