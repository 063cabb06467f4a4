"""Problems of scenarios."""

from mystery.problems.model import Entry

ENTRIES = {
    "TIMER_NOT_A_SPAN": Entry(
        "The timer {name} is no span.",
        "Die Zeitvorgabe {name} ist keine Spanne.",
        "Write the least and the most minutes: {name}: [15, 40]",
        "Schreiben Sie die wenigsten und die meisten Minuten: {name}: [15, 40]",
    ),
    "QUIZ_RIGHT_OUT_OF_RANGE": Entry(
        "The right option does not exist.",
        "Die richtige Antwort gibt es nicht.",
        "Options are counted from 0; the last one is {last}.",
        "Gezählt wird ab 0; die letzte Antwort ist {last}.",
    ),
}
