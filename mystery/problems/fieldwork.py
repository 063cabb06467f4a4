"""Problems of studies, waves, scenarios and assignments."""

from mystery.problems.model import Entry

ENTRIES = {
    "STEP_NOT_POSSIBLE": Entry(
        "An assignment that is {before} cannot become {after}.",
        "Ein Einsatz im Zustand {before} kann nicht {after} werden.",
        "Load the page again; somebody else may have changed it.",
        "Laden Sie die Seite neu; vielleicht hat ihn jemand anderes geändert.",
    ),
    "WINDOW_REVERSED": Entry(
        "The window ends before it begins.",
        "Das Zeitfenster endet, bevor es beginnt.",
        "Choose an end after the beginning.",
        "Wählen Sie ein Ende nach dem Beginn.",
    ),
    "DATES_REVERSED": Entry(
        "The last day is before the first day.",
        "Der letzte Tag liegt vor dem ersten.",
        "Swap the two dates.",
        "Vertauschen Sie die beiden Daten.",
    ),
    "NOT_A_TESTER": Entry(
        "{name} is not a tester.",
        "{name} ist kein Tester.",
        "Choose somebody with a tester profile.",
        "Wählen Sie jemanden mit einem Testerprofil.",
    ),
    "FOREIGN_LOCATION": Entry(
        "The location {name} belongs to another client.",
        "Der Standort {name} gehört zu einem anderen Auftraggeber.",
        "Choose a location of the study's client.",
        "Wählen Sie einen Standort des Auftraggebers dieser Studie.",
    ),
}
