from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.calling import REASONS, Agreed, Candidate, Reason, against, choose

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
"""A Tuesday: evening in Berlin, afternoon in London, late morning in New York."""

ZONES = ("Europe/Berlin", "Europe/London", "America/New_York")


def case(key: int, zone: str = ZONES[0], **more: object) -> Candidate:
    return Candidate(key, zone, **more)  # type: ignore[arg-type]


def hard(minutes: int, caller: int | None = None) -> Agreed:
    at = NOW + timedelta(minutes=minutes)
    return Agreed(True, at, at + timedelta(minutes=10), caller)


def soft(minutes: int) -> Agreed:
    return Agreed(False, NOW + timedelta(minutes=minutes), NOW + timedelta(minutes=minutes + 120))


def chosen(*candidates: Candidate, caller: int = 1) -> tuple[int, list[str]]:
    choice = choose(candidates, NOW, caller)
    assert choice is not None
    return choice.case, [reason.code for reason in choice.reasons]


def test_each_rule_comes_before_those_below_it() -> None:
    hour_ago, day_ago = NOW - timedelta(hours=1), NOW - timedelta(days=1)
    ladder = [
        (case(9, agreed=hard(-1)), "appointment_hard"),
        (case(8, agreed=soft(-5), priority=9), "appointment_soft"),
        (case(7, priority=5, part_tries={"evening": 4}), "priority"),
        (case(12, window_ends_at=NOW, part_tries={"evening": 9}), "window"),
        (case(11, window_ends_at=NOW + timedelta(hours=1), part_tries={"evening": 9}), "window"),
        (case(6, ZONES[1], part_tries={"evening": 4}), "part_new"),
        (case(5, part_tries={"evening": 1}, last_attempt_at=hour_ago), "zone"),
        (case(4, ZONES[1], part_tries={"afternoon": 1}, last_attempt_at=day_ago), "oldest"),
        (case(3, ZONES[1], part_tries={"afternoon": 1}, last_attempt_at=hour_ago), "first"),
        (case(30, ZONES[1], part_tries={"afternoon": 1}, last_attempt_at=hour_ago), "no_window"),
        (case(1, window_ends_at=hour_ago), "window_over"),
    ]
    for at in range(len(ladder) - 1):
        first, reason = ladder[at]
        key, reasons = chosen(*(each for each, _ in ladder[at:]))
        assert (key, reasons[-1]) == (first.key, reason)


def test_a_due_appointment_is_told_even_where_nothing_else_waits() -> None:
    assert chosen(case(1, agreed=soft(-1))) == (1, ["appointment_soft"])
    assert chosen(case(1)) == (1, ["first"])


def test_whether_a_planned_contact_is_called_in_its_window_is_always_told() -> None:
    assert chosen(case(1, window_ends_at=NOW)) == (1, ["window"])
    assert chosen(case(1, window_ends_at=NOW - timedelta(minutes=1))) == (1, ["window_over"])


def test_the_reasons_are_those_that_narrowed_the_choice_in_their_order() -> None:
    key, reasons = chosen(case(1, priority=1), case(2, priority=1, part_tries={"evening": 2}), case(3))
    assert (key, reasons) == (1, ["priority", "part_new"])


def test_a_hard_appointment_waits_for_its_caller_until_the_grace_is_over() -> None:
    mine, theirs, late = (
        case(1, agreed=hard(-9, 1)),
        case(2, agreed=hard(-9, 2)),
        case(3, agreed=hard(-10, 2)),
    )
    assert against(mine, NOW, 1) == ()
    assert [reason.code for reason in against(theirs, NOW, 1)] == ["reserved"]
    assert against(late, NOW, 1) == ()
    assert choose([theirs], NOW, 1) is None


def test_shortly_before_an_own_appointment_nothing_else_is_begun() -> None:
    others = [case(1), case(2, agreed=hard(-1)), case(3, agreed=soft(-9))]
    assert choose(others, NOW, 1, only_own=True) is None
    choice = choose([*others, case(4, agreed=hard(0, 1))], NOW, 1, only_own=True)
    assert choice is not None
    assert choice.case == 4


def test_what_waits_is_not_called_early_nor_by_whom_it_refused() -> None:
    later = case(1, next_at=NOW + timedelta(minutes=1))
    agreed = case(2, agreed=soft(30), next_at=NOW - timedelta(days=1))
    refused = case(3, not_by=1)
    assert [against(each, NOW, 1)[0].code for each in (later, agreed, refused)] == [
        "not_yet",
        "not_yet",
        "other_caller",
    ]
    assert against(later, NOW, 1)[0].told("de") == "Nicht vor 17:31"
    (next_week,) = against(case(1, next_at=NOW + timedelta(days=7)), NOW, 1)
    assert [next_week.told(each) for each in ("en", "de")] == [
        "Not before 1 Dec, 17:30",
        "Nicht vor 1.12., 17:30",
    ]
    assert choose([later, agreed, refused], NOW, 1) is None
    assert choose([refused], NOW, 2) is not None


def test_every_reason_can_be_told_in_both_languages() -> None:
    details = {"at": "17:00", "until": "18:00", "priority": 3, "tries": 1, "local": "17:30"}
    told = [Reason(code, details).told(language) for code in REASONS for language in ("en", "de")]
    assert all(told)
    assert not any("{" in each for each in told)


CANDIDATES = st.builds(
    Candidate,
    key=st.integers(1, 40),
    zone=st.sampled_from(ZONES),
    priority=st.integers(0, 1),
    next_at=st.sampled_from([None, NOW - timedelta(hours=1), NOW + timedelta(hours=1)]),
    last_attempt_at=st.sampled_from([None, NOW - timedelta(days=1), NOW - timedelta(days=2)]),
    part_tries=st.dictionaries(st.sampled_from(["evening", "afternoon", "morning"]), st.integers(0, 2)),
    agreed=st.sampled_from([None, None, hard(-3, 2), hard(-3), soft(-30), soft(30)]),
    not_by=st.sampled_from([None, 1]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(CANDIDATES, max_size=12, unique_by=lambda each: each.key), st.randoms())
def test_the_same_cases_give_the_same_choice_in_whatever_order_they_come(
    candidates: list[Candidate], draw: Random
) -> None:
    choice = choose(candidates, NOW, 1)
    shuffled = list(candidates)
    draw.shuffle(shuffled)
    assert choose(shuffled, NOW, 1) == choice
    free = [each for each in candidates if not against(each, NOW, 1)]
    assert (choice is None) == (not free)
    if choice is not None:
        assert choose([each for each in free if each.key == choice.case], NOW, 1) is not None
        assert choice.case in {each.key for each in free}
