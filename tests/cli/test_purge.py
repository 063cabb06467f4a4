"""An operator looks what would be deleted, and deletes it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.cli.test_backups import run, set_up


def test_an_operator_looks_first_and_then_deletes(tmp_path: Path) -> None:
    set_up(tmp_path)
    old = tmp_path / "rescue/ab" / ("ab" * 32)
    old.parent.mkdir(parents=True)
    old.write_text("a rescue file")
    os.utime(old, (0, 0))
    seen = json.loads(run(tmp_path, "purge", "--dry-run", "--json").output)
    assert (seen["deleted"], seen["rescues"], seen["evidence"], seen["waiting"]) == (False, 1, 0, [])
    assert old.exists()
    told = run(tmp_path, "purge").output
    assert told == "deleted: collect 0, evidence 0, recordings 0, rescues 1, uploads 0.\n"
    assert not old.exists()


def test_without_an_installation_nothing_is_deleted(tmp_path: Path) -> None:
    done = run(tmp_path / "nobody", "purge")
    assert done.exit_code == 1
    assert "mystery db upgrade" in done.output
