"""The garbage collector rests while a workbook is read, and runs again whatever happens."""

from __future__ import annotations

import gc

import pytest

from mystery.services.bursts import allocating


def test_the_collector_rests_inside_and_runs_again_outside() -> None:
    with allocating(), allocating():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_runs_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="broken"), allocating():
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_was_made_is_old_at_once_also_in_a_server_that_froze_its_start() -> None:
    gc.freeze()
    with allocating():
        made = [[number] for number in range(1000)]
    assert any(each is made for each in gc.get_objects(generation=2))
