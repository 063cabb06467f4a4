"""The benchmarks run, at sizes that take no time; what they measure is for docs/performance.md."""

from __future__ import annotations

import json

import pytest

from mystery.questionnaire import check
from tests.bench import bundle, calling, desk_load, engine_js, engine_python, exporting, storm, turn, webhooks
from tests.bench.forms import SHAPES, count
from tests.bench.measure import Row, growth_of

SIZES = (25, 50)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [100, 1_000])
def test_a_generated_questionnaire_is_sound_and_as_long_as_asked(shape: str, size: int) -> None:
    definition = SHAPES[shape](size)
    assert count(definition.nodes) == size
    assert check(definition) == []


def test_the_engine_on_the_server_is_measured() -> None:
    for measure in (engine_python.compiling, engine_python.answering_one, engine_python.holding):
        report = measure(SIZES).as_json()
        assert json.loads(json.dumps(report))["rows"]
        assert report["growth"]


def test_the_engine_on_the_device_is_measured() -> None:
    report = engine_js.measured("engine", engine_js.in_node, (50,)).as_json()
    assert {row["unit"] for row in report["rows"]} == {"ms"}  # type: ignore[attr-defined]


def test_whose_turn_it_is_is_measured() -> None:
    report = calling.deciding((50, 100)).as_json()
    assert {row["what"] for row in report["rows"]} >= {"whose turn it is, all cases"}  # type: ignore[attr-defined]


def test_whose_turn_it_is_is_asked_of_a_database() -> None:
    rows = turn.on_sqlite((100,)).as_json()["rows"]
    assert [row["size"] for row in rows] == [100, 100]  # type: ignore[index, attr-defined]


def test_exports_of_a_wave_are_measured() -> None:
    rows = exporting.exporting((5,), ("sav",)).as_json()["rows"]
    assert [row["unit"] for row in rows] == ["s", "MB", "MB"]  # type: ignore[index, attr-defined]


def test_notices_of_calls_are_measured() -> None:
    assert len(webhooks.notices(2).rows[0].times) == 8


def test_what_grows_as_its_size_has_the_exponent_one() -> None:
    rows = [Row("linear", size, (size * 0.5,)) for size in (100, 1_000, 10_000)]
    rows += [Row("flat", size, (0.25,)) for size in (100, 1_000, 10_000)]
    assert growth_of(rows) == {"linear": 1.0, "flat": 0.0}


def test_the_device_loads_a_small_engine() -> None:
    rows = {row.what: row.value for row in bundle.bundle().rows}
    assert rows["engine: source, gzipped one by one"] < 24_000
    assert rows["a plain form: source, gzipped one by one"] < 62_000
    assert rows["engine, player and synchronisation: source, gzipped one by one"] < 126_000


def test_a_small_call_centre_saves_every_answer() -> None:
    rows = {row.what: row.value for row in desk_load.on_sqlite(desk_load.SMALL).rows}
    assert rows["answers sent"] == rows["answers saved"] == rows["answers in the journal"]
    assert rows["failed"] == 0


def test_a_small_storm_of_tablets_loses_and_doubles_nothing() -> None:
    rows = {row.what: row.value for row in storm.on_sqlite(storm.SMALL).rows}
    assert rows["acknowledged submissions"] == rows["complete at the end"] == storm.SMALL.all_visits
    assert rows["acknowledged files"] == storm.SMALL.all_visits * storm.SMALL.photos
    assert rows["lost"] == rows["doubled"] == rows["given up"] == 0
