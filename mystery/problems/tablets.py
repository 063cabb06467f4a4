"""Problems of tablets: enrolling them, believing them, and what they seal."""

from mystery.problems.model import Entry

_ENROL = (
    "Nothing on the tablet is lost. Ask the office for a new code and enrol it again.",
    "Auf dem Tablet geht nichts verloren. Bitten Sie das Büro um einen neuen Code und melden Sie es neu an.",
)
_KEPT = (
    "It stays where it is; the office can read it from a rescue file.",
    "Es bleibt, wo es ist; das Büro kann es aus einer Rettungsdatei lesen.",
)

ENTRIES = {
    "ENROLMENT_UNKNOWN": Entry(
        "This code enrols no tablet: it is wrong, was used already, or is older than a quarter of an hour.",
        "Dieser Code meldet kein Tablet an: Er ist falsch, verbraucht oder älter als eine Viertelstunde.",
        "Make a new one and scan it at once.",
        "Erzeugen Sie einen neuen und lesen Sie ihn gleich ein.",
    ),
    "ENROLMENT_UNREADABLE": Entry(
        "The request to enrol a tablet lacks {field}, or it is not what was expected.",
        "In der Anmeldung des Tablets fehlt {field} oder ist anders als erwartet.",
        "docs/tablet.md describes it.",
        "docs/tablet.md beschreibt sie.",
    ),
    "DEVICE_UNKNOWN": Entry(
        "This tablet is not enrolled here.", "Dieses Tablet ist hier nicht angemeldet.", *_ENROL
    ),
    "DEVICE_SIGNATURE": Entry(
        "The request is not signed by the tablet it names.",
        "Die Anfrage ist nicht von dem Tablet unterschrieben, das sie nennt.",
        *_ENROL,
    ),
    "DEVICE_NONCE_STALE": Entry(
        "The request is signed over an old number.",
        "Die Anfrage ist über eine veraltete Nummer unterschrieben.",
        "Sign it again over the number of this reply.",
        "Unterschreiben Sie sie mit der Nummer dieser Antwort erneut.",
    ),
    "DEVICE_REVOKED": Entry(
        "The office has revoked this tablet.", "Das Büro hat dieses Tablet gesperrt.", *_ENROL
    ),
    "DEVICE_EXPIRED": Entry(
        "This tablet was enrolled too long ago.", "Die Anmeldung dieses Tablets ist abgelaufen.", *_ENROL
    ),
    "ACCOUNT_DISABLED": Entry(
        "The account of this tablet is switched off.", "Das Konto dieses Tablets ist abgeschaltet.", *_ENROL
    ),
    "TABLET_NAME_DIFFERS": Entry(
        "That is not the name of this tablet.",
        "So heißt dieses Tablet nicht.",
        "Type “{name}” to confirm.",
        "Tippen Sie zur Bestätigung „{name}“ ein.",
    ),
    "INTERVIEW_ELSEWHERE": Entry(
        "This visit has an interview already, on another device: {name}",
        "Zu diesem Besuch gibt es schon ein Interview auf einem anderen Gerät: {name}",
        "Go on there, or take it over here.",
        "Machen Sie dort weiter, oder übernehmen Sie es hier.",
    ),
    "INTERVIEW_HELD_ELSEWHERE": Entry(
        "Another device works on this interview: {name}",
        "An diesem Interview arbeitet ein anderes Gerät: {name}",
        "Take it over first. What you sent is kept beside it, and a supervisor decides.",
        "Übernehmen Sie es zuerst. Ihre Daten sind daneben aufbewahrt, und die Einsatzleitung entscheidet.",
    ),
    "INTERVIEW_SET_ASIDE": Entry(
        "The office has decided that this interview does not count.",
        "Das Büro hat entschieden, dass dieses Interview nicht zählt.",
        "What is on the device stays there; ask the office what to do.",
        "Was auf dem Gerät ist, bleibt dort; fragen Sie das Büro, wie es weitergeht.",
    ),
    "NOTE_UNREADABLE": Entry(
        "This is no note of a visit: {field} is not what was expected.",
        "Das ist keine Notiz zu einem Besuch: {field} ist anders als erwartet.",
        "docs/tablet.md lists kinds and values.",
        "docs/tablet.md nennt Arten und Werte.",
    ),
    "NOTE_OF_ANOTHERS_VISIT": Entry(
        "The visit was given to somebody else meanwhile.",
        "Der Besuch ist inzwischen jemand anderem gegeben worden.",
        "The note is kept, and the planner sees it.",
        "Die Notiz ist aufbewahrt, und die Einsatzplanung sieht sie.",
    ),
    "MESSAGE_TOO_LONG": Entry(
        "The message is longer than {limit} characters.",
        "Die Nachricht ist länger als {limit} Zeichen.",
        "Say it in fewer words; a tester reads it standing.",
        "Sagen Sie es kürzer; gelesen wird es im Stehen.",
    ),
    "CONTACT_UNREADABLE": Entry(
        "This is no sign of life of a tablet: {field} is not what was expected.",
        "Das ist kein Lebenszeichen eines Tablets: {field} ist anders als erwartet.",
        "docs/tablet.md describes it.",
        "docs/tablet.md beschreibt es.",
    ),
    "TOO_MANY_HOLDINGS": Entry(
        "The tablet names {count} interviews at once; at most {limit} are compared.",
        "Das Tablet nennt {count} Interviews auf einmal; verglichen werden höchstens {limit}.",
        "Send what is finished; what was confirmed leaves the tablet after 30 days.",
        "Fertiges senden; was bestätigt ist, verlässt das Tablet nach 30 Tagen.",
    ),
    "ENVELOPE_UNREADABLE": Entry("This is no sealed record.", "Das ist kein versiegelter Datensatz.", *_KEPT),
    "ENVELOPE_SIGNATURE": Entry(
        "The sealed record is not signed by a tablet of this installation.",
        "Der versiegelte Datensatz ist nicht von einem Tablet dieser Installation unterschrieben.",
        *_KEPT,
    ),
    "ENVELOPE_SEALED": Entry(
        "No key of this installation opens the sealed record.",
        "Kein Schlüssel dieser Installation öffnet den versiegelten Datensatz.",
        "It is kept. Put the key files of the old installation back into the folder `keys`.",
        "Er wird aufbewahrt. Legen Sie die alten Schlüsseldateien in den Ordner `keys` zurück.",
    ),
    "RECORD_UNREADABLE": Entry(
        "What the envelope holds is not the record that it names.",
        "Der Umschlag enthält nicht den Datensatz, den er nennt.",
        "It is kept, and a person decides.",
        "Er wird aufbewahrt, und ein Mensch entscheidet.",
    ),
    "FILE_SEALED": Entry(
        "The sealed file does not open, or holds something else than it says.",
        "Die versiegelte Datei lässt sich nicht öffnen oder enthält etwas anderes, als sie angibt.",
        "It is kept. Send it again.",
        "Sie wird aufbewahrt. Senden Sie sie erneut.",
    ),
    "ESCROW_SEALED": Entry(
        "The rescue file's key does not open, so its drafts cannot be read.",
        "Der Schlüssel der Rettungsdatei lässt sich nicht öffnen; ihre Entwürfe sind nicht lesbar.",
        "Everything else in the file is taken, and the file is kept.",
        "Alles andere aus der Datei wird übernommen, und die Datei wird aufbewahrt.",
    ),
    "RECEIPT_UNREADABLE": Entry(
        "This is no receipt.",
        "Das ist keine Quittung.",
        "A receipt is a JSON object with submission, sha256, received_at, sequence, key and signature.",
        "Eine Quittung ist ein JSON-Objekt mit submission, sha256, received_at, sequence, key und signature.",
    ),
    "RECEIPT_KEY_UNKNOWN": Entry(
        "The receipt names the key {key}, which this installation never had.",
        "Die Quittung nennt den Schlüssel {key}, den diese Installation nie hatte.",
        "Check it at the installation that issued it.",
        "Prüfen Sie sie bei der Installation, die sie ausgestellt hat.",
    ),
    "RECEIPT_SIGNATURE": Entry(
        "The receipt's signature does not fit: it was not issued here, or was changed.",
        "Die Unterschrift der Quittung passt nicht: Sie wurde hier nicht ausgestellt oder verändert.",
        "Compare it with the one on the tablet.",
        "Vergleichen Sie sie mit der auf dem Tablet.",
    ),
    "RECEIPT_OF_OTHER_BYTES": Entry(
        "The receipt is for other bytes than these.",
        "Die Quittung gilt für andere Bytes als diese.",
        "Look for the file with the SHA-256 that the receipt names.",
        "Suchen Sie die Datei mit der SHA-256, die die Quittung nennt.",
    ),
}
