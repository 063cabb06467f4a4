from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mystery.weakspots import Visit, find
from tests.unit.weakspots.build import ITEMS, make_design, make_places, make_visit, make_visits

PLACES = make_places(
    {f"n{n}": ("north", 9) for n in range(6)}
    | {f"s{n}": ("south", 9) for n in range(6)}
    | {f"v{n}": ("vienna", 9) for n in range(6)}
)
SIX_EACH = dict.fromkeys(PLACES, 6)
WEAK = {"advice_first": 0.3, "entrance_second": 0.6}


def test_the_total_has_its_interval_its_grade_and_its_field_dates() -> None:
    visits = make_visits(SIX_EACH)
    early = replace(visits[0], visited_on=date(2026, 9, 1))
    findings = find(make_design(PLACES), [early, *visits[1:]])
    assert (findings.visits, findings.locations, findings.suppressed) == (108, 18, 0)
    assert findings.total.value == pytest.approx(np.mean([visit.total for visit in visits]))
    assert findings.total.low is not None
    assert findings.total.low < findings.total.value < (findings.total.high or 0)
    assert (findings.first_on, findings.last_on) == (date(2026, 9, 1), date(2026, 10, 5))
    assert findings.grade in ("good", "poor")
    assert "no_earlier_wave" in findings.notes


def test_what_was_wanted_is_told_for_the_part_that_is_asked_for() -> None:
    wanted = {("n0", "store-visit"): 2, ("n1", "store-visit"): 1, ("s0", "store-visit"): 4, ("s0", "call"): 3}
    design, visits = make_design(PLACES, planned_visits=wanted), make_visits(SIX_EACH)
    assert find(design, visits).planned == {"store-visit": 7, "call": 3}
    assert find(design, visits, "north").planned == {"store-visit": 3}
    assert find(design, visits, "s0").planned == {"store-visit": 4, "call": 3}


def test_yes_no_items_have_wilsons_interval() -> None:
    visits = [make_visit(f"n{n}", {ITEMS[0]: float(n < 3)}) for n in range(5)]
    row = next(row for row in find(make_design(PLACES), visits).items if row.key == ITEMS[0])
    assert (row.figure.value, row.figure.method) == (60, "wilson")
    assert (round(row.figure.low or 0), round(row.figure.high or 0)) == (23, 88)


def test_perfect_scores_still_say_how_little_few_visits_prove() -> None:
    visits = [make_visit(f"n{n}", dict.fromkeys(ITEMS, 1.0)) for n in range(5)]
    total = find(make_design(PLACES), visits).total
    assert total.value == 100
    assert total.low == pytest.approx(56.6, abs=0.1)


def test_an_item_that_did_not_apply_shows_how_often() -> None:
    visits = [make_visit(f"n{n % 6}", {ITEMS[0]: None if n < 3 else 1.0, ITEMS[1]: 1.0}) for n in range(12)]
    rows = {row.key: row for row in find(make_design(PLACES), visits).items}
    assert (rows[ITEMS[0]].figure.n, rows[ITEMS[0]].not_applicable_rate) == (9, 0.25)
    assert (rows[ITEMS[2]].figure.n, rows[ITEMS[2]].figure.state) == (0, "too_few")


def test_a_clear_change_is_told_from_noise() -> None:
    before = make_visits(SIX_EACH, 2, "2026-1", {"advice_first": 0.2})
    after = make_visits(SIX_EACH, 3, "2026-2", {"advice_first": 0.9})
    findings = find(make_design(PLACES), before + after)
    changes = {row.key: row.change for row in findings.items if row.change is not None}
    assert changes["advice_first"].verdict == "better"
    assert changes["advice_first"].difference == pytest.approx(
        (changes["advice_first"].after.value or 0) - (changes["advice_first"].before.value or 0)
    )
    assert {change.verdict for key, change in changes.items() if key != "advice_first"} == {"unclear"}


def test_one_visit_each_to_the_same_locations_is_compared_in_pairs() -> None:
    once = dict.fromkeys(PLACES, 1)
    findings = find(make_design(PLACES), make_visits(once, 2, "2026-1") + make_visits(once, 3))
    assert {row.change.method for row in findings.items if row.change} == {"paired_newcombe"}


def test_a_wave_with_too_few_visits_is_not_compared() -> None:
    before = make_visits({"n0": 2, "n1": 2}, 2, "2026-1")
    change = find(make_design(PLACES), before + make_visits(SIX_EACH)).change
    assert change is not None
    assert (change.verdict, change.difference, change.before.state) == ("too_few", None, "too_few")


def test_the_trend_shows_every_wave_that_has_enough_visits() -> None:
    visits = make_visits({"n0": 3}, 4, "2025-2") + make_visits(SIX_EACH, 5, "2026-1") + make_visits(SIX_EACH)
    points = find(make_design(PLACES), visits).trend
    assert [(point.wave, point.figure.state) for point in points] == [
        ("2025-2", "too_few"),
        ("2026-1", "ok"),
        ("2026-2", "ok"),
    ]


def test_the_worst_and_most_driving_item_is_the_first_weak_spot() -> None:
    visits = make_visits(SIX_EACH, 6, "2026-1", WEAK) + make_visits(SIX_EACH, 7, "2026-2", WEAK)
    findings = find(make_design(PLACES), visits)
    first = findings.weak_spots[0]
    assert (first.rank, first.level, first.key, first.scope) == (1, "item", "advice_first", "system")
    assert first.target == 80
    assert first.gap == pytest.approx(80 - (first.figure.value or 0))
    assert 0 < first.gap_sure < first.gap
    assert first.persistence == (2, 2)
    assert first.driver is not None
    assert first.driver > 0.5
    assert (first.driver_source, first.locations) == ("testers", 18)
    assert first.priority == pytest.approx(np.prod(list(first.factors.values())))
    assert [spot.rank for spot in findings.weak_spots] == list(range(1, len(findings.weak_spots) + 1))
    assert findings.weak_touchpoints[0].key == "advice"
    assert "advice_first" in findings.weak_touchpoints[0].items


