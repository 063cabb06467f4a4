from __future__ import annotations

import pytest

from mystery.calling import FORMULAS, OUTCOMES, Counts, Tried, counts_of, final_code, finding, rates
from mystery.problems import Rejected


def code(*outcomes: str) -> str:
    return final_code([Tried(outcome, number=1) for outcome in outcomes])


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ((), "3.11"),
        (("busy", "busy"), "3.12"),
        (("busy", "no_answer"), "3.13"),
        (("no_answer", "voicemail", "busy"), "3.14"),
        (("not_available", "no_answer", "no_answer"), "2.21"),
        (("appointment_hard", "no_answer"), "2.21"),
        (("refusal_soft", "no_answer", "busy"), "2.11"),
        (("refusal_soft", "complete"), "1.1"),
        (("partial", "refusal_hard"), "1.2"),
        (("refusal_soft", "not_eligible"), "4.70"),
        (("break_off", "refusal_hard"), "2.12"),
        (("language", "not_available"), "2.33"),
        (("no_answer", "disconnected"), "4.32"),
        (("refusal_soft", "disconnected"), "2.11"),
        (("technical",), "3.16"),
    ],
)
def test_the_final_code_follows_from_the_whole_history(history: tuple[str, ...], expected: str) -> None:
    assert code(*history) == expected
    assert code(*reversed(history)) == expected


def test_every_outcome_of_a_survey_alone_has_its_own_code() -> None:
    assert {code(each.code) == each.aapor for each in OUTCOMES.values() if each.aapor} == {True}


def test_a_bad_number_does_not_settle_a_case_that_has_another() -> None:
    assert final_code([Tried("disconnected", number=1), Tried("no_answer", number=2)]) == "3.13"
    assert (
        final_code([Tried("busy", number=1), Tried("disconnected", number=1), Tried("fax", number=2)])
        == "4.20"
    )


def test_a_hotline_comes_to_a_finding() -> None:
    assert finding([Tried("busy"), Tried("reached")]) == "reached"
    assert finding([Tried("no_answer"), Tried("gave_up")]) == "gave_up"
    assert finding([Tried("busy")] * 3) == finding([]) == "not_reached"


def test_the_rates_of_the_published_example() -> None:
    found = rates(Counts(I=250, P=10, R=180, NC=120, O=30, UH=200, UO=50, NE=300))
    expected = {
        "RR1": 0.2976, "RR2": 0.3095, "RR3": 0.3308, "RR5": 0.4237,
        "COOP1": 0.5319, "REF1": 0.2143, "CON1": 0.5595,
    }  # fmt: skip
    assert found.e == pytest.approx(0.6629, abs=5e-5)
    assert {name: found.of[name] for name in expected} == pytest.approx(expected, abs=5e-5)
    assert found.basis == "proportional"
    assert found.of.keys() == FORMULAS.keys()


def test_every_rate_is_what_its_printed_formula_says() -> None:
    counts = Counts(I=250, P=10, R=180, NC=120, O=30, UH=200, UO=50, NE=300)
    found = rates(counts, e=0.4)
    names = {name: getattr(counts, name) for name in ("I", "P", "R", "NC", "O")}
    names |= {"E": counts.eligible, "U": counts.unknown, "e": 0.4}
    for name, formula in FORMULAS.items():
        assert found.of[name] == pytest.approx(eval(formula.replace("·", "*"), {}, names))
    assert (found.e, found.basis) == (0.4, "given")


def test_with_e_at_its_ends_the_rates_meet_their_neighbours() -> None:
    counts = Counts(I=30, P=5, R=20, NC=10, O=5, UH=40, UO=10, NE=8)
    all_eligible, none_eligible = rates(counts, e=1).of, rates(counts, e=0).of
    assert all_eligible["RR3"] == all_eligible["RR1"]
    assert none_eligible["RR3"] == none_eligible["RR5"]
    assert none_eligible["CON2"] == none_eligible["CON3"]


def test_nothing_divided_by_nothing_is_no_rate() -> None:
    assert set(rates(Counts()).of.values()) == {None}
    assert rates(Counts(UH=5)).e is None
    unknown_only = rates(Counts(UH=5)).of
    assert (unknown_only["RR1"], unknown_only["RR3"], unknown_only["RR5"]) == (0, None, None)
    assert rates(Counts(I=5)).of["RR3"] == 1
    assert rates(Counts(NE=5)).e == 0


@pytest.mark.parametrize("e", [-0.1, 1.1])
def test_an_e_that_is_no_share_is_refused(e: float) -> None:
    with pytest.raises(Rejected) as caught:
        rates(Counts(I=1), e)
    assert [problem.code for problem in caught.value.problems] == ["E_NOT_A_SHARE"]


def test_cases_are_counted_by_class_and_may_be_weighted() -> None:
    counts = counts_of(["1.1", "2.112", "2.12", "3.12", "3.30", "4.80"])
    assert counts == Counts(I=1, R=2, UH=1, UO=1, NE=1)
    assert counts_of(["1.1", "1.2"], [1.5, 0.5]) == Counts(I=1.5, P=0.5)
    assert (counts.eligible, counts.unknown, counts.total) == (3, 2, 6)
