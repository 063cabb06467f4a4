"""Problems of runs through voice menus."""

from mystery.problems.model import Entry

ENTRIES = {
    "MENU_EMPTY": Entry(
        "The run has no level.",
        "Der Durchlauf hat keine Ebene.",
        "Say for one level at least how long to listen and what to press.",
        "Tragen Sie für mindestens eine Ebene ein, wie lange gehört und was gedrückt wird.",
    ),
    "MENU_TOO_DEEP": Entry(
        "The run has more than {most} levels.",
        "Der Durchlauf hat mehr als {most} Ebenen.",
        "Divide it into several runs.",
        "Teilen Sie ihn in mehrere Durchläufe.",
    ),
    "MENU_TOO_LONG": Entry(
        "The run takes more than {most} seconds.",
        "Der Durchlauf dauert länger als {most} Sekunden.",
        "Shorten the waits, or divide it into several runs.",
        "Kürzen Sie die Wartezeiten, oder teilen Sie ihn in mehrere Durchläufe.",
    ),
    "MENU_WAIT_WRONG": Entry(
        "Level {step} does not say for how many seconds to listen, from 0 to {most}.",
        "Ebene {step} sagt nicht, wie viele Sekunden gehört wird, von 0 bis {most}.",
        "Enter whole seconds.",
        "Tragen Sie ganze Sekunden ein.",
    ),
    "MENU_DIGITS_WRONG": Entry(
        "Level {step} has keys that no telephone has.",
        "Ebene {step} enthält Tasten, die kein Telefon hat.",
        "Use 0 to 9, * and #; w is half a second of silence.",
        "Verwenden Sie 0 bis 9, * und #; w ist eine halbe Sekunde Stille.",
    ),
    "MENU_NEEDS_TELEPHONE": Entry(
        "The call plan dials by hand; nobody presses keys for a planned run.",
        "Der Anrufplan wählt von Hand; für einen geplanten Durchlauf drückt niemand Tasten.",
        "Choose another way of dialling in the call plan.",
        "Wählen Sie im Anrufplan eine andere Art zu wählen.",
    ),
    "MENU_PLACE_FOREIGN": Entry(
        "This location does not belong to the client of the wave.",
        "Dieser Standort gehört nicht zum Auftraggeber der Welle.",
        "Choose one of the list.",
        "Wählen Sie einen aus der Liste.",
    ),
    "MENU_NUMBER_MISSING": Entry(
        "{place} has no telephone number.",
        "{place} hat keine Rufnummer.",
        "Enter the number of the hotline.",
        "Tragen Sie die Rufnummer der Hotline ein.",
    ),
    "MENU_NOT_PLANNED": Entry(
        "The run has begun, or it is over.",
        "Der Durchlauf hat begonnen, oder er ist vorbei.",
        "Plan another one.",
        "Planen Sie einen neuen.",
    ),
}
