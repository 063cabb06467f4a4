"""`mystery convert IN OUT`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mystery.cli import main

FORM = "questionnaire: q\nitems:\n  - {item: a, type: text, label: A}\n"


def convert(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, arguments)])


@pytest.mark.parametrize("ending", ["xlsx", "md", "yaml"])
def test_a_researcher_converts_there_and_back(tmp_path: Path, ending: str) -> None:
    (tmp_path / "q.yaml").write_text(FORM)
    there = convert(tmp_path / "q.yaml", tmp_path / f"there.{ending}")
    back = convert(tmp_path / f"there.{ending}", tmp_path / "back.yaml")
    assert (there.exit_code, back.exit_code) == (0, 0), there.output + back.output
    assert (tmp_path / "back.yaml").read_text() == FORM


def test_a_folder_means_its_questionnaire_and_its_lists_go_along(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    item = "  - {item: b, type: select_one_from_file shops.csv, label: B}\n"
    (tmp_path / "in" / "questionnaire.yaml").write_text(FORM + item)
    (tmp_path / "in" / "shops.csv").write_text("name,label\ns1,Shop\n")
    assert convert(tmp_path / "in", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "questionnaire.yaml").read_text() == FORM + item
    assert (tmp_path / "out" / "shops.csv").exists()


def test_an_xform_is_written_for_collect(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(FORM)
    assert convert(tmp_path / "q.yaml", tmp_path / "q.xml").exit_code == 0
    assert "<h:html" in (tmp_path / "q.xml").read_text()


def test_a_wrong_questionnaire_is_not_converted_and_says_where(tmp_path: Path) -> None:
    source = tmp_path / "q.md"
    source.write_text("| survey |\n| | type | name | label |\n| | party like | a | A |\n")
    result = convert(source, tmp_path / "q.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{source}:3 ROW_TYPE_UNKNOWN ")
    assert not (tmp_path / "q.yaml").exists()
    as_json = convert(source, tmp_path / "q.yaml", "--json", "--lang", "de")
    assert [problem["code"] for problem in json.loads(as_json.stdout)] == ["ROW_TYPE_UNKNOWN"]


def test_a_file_is_never_converted_onto_itself(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(FORM)
    (tmp_path / "same.yaml").symlink_to(tmp_path / "q.yaml")
    assert convert(tmp_path / "q.yaml", tmp_path / "q.yaml").exit_code == 2
    assert convert(tmp_path / "q.yaml", tmp_path / "same.yaml").exit_code == 2
    assert convert(tmp_path, tmp_path / "q.doc").exit_code == 2
    assert (tmp_path / "q.yaml").read_text() == FORM
