"""The figures of findings as a table: what the dashboard shows, hidden ones without a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mystery.questionnaire import Texts, in_language
from mystery.weakspots import Change, Figure, Findings, Row

HEADINGS: Mapping[str, Texts] = {
    "level": {"de": "Ebene", "en": "level"},
    "key": {"de": "Schlüssel", "en": "key"},
    "name": {"de": "Name", "en": "name"},
    "n": {"de": "n", "en": "n"},
    "percent": {"de": "Prozent", "en": "percent"},
    "low": {"de": "Intervall von", "en": "interval from"},
    "high": {"de": "Intervall bis", "en": "interval to"},
    "target": {"de": "Ziel", "en": "target"},
    "shown": {"de": "Anzeige", "en": "shown"},
    "difference": {"de": "Veränderung", "en": "change"},
    "verdict": {"de": "Urteil", "en": "verdict"},
}
_LEVELS: Mapping[str, Texts] = {
    "total": {"de": "Gesamt", "en": "total"},
    "section": {"de": "Abschnitt", "en": "section"},
    "touchpoint": {"de": "Kundenschnittstelle", "en": "touchpoint"},
    "process": {"de": "CRM-Prozess", "en": "CRM process"},
    "phase": {"de": "CRM-Phase", "en": "CRM phase"},
    "method": {"de": "Methode", "en": "method"},
    "item": {"de": "Merkmal", "en": "item"},
    "region": {"de": "Region", "en": "region"},
    "location": {"de": "Standort", "en": "location"},
    "wave": {"de": "Welle", "en": "wave"},
}
_SHOWN: Mapping[str, Texts] = {
    "ok": {"de": "ja", "en": "yes"},
    "too_few": {"de": "zu wenige", "en": "too few"},
    "suppressed": {"de": "geschützt", "en": "protected"},
}
_VERDICTS: Mapping[str, Texts] = {
    "better": {"de": "besser", "en": "better"},
    "worse": {"de": "schlechter", "en": "worse"},
    "unclear": {"de": "unklar", "en": "unclear"},
    "too_few": {"de": "zu wenige", "en": "too few"},
}


def headings(language: str) -> list[str]:
    return [texts[language] for texts in HEADINGS.values()]


def figure_rows(findings: Findings, language: str) -> Iterator[list[str]]:
    """Every figure of a scope, as wide as the headings; minimum cells are kept where it was made."""
    design = findings.design
    yield _line("total", "", design.study, findings.total, design.target, findings.change, language)
    levels: Sequence[tuple[str, Sequence[Row]]] = (
        ("section", findings.sections),
        ("touchpoint", findings.touchpoints),
        ("process", findings.processes),
        ("phase", findings.phases),
        ("method", findings.methods),
        ("item", findings.items),
        ("region", findings.regions),
    )
    for level, rows in levels:
        for row in rows:
            name = in_language(row.label, language, row.key)
            yield _line(level, row.key, name, row.figure, row.target, row.change, language)
    for place in findings.ranking:
        where = place.place
        yield _line(
            "location", where.location, where.name, place.figure, design.target, place.change, language
        )
    for point in findings.trend:
        name = in_language(point.label, language, point.wave)
        yield _line("wave", point.wave, name, point.figure, design.target, None, language)


def _line(
    level: str,
    key: str,
    name: str,
    figure: Figure,
    target: float | None,
    change: Change | None,
    language: str,
) -> list[str]:
    verdict = _VERDICTS[change.verdict][language] if change else ""
    return [
        _LEVELS[level][language],
        key,
        name,
        str(figure.n),
        *(_number(value) for value in (figure.value, figure.low, figure.high, target)),
        _SHOWN[figure.state][language],
        _number(change.difference if change else None),
        verdict,
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
