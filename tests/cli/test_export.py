"""Exports from the command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from mystery.cli import export as command
from mystery.problems import Rejected
from tests.services.test_wave_exports import a_wave


@pytest.fixture
def runner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs commands on the installation of the tests, which has a wave with two records."""
    a_wave(visits=2)

    @contextmanager
    def here(*, demo: bool = False) -> Iterator[Flask]:
        assert not demo
        yield app

    monkeypatch.setattr(command, "installation", here)
    return CliRunner()


def test_a_name_of_a_file_names_those_beside_it_too(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "visits.csv"
    wanted = ["--wave", "nord/s-1/w-1", "--format", "csv", "--out", str(out), "--lang", "en", "--json"]
    done = runner.invoke(command.export, wanted)
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["records"] == {"store-visit": 2}
    assert [Path(each["path"]).name for each in told["files"]] == ["visits.csv", "visits-codebook.csv"]
    assert [each["bytes"] for each in told["files"]] == [
        Path(each["path"]).stat().st_size for each in told["files"]
    ]


def test_a_folder_is_made_and_a_zip_holds_everything(runner: CliRunner, tmp_path: Path) -> None:
    for out in (tmp_path / "new" / "folder", tmp_path / "all.zip"):
        wanted = ["--wave", "w-1", "--format", "triples", "--out", str(out)]
        done = runner.invoke(command.export, wanted)
        assert done.exit_code == 0, done.output
    names = ["s-1-w-1-store-visit-data.csv", "s-1-w-1-store-visit.sss"]
    assert sorted(path.name for path in (tmp_path / "new/folder").iterdir()) == names
    assert zipfile.ZipFile(tmp_path / "all.zip").namelist() == names


def test_an_unknown_questionnaire_writes_nothing(runner: CliRunner, tmp_path: Path) -> None:
    wanted = ["--wave", "w-1", "--format", "sav", "--out", str(tmp_path), "--questionnaire", "nix"]
    done = runner.invoke(command.export, wanted)
    assert isinstance(done.exception, Rejected)
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
