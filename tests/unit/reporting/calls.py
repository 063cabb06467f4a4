"""Facts for the report on calls: 250 contacts of five hotlines, and the sample of the published example."""

from __future__ import annotations

from datetime import date
from random import Random

from mystery.calling import AAPOR, DAY_PARTS, Contact, counts_of, plan_rounds, rates, reachability, worth
from mystery.reporting import CodeCount, Cover, Marked, Marks, OutcomeFacts, ReachFacts

COVER = Cover(
    "Stadtwerke Hansa",
    "Hotline-Test 2026",
    {"de": "Herbstwelle", "en": "Autumn wave"},
    date(2026, 11, 2),
    date(2026, 11, 28),
)
HOTLINES = ("Kundenservice", "Störungsstelle", "Tarifberatung", "Umzugsservice", "Rechnungsstelle")


def contacts(seed: int = 5) -> list[Contact]:
    draw = Random(seed)
    parts = [part.code for part in DAY_PARTS]
    return [
        _contact(draw, each.place, each.round, each.part, parts)
        for each in plan_rounds(dict.fromkeys(range(5), parts))
    ]


def _contact(draw: Random, place: int, turn: int, part: str, parts: list[str]) -> Contact:
    tried = [part]
    while draw.random() > 0.9 - 0.13 * place and len(tried) < 5:
        tried.append(draw.choice(parts))
    reached = draw.random() > 0.04 * len(tried)
    waited = draw.expovariate(1 / (40 + 60 * place)) if reached else None
    return Contact(
        place, turn, part, tuple(tried), reached=reached, is_over=True, waiting_seconds=waited,
        transfers=int(draw.random() < 0.2) if reached else None,
        is_correct=draw.random() < 0.7 if reached else None,
        outcomes=(*["busy"] * (len(tried) - 1), "reached" if reached else "no_answer"),
    )  # fmt: skip


def reach_facts() -> ReachFacts:
    listed = contacts()
    places = [
        (name, reachability([each for each in listed if each.place == place], 60))
        for place, name in enumerate(HOTLINES)
    ]
    waits = [seconds for each in listed for seconds in each.waits]
    return ReachFacts(COVER, 60, reachability(listed, 60), places, DAY_PARTS, waits, [marks()])


def marks() -> Marks:
    """The first hotline is worth 400 of 500 points; what the others are worth is nobody's to see."""
    calls = [{"answer": 80.0 + n % 2, "reachability": 80.0} for n in range(6)]
    sections = [("answer", {"de": "Auskunft", "en": "Answer"}, 400.0)]
    sections.append(("reachability", {"de": "Erreichbarkeit", "en": "Reachability"}, 100.0))
    found = worth(calls, {key: weight for key, _, weight in sections}, {})
    rows = [Marked(HOTLINES[0], found, {"de": "Gut", "en": "Good"})]
    rows += [Marked(name, None, {}) for name in HOTLINES[1:]]
    return Marks({"de": "Hotline-Test, 500 Punkte", "en": "Hotline test, 500 points"}, 500.0, sections, rows)


CODES = {"1.1": 250, "1.2": 10, "2.11": 150, "2.12": 30, "2.21": 120, "2.32": 12, "2.33": 18,
         "3.12": 20, "3.13": 140, "3.14": 40, "3.30": 50, "4.32": 210, "4.70": 60, "4.80": 30}  # fmt: skip


def outcome_facts(e: float | None = None) -> OutcomeFacts:
    codes = [CodeCount(AAPOR[code], count) for code, count in CODES.items()]
    found = rates(counts_of(code for code, count in CODES.items() for _ in range(count)), e)
    return OutcomeFacts(COVER, 4_812, codes, found)
