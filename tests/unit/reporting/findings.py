"""A realistic wave of a German car dealer group, made without a random generator."""
# ruff: noqa: E501  the fixture is a table of figures

from __future__ import annotations

import math
from datetime import date

from mystery.weakspots import (
    Cell,
    Change,
    Design,
    Figure,
    Findings,
    Measure,
    Place,
    Ranked,
    Row,
    TrendPoint,
    WeakSpot,
)

TOUCHPOINTS = {
    "website": ("Website und Fahrzeugsuche", "Website and car search"),
    "phone": ("Telefon: Erstkontakt und Rückruf", "Phone: first contact and call-back"),
    "email": ("E-Mail-Anfrage", "E-mail enquiry"),
    "arrival": ("Anfahrt, Parken und Empfang", "Arrival, parking and reception"),
    "advice": ("Verkaufsberatung und Bedarfsermittlung", "Sales advice and needs analysis"),
    "testdrive": ("Probefahrt", "Test drive"),
    "workshop": ("Werkstatt: Annahme und Übergabe", "Workshop: drop-off and handover"),
    "followup": ("Nachfassen nach dem Besuch", "Follow-up after the visit"),
}
REGIONS = ("Nord", "West", "Mitte", "Süd", "Österreich")
# fmt: off
_TOWNS = (
    "Flensburg", "Kiel", "Lübeck", "Hamburg-Wandsbek", "Bremen", "Oldenburg", "Münster", "Düsseldorf",
    "Köln-Ehrenfeld", "Aachen", "Mönchengladbach", "Essen", "Gütersloh", "Kassel", "Göttingen", "Fulda",
    "Gießen", "Würzburg", "Nürnberg", "Fürth", "Augsburg", "München-Schwabing", "Rosenheim",
    "Garmisch-Partenkirchen", "Lindau", "Tübingen", "Reutlingen", "Böblingen", "Karlsruhe", "Freiburg",
    "Konstanz", "Ulm", "Saarbrücken", "Koblenz", "Linz", "Graz", "Klagenfurt", "Salzburg", "Wörgl",
    "Sankt-Pölten",
)
# fmt: on
ITEMS = {
    "greeted": ("Begrüßung innerhalb von zwei Minuten", "Greeted within two minutes", "arrival"),
    "parking": ("Kundenparkplatz frei und ausgeschildert", "Customer parking free and signposted", "arrival"),
    "needs": ("Nach Nutzung und Jahreskilometern gefragt", "Asked about use and yearly mileage", "advice"),
    "finance": ("Finanzierung verständlich erklärt", "Financing explained in plain words", "advice"),
    "offer": ("Schriftliches Angebot mitgegeben", "Written offer handed over", "advice"),
    "drive_offered": ("Probefahrt von sich aus angeboten", "Test drive offered without asking", "testdrive"),
    "drive_prepared": ("Fahrzeug vorbereitet und erklärt", "Car prepared and explained", "testdrive"),
    "callback": (
        "Zugesagter Rückruf innerhalb eines Arbeitstages erfolgt",
        "Promised call-back made within one working day",
        "phone",
    ),
    "phone_name": ("Mit Namen und Autohaus gemeldet", "Answered with name and dealership", "phone"),
    "mail_answer": ("Antwort innerhalb von 24 Stunden", "Answered within 24 hours", "email"),
    "mail_complete": ("Alle Fragen beantwortet", "All questions answered", "email"),
    "price_found": ("Preis des Fahrzeugs online gefunden", "Price of the car found online", "website"),
    "workshop_time": ("Fertigstellungstermin eingehalten", "Promised finish time kept", "workshop"),
    "workshop_bill": (
        "Rechnung Position für Position erläutert",
        "Invoice explained line by line",
        "workshop",
    ),
    "followed_up": ("Innerhalb von fünf Tagen nachgefasst", "Followed up within five days", "followup"),
    "winback": (
        "Kaufabsage: Gründe erfragt und Wiederkontakt vereinbart",
        "Lost sale: asked for reasons and agreed next contact",
        "followup",
    ),
}
_SCORES = {
    "website": 84.0,
    "phone": 66.4,
    "email": 58.2,
    "arrival": 88.5,
    "advice": 76.1,
    "testdrive": 71.3,
    "workshop": 82.7,
    "followup": 49.6,
}
HOSTILE = 'Autohaus <b>Müller</b> & Söhne "Süd"'


