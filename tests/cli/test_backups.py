"""An operator backs an installation up, proves the backup, and moves with it to another machine."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from mystery.cli import main


def run(folder: Path, *words: str, given: str = "") -> Result:
    environment = {
        "MYSTERY_INSTANCE_FOLDER": str(folder),
        "MYSTERY_PASSWORD_MEMORY_KIB": "64",
        "MYSTERY_PASSWORD_ROUNDS": "1",
    }
    return CliRunner(env=environment).invoke(main, words, input=given)


def set_up(folder: Path) -> None:
    who = ("--email", "anna@a.example", "--name", "Anna", "--password-stdin")
    done = run(folder, "init", *who, given="four quiet green lamps\n")
    assert done.exit_code == 0, done.output


def test_an_installation_moves_with_its_backup(tmp_path: Path) -> None:
    old, new, file = tmp_path / "old", tmp_path / "new", str(tmp_path / "all.zip")
    set_up(old)
    made = json.loads(run(old, "backup", file, "--json").output)
    assert (made["file"], made["rows"] > 1) == (file, True)

    proven = json.loads(run(old, "restore", "--check", file, "--json").output)
    assert (proven["checked_only"], proven["problems"], proven["rows"]) == (True, [], made["rows"])
    assert not new.exists()

    done = run(new, "restore", file)
    assert done.exit_code == 0, done.output
    assert f"{made['rows']} rows" in done.output
    assert run(new, "user", "list").output == "anna@a.example\tadmin\ton\tAnna\n"
    assert run(new, "doctor").output == "All is well.\n"
    assert "the chain holds" in run(new, "audit", "verify").output
    assert (new / "secret_key").read_text() == (old / "secret_key").read_text()


def test_a_backup_goes_to_a_folder_of_its_own_where_none_is_named(tmp_path: Path) -> None:
    set_up(tmp_path)
    [file] = (tmp_path / "backups").iterdir() if run(tmp_path, "backup").exit_code == 0 else [None]
    assert file is not None
    assert file.name.startswith("mystery-")


def test_restoring_over_an_installation_is_refused_with_what_to_do(tmp_path: Path) -> None:
    set_up(tmp_path)
    file = str(tmp_path / "all.zip")
    run(tmp_path, "backup", file)
    done = run(tmp_path, "restore", file)
    assert done.exit_code == 1
    assert "set MYSTERY_INSTANCE_FOLDER to a new folder" in done.output
    assert run(tmp_path, "user", "list").output == "anna@a.example\tadmin\ton\tAnna\n"


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "note.zip").write_text("no zip")
    for words in (("restore",), ("restore", "--check")):
        done = run(tmp_path / "new", *words, str(tmp_path / "note.zip"))
        assert done.exit_code == 1
        assert "is no backup of Mystery" in done.output
    assert "There is no file" in run(tmp_path / "new", "restore", str(tmp_path / "no.zip")).output
