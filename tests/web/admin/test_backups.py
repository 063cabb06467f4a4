"""An administrator has a backup made while work goes on, and sees that it is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from mystery import jobs
from mystery.clock import utcnow
from mystery.services import audit, backups, health
from tests import databases
from tests.bench.installed import cheap, installed
from tests.browsing import Browser


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Flask]:
    with installed(cheap(tmp_path)) as app:
        yield app
        databases.let_go()


def test_an_order_becomes_a_file_in_the_list(agency: Flask, tmp_path: Path) -> None:
    anna = Browser.of(agency, "Anna")
    assert "No backup in this folder" in anna.get("/desk/installation").text
    anna.post("/desk/installation/backup")
    waiting = anna.get("/desk/installation").text
    assert "A backup is being made" in waiting
    assert "Back up now" not in waiting
    again = anna.post("/desk/installation/backup", follow_redirects=True).text
    assert "A backup is being made already." in again

    jobs.run_due(utcnow() + timedelta(seconds=1))
    [file] = (tmp_path / "backups").glob("*.zip")
    page = anna.get("/desk/installation").text
    assert file.name in page
    assert "Back up now" in page
    assert backups.prove(file).manifest.rows["user"] > 5
    assert {"backup.ask", "backup.make"} <= {each.action for each in audit.newest(20)}


def test_whoever_only_audits_sees_backups_and_orders_none(agency: Flask) -> None:
    axel = Browser.of(agency, "Axel")
    page = axel.get("/desk/installation").text
    assert "No backup in this folder" in page
    assert "Back up now" not in page
    assert axel.post("/desk/installation/backup").status_code == 403


def test_the_doctor_tells_when_backups_have_stopped(agency: Flask) -> None:
    assert [each.code for each in health.findings() if each.code.startswith("BACKUP")] == []
    made = backups.make().path
    assert [each.code for each in health.findings() if each.code.startswith("BACKUP")] == []
    long_ago = (utcnow() - timedelta(days=9)).timestamp()
    os.utime(made, (long_ago, long_ago))
    [old] = [each for each in health.findings() if each.code.startswith("BACKUP")]
    assert (old.code, old.params["days"]) == ("BACKUP_OLD", 9)
