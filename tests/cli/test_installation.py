"""An operator sets an installation up and keeps it running, from the command line alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mystery.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an installation of its own."""
    monkeypatch.chdir(tmp_path)
    environment = {
        "MYSTERY_INSTANCE_FOLDER": str(tmp_path / "instance"),
        "MYSTERY_PASSWORD_MEMORY_KIB": "64",
        "MYSTERY_PASSWORD_ROUNDS": "1",
    }
    return lambda *words, given="": CliRunner(env=environment).invoke(main, words, input=given)


@pytest.fixture
def ready(run: Run) -> Run:
    """The same after `mystery init`."""
    done = run(
        "init",
        "--email",
        "anna@a.example",
        "--name",
        "Anna",
        "--password-stdin",
        given="four quiet green lamps\n",
    )
    assert done.exit_code == 0, done.output
    return run


def test_the_first_run_makes_everything_and_the_second_changes_nothing(ready: Run) -> None:
    assert ready("doctor").output == "All is well.\n"
    again = ready("init", "--email", "eve@a.example", "--name", "Eve")
    assert "nothing was changed" in again.output
    assert ready("user", "list").output == "anna@a.example\tadmin\ton\tAnna\n"


def test_the_doctor_says_what_to_do_and_fails(run: Run) -> None:
    done = run("doctor")
    assert done.exit_code == 1
    assert "Run: mystery db upgrade" in done.output
    listed = json.loads(run("doctor", "--json").output)
    assert [problem["code"] for problem in listed["problems"]] == ["DATABASE_NOT_MIGRATED"]


def test_the_server_does_not_start_on_an_old_database(run: Run) -> None:
    done = run("serve")
    assert done.exit_code == 1
    assert "mystery db upgrade" in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("user", "list"), "mystery db upgrade"),
        (("worker", "--once"), "mystery db upgrade"),
        (("report", "--list", "--demo"), "mystery demo --load-only"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_what_was_never_set_up_says_how(run: Run, words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.exit_code == 1
    assert says in done.output


def test_a_password_made_here_is_shown_once_and_works(ready: Run) -> None:
    done = ready("user", "add", "rita@a.example", "Rita", "researcher")
    assert "shown only this once" in done.output
    assert ready("user", "off", "rita@a.example").exit_code == 0
    assert "rita@a.example\tresearcher\toff\tRita" in ready("user", "list").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("user", "add", "anna@a.example", "Anna", "admin"), "account with the address"),
        (("user", "add", "heidi@a.example", "Heidi", "client_hq"), "needs a client"),
        (("user", "add", "heidi@a.example", "Heidi", "client_hq", "--client", "nord"), "no client nord"),
        (("user", "password", "nobody@a.example"), "no account"),
        (("user", "off", "anna@a.example"), "last administrator"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(ready: Run, words: tuple[str, ...], says: str) -> None:
    done = ready(*words)
    assert done.exit_code == 1
    assert says in done.output


def test_the_audit_log_is_verified_and_shown(ready: Run) -> None:
    assert ready("audit", "verify").output.startswith("1 entries, the chain holds.")
    assert "user.create" in ready("audit", "show").output


def test_the_database_goes_down_and_up_again(ready: Run) -> None:
    assert ready("db", "downgrade", "base", "--yes").exit_code == 0
    assert "present: none" in ready("db", "current").output
    assert ready("db", "upgrade").exit_code == 0
    assert "NO_ADMIN" in ready("doctor", "--json").output


def test_settings_in_force_hide_what_is_secret(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSTERY_SECRET_KEY", "k" * 40)
    output = run("settings").output
    assert "MYSTERY_SECRET_KEY=(hidden)" in output
    assert "kkkk" not in output


def test_a_setting_that_cannot_be_read_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSTERY_PORT", "ninety")
    done = run("doctor")
    assert done.exit_code == 1
    assert "MYSTERY_PORT is ninety" in done.output


def test_the_doctor_looks_at_the_end_of_the_journal(ready: Run, tmp_path: Path) -> None:
    from mystery.store import intake_journal

    journal = tmp_path / "instance" / "journal"
    for body in (b"one", b"two"):
        intake_journal.append(journal, "finish", body)
    assert ready("doctor").output == "All is well.\n"
    (path,) = intake_journal.files(journal)
    whole = path.read_bytes()
    path.write_bytes(whole[:-2])
    assert "JOURNAL_TORN" in ready("doctor", "--json").output
    path.write_bytes(whole.replace(b"one", b"eno"))
    done = ready("doctor")
    assert done.exit_code == 1
    assert "put this file back from a copy that is whole" in done.output


def test_a_journal_is_played_into_the_database(ready: Run, tmp_path: Path) -> None:
    from uuid import uuid4

    from mystery.store import intake_journal

    journal = tmp_path / "copy"
    intake_journal.append(journal, "finish", b'{"last_seq": 3}', submission=str(uuid4()))
    done = ready("rebuild", "--from-journal", str(journal), "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["frames"], told["made"]) == (1, 1, {})
    assert [each["code"] for each in told["problems"]] == ["REBUILD_FRAME"]
    empty = tmp_path / "empty"
    empty.mkdir()
    done = ready("rebuild", "--from-journal", str(empty))
    assert (done.exit_code, done.output.strip()) == (0, "0 frames read; made again: nothing.")
