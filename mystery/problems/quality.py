"""What may be odd about a submission. `mystery.quality` raises these as flags; a reviewer decides."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "FLAG_TOO_FAST": Entry(
        "The whole took {minutes} minutes; {usual} are usual in this wave.",
        "Das Ganze dauerte {minutes} Minuten; in dieser Welle sind {usual} üblich.",
        severity=Severity.WARNING,
    ),
    "FLAG_HASTY_ANSWERS": Entry(
        "{count} of {items} answers took less than {seconds} s each.",
        "{count} von {items} Antworten brauchten jeweils weniger als {seconds} s.",
        severity=Severity.WARNING,
    ),
    "FLAG_TIMER_TOO_SHORT": Entry(
        "{timer}: {minutes} minutes; the scenario asks for {low} to {high}.",
        "{timer}: {minutes} Minuten; das Drehbuch verlangt {low} bis {high}.",
        severity=Severity.WARNING,
    ),
    "FLAG_TIMER_TOO_LONG": Entry(
        "{timer}: {minutes} minutes; the scenario allows {low} to {high}.",
        "{timer}: {minutes} Minuten; das Drehbuch erlaubt {low} bis {high}.",
        severity=Severity.WARNING,
    ),
    "FLAG_NOT_MEASURED": Entry(
        "{seconds} s are marked as measured; the telephone has measured no such time.",
        "{seconds} s sind als gemessen gekennzeichnet; das Telefon hat keine solche Zeit gemessen.",
        severity=Severity.WARNING,
    ),
    "FLAG_OUTSIDE_WINDOW": Entry(
        "The interview was started outside the agreed window, at {started_at}.",
        "Das Interview begann außerhalb des vereinbarten Zeitfensters, um {started_at}.",
        severity=Severity.WARNING,
    ),
    "FLAG_FAR_FROM_LOCATION": Entry(
        "The recorded position is about {metres} m from the location; up to {limit} m are normal.",
        "Die aufgezeichnete Position liegt etwa {metres} m vom Standort entfernt; normal sind bis {limit} m.",
        severity=Severity.WARNING,
    ),
    "FLAG_STRAIGHT_LINING": Entry(
        "{count} neighbouring items up to “{last}” have the same answer: {answer}.",
        "{count} benachbarte Merkmale bis „{last}“ haben dieselbe Antwort: {answer}.",
        severity=Severity.WARNING,
    ),
    "FLAG_MISSING_EVIDENCE": Entry(
        "The evidence “{item}” is missing.",
        "Der Beleg „{item}“ fehlt.",
        severity=Severity.WARNING,
    ),
    "FLAG_CONTRADICTORY": Entry(
        "Answers contradict each other.",
        "Antworten widersprechen einander.",
        severity=Severity.WARNING,
    ),
    "FLAG_TRAP_MISSED": Entry(
        "A control question was answered wrongly.",
        "Eine Kontrollfrage wurde falsch beantwortet.",
        severity=Severity.WARNING,
    ),
    "FLAG_DUPLICATE_MEDIA": Entry(
        "The same file was handed in before ({sha256}).",
        "Dieselbe Datei wurde schon einmal abgegeben ({sha256}).",
        severity=Severity.WARNING,
    ),
    "FLAG_LONG_PAUSE": Entry(
        "This answer took {minutes} minutes.",
        "Diese Antwort brauchte {minutes} Minuten.",
        severity=Severity.WARNING,
    ),
}
