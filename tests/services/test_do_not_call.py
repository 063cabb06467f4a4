"""The list of numbers that nobody calls: for one client or for all, and what an entry does to open cases."""

from __future__ import annotations

import pytest
from flask import Flask

from mystery.problems import Forbidden, NotFound, Rejected
from mystery.services import audit, cases, do_not_call
from mystery.services.accounts import actor_for
from mystery.store.models import CaseState, NumberState
from tests import build
from tests.cast import someone
from tests.sample_world import a_wave, cases_of, take

IDA, BEN = "+49301234567", "+491711234567"


def test_an_entry_closes_the_open_cases_of_its_client(app: Flask) -> None:
    wave, foreign = a_wave(), a_wave(client="fremd")
    take(wave)
    take(foreign)
    added = do_not_call.add([IDA], wave.study.client, "asked us", actor_for(someone("Carl")))
    assert (added.numbers, added.closed) == (1, 1)
    ida, ben = cases_of(wave)
    assert (ida.state, ida.numbers[0].state) == (CaseState.DONE, NumberState.BLOCKED)
    assert ida.final_code == "3.11", "nobody has called her"
    assert ben.state is CaseState.OPEN
    assert [case.state for case in cases_of(foreign)] == [CaseState.OPEN, CaseState.OPEN]
    assert audit.newest(1)[0].action == "number.block"


def test_an_entry_for_all_holds_for_every_client_and_is_made_once(app: Flask) -> None:
    anna = actor_for(someone("Anna"))
    assert do_not_call.add([IDA, IDA, BEN], None, "", anna).numbers == 2
    assert do_not_call.add([IDA], None, "", anna).numbers == 0
    for client in (None, build.client("nord"), build.client("fremd")):
        assert do_not_call.blocked([IDA, BEN, "+4930"], client) == {IDA, BEN}


def test_a_client_s_entry_holds_for_that_client_alone(app: Flask) -> None:
    do_not_call.add([IDA], build.client("nord"), "", actor_for(someone("Anna")))
    assert do_not_call.blocked([IDA], build.client("nord")) == {IDA}
    assert do_not_call.blocked([IDA], build.client("fremd")) == frozenset()
    assert do_not_call.blocked([IDA], None) == frozenset()


def test_numbers_are_read_line_by_line_and_a_wrong_one_is_told(app: Flask) -> None:
    assert do_not_call.read("030 1234567\n\n+49 171 1234567\n0900 1234567\n", "DE") == (
        IDA,
        BEN,
        "+499001234567",
    )
    with pytest.raises(Rejected) as refusal:
        do_not_call.read("030 1234567\nIda\n", "DE")
    [problem] = refusal.value.problems
    assert (problem.code, problem.place.line) == ("NUMBER_WRONG", 2)
    with pytest.raises(Rejected, match="NO_NUMBERS_GIVEN"):
        do_not_call.read(" \n", "DE")


def test_an_entry_is_found_by_any_part_of_its_number_and_taken_off_again(app: Flask) -> None:
    anna = actor_for(someone("Anna"))
    do_not_call.add([IDA], build.client("nord"), "asked on the phone", anna)
    do_not_call.add([BEN], None, "letter", anna)
    assert [each.e164 for each in do_not_call.entries(anna, "030 123")[0]] == [IDA]
    assert [each.e164 for each in do_not_call.entries(anna, "LETTER")[0]] == [BEN]
    [entry], total = do_not_call.entries(anna, client=build.client("nord").public_id)
    assert (entry.client, entry.by, total) == ("Autohaus Nord", "Anna", 1)
    do_not_call.remove(entry.public_id, anna)
    assert do_not_call.entries(anna)[1] == 1
    with pytest.raises(NotFound):
        do_not_call.remove(entry.public_id, anna)


def test_who_neither_plans_nor_calls_blocks_no_numbers(app: Flask) -> None:
    for name in ("Rolf", "Tara", "Heidi"):
        with pytest.raises(Forbidden):
            do_not_call.add([IDA], None, "", actor_for(someone(name)))


def test_a_number_taken_off_the_list_may_be_dialled_again_unless_another_entry_says_no(app: Flask) -> None:
    wave, anna = a_wave(), actor_for(someone("Anna"))
    take(wave)
    do_not_call.add([IDA], wave.study.client, "", anna)
    do_not_call.add([IDA], None, "", anna)
    for state in (NumberState.BLOCKED, NumberState.GOOD):
        with pytest.raises(Rejected, match="CASE_NO_NUMBER"):
            cases.reopen(cases_of(wave)[0], anna)
        do_not_call.remove(do_not_call.entries(anna)[0][0].public_id, anna)
        ida = cases_of(wave)[0]
        assert (ida.numbers[0].state, ida.state) == (state, CaseState.DONE)
    cases.reopen(ida, anna)
    assert ida.state is CaseState.OPEN
