"""`mystery bench` hands its names to the measurements of the source."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from mystery.cli import bench as command
from mystery.cli import main


def test_somebody_measures_one_thing_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert CliRunner().invoke(main, ["bench", "bundle", "--json"]).exit_code == 0
    measured = json.loads(capfd.readouterr().out)
    assert [each["name"] for each in measured["benchmarks"]] == ["bundle"]


def test_a_name_that_nobody_measures_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert CliRunner().invoke(main, ["bench", "nosuch"]).exit_code == 2
    assert "no benchmark of this name: nosuch" in capfd.readouterr().err


def test_without_the_source_it_says_how_to_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _name: None)
    done = CliRunner().invoke(main, ["bench"])
    assert done.exit_code == 1
    assert "uv run --group dev mystery bench" in done.output
