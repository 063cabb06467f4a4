"""What is wrong in a workbook is said with its place; nothing makes the reader crash."""

import io
import zipfile

import pytest

from mystery.problems import describe
from mystery.questionnaire.xlsform import read_workbook
from tests.unit.xlsform.forms import errors, md, xlsx

HEAD = "| survey |\n| | type | name | label |\n"


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ("| | party like | a | A |", "ROW_TYPE_UNKNOWN", 3),
        ("| | text | | A |", "NAME_MISSING", 3),
        ("| | | a | A |", "TYPE_MISSING", 3),
        ("| | begin group | meta | A |\n| | text | a | A |\n| | end group | | |", "NAME_RESERVED", 3),
        ("| | begin group | g | A |\n| | text | a | A |", "BEGIN_WITHOUT_END", 3),
        ("| | text | a | A |\n| | end group | | |", "END_WITHOUT_BEGIN", 4),
        ("| | begin group | g | A |\n| | text | a | A |\n| | end repeat | | |", "END_DOES_NOT_MATCH", 5),
        ("| | audit | a | |", "AUDIT_NAME", 3),
        ("| | select_one_from_file shops.txt | a | A |", "FILE_ENDING_UNKNOWN", 3),
        ("| | begin loop | a | A |\n| | end loop | | |", "LOOP_WITHOUT_LIST", 3),
    ],
)
def test_a_wrong_row_is_named_with_its_line(rows: str, code: str, line: int) -> None:
    _, problems = md(HEAD + rows)
    assert errors(problems) == {code}
    assert problems[0].place.line == line
    assert describe(problems[0])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wrong=", "PARAMETERS_UNREADABLE"),
        ("speed=3", "PARAMETER_UNKNOWN"),
        ("rows=many", "PARAMETER_NOT_A_NUMBER"),
    ],
)
def test_wrong_parameters_are_refused(text: str, code: str) -> None:
    _, problems = md(f"| survey |\n| | type | name | label | parameters |\n| | text | a | A | {text} |\n")
    assert errors(problems) == {code}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("label::English::French", "COLUMN_UNREADABLE"),
        ("required_message::French(fr)required_message::English(en)", "COLUMN_UNREADABLE"),
        ("relevant::English", "COLUMN_NOT_TRANSLATED"),
        ("media::smell", "MEDIA_UNKNOWN"),
        ("caption", "COLUMN_TWICE"),
    ],
)
def test_a_heading_that_cannot_be_meant_is_refused(heading: str, code: str) -> None:
    _, problems = md(f"| survey |\n| | type | name | label | {heading} |\n| | text | a | A | x |\n")
    assert errors(problems) == {code}
    assert problems[0].place.column_name == heading


def test_a_workbook_without_a_survey_sheet_names_the_likely_one() -> None:
    _, problems = read_workbook(xlsx({"survy": [["type"]], "notes": []}), "form.xlsx")
    assert errors(problems) == {"SURVEY_SHEET_MISSING"}
    assert "Did you mean: survy?" in describe(problems[0])


def test_an_empty_survey_sheet_is_refused() -> None:
    _, problems = read_workbook(xlsx({"survey": [], "choices": []}), "form.xlsx")
    assert errors(problems) == {"HEADINGS_MISSING"}


def test_a_choice_without_a_name_is_refused() -> None:
    _, problems = md(
        HEAD + "| | text | a | A |\n| choices |\n| | list_name | name | label |\n| | l | | X |\n"
    )
    assert errors(problems) == {"CHOICE_WITHOUT_NAME"}


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "WORKBOOK_EMPTY"),
        (b"hello", "a.xlsx", "WORKBOOK_UNREADABLE"),
        (b"PK\x03\x04garbage", "a.xlsx", "WORKBOOK_UNREADABLE"),
        (b"\xd0\xcf\x11\xe0garbage", "a.xls", "WORKBOOK_UNREADABLE"),
        (b"\xff\xfe\x00", "a.md", "TEXT_NOT_UTF8"),
        (b"no table", "a.md", "MARKDOWN_WITHOUT_TABLE"),
        (b"type,name", "a.csv", "WORKBOOK_FORMAT_UNKNOWN"),
        (b"P" * 20_000_001, "a.xlsx", "WORKBOOK_TOO_LARGE"),
    ],
)
def test_somebody_uploads_garbage(data: bytes, name: str, code: str) -> None:
    _, problems = read_workbook(data, name)
    assert errors(problems) == {code}
    assert describe(problems[0], "de")


def test_every_way_of_cutting_a_workbook_short_is_a_problem_and_no_crash() -> None:
    whole = xlsx({"survey": [["type", "name", "label"], ["text", "a", "A"]]})
    for length in range(0, len(whole) - 1, 97):
        assert errors(read_workbook(whole[:length], "a.xlsx")[1])


def _archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    _, problems = read_workbook(_archive({"xl/worksheets/sheet1.xml": b" " * 10_000_000}), "a.xlsx")
    assert errors(problems) == {"WORKBOOK_BOMB"}


@pytest.mark.parametrize(
    "written",
    [
        b'r="XFD1048576"',
        b"r='XFD1048576'",
        b'r = "XFD1048576"',
        b'r="xfd1048576"',
        b'r="A1048576000"',
        b'r="AAAAAA9"',
    ],
)
def test_one_cell_far_away_does_not_make_the_parser_allocate_everything_between(written: bytes) -> None:
    far = b"<worksheet><sheetData><row><c %s><v>1</v></c></row></sheetData></worksheet>" % written
    _, problems = read_workbook(_archive({"xl/worksheets/sheet1.xml": far}), "a.xlsx")
    assert errors(problems) == {"WORKBOOK_BOMB"}


def test_filled_repeats_of_an_open_document_are_a_bomb_and_blank_filler_is_not() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="99"{}'
    )
    blank, filled = row.format("/>"), row.format("><text:p>x</text:p></table:table-cell>")
    for body, expected in ((blank, False), (filled, True)):
        data = _archive({"content.xml": f"<table:table>{body}</table:table-row></table:table>".encode()})
        assert ("WORKBOOK_BOMB" in errors(read_workbook(data, "a.ods")[1])) is expected
