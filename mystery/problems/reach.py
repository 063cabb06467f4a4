"""Problems of planning a reachability study."""

from mystery.problems.model import Entry

ENTRIES = {
    "REACH_ONLY_TESTS": Entry(
        "The calls of this wave are a survey; rounds are planned for hotlines.",
        "Die Anrufe dieser Welle sind eine Befragung; Runden plant man für Hotlines.",
        "Plan the rounds in a wave of test calls.",
        "Planen Sie die Runden in einer Welle mit Testanrufen.",
    ),
    "REACH_SIZE": Entry(
        "This is not a whole number from {low} to {high}.",
        "Das ist keine ganze Zahl von {low} bis {high}.",
        "Correct it; nothing was planned.",
        "Berichtigen Sie sie; es wurde nichts geplant.",
    ),
    "REACH_TOO_LONG": Entry(
        "The calls would be spread over more than {most} days.",
        "Die Anrufe würden sich über mehr als {most} Tage verteilen.",
        "Plan them in several parts; nothing was planned.",
        "Planen Sie sie in mehreren Teilen; es wurde nichts geplant.",
    ),
    "REACH_SCENARIO": Entry(
        "The study has no such scenario for calls.",
        "Die Studie hat kein solches Drehbuch für Anrufe.",
        "Choose one that is played by telephone, or make one from a method pack.",
        "Wählen Sie eines für Anrufe oder legen Sie eines aus einem Methodenpaket an.",
    ),
    "REACH_NO_HOTLINE": Entry(
        "No active location with a telephone number is chosen.",
        "Es ist kein aktiver Standort mit Telefonnummer gewählt.",
        "Enter the numbers of the locations.",
        "Tragen Sie bei den Standorten die Nummern ein.",
    ),
    "REACH_TOO_MANY": Entry(
        "That would be {contacts} contacts; between 1 and {most} are possible.",
        "Das wären {contacts} Kontakte; möglich sind 1 bis {most}.",
        "Change the numbers, or choose other hotlines.",
        "Ändern Sie die Zahlen oder wählen Sie andere Hotlines.",
    ),
    "REACH_NO_WINDOW": Entry(
        "{place} is never open in these days.",
        "{place} hat an diesen Tagen nie geöffnet.",
        "Choose more days, or check the hours of the call plan and of the location.",
        "Wählen Sie mehr Tage oder prüfen Sie die Zeiten des Anrufplans und des Standorts.",
    ),
}
