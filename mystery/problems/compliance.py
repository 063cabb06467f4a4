"""Problems of what may be dialled and recorded, and when."""

from mystery.problems.model import Entry, Severity

_GUARDS = (
    "Correct it in the call plan.",
    "Berichtigen Sie es im Anrufplan.",
)

ENTRIES = {
    "NUMBER_NOT_E164": Entry(
        "“{number}” is not a number that exists, written as +49301234567.",
        "„{number}“ ist keine Rufnummer, die es gibt, geschrieben wie +49301234567.",
        "Correct the number of this case.",
        "Berichtigen Sie die Rufnummer des Falls.",
    ),
    "NUMBER_REFUSED": Entry(
        "Numbers such as {number} cost extra or belong to no country; they are not dialled.",
        "Rufnummern wie {number} kosten extra oder gehören zu keinem Land; sie werden nicht gewählt.",
        "Find the hotline's ordinary number. Shared-cost numbers can be allowed in the call plan.",
        "Suchen Sie die gewöhnliche Nummer der Hotline. Service-Nummern (0180) kann der Anrufplan zulassen.",
    ),
    "NUMBER_COUNTRY": Entry(
        "{number} is in {country}, and the call plan does not allow calls there.",
        "{number} liegt in {country}; Anrufe dorthin erlaubt der Anrufplan nicht.",
        "Add the country to the call plan if that is meant.",
        "Nehmen Sie das Land in den Anrufplan auf, wenn das gewollt ist.",
    ),
    "NUMBER_NOT_LISTED": Entry(
        "This number is not on the list of the case.",
        "Diese Rufnummer steht nicht auf der Liste des Falls.",
        "Add it to the case first.",
        "Nehmen Sie sie zuerst in den Fall auf.",
    ),
    "NUMBER_BLOCKED": Entry(
        "This number is on the list of numbers that nobody calls.",
        "Diese Rufnummer steht auf der Liste der Nummern, die niemand anruft.",
        "Close the case, or use another number.",
        "Schließen Sie den Fall, oder nehmen Sie eine andere Nummer.",
    ),
    "CALLS_STOPPED": Entry(
        "All calls are stopped at the moment.",
        "Alle Anrufe sind zurzeit gestoppt.",
        "Ask the office when they go on.",
        "Fragen Sie das Büro, wann es weitergeht.",
    ),
    "PLAN_STOPPED": Entry(
        "The calls of this wave are stopped.",
        "Die Anrufe dieser Welle sind gestoppt.",
        "Ask the office when they go on.",
        "Fragen Sie das Büro, wann es weitergeht.",
    ),
    "CALL_OUTSIDE_HOURS": Entry(
        "It is {time} there; by the call plan nobody is called at this hour or on this day.",
        "Dort ist es {time} Uhr; um diese Zeit oder an diesem Tag ruft nach dem Anrufplan niemand an.",
        "Choose another time; a case comes again by itself.",
        "Wählen Sie eine andere Zeit; ein Fall kommt von selbst wieder.",
    ),
    "CALL_OUTSIDE_PACK": Entry(
        "It is {time} there; respondents in {country} are not called at this hour without an appointment.",
        "Dort ist es {time} Uhr; Befragte in {country} werden um diese Zeit nur nach Verabredung angerufen.",
        "Call at another time, or make an appointment with the respondent.",
        "Rufen Sie zu einer anderen Zeit an, oder verabreden Sie einen Termin.",
    ),
    "CALL_ON_HOLIDAY": Entry(
        "Today is a public holiday there; respondents in {country} are called only by appointment.",
        "Dort ist heute Feiertag; Befragte in {country} werden dann nur nach Verabredung angerufen.",
        "Call on a working day.",
        "Rufen Sie an einem Werktag an.",
    ),
    "CALL_ON_HOLIDAY_WARNED": Entry(
        "Today is a public holiday in {country}; some people will mind the call.",
        "In {country} ist heute Feiertag; manche werden den Anruf übelnehmen.",
        severity=Severity.WARNING,
    ),
    "BUDGET_NO_PRICE": Entry(
        "The call plan has no amount that one call may cost.",
        "Im Anrufplan steht kein Betrag, den ein Anruf kosten darf.",
        "Enter one; it is set aside before each call.",
        "Tragen Sie einen ein; er wird vor jedem Anruf zurückgelegt.",
    ),
    "BUDGET_USED_UP": Entry(
        "The budget of this wave is used up: {left} cents are left, a call needs {needed}.",
        "Das Budget dieser Welle ist verbraucht: {left} Cent sind übrig, ein Anruf braucht {needed}.",
        "Raise the budget in the call plan, or wait until running calls are settled.",
        "Erhöhen Sie das Budget im Anrufplan, oder warten Sie, bis laufende Anrufe abgerechnet sind.",
    ),
    "BUDGET_OF_THE_DAY_USED_UP": Entry(
        "Today's budget is used up: {left} cents are left, a call needs {needed}.",
        "Das Budget für heute ist verbraucht: {left} Cent sind übrig, ein Anruf braucht {needed}.",
        "Go on tomorrow, or raise the daily budget in the call plan.",
        "Machen Sie morgen weiter, oder erhöhen Sie das Tagesbudget im Anrufplan.",
    ),
    "BUDGET_OF_THE_CALLER_USED_UP": Entry(
        "The caller's budget is used up: {left} cents are left, a call needs {needed}.",
        "Das Budget je Person ist verbraucht: {left} Cent sind übrig, ein Anruf braucht {needed}.",
        "Let somebody else call, or raise this budget in the call plan.",
        "Lassen Sie jemand anderen anrufen, oder erhöhen Sie dieses Budget im Anrufplan.",
    ),
    "GUARD_UNKNOWN": Entry(
        "There is no guard “{name}”.",
        "Es gibt keine Sicherung „{name}“.",
        *_GUARDS,
    ),
    "GUARD_COUNTRY_UNKNOWN": Entry(
        "The allowed countries are not a list of two-letter codes such as DE.",
        "Die erlaubten Länder sind keine Liste von Kürzeln wie DE.",
        *_GUARDS,
    ),
    "GUARD_KIND_UNKNOWN": Entry(
        "Of the numbers that cost extra only these can be allowed: {allowed}.",
        "Von den Nummern, die extra kosten, lassen sich nur diese erlauben: {allowed}.",
        *_GUARDS,
    ),
    "GUARD_NOT_YES_OR_NO": Entry(
        "“{name}” is neither on nor off.",
        "„{name}“ ist weder an noch aus.",
        *_GUARDS,
    ),
    "RECORDING_OFF": Entry(
        "The call plan does not record.",
        "Der Anrufplan zeichnet nicht auf.",
    ),
    "RECORDING_CANNOT": Entry(
        "The telephone of this call plan cannot record.",
        "Mit der Telefonie dieses Anrufplans geht keine Aufzeichnung.",
    ),
    "RECORDING_COUNTRY": Entry(
        "Nobody has checked whether calls may be recorded in {country}; they are not.",
        "Niemand hat geprüft, ob in {country} aufgezeichnet werden darf; es geschieht nicht.",
    ),
    "RECORDING_CONSENT_CALLED": Entry(
        "It is not written down that the called party has agreed to a recording.",
        "Es ist nicht festgehalten, dass die angerufene Seite einer Aufzeichnung zugestimmt hat.",
        "Read out the sentence, and note the answer.",
        "Lesen Sie den Satz vor, und halten Sie die Antwort fest.",
    ),
    "RECORDING_CONSENT_CALLER": Entry(
        "It is not written down that the caller has agreed to a recording.",
        "Es ist nicht festgehalten, dass die anrufende Person einer Aufzeichnung zugestimmt hat.",
        "Note your own agreement first.",
        "Halten Sie zuerst die eigene Zustimmung fest.",
    ),
    "RECORDINGS_NOT_DELETED": Entry(
        "A provider still has {number} recordings that it should have deleted more than a day ago.",
        "Ein Anbieter hat noch {number} Aufzeichnungen, die er seit über einem Tag gelöscht haben sollte.",
        "Look at the jobs for the reason, and delete them at the provider by hand if need be.",
        "Sehen Sie bei den Aufgaben nach dem Grund, und löschen Sie sie nötigenfalls selbst beim Anbieter.",
    ),
    "RECORDING_NO_CALL": Entry(
        "There is no call under way that could be recorded.",
        "Es läuft kein Anruf, der aufgezeichnet werden könnte.",
    ),
    "RECORDING_FORGOTTEN": Entry(
        "This recording is deleted; its retention is over, or it never came.",
        "Diese Aufzeichnung ist gelöscht; ihre Aufbewahrung ist vorbei, oder sie kam nie an.",
    ),
    "RECORDING_RUNS": Entry(
        "This call is being recorded already.",
        "Dieser Anruf wird schon aufgezeichnet.",
    ),
}
