"""Problems of telephoning: what is not set up, and what a provider would not do."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "TWILIO_INCOMPLETE": Entry(
        "Twilio is set up in part only; it is not used. Missing: {missing}.",
        "Twilio ist nur zum Teil eingerichtet und wird nicht benutzt. Es fehlt: {missing}.",
        "docs/telephony.md says where each value is found. Calls by hand work without any.",
        "docs/telephony.md sagt, wo jeder Wert steht. Von Hand anrufen geht ohne sie.",
        Severity.WARNING,
    ),
    "TWILIO_NEEDS_HTTPS": Entry(
        "Twilio cannot report to {url}: it is no public https address.",
        "Twilio kann nicht an {url} melden: Das ist keine öffentliche https-Adresse.",
        "Set MYSTERY_BASE_URL to the address that is reached from outside.",
        "Setzen Sie MYSTERY_BASE_URL auf die Adresse, die von außen erreicht wird.",
        Severity.WARNING,
    ),
    "BASE_URL_UNREACHED": Entry(
        "Nothing of ours answers at {url}.",
        "Unter {url} antwortet nichts von uns.",
        "Check server, name, certificate and proxy. Notices of calls are lost until then.",
        "Prüfen Sie Server, Name, Zertifikat und Proxy. Bis dahin gehen Meldungen verloren.",
        Severity.WARNING,
    ),
    "TWILIO_SIGNATURE_LOST": Entry(
        "A signature made for {url} does not hold when the request arrives.",
        "Eine Signatur für {url} gilt nicht mehr, wenn die Anfrage ankommt.",
        "A proxy changes path or query: it has to pass both on as they are.",
        "Ein Proxy ändert Pfad oder Abfrage: Er muss beide unverändert weitergeben.",
        Severity.WARNING,
    ),
    "TWILIO_REFUSES": Entry(
        "Twilio does not take requests ({reason}).",
        "Twilio nimmt keine Anfragen an ({reason}).",
        "Check account, API key and region: a key belongs to one region.",
        "Prüfen Sie Konto, API-Schlüssel und Region: Ein Schlüssel gehört zu einer Region.",
        Severity.WARNING,
    ),
    "TWILIO_ELSEWHERE": Entry(
        "MYSTERY_TWILIO_API_URL would send the credentials to another machine.",
        "MYSTERY_TWILIO_API_URL würde die Zugangsdaten an einen anderen Rechner schicken.",
        "Leave it empty; it is for tests on this machine.",
        "Lassen Sie es leer; es dient Tests auf diesem Rechner.",
    ),
    "TWILIO_SIGNATURE_UNKNOWN": Entry(
        "There is no signature {algorithm}.",
        "Die Signatur {algorithm} gibt es nicht.",
        "Use HMAC_SHA1 or HMAC_SHA256.",
        "Verwenden Sie HMAC_SHA1 oder HMAC_SHA256.",
    ),
    "TWILIO_EDGE_UNREADABLE": Entry(
        "{edge} is no edge of Twilio.",
        "{edge} ist kein Zugangspunkt (edge) von Twilio.",
        "An edge is one word such as dublin or frankfurt; leave it empty for the nearest one.",
        "Ein Zugangspunkt ist ein Wort wie dublin oder frankfurt; leer gilt der nächste.",
    ),
    "TELEPHONE_NOT_HERE": Entry(
        "This installation cannot dial that way.",
        "So kann diese Installation nicht wählen.",
        "Choose another way; docs/telephony.md says how Twilio is set up. The simulator is for the demo.",
        "Wählen Sie einen anderen Weg; wie man Twilio einrichtet, steht in docs/telephony.md.",
    ),
    "CALL_DIALLED_ALREADY": Entry(
        "This call was dialled already.",
        "Dieser Anruf wurde schon gewählt.",
        "End it with an outcome, then begin another attempt.",
        "Beenden Sie ihn mit einem Ergebnis und beginnen Sie dann einen neuen Versuch.",
    ),
    "OWN_TELEPHONE_REFUSED": Entry(
        "This number cannot be rung for you.",
        "Unter dieser Nummer können wir Sie nicht anrufen.",
        "Enter an ordinary number of your own country, with its area code.",
        "Tragen Sie eine gewöhnliche Nummer Ihres Landes mit Vorwahl ein.",
    ),
    "CALL_OVER": Entry(
        "This attempt is over.",
        "Dieser Versuch ist beendet.",
        "Begin another one.",
        "Beginnen Sie einen neuen.",
    ),
    "CALL_WITHOUT_NUMBER": Entry(
        "There is no number to dial.",
        "Es gibt keine Nummer zum Wählen.",
        "Choose another number of the case.",
        "Wählen Sie eine andere Nummer des Falls.",
    ),
    "TELEPHONE_DOWN": Entry(
        "The telephone system does not answer ({reason}).",
        "Die Telefonanlage antwortet nicht ({reason}).",
        "Dial the number by hand; the interview goes on.",
        "Wählen Sie die Nummer von Hand; das Interview geht weiter.",
        Severity.WARNING,
    ),
}
