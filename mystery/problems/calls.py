"""Problems of the call desk at work: cases, attempts, appointments, quotas."""

from mystery.problems.model import Entry

ENTRIES = {
    "APPOINTMENT_FIRST": Entry(
        "No appointment has been made with this person.",
        "Mit dieser Person ist kein Termin vereinbart.",
        "Enter the appointment first, then the outcome.",
        "Tragen Sie zuerst den Termin ein, dann das Ergebnis.",
    ),
    "APPOINTMENT_HOURS": Entry(
        "Nobody may be called there at that time. The next permitted time is {next}.",
        "Zu dieser Zeit darf dort nicht angerufen werden. Die nächste erlaubte Zeit ist {next}.",
        "Agree on another time.",
        "Vereinbaren Sie eine andere Zeit.",
    ),
    "APPOINTMENT_PAST": Entry(
        "That time is over already.",
        "Dieser Zeitpunkt ist schon vorbei.",
        "Choose a time to come.",
        "Wählen Sie einen künftigen Zeitpunkt.",
    ),
    "APPOINTMENT_UNREADABLE": Entry(
        "The appointment has no time that can be read.",
        "Der Termin enthält keine lesbare Zeitangabe.",
        "Enter day and time; a period needs an end after its beginning.",
        "Geben Sie Tag und Uhrzeit an; ein Zeitraum endet nach seinem Beginn.",
    ),
    "ATTEMPT_OPEN": Entry(
        "A call is still under way.",
        "Ein Anruf läuft noch.",
        "Enter its outcome first.",
        "Tragen Sie zuerst sein Ergebnis ein.",
    ),
    "ATTEMPT_OVER": Entry(
        "This call has its outcome already.",
        "Dieser Anruf hat schon ein Ergebnis.",
    ),
    "CALLER_UNKNOWN": Entry(
        "Nobody of this name makes calls here.",
        "Unter diesem Namen ruft hier niemand an.",
        "Choose a caller, or leave it open.",
        "Wählen Sie eine Person am Telefon oder lassen Sie es offen.",
    ),
    "CALL_KIND_FIXED": Entry(
        "Test calls and surveys are never mixed: the kind of a wave stays as it is.",
        "Testanrufe und Befragungen werden nie vermischt: Die Art einer Welle bleibt, wie sie ist.",
        "Make a wave of its own.",
        "Legen Sie eine eigene Welle an.",
    ),
    "CALL_PLAN_FIELD": Entry(
        "“{name}” is nothing that a call plan can hold.",
        "„{name}“ gehört nicht so in einen Anrufplan.",
    ),
    "CASE_CLOSED": Entry(
        "This case is closed.",
        "Dieser Fall ist abgeschlossen.",
        "Take the next one.",
        "Nehmen Sie den nächsten.",
    ),
    "CASE_HELD": Entry(
        "Somebody else is working on this case now.",
        "An diesem Fall arbeitet jetzt jemand anderes.",
        "Take the next one.",
        "Nehmen Sie den nächsten.",
    ),
    "CASE_NO_NUMBER": Entry(
        "The case has no number that may be dialled.",
        "Der Fall hat keine Nummer, die gewählt werden darf.",
        "Take its number off the do-not-call list, or close the case.",
        "Nehmen Sie seine Nummer von der Sperrliste, oder schließen Sie den Fall.",
    ),
    "CASE_NO_SCENARIO": Entry(
        "No scenario for calls has been planned in this wave.",
        "In dieser Welle ist kein Szenario für Anrufe geplant.",
        "Plan a scenario for the client as a whole or for a location.",
        "Planen Sie ein Szenario für den Auftraggeber oder einen Standort ein.",
    ),
    "NOTE_NEEDED": Entry(
        "This outcome needs a note.",
        "Dieses Ergebnis braucht eine Notiz.",
        "Say in a few words what happened.",
        "Schreiben Sie in wenigen Worten, was geschah.",
    ),
    "NUMBER_UNUSABLE": Entry(
        "This number is not to be dialled.",
        "Diese Nummer soll nicht gewählt werden.",
        "Choose another number of the case.",
        "Wählen Sie eine andere Nummer des Falls.",
    ),
    "PRIORITY_OUT_OF_RANGE": Entry(
        "A priority lies between {low} and {high}.",
        "Ein Vorrang liegt zwischen {low} und {high}.",
    ),
    "QUOTA_CELL": Entry(
        "The quota “{label}” cannot be read.",
        "Die Quote „{label}“ ist nicht lesbar.",
        "Give it a name of its own, what it counts, a target from 0 on and what happens then.",
        "Geben Sie ihr einen eigenen Namen, was sie zählt, ein Ziel ab 0 und was dann geschieht.",
    ),
    "TIMINGS_UNREADABLE": Entry(
        "The times of the call cannot be read.",
        "Die Zeiten des Anrufs sind nicht lesbar.",
    ),
    "WAVE_NOT_CALLED": Entry(
        "This wave has no call plan.",
        "Diese Welle hat keinen Anrufplan.",
        "Make one first.",
        "Legen Sie zuerst einen an.",
    ),
}
