"""An operator looks what would be deleted, and deletes it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_backups import run, set_up


def test_an_operator_looks_first_and_then_deletes(tmp_path: Path) -> None:
    set_up(tmp_path)
    seen = json.loads(run(tmp_path, "purge", "--dry-run", "--json").output)
    assert seen == {
        "deleted": False,
        "collect": 0,
        "evidence": 0,
        "recordings": 0,
        "uploads": 0,
        "waiting": [],
    }
    assert run(tmp_path, "purge").output == "deleted: collect 0, evidence 0, recordings 0, uploads 0.\n"


def test_without_an_installation_nothing_is_deleted(tmp_path: Path) -> None:
    done = run(tmp_path / "nobody", "purge")
    assert done.exit_code == 1
    assert "mystery db upgrade" in done.output