def text(german: str, english: str) -> dict[str, str]:
    return {"de": german, "en": english}


def figure(value: float, n: int) -> Figure:
    """Value with a Wilson interval, or too few."""
    if n < 5:
        return Figure(n, None, state="too_few")
    share, z = value / 100, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Figure(n, value, round(100 * (middle - half), 2), round(100 * (middle + half), 2), method="wilson")


def change(value: float, before: float, n: int) -> Change:
    one, two = figure(before, n), figure(value, n)
    if n < 5:
        return Change(one, two, None, None, None, "too_few")
    half = 196 * math.sqrt(2 * 0.5 * 0.35 / n)
    gap = value - before
    verdict = "better" if gap - half > 0 else "worse" if gap + half < 0 else "unclear"
    return Change(one, two, gap, gap - half, gap + half, verdict, "newcombe")


def _wobble(seed: int, width: float) -> float:
    return math.sin(seed * 12.9898) * width


def _row(key: str, label: dict[str, str], value: float, before: float, n: int, **more: float | None) -> Row:
    return Row(key, label, figure(value, n), more.pop("target", 80.0), change(value, before, n), **more)


def places() -> dict[str, Place]:
    names = [f"Autohaus Nordstern {town.replace('Sankt-', 'Sankt ')}" for town in _TOWNS]
    names[17] = HOSTILE
    names[23] = "Nordstern Automobile Garmisch-Partenkirchen Vertriebs- und Servicegesellschaft"
    return {
        f"d{number:02}": Place(f"d{number:02}", name, REGIONS[min(number // 7, 4)], "de", 20)
        for number, name in enumerate(names)
    }


def design() -> Design:
    labels = {key: text(*pair) for key, pair in TOUCHPOINTS.items()}
    measures = {
        key: Measure(key, text(de, en), touch, touch, "sales", "acquisition", "visit", 1.0, 80.0)
        for key, (de, en, touch) in ITEMS.items()
    }
    return Design(
        client="Nordstern Automobilhandel AG",
        study="Servicequalität im Autohaus",
        wave="2026-2",
        wave_label=text("Welle 2, Herbst 2026", "Wave 2, autumn 2026"),
        earlier_waves=("2026-1", "2025-2"),
        places=places(),
        measures=measures,
        section_labels=labels,
        section_weights={
            "website": 10,
            "phone": 15,
            "email": 10,
            "arrival": 10,
            "advice": 25,
            "testdrive": 10,
            "workshop": 10,
            "followup": 10,
        },
        section_targets=dict.fromkeys(TOUCHPOINTS, 80.0),
        touchpoint_labels=labels,
        target=80.0,
        grade_labels={"satisfactory": text("befriedigend", "satisfactory")},
        grades=((80.0, "very-good"), (70.0, "satisfactory")),
    )


def _ranking(all_places: dict[str, Place]) -> tuple[Ranked, ...]:
    scored = []
    for number, place in enumerate(all_places.values()):
        n = 3 if number in {4, 33} else 8 + number % 4
        scored.append((place, figure(round(73 + _wobble(number + 3, 21), 1), n)))
    shown = sorted(
        (pair for pair in scored if pair[1].value is not None), key=lambda pair: -(pair[1].value or 0)
    )
    ranked = [
        Ranked(place, fig, rank, max(1, rank - 3 - rank % 3), min(len(shown), rank + 4 + rank % 2))
        for rank, (place, fig) in enumerate(shown, 1)
    ]
    hidden = [Ranked(place, fig, None, None, None) for place, fig in scored if fig.value is None]
    return tuple(ranked + hidden)


def _weak_spots(rows: tuple[Row, ...]) -> tuple[WeakSpot, ...]:
    weak = sorted(
        (row for row in rows if (row.figure.value or 99) < 78), key=lambda row: row.figure.value or 0
    )
    scopes = ("system", "system", "regional", "local", "regional", "system", "local")
    spots = []
    for rank, (row, scope) in enumerate(zip(weak, scopes, strict=False), 1):
        value, high = row.figure.value or 0, row.figure.high or 0
        reached = 36 - 4 * rank
        spots.append(
            WeakSpot(
                rank, "item", row.key, row.label, ITEMS[row.key][2], "service", "retention", "visit", row.figure,
                80.0, 80 - value, max(0.0, 80 - high), round((80 - value) * 0.09, 2), reached / 40, reached, 40,
                round(0.42 - 0.045 * rank, 2), "testers", (min(rank, 3), 3), 1.0, round(10 / rank, 2), scope,
                worst=("d30", "d23", "d17"),
            )
        )  # fmt: skip
    return tuple(spots)


def findings() -> Findings:
    plan = design()
    touch = tuple(
        _row(
            key,
            text(*TOUCHPOINTS[key]),
            value,
            value - 4.5 + _wobble(number, 9) - {"advice": 16, "arrival": -5}.get(key, 0),
            380,
            weight=plan.section_weights[key],
        )
        for number, (key, value) in enumerate(_SCORES.items())
    )
    items = tuple(
        _row(
            key, text(de, en), round(_SCORES[spot] + _wobble(number + 7, 14), 1), _SCORES[spot], 372 - 11 * number,
            not_applicable_rate=round(abs(_wobble(number, 0.2)), 3),
        )
        for number, (key, (de, en, spot)) in enumerate(ITEMS.items())
    )  # fmt: skip
    cells = []
    for row_number, (key, value) in enumerate(_SCORES.items()):
        for column, region in enumerate(REGIONS):
            n = 3 if (row_number, column) == (5, 4) else 80 - 9 * column
            cell = figure(round(min(97, value + _wobble(row_number * 7 + column, 13)), 1), n)
            if (row_number, column) == (5, 3):
                cell = Figure(n, None, state="suppressed")
            cells.append(Cell(key, region, cell, 80.0))
    return Findings(
        design=plan, scope="", visits=388, locations=40, planned={"visit": 200, "call": 120, "mail": 80},
        first_on=date(2026, 9, 14), last_on=date(2026, 10, 30),
        total=Figure(388, 73.6, 71.4, 75.8, method="bca"), grade="satisfactory",
        change=Change(figure(70.4, 388), figure(73.6, 388), 3.2, 1.1, 5.3, "better", "paired bootstrap"),
        sections=touch, touchpoints=touch, items=items,
        processes=(
            _row("marketing", text("Marketing", "Marketing"), 78.2, 76.0, 388),
            _row("sales", text("Verkauf", "Sales"), 73.9, 68.1, 388),
            _row("service", text("Service", "Service"), 66.0, 67.2, 388),
        ),
        phases=(
            _row("acquisition", text("Gewinnung", "Acquisition"), 76.4, 71.5, 388),
            _row("retention", text("Bindung", "Retention"), 70.8, 70.2, 260),
            _row("winback", text("Rückgewinnung", "Win-back"), 0, 0, 4),
        ),
        methods=(
            _row("visit", text("Besuch vor Ort", "Visit"), 79.0, 76.2, 196),
            _row("call", text("Testanruf", "Test call"), 66.4, 64.0, 117),
            _row("mail", text("E-Mail-Anfrage", "E-mail enquiry"), 58.2, 55.9, 75),
        ),
        regions=tuple(
            _row(region, text(region, region), round(73 + _wobble(number, 7), 1), 71, 80) for number, region in enumerate(REGIONS)
        ),
        ranking=_ranking(places()), heat_map=tuple(cells),
        trend=(
            TrendPoint("2025-2", text("Herbst 2025", "Autumn 2025"), Figure(371, 69.1, 66.7, 71.5)),
            TrendPoint("2026-1", text("Frühjahr 2026", "Spring 2026"), Figure(380, 70.4, 68.1, 72.7)),
            TrendPoint("2026-2", text("Herbst 2026", "Autumn 2026"), Figure(388, 73.6, 71.4, 75.8)),
        ),
        strengths=tuple(sorted(touch, key=lambda row: -(row.figure.value or 0))[:3]),
        weak_spots=_weak_spots(items), suppressed=2, not_scorable=3,
    )  # fmt: skip
