"""Reports from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from mystery.cli import report as command
from mystery.problems import Rejected
from mystery.services import call_plans, reports
from tests import findings_world


@pytest.fixture
def runner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs commands on the installation of the tests."""
    findings_world.populate()

    @contextmanager
    def here(*, demo: bool = False) -> Iterator[Flask]:
        assert not demo
        yield app

    monkeypatch.setattr(command, "installation", here)
    return CliRunner()


def test_the_list_names_every_wave(runner: CliRunner) -> None:
    lines = runner.invoke(command.report, ["--list"]).output.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["fremd/s-1/w-9", "nord/s-1/w-1", "nord/s-1/w-2"]


def test_the_same_wave_gives_the_same_file(runner: CliRunner, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        done = runner.invoke(
            command.report,
            ["study", "--wave", "nord/s-1/w-1", "--lang", "en", "--out", str(tmp_path / name)],
        )
        assert done.exit_code == 0, done.output
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_calls_of_a_wave_have_a_report(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "calls.pdf"
    wanted = ["calls", "--wave", "nord/s-1/w-1", "--target", "20", "--out", str(out)]
    refused = runner.invoke(command.report, wanted)
    assert isinstance(refused.exception, Rejected)
    call_plans.usual_plan(reports.wave_named("nord/s-1/w-1"))
    assert runner.invoke(command.report, wanted).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_region_and_a_visit_have_reports_too(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    region = ["study", "--wave", "w-2", "--part", "Region North", "--out", str(out)]
    assert runner.invoke(command.report, region).exit_code == 0
    submission = findings_world.sheet_at("bremen").submission.public_id
    visit = ["visit", "--submission", str(submission), "--lang", "de", "--out", str(out)]
    assert runner.invoke(command.report, visit).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-")
