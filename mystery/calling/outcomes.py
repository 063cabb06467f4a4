"""How an attempt may end: for which kind of work, what it means, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mystery.calling.aapor import Label

TEST, SURVEY = "test", "survey"
KINDS = (TEST, SURVEY)

REACHED, GAVE_UP, NOT_REACHED, NO_NUMBER = "reached", "gave_up", "not_reached", "no_number"

FINDINGS: Mapping[str, Label] = MappingProxyType(
    {
        REACHED: Label("Reached", "Erreicht"),
        GAVE_UP: Label("Gave up on hold", "In der Warteschleife aufgegeben"),
        NOT_REACHED: Label("Not reached", "Nicht erreicht"),
        NO_NUMBER: Label("No working number", "Keine gültige Nummer"),
    }
)
"""What a hotline's case comes to; a respondent's comes to a code of `AAPOR`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way an attempt ends.

    `aapor` is the final code of a respondent who never got further. `contacted`: a human being spoke.
    `retry` names the waiting rule in `mystery.calling.retry`. `key` is typed before Enter, once per kind.
    """

    code: str
    kinds: tuple[str, ...]
    aapor: str
    label: Label
    key: str
    retry: str = "none"
    contacted: bool = False
    closes: bool = False
    needs_note: bool = False
    number_is_bad: bool = False


def _registry(*outcomes: Outcome) -> Mapping[str, Outcome]:
    return MappingProxyType({each.code: each for each in outcomes})


_SURVEY, _TEST = (SURVEY,), (TEST,)

OUTCOMES: Mapping[str, Outcome] = _registry(
    Outcome("reached", _TEST, "", Label("Reached", "Erreicht"), "1", contacted=True, closes=True),
    Outcome(
        "complete", _SURVEY, "1.1", Label("Interview complete", "Interview vollständig"), "1",
        contacted=True, closes=True,
    ),
    Outcome(
        "partial", _SURVEY, "1.2", Label("Interview in part, enough", "Interview teilweise, reicht aus"), "2",
        contacted=True, closes=True,
    ),
    Outcome(
        "break_off", _SURVEY, "2.12", Label("Broken off", "Abgebrochen"), "3",
        retry="refusal", contacted=True, needs_note=True,
    ),
    Outcome("busy", KINDS, "3.12", Label("Busy", "Besetzt"), "4", retry="busy"),
    Outcome("no_answer", KINDS, "3.13", Label("No answer", "Niemand nimmt ab"), "5", retry="other_part"),
    Outcome("voicemail", KINDS, "3.14", Label("Answering machine", "Anrufbeantworter"), "6",
            retry="other_part"),
    Outcome("ivr_dead_end", _TEST, "", Label("Menu led nowhere", "Menü führte nicht weiter"), "7",
            retry="other_part"),
    Outcome("gave_up", _TEST, "", Label("Gave up on hold", "In der Warteschleife aufgegeben"), "8",
            retry="other_part"),
    Outcome("dropped", KINDS, "3.16", Label("Call dropped", "Verbindung abgerissen"), "9",
            retry="soon", contacted=True),
    Outcome(
        "appointment_hard", _SURVEY, "2.21", Label("Appointment at a time", "Termin zu einer Uhrzeit"), "10",
        retry="appointment", contacted=True,
    ),
    Outcome(
        "appointment_soft", _SURVEY, "2.21", Label("Call back in a period", "Rückruf in einem Zeitraum"),
        "11", retry="appointment", contacted=True,
    ),
    Outcome(
        "not_available", _SURVEY, "2.21", Label("Person not available", "Person nicht da"), "12",
        retry="other_part", contacted=True,
    ),
    Outcome(
        "refusal_soft", _SURVEY, "2.11", Label("Refusal, not final", "Verweigerung, nicht endgültig"), "13",
        retry="refusal", contacted=True, needs_note=True,
    ),
    Outcome(
        "refusal_hard", _SURVEY, "2.11", Label("Refusal, never again", "Verweigerung, nie wieder anrufen"),
        "14", contacted=True, closes=True,
    ),
    Outcome(
        "unable", _SURVEY, "2.32", Label("Not able to answer", "Nicht in der Lage zu antworten"), "15",
        contacted=True, closes=True,
    ),
    Outcome(
        "language", _SURVEY, "2.33", Label("Other language", "Andere Sprache"), "16",
        contacted=True, closes=True, needs_note=True,
    ),
    # whose number it is now says nothing about the person looked for, so eligibility stays unknown
    Outcome("wrong_number", KINDS, "3.30", Label("Wrong number", "Falsche Nummer"), "17",
            retry="number", contacted=True, number_is_bad=True),
    Outcome("disconnected", KINDS, "4.32", Label("Number not in service", "Nummer nicht vergeben"), "18",
            retry="number", number_is_bad=True),
    Outcome("fax", KINDS, "4.20", Label("Fax or data line", "Fax- oder Datenleitung"), "19",
            retry="number", number_is_bad=True),
    Outcome("blocked", KINDS, "3.15", Label("Call blocked", "Anruf blockiert"), "20", retry="next_day"),
    Outcome("technical", KINDS, "3.16", Label("Technical problem", "Technische Störung"), "21", retry="soon"),
    Outcome(
        "not_eligible", _SURVEY, "4.70", Label("Not in the target group", "Gehört nicht zur Zielgruppe"),
        "22", contacted=True, closes=True,
    ),
    Outcome("quota_full", _SURVEY, "4.80", Label("Quota filled", "Quote voll"), "23",
            contacted=True, closes=True),
    Outcome("other", KINDS, "3.90", Label("Something else", "Etwas anderes"), "24",
            retry="other_part", needs_note=True),
)  # fmt: skip
"""Outcome -> what it means, in the order of the screen."""


def outcomes_of(kind: str) -> tuple[Outcome, ...]:
    """What a caller may choose from, in the order of the screen."""
    return tuple(each for each in OUTCOMES.values() if kind in each.kinds)
