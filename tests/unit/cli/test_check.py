"""`mystery check` as an author runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mystery.cli import main
from tests.unit.questionnaire.forms import SOUND, broken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "visit").mkdir()
    return tmp_path


def _check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *(str(argument) for argument in arguments)])


def test_an_author_checks_a_sound_folder(folder: Path) -> None:
    (folder / "visit" / "questionnaire.yaml").write_text(SOUND, encoding="utf-8")
    (folder / "notes.yaml").write_text("something: else\n", encoding="utf-8")
    result = _check(folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 files, 0 errors, 0 warnings" in result.stderr


def test_an_author_sees_file_line_code_and_remedy(folder: Path) -> None:
    file = folder / "visit" / "questionnaire.yaml"
    file.write_text(broken("type: text", "type: txt"), encoding="utf-8")
    result = _check(folder / "visit", "--lang", "de")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        f"{file}:44:15 TYPE_UNKNOWN „txt“ ist kein Merkmalstyp. Meinten Sie: text"
    )


def test_a_warning_does_not_stop_the_build(folder: Path) -> None:
    file = folder / "visit" / "questionnaire.yaml"
    lenient = f"{broken('{de: Nord, en: North}', '{de: Nord}')}\nsettings: {{lenient: 'yes'}}\n"
    file.write_text(lenient, encoding="utf-8")
    result = _check(file)
    assert result.exit_code == 0
    assert "TRANSLATION_INCOMPLETE (warning)" in result.stdout


def test_a_program_reads_the_problems_as_json(folder: Path) -> None:
    file = folder / "visit" / "questionnaire.yaml"
    file.write_text(broken("type: text", "type: txt"), encoding="utf-8")
    result = _check(file, "--json")
    (problem,) = json.loads(result.stdout)
    assert (problem["code"], problem["line"], problem["severity"]) == ("TYPE_UNKNOWN", 44, "error")
    assert problem["params"]["type"] == "txt"


def test_a_scheme_is_checked_against_the_questionnaire_beside_it(folder: Path) -> None:
    (folder / "visit" / "questionnaire.yaml").write_text(SOUND, encoding="utf-8")
    scheme = "scheme: s\nversion: 1\nfor: store-visit\nmodel: points\nitems: {gretted: {value: {'yes': 1}}}\n"
    (folder / "visit" / "scheme.yaml").write_text(scheme, encoding="utf-8")
    result = _check(folder)
    assert result.exit_code == 1
    assert "SCHEME_UNKNOWN_ITEM" in result.stdout


def test_a_list_in_a_csv_file_beside_the_questionnaire_is_found(folder: Path) -> None:
    text = broken("type: select_one town", "type: select_one_from_file towns.csv")
    (folder / "visit" / "questionnaire.yaml").write_text(text, encoding="utf-8")
    (folder / "visit" / "towns.csv").write_text("name;label;region\nkiel;Kiel;north\n", encoding="utf-8")
    assert _check(folder).exit_code == 0


def test_a_wrong_path_is_a_problem_and_an_empty_folder_too(folder: Path) -> None:
    for name in ("nowhere", "nowhere.yaml", "scenario.yaml", "scheme.yaml", "examples/one.yaml", "no.xlsx"):
        assert "FILE_NOT_FOUND" in _check(folder / name).stdout
    assert _check(folder).exit_code == 2
