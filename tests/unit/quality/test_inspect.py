from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mystery.interview import Submission
from mystery.quality import Context, Flag, Measured, inspect, sentence
from mystery.questionnaire import Form, Item
from mystery.scenario import Timer
from mystery.scoring import FlagRule

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
SCALES = tuple(f"scale_{number}" for number in range(8))


def make_form() -> Form:
    kinds: dict[str, tuple[str, dict[str, object]]] = {
        "position": ("geopoint", {}),
        "queue": ("select_one", {"list": "queue"}),
        "queue_minutes": ("integer", {}),
        "talk": ("timer", {}),
        "facade": ("image", {"evidence": "required"}),
        "shelf": ("image", {"evidence": "wanted"}),
        "receipt": ("image", {"evidence": "required", "relevant": ["call", "true"]}),
    }
    items = {
        key: Item(key, key, kind, "page", "", "page", properties) for key, (kind, properties) in kinds.items()
    }
    for key in SCALES:
        items[key] = Item(key, key, "select_one", "page", "", "page", {"list": "scale"})
    lists = {"scale": [{"name": str(n)} for n in range(1, 6)], "queue": [{"name": "none"}, {"name": "long"}]}
    page = Item("page", "page", "section", "", "", "page", {})
    return Form("visit", "1", ("en",), "en", {"page": page, **items}, {"choices": lists})


FORM = make_form()
GOOD: dict[str, Any] = {
    "answers": {"facade": {"sha256": "a" * 64}, "shelf": {"sha256": "b" * 64}},
    "media": ("a" * 64, "b" * 64),
    "started_at": TEN,
    "duration_seconds": 1200.0,
}


def flags(
    answers: dict[str, object] | None = None, *, context: dict[str, Any] | None = None, **changes: Any
) -> list[Flag]:
    values = {**GOOD, **changes}
    values["answers"] = {**values["answers"], **(answers or {})}
    return inspect(Submission("interview", "f" * 64, **values), Context(FORM, **(context or {})))


def found(*given: Any, **changes: Any) -> list[tuple[str, str]]:
    raised = flags(*given, **changes)
    for flag in raised:
        assert sentence(flag, "de") != sentence(flag, "en")
    return [(flag.code, flag.path) for flag in raised]


def test_an_ordinary_submission_raises_no_flag() -> None:
    window = {"starts_at": TEN, "ends_at": TEN + timedelta(hours=2)}
    where = {"latitude": 52.52, "longitude": 13.405, "median_seconds": 1300.0}
    timers = (Timer("visit_minutes", 15, 40), Timer("talk", 1, 10))
    answers = {"position": "52.5201 13.4051 34 8", "talk": {"seconds": 180}}
    assert found(answers, context={**window, **where, "timers": timers}) == []


def test_a_submission_much_faster_than_the_wave_is_doubted() -> None:
    assert found(context={"median_seconds": 3600.0}) == [("too_fast", "")]


def test_many_answers_faster_than_reading_are_doubted() -> None:
    spent = {f"item_{n}": 0.4 if n < 5 else 6.0 for n in range(10)}
    assert found(item_seconds=spent) == [("hasty_answers", "")]
    assert found(item_seconds={**spent, "item_0": 2.0}) == []


def test_a_span_of_the_scenario_that_was_not_kept_is_flagged_at_its_item() -> None:
    timers = (Timer("visit_minutes", 25, 40), Timer("talk", 1, 3), Timer("queue_minutes", 0, 5))
    answers = {"talk": {"seconds": 20}, "queue_minutes": 12}
    assert found(answers, context={"timers": timers}) == [
        ("timer_too_short", ""),
        ("timer_too_short", "talk"),
        ("timer_too_long", "queue_minutes"),
    ]


@pytest.mark.parametrize("hours", [-1, 3])
def test_a_start_outside_the_window_is_doubted(hours: int) -> None:
    window = {"starts_at": TEN, "ends_at": TEN + timedelta(hours=2)}
    assert found(started_at=TEN + timedelta(hours=hours), context=window) == [("outside_window", "")]


def test_a_position_far_from_the_location_is_told_roughly() -> None:
    here = {"latitude": 52.52, "longitude": 13.405}
    [flag] = flags({"position": "52.53 13.405 0 10"}, context=here)
    assert (flag.code, flag.path, flag.params["metres"]) == ("far_from_location", "position", "1100")
    assert found({"position": "52.53 13.405 0 900"}, context=here) == []
    assert found({"position": "somewhere"}, context=here) == []


def test_six_equal_answers_in_a_row_on_one_scale_are_doubted() -> None:
    assert found(dict.fromkeys(SCALES[1:7], "4")) == [("straight_lining", "scale_1")]
    assert found({**dict.fromkeys(SCALES[1:7], "4"), "scale_3": "5"}) == []


def test_missing_evidence_is_flagged_where_everybody_was_asked_for_it() -> None:
    raised = flags({"facade": None, "shelf": None}, missing={"facade": "refused"})
    assert [(flag.code, flag.path, flag.severity) for flag in raised] == [
        ("missing_evidence", "facade", "doubt"),
        ("missing_evidence", "shelf", "hint"),
    ]


def test_answers_that_contradict_each_other_are_flagged_with_the_reason() -> None:
    reason = {"en": "No queue, yet a wait.", "de": "Keine Schlange, doch gewartet."}
    rule = FlagRule("${queue} = 'none' and ${queue_minutes} > 5", reason=reason)
    [flag] = flags({"queue": "none", "queue_minutes": 9}, context={"rules": (rule,)})
    assert flag.code == "contradictory"
    assert sentence(flag).endswith("No queue, yet a wait.")
    assert found({"queue": "none", "queue_minutes": 2}, context={"rules": (rule,)}) == []


def test_a_file_that_was_handed_in_before_stops_the_review() -> None:
    [flag] = flags(context={"known_media": frozenset({"b" * 64})})
    assert (flag.code, flag.path, flag.severity) == ("duplicate_media", "shelf", "stop")


def test_a_long_pause_is_a_hint() -> None:
    assert found(item_seconds={"queue": 1600.0}) == [("long_pause", "queue")]


def test_the_gravest_flag_comes_first() -> None:
    context = {"known_media": frozenset({"b" * 64}), "median_seconds": 9000.0}
    raised = flags(context=context, item_seconds={"queue": 1600.0})
    assert [flag.severity for flag in raised] == ["stop", "doubt", "hint"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"seconds": 7.3, "measured": True}, []),
        ({"seconds": 7.9, "measured": True}, []),
        ({"seconds": 60, "measured": True}, [("not_measured", "talk")]),
        ({"seconds": 60, "measured": False}, []),
        ({"seconds": 60}, []),
        ({"seconds": 7.3, "measured": True, "attempt": "a-1"}, []),
        ({"seconds": 7.3, "measured": True, "attempt": "a-2"}, [("not_measured", "talk")]),
    ],
)
def test_a_thumb_s_time_that_is_marked_as_measured_is_doubted(
    answer: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert found({"talk": answer}, context={"measured": {"talk": [Measured(7.3, "a-1")]}}) == expected
    assert found({"talk": {**answer, "measured": True}}) == [("not_measured", "talk")]
