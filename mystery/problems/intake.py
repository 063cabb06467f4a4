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
    "INTERVIEW_CLOSED": Entry(
        "This interview takes no more answers: it was handed in, withdrawn, or given to somebody else.",
        "Das Interview nimmt keine Antworten mehr an: Es ist eingereicht, zurückgezogen oder neu vergeben.",
        "What you sent is kept beside it, and a supervisor decides.",
        "Was Sie gesendet haben, wird daneben aufbewahrt, und die Einsatzleitung entscheidet.",
    ),
    "INTERVIEW_UNFINISHED": Entry(
        "The interview is not finished yet.",
        "Das Interview ist noch nicht abgeschlossen.",
        "Finish it on its last page.",
        "Schließen Sie es auf der letzten Seite ab.",
    ),
    "JOURNAL_GAP": Entry(
        "Answers up to event {acknowledged} have arrived, but the interview has {last_seq}.",
        "Angekommen sind die Antworten bis Ereignis {acknowledged}, das Interview hat aber {last_seq}.",
        "Send the rest first.",
        "Senden Sie zuerst den Rest.",
    ),
    "EVENTS_UNREADABLE": Entry(
        "This is no list of events: {reason}",
        "Das ist keine Liste von Ereignissen: {reason}",
        "Send a JSON object with `events`, as docs/player.md describes.",
        "Senden Sie ein JSON-Objekt mit `events`, wie docs/player.md es beschreibt.",
    ),
    "EVENT_REFUSED": Entry(
        "Event {position}: {field} is not what the journal takes.",
        "Ereignis {position}: {field} ist nicht, was das Journal annimmt.",
        "docs/form-package.md lists kinds and values.",
        "docs/form-package.md nennt Arten und Werte.",
    ),
    "TOO_MANY_EVENTS": Entry(
        "{count} events came at once; {limit} are allowed.",
        "Es kamen {count} Ereignisse auf einmal; erlaubt sind {limit}.",
        "Send them in several requests.",
        "Senden Sie sie in mehreren Anfragen.",
    ),
}
