"""A client reads how well its hotlines can be reached, once the wave is released."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from mystery.services import reach
from mystery.services.transaction import transaction
from mystery.store.models import Wave, WaveState
from tests.browsing import Browser
from tests.services.test_reach import WHEN, a_study, attempts, order, planner, rounds_of

Browse = Callable[[str], Browser]


def a_released_study() -> Wave:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    attempts(rounds_of(wave, "ulm")[0], ("reached", "morning", {"queue": 20.0}))
    with transaction():
        wave.state = WaveState.RELEASED
    return wave


def test_head_office_takes_the_report_on_reachability_along(app: Flask, browse: Browse) -> None:
    wave = a_released_study()
    page = browse("Heidi").get(f"/client/reports?wave={wave.public_id}").text
    assert "kind=reach" in page
    reply = browse("Heidi").get(f"/client/reports/wave.pdf?kind=reach&wave={wave.public_id}")
    assert (reply.status_code, reply.content_type) == (200, "application/pdf")


def test_a_region_does_not_read_of_all_hotlines(app: Flask, browse: Browse) -> None:
    wave = a_released_study()
    page = browse("Renate").get(f"/client/reports?wave={wave.public_id}").text
    assert "kind=reach" not in page
    address = f"/client/reports/wave.pdf?kind=reach&wave={wave.public_id}"
    assert browse("Renate").get(address).status_code == 404


def test_nobody_of_a_client_reads_of_a_wave_that_is_not_released(app: Flask, browse: Browse) -> None:
    wave = a_released_study()
    with transaction():
        wave.state = WaveState.FIELD
    address = f"/client/reports/wave.pdf?kind=reach&wave={wave.public_id}"
    assert browse("Heidi").get(address).status_code == 404
