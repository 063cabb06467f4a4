"""Journals: made from answers, written as JSON, read in any order."""

from __future__ import annotations

from datetime import UTC, datetime

from mystery.interview import Event, Opening, event_json, event_of, events_from_answers, state
from tests.unit.interview.forms import form

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def kinds(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.kind, event.path) for event in events]


def test_answers_are_played_page_by_page_in_the_order_of_the_form() -> None:
    answers = {
        "facade": "front.jpg",
        "greeted": "yes",
        "defect": [{"part": "door"}],
        "helpers": {"missing": "refused"},
    }
    events = events_from_answers(form(), answers, Opening(at=NINE))
    assert kinds(events) == [
        ("open", ""),
        ("page", "welcome"),
        ("answer", "greeted"),
        ("answer", "facade"),
        ("add", "defect[1]"),
        ("page", "advice"),
        ("answer", "defect[1]/part"),
        ("missing", "helpers"),
        ("finish", ""),
    ]
    assert [event.seq for event in events] == list(range(1, 10))
    assert events[0].value["form"] == form().fingerprint


def test_each_answer_takes_the_time_that_was_asked_for() -> None:
    events = events_from_answers(form(), {"greeted": "no"}, Opening(at=NINE, seconds_each=2.5), finish=False)
    assert [(event.at, event.ms) for event in events[-1:]] == [("2026-11-23T09:00:02.500Z", 2500)]


def test_a_tester_confirms_and_comments_on_the_way() -> None:
    events = events_from_answers(
        form(),
        {"greeted": "yes", "seconds": 900},
        confirmed={"seconds": "long queue"},
        comments={"seconds": "two tills closed"},
    )
    assert ("confirm", "seconds") in kinds(events)
    assert ("comment", "seconds") in kinds(events)
    assert state(form(), events).problems == ()


def test_a_repeat_with_a_count_gets_its_rounds_from_the_count() -> None:
    events = events_from_answers(form(), {"helpers": 1, "helper": [{"badge": "Ada"}, {"badge": "Lou"}]})
    assert ("add", "helper[1]") not in kinds(events)
    assert state(form(), events).answers["helper"] == [{"badge": "Ada"}]


def test_events_survive_the_way_through_json() -> None:
    events = events_from_answers(
        form(), {"greeted": "yes", "defect": [{"part": "door"}]}, Opening(by="tester")
    )
    assert [event_of(event_json(event)) for event in events] == events
    assert event_json(Event(4, "finish")) == {"seq": 4, "kind": "finish"}


def test_the_order_of_events_is_that_of_their_numbers() -> None:
    events = events_from_answers(form(), {"greeted": "yes", "seconds": 20})
    assert state(form(), reversed(events)) == state(form(), events)
