"""The columns that we know ourselves: which visit, where, when, by whom, what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mystery.exports.wave import cells
from mystery.exports.wave.model import Kind, Option, Variable
from mystery.questionnaire import Texts

_T, _N, _C, _M, _D = Kind.TEXT, Kind.NUMBER, Kind.CODE, Kind.MOMENT, Kind.DATE

REVIEW_STATES: Mapping[str, Texts] = {
    "submitted": {"de": "eingereicht", "en": "handed in"},
    "in_review": {"de": "in Prüfung", "en": "in review"},
    "queried": {"de": "Rückfrage offen", "en": "asked back"},
    "approved": {"de": "freigegeben", "en": "approved"},
    "released": {"de": "veröffentlicht", "en": "released"},
    "could_not_test": {"de": "Test nicht möglich", "en": "could not be tested"},
    "cancelled": {"de": "storniert", "en": "cancelled"},
}
"""How far the review of a record is; any other state has its own name."""

_MODES: Mapping[str, Texts] = {
    "capi": {"de": "Tablet", "en": "tablet"},
    "cati": {"de": "Telefon", "en": "telephone"},
    "web": {"de": "Browser", "en": "browser"},
}

_OF_A_RECORD: Sequence[tuple[str, Kind, str, str, str]] = (
    # name, kind, unit, German, English
    ("meta_interview", _T, "", "Interview (Kennung)", "Interview (id)"),
    ("meta_study", _T, "", "Studie", "Study"),
    ("meta_wave", _T, "", "Welle", "Wave"),
    ("meta_scenario", _T, "", "Drehbuch", "Scenario"),
    ("meta_place", _T, "", "Standort", "Location"),
    ("meta_region", _T, "", "Region", "Region"),
    ("meta_date", _D, "", "Tag des Tests am Ort", "Day of the test at the place"),
    ("meta_started_at", _M, "", "Begonnen, Ortszeit", "Started, by the clock of the place"),
    ("meta_finished_at", _M, "", "Beendet, Ortszeit", "Finished, by the clock of the place"),
    ("meta_time_zone", _T, "", "Zeitzone des Ortes", "Time zone of the place"),
    ("meta_duration", _N, "s", "Dauer", "Duration"),
    ("meta_mode", _C, "", "Wie erhoben", "How it was collected"),
    ("meta_language", _T, "", "Sprache des Interviews", "Language of the interview"),
    ("meta_version", _T, "", "Version des Fragebogens", "Version of the questionnaire"),
    ("meta_revision", _N, "", "Wievielte Fassung der Einreichung", "Which revision of the submission"),
    ("meta_tester", _T, "", "Tester (Pseudonym)", "Tester (pseudonym)"),
    ("meta_review", _C, "", "Stand der Prüfung", "State of the review"),
    ("score_total", _N, "%", "Gesamtwert", "Total score"),
    ("score_grade", _C, "", "Note", "Grade"),
    ("score_coverage", _N, "", "Bewerteter Anteil der Gewichte", "Scored share of the weights"),
    ("score_scheme", _T, "", "Bewertungsschema und Version", "Scoring scheme and version"),
)  # fmt: skip

OF_EVERY_RECORD = frozenset(name for name, *_ in _OF_A_RECORD)
"""Their names, the same for all questionnaires."""

_OF_A_ROUND: Sequence[tuple[str, Kind, str, str, str]] = (
    ("meta_key", _T, "", "Schlüssel der Zeile", "Key of the row"),
    ("meta_parent_key", _T, "", "Schlüssel der Zeile darüber", "Key of the row it belongs to"),
    ("meta_interview", _T, "", "Interview (Kennung)", "Interview (id)"),
    ("meta_position", _N, "", "Wievielte Runde", "Which round"),
)

_OF_A_REMARK: Sequence[tuple[str, Kind, str, str, str]] = (
    ("meta_key", _T, "", "Schlüssel der Zeile", "Key of the row"),
    ("meta_parent_key", _T, "", "Schlüssel der Zeile darüber", "Key of the row it belongs to"),
    ("remark_path", _T, "", "Merkmal", "Item"),
    ("remark_kind", _C, "", "Art der Bemerkung", "Kind of remark"),
    ("remark_text", _T, "", "Bemerkung", "Remark"),
)

_REMARKS: Mapping[str, Texts] = {
    "comment": {"de": "Kommentar zur Antwort", "en": "comment on the answer"},
    "confirmed": {"de": "Begründung einer ungewöhnlichen Antwort", "en": "reason for an unusual answer"},
}


def of_a_record(
    sections: Mapping[str, Texts], used: Mapping[str, Iterable[str]], grades: Mapping[str, Texts]
) -> list[Variable]:
    """The columns before the answers. `sections` have scores; `used` are the codes that occur."""
    words = {"meta_mode": _MODES, "meta_review": REVIEW_STATES, "score_grade": grades}
    found = [_variable(*each, words.get(each[0], {}), used.get(each[0], ())) for each in _OF_A_RECORD]
    return [*found, *(_section_score(key, label) for key, label in sections.items())]


def of_a_round() -> list[Variable]:
    return [_variable(*each) for each in _OF_A_ROUND]


def of_a_remark() -> list[Variable]:
    return [_variable(*each, _REMARKS if each[0] == "remark_kind" else {}, _REMARKS) for each in _OF_A_REMARK]


def _variable(
    name: str,
    kind: Kind,
    unit: str,
    de: str,
    en: str,
    words: Mapping[str, Texts] | None = None,
    used: Iterable[str] = (),
) -> Variable:
    known = words or {}
    codes = dict.fromkeys([*known, *sorted({*used} - known.keys())]) if kind is Kind.CODE else {}
    options = tuple(
        Option(code, number, known.get(code, {"": code})) for number, code in enumerate(codes, start=1)
    )
    label = {"de": de, "en": en}
    return Variable(name, kind, label, cells.fact(name), options=options, unit=unit)


def _section_score(key: str, label: Texts) -> Variable:
    words = {"de": f"Punktwert: {label.get('de', key)}", "en": f"Score: {label.get('en', key)}"}
    name = f"score_{key}"
    return Variable(name, Kind.NUMBER, words, cells.fact(name), unit="%")
