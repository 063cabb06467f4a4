"""`mystery worker` in a process of its own: works, and ends cleanly when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from mystery.app import create_app
from mystery.cli import main
from mystery.jobs import KINDS
from mystery.services import job_requests
from mystery.settings import Settings
from mystery.store import schema
from mystery.store.models import JobState
from tests import databases


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Flask]:
    """An installation with nobody in it, and one request that no kind knows."""
    app = create_app(Settings(instance_folder=tmp_path))
    with app.app_context():
        schema.upgrade()
        job_requests.request("moon-landing", "moon-landing:1")
        yield app
        databases.let_go()


@pytest.mark.usefixtures("office")
def test_a_worker_for_cron_does_what_is_due_and_ends(tmp_path: Path) -> None:
    by_itself = sum(kind.every is not None for kind in KINDS.values())
    command = CliRunner(env={"MYSTERY_INSTANCE_FOLDER": str(tmp_path)})
    assert command.invoke(main, ["worker", "--once"]).output == f"{by_itself + 1} done\n"
    request = job_requests.of_kind("moon-landing")
    assert request is not None
    assert request.state is JobState.FAILED


@pytest.mark.usefixtures("office")
def test_a_worker_ends_cleanly_when_it_is_told_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mystery", "worker"]
    environment = {**os.environ, "MYSTERY_INSTANCE_FOLDER": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert "works in the background" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
