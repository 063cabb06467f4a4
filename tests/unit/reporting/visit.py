"""The score sheet of one visit with a deduction and a knock-out, and the words around it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mystery.reporting import VisitFacts
from mystery.scoring import ScoreSheet, SectionScore, TraceLine

_ITEMS = (
    ("greeted", "arrival", "value", "1", 1.0, 12.5),
    ("parking", "arrival", "value", "2", 0.5, 7.5),
    ("needs", "advice", "value", "1", 1.0, 20.0),
    ("finance", "advice", "scale", 4, 0.75, 20.0),
    ("offer", "advice", "value", "0", 0.0, 15.0),
    ("drive_offered", "testdrive", "value", "0", 0.0, 15.0),
    ("drive_prepared", "testdrive", "not_applicable", "98", None, None),
    ("callback", "phone", "steps", 26, 0.25, 10.0),
)
LABELS = {
    "greeted": "Begrüßung innerhalb von zwei Minuten",
    "parking": "Kundenparkplatz frei und ausgeschildert",
    "needs": "Nach Nutzung und Jahreskilometern gefragt",
    "finance": "Finanzierung verständlich erklärt",
    "offer": "Schriftliches Angebot mitgegeben",
    "drive_offered": "Probefahrt von sich aus angeboten",
    "drive_prepared": "Fahrzeug vorbereitet und erklärt",
    "callback": "Zugesagter Rückruf innerhalb eines Arbeitstages erfolgt",
}
ANSWERS = {
    "greeted": "ja",
    "parking": "teilweise",
    "needs": "ja",
    "finance": "4 von 5",
    "offer": "nein",
    "drive_offered": "nein",
    "drive_prepared": "trifft nicht zu",
    "callback": "26 Stunden",
}


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _item_lines() -> list[TraceLine]:
    lines = []
    for item, section, rule, raw, share, possible in _ITEMS:
        line = TraceLine(rule, item, section, raw, _decimal(share), Decimal(1))
        if share is not None and possible is not None:
            points = share * possible
            line = TraceLine(
                rule,
                item,
                section,
                raw,
                _decimal(share),
                Decimal(1),
                _decimal(points),
                _decimal(possible),
                _decimal(possible - points),
            )
        lines.append(line)
    return lines


def _section_line(section: str, points: float, possible: float) -> TraceLine:
    return TraceLine(
        "section",
        section=section,
        share=_decimal(round(points / possible, 4)),
        weight=_decimal(possible),
        points=_decimal(points),
        possible=_decimal(possible),
    )


def sheet() -> ScoreSheet:
    trace = [
        *_item_lines(),
        _section_line("arrival", 16.25, 20),
        _section_line("advice", 35, 55),
        _section_line("testdrive", 0, 15),
        _section_line("phone", 2.5, 10),
        TraceLine("total", points=Decimal("53.75"), possible=Decimal(100)),
        TraceLine(
            "deduction", points=Decimal(-5), reason={"de": "Preis falsch genannt", "en": "Wrong price quoted"}
        ),
        TraceLine(
            "knock_out",
            points=Decimal("-8.75"),
            reason={"de": "Datenschutz verletzt: höchstens 40", "en": "Privacy breached: 40 at most"},
        ),
        TraceLine("grade", raw="poor", points=Decimal(40)),
    ]
    sections = tuple(
        SectionScore(name, Decimal(50), Decimal(1), Decimal(1)) for name in ("arrival", "advice", "testdrive")
    )
    return ScoreSheet(
        "dealer-standard",
        "2.1",
        Decimal(40),
        "poor",
        sections,
        tuple(trace),
        Decimal("0.94"),
        ("knocked_out",),
    )


def facts() -> VisitFacts:
    return VisitFacts(
        client="Nordstern Automobilhandel AG",
        study="Servicequalität im Autohaus",
        location='Autohaus <b>Müller</b> & Söhne "Süd"',
        visited_on=date(2026, 9, 18),
        wave={"de": "Welle 2, Herbst 2026", "en": "Wave 2, autumn 2026"},
        method={"de": "Besuch vor Ort", "en": "Visit"},
        item_labels={key: {"de": label} for key, label in LABELS.items()},
        section_labels={
            "arrival": {"de": "Anfahrt, Parken und Empfang"},
            "advice": {"de": "Verkaufsberatung und Bedarfsermittlung"},
            "testdrive": {"de": "Probefahrt"},
            "phone": {"de": "Telefon: Erstkontakt und Rückruf"},
        },
        grade_labels={"poor": {"de": "mangelhaft", "en": "poor"}},
        answers=ANSWERS,
        target=Decimal(80),
    )