def test_points_lost_are_points_of_the_total() -> None:
    # advice_first weighs 1 of 9 in a section of 70 points; it is met by nobody and 80 % are wanted
    visits = [make_visit(f"n{n % 6}", {**dict.fromkeys(ITEMS, 1.0), "advice_first": 0.0}) for n in range(30)]
    spot = find(make_design(PLACES), visits).weak_spots[0]
    assert (spot.key, spot.driver) == ("advice_first", None)
    assert spot.points_lost == pytest.approx(70 / 9 * 0.8)


def test_a_weak_spot_of_one_region_is_told_from_one_of_the_system() -> None:
    visits = [
        make_visit(key, {**dict.fromkeys(ITEMS, 1.0), "till_first": float(not key.startswith("s"))})
        for key in PLACES
        for _ in range(6)
    ]
    spot = find(make_design(PLACES), visits).weak_spots[0]
    assert (spot.key, spot.scope, spot.reached, len(spot.worst)) == ("till_first", "regional", 6, 5)
    assert spot.worst[0] == "Shop s0"


def test_strengths_are_the_items_most_surely_above_target() -> None:
    findings = find(make_design(PLACES), make_visits(SIX_EACH, 8, chances=WEAK | {"web_first": 0.99}))
    assert findings.strengths[0].key == "web_first"
    assert "advice_first" not in {row.key for row in findings.strengths}


def test_locations_are_ranked_with_bands_and_hidden_ones_have_no_rank() -> None:
    chances = {"n5": 0.3, "s5": 0.98}
    visits: list[Visit] = []
    for number, (location, count) in enumerate({**SIX_EACH, "n0": 2}.items()):
        alike = dict.fromkeys(ITEMS, chances.get(location, 0.8))
        visits += make_visits({location: count}, number, chances=alike)
    ranked = find(make_design(PLACES), visits).ranking
    assert len(ranked) == 18
    assert ranked[0].place.location == "s5"
    shown = [one for one in ranked if one.rank is not None]
    last = shown[-1]
    assert last.place.location == "n5"
    assert (last.rank, last.rank_high) == (len(shown), len(shown))
    assert all((one.rank_low or 0) <= (one.rank or 0) <= (one.rank_high or 0) for one in shown)
    assert {one.place.location for one in ranked if one.rank is None} >= {"n0"}
    assert sum(one.rank is None for one in ranked) == 2


def test_a_region_sees_its_own_locations_only() -> None:
    findings = find(make_design(PLACES), make_visits(SIX_EACH), "south")
    assert {one.place.region for one in findings.ranking} == {"south"}
    assert [row.key for row in findings.regions] == ["south"]
    assert (findings.visits, findings.locations) == (36, 6)
    assert {cell.column for cell in findings.heat_map} == {"south"}


def test_a_location_is_compared_with_itself_and_not_in_pairs() -> None:
    visits = make_visits(SIX_EACH, 2, "2026-1") + make_visits(SIX_EACH, 3)
    findings = find(make_design(PLACES), visits, "n1")
    assert findings.total.n == 6
    assert {row.change.method for row in findings.items if row.change} == {"newcombe"}


def test_a_study_without_visits_or_targets_has_findings_that_say_so() -> None:
    findings = find(make_design(PLACES, target=None, section_targets={}), [])
    assert findings.total.state == "too_few"
    assert set(findings.notes) == {"no_visits", "no_earlier_wave", "no_target"}
    assert (findings.weak_spots, findings.ranking, findings.grade) == ((), (), "")


def test_a_visit_that_is_not_scorable_is_counted_and_left_out_of_the_total() -> None:
    visits = [*make_visits(SIX_EACH), make_visit("n0", {}), make_visit("nowhere", {})]
    findings = find(make_design(PLACES), visits)
    assert (findings.not_scorable, findings.visits, findings.total.n) == (1, 109, 108)
    assert "unknown_location" in findings.notes


def test_the_order_of_the_visits_does_not_matter() -> None:
    visits = make_visits(SIX_EACH, 2, "2026-1") + make_visits(SIX_EACH, 3)
    one, other = find(make_design(PLACES), visits), find(make_design(PLACES), visits[::-1])
    assert one.weak_spots[0].key == other.weak_spots[0].key
    assert one.total.low == pytest.approx(other.total.low)
    assert [entry.place for entry in one.ranking] == [entry.place for entry in other.ranking]


def test_methods_that_ask_for_the_same_outcome_drive_together() -> None:
    visits = [
        replace(visit, outcomes={f"{method}/would_buy": buy, f"{method}/anger": 9 - buy})
        for number, visit in enumerate(make_visits(SIX_EACH, 6, chances=WEAK))
        for method, buy in [("store-visit" if number % 2 else "call", visit.outcomes["would_buy"])]
    ]
    spot = find(make_design(PLACES), visits).weak_spots[0]
    assert spot.driver is not None
    assert spot.driver > 0.5


def test_a_page_that_is_not_scored_has_no_row() -> None:
    labels = {"shop": {"en": "Shop"}, "web": {"en": "Web"}, "notes": {"en": "Notes"}}
    findings = find(make_design(PLACES, section_labels=labels), make_visits(SIX_EACH))
    assert [row.key for row in findings.sections] == ["shop", "web"]
