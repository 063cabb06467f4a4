"""Problems of what arrives from tablets and call desks."""

from mystery.problems.model import Entry

ENTRIES = {
    "JOURNAL_CONFLICT": Entry(
        "Event {seq} of this interview is there already, with other content.",
        "Das Ereignis {seq} dieses Interviews liegt bereits mit anderem Inhalt vor.",
        "Nothing was overwritten. Close the interview in other windows and load it again.",
        "Nichts wurde überschrieben. Schließen Sie das Interview in anderen Fenstern und laden Sie es neu.",
    ),
    "MEDIA_OUTSTANDING": Entry(
        "Files have not arrived yet: {hashes}",
        "Dateien sind noch nicht angekommen: {hashes}",
        "They stay on the device and are sent again.",
        "Sie bleiben auf dem Gerät und werden erneut gesendet.",
    ),
}
