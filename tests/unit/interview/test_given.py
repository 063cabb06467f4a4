"""From what another program has collected to the events that bring a journal there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import Any

import pytest

from mystery.interview import (
    Circumstances,
    Event,
    Opening,
    can_finish,
    event_json,
    events_from_answers,
    events_toward,
    state,
    times_in,
)
from mystery.questionnaire import Form, compile_form, read

START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AROUND = Circumstances(START, START + timedelta(minutes=20), "tara")
FORM = dedent(
    """\
    questionnaire: visit
    version: "1"
    languages: [en]
    missing: [refused]
    choices:
      yes-no: [{name: "yes", label: "Yes"}, {name: "no", label: "No"}]
    sections:
      - section: shop
        label: Shop
        items:
          - {item: greeted, type: select_one yes-no, label: Greeted, required: yes}
          - {item: staff_count, type: integer, label: Staff, default: "3", warning: '. < 50'}
          - {item: why, type: text, label: Why, relevant: "${greeted} = 'no'"}
          - {item: double, type: calculate, calculation: '${staff_count} * 2'}
          - repeat: defect
            label: Defect
            items:
              - {item: what, type: text, label: What}
      - section: end_page
        label: End
        items:
          - {item: picture, type: image, label: Picture}
          - {item: tags, type: select_multiple yes-no, label: Tags}
    """
)


def form() -> Form:
    definition, problems = read(FORM, "form.yaml")
    assert not problems, problems
    return compile_form(definition)


def opened(at: Form) -> list[Event]:
    return events_from_answers(at, {}, Opening(at=START, mode="capi"), finish=False)


def given(record: dict[str, Any], around: Circumstances = AROUND) -> tuple[Form, list[Event]]:
    at = form()
    return at, [*opened(at), *events_toward(at, opened(at), record, around)]


def answers(record: dict[str, Any], around: Circumstances = AROUND) -> dict[str, Any]:
    return dict(state(*given(record, around)).answers)


def test_texts_become_answers_of_their_items_kind() -> None:
    around = Circumstances(START, START, "tara", files={"a.jpg": {"sha256": "0" * 64, "name": "a.jpg"}})
    found = answers(
        {"shop": {"greeted": "yes", "staff_count": "7"}, "end_page": {"picture": "a.jpg", "tags": "yes no"}},
        around,
    )
    assert found["staff_count"] == 7
    assert found["double"] == 14
    assert found["tags"] == ["yes", "no"]
    assert found["picture"]["name"] == "a.jpg"


@pytest.mark.parametrize("text", ["inf", "nan", "1e999"])
def test_a_number_without_end_is_an_answer_to_be_refused(text: str) -> None:
    _, events = given({"shop": {"staff_count": text}})
    assert [each.value for each in events if each.path == "staff_count"] == [text]


def test_answers_come_page_by_page_and_the_interview_ends_finished() -> None:
    at, events = given({"shop": {"greeted": "yes", "staff_count": "7"}, "end_page": {"tags": "yes"}})
    assert [(each.kind, each.path) for each in events[1:]] == [
        ("page", "shop"), ("answer", "greeted"), ("answer", "staff_count"),
        ("page", "end_page"), ("answer", "tags"), ("finish", ""),
    ]  # fmt: skip
    assert [each.seq for each in events] == list(range(1, 8))
    assert events[-1].at == "2026-11-23T10:20:00.000Z"
    assert state(at, events).finished


def test_a_missing_code_comes_as_a_choice_or_from_the_question_behind() -> None:
    assert answers({"shop": {"greeted": "mystery_missing_refused"}})["greeted"] == {"missing": "refused"}
    beside = {"greeted": "yes", "staff_count": "", "staff_count_mystery_missing": "mystery_missing_refused"}
    assert answers({"shop": beside})["staff_count"] == {"missing": "refused"}


def test_a_code_that_the_item_does_not_offer_is_an_answer_to_be_refused() -> None:
    at, events = given({"shop": {"greeted": "mystery_missing_dont_know"}})
    assert [each.code for each in can_finish(state(at, events))] == ["ANSWER_CHOICE"]


def test_a_default_that_was_taken_out_is_taken_out() -> None:
    assert "staff_count" not in answers({"shop": {"greeted": "yes", "staff_count": ""}})


def test_a_soft_check_that_nobody_could_see_is_confirmed_with_the_reason() -> None:
    at, events = given({"shop": {"greeted": "yes", "staff_count": "99"}})
    assert ("confirm", "staff_count", {"reason": "ODK Collect"}) in [
        (e.kind, e.path, e.value) for e in events
    ]
    assert can_finish(state(at, events)) == []


def test_rounds_are_added_and_in_a_correction_taken_away() -> None:
    record = {"greeted": "yes", "staff_count": "3", "defect": [{"what": "dirt"}, {"what": "noise"}]}
    at, events = given({"shop": record})
    assert state(at, events).answers["defect"] == [{"what": "dirt"}, {"what": "noise"}]
    fewer = events_toward(at, events, {"shop": {**record, "defect": {"what": "smell"}}}, AROUND)
    assert [(each.kind, each.path) for each in fewer if each.kind != "page"] == [
        ("remove", "defect[2]"), ("answer", "defect[1]/what"), ("finish", ""),
    ]  # fmt: skip
    assert state(at, [*events, *fewer]).answers["defect"] == [{"what": "smell"}]


def test_the_same_report_again_adds_nothing() -> None:
    record = {"shop": {"greeted": "yes", "staff_count": "3"}}
    at, events = given(record)
    assert events_toward(at, events, record, AROUND) == []


def test_an_item_that_was_asked_back_is_answered_even_when_it_stays_the_same() -> None:
    record = {"shop": {"greeted": "yes", "staff_count": "3"}}
    at, events = given(record)
    asked = [*events, Event(len(events) + 1, "asked", "greeted", {"question": "Sure?"}, events[-1].at)]
    more = events_toward(at, asked, record, AROUND)
    assert [(each.kind, each.path) for each in more if each.kind == "answer"] == [("answer", "greeted")]
    assert can_finish(state(at, [*asked, *more])) == []


def test_times_never_run_backward() -> None:
    later, sooner = START + timedelta(minutes=9), START + timedelta(minutes=2)
    around = Circumstances(
        START, START + timedelta(minutes=20), "t", {"greeted": later, "staff_count": sooner}
    )
    _, events = given({"shop": {"greeted": "yes", "staff_count": "7"}}, around)
    moments = [event_json(each).get("ms", 0) for each in events]
    assert moments == sorted(moments, key=float)
    assert events[2].at == events[3].at == "2026-11-23T10:09:00.000Z"


def test_an_audit_tells_the_time_of_each_answer_by_its_path() -> None:
    lines = [
        {"event": "form start", "node": "", "start": "1", "end": ""},
        {"event": "question", "node": "/data/shop/greeted", "start": "1", "end": "1795428060000"},
        {"event": "question", "node": "/data/shop/defect[2]/what", "start": "1", "end": "1795428061000"},
        {"event": "question", "node": "/data/shop/staff_count", "start": "1", "end": "nonsense"},
    ]
    assert times_in(iter(lines), form()) == {
        "greeted": datetime(2026, 11, 23, 10, 1, tzinfo=UTC),
        "defect[2]/what": datetime(2026, 11, 23, 10, 1, 1, tzinfo=UTC),
    }


def test_a_correction_that_repeats_a_promise_leaves_its_day_and_its_end() -> None:
    """Collect knows the words of a promise, and neither the day nor how it ended."""
    definition, problems = read(
        FORM.replace("type: text, label: Why, relevant", "type: promise, label: Why, relevant")
    )
    assert not problems
    at = compile_form(definition)
    said = {"what": "A call", "by": "2026-11-30"}
    before = events_from_answers(at, {"greeted": "no", "why": {**said, "ended": "kept"}}, Opening(at=START))
    same = events_toward(at, before, {"shop": {"greeted": "no", "why": "A call"}}, AROUND)
    assert "why" not in {event.path for event in same}
    other = events_toward(at, before, {"shop": {"greeted": "no", "why": "An e-mail"}}, AROUND)
    assert state(at, [*before, *other]).answers["why"] == {"what": "An e-mail"}
