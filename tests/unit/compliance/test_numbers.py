"""Which numbers are dialled, and which never."""

from __future__ import annotations

import pytest

from mystery.compliance import Guards, against_number, guards
from mystery.problems import Rejected


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+49421123456", ""),
        ("+498001234567", ""),
        ("0421123456", "NUMBER_NOT_E164"),
        ("+49 421 123456", "NUMBER_NOT_E164"),
        ("+49110", "NUMBER_NOT_E164"),
        ("112", "NUMBER_NOT_E164"),
        ("hello", "NUMBER_NOT_E164"),
        ("+499001234567", "NUMBER_REFUSED"),
        ("+491371234567", "NUMBER_REFUSED"),
        ("+4918012345678", "NUMBER_REFUSED"),
        ("+4970012345678", "NUMBER_REFUSED"),
        ("+19005551234", "NUMBER_REFUSED"),
        ("+43900123456", "NUMBER_REFUSED"),
        ("+41900123456", "NUMBER_REFUSED"),
        ("+870773123456", "NUMBER_REFUSED"),
        ("+881612345678", "NUMBER_REFUSED"),
        ("+882161234567", "NUMBER_REFUSED"),
        ("+80012345678", "NUMBER_COUNTRY"),
        ("+431234567", "NUMBER_COUNTRY"),
        ("+18765551234", "NUMBER_COUNTRY"),
    ],
)
def test_costly_numbers_satellites_and_other_countries_are_refused(number: str, code: str) -> None:
    assert [problem.code for problem in against_number(number, "DE", Guards())] == ([code] if code else [])


def test_a_plan_may_allow_shared_cost_and_other_countries_but_never_televoting() -> None:
    plan = guards({"countries": ["DE", "AT"], "kinds": ["shared_cost"]})
    assert against_number("+4918012345678", "DE", plan) == []
    assert against_number("+431234567", "DE", plan) == []
    assert [each.code for each in against_number("+491371234567", "DE", plan)] == ["NUMBER_REFUSED"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"kinds": ["premium"]}, "GUARD_KIND_UNKNOWN"),
        ({"countries": "DE"}, "GUARD_COUNTRY_UNKNOWN"),
        ({"countries": ["XX"]}, "GUARD_COUNTRY_UNKNOWN"),
        ({"records": "yes"}, "GUARD_NOT_YES_OR_NO"),
        ({"everything": True}, "GUARD_UNKNOWN"),
    ],
)
def test_guards_that_say_something_else_are_refused(document: dict[str, object], code: str) -> None:
    with pytest.raises(Rejected) as refusal:
        guards(document)
    assert [problem.code for problem in refusal.value.problems] == [code]
