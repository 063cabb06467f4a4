"""Asks JavaRosa, the engine of ODK Collect: pyxform's wheel carries it inside ODK Validate."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pyxform

from tests.java_path import find

JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
DRIVER = Path(__file__).parent / "Driver.java"
COLLECTOR = Path(__file__).parent / "Collector.java"
needs_java = pytest.mark.usefixtures("java")
_FAST_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8")


def ask(tasks: Sequence[object], now: datetime, zone: str, driver: Path = DRIVER) -> list[Any]:
    """One Java process for all tasks, with its clock at `now` in `zone`."""
    java = find()
    assert java is not None
    request = {"now": round(now.timestamp() * 1000), "zone": zone, "tasks": list(tasks)}
    done = subprocess.run(
        [java, *_FAST_START, "-cp", str(JAR), str(driver)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    replies = json.loads(done.stdout)
    assert isinstance(replies, list)
    return replies
