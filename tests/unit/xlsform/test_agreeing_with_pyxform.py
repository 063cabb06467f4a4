"""What XLSForm's own converter accepts we accept; what it refuses we refuse, with an exact reason."""

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from mystery.problems import errors_of
from mystery.questionnaire import check_read, compile_form
from mystery.questionnaire.xlsform import read_workbook

CHOICES = (
    "| choices |\n| | list_name | name | label | state |\n| | yn | yes | Yes | a |\n| | yn | no | No | b |\n"
)
HEAD = "| survey |\n| | type | name | label | relevant | default | parameters | choice_filter | trigger |\n"
FIRST = "| | text | first | First | | | | | |\n"
PEOPLE = (
    "begin repeat | r | R | | | | | \n| | text | a | A | | | | | |\n"
    "| | integer | age | Age | | | | | |\n| | end repeat | | | | | | |\n| | "
)

ACCEPTED = [
    "text | a | A | ${first} = 'x' | | | | ",
    "integer | a | A | ${first} != '' and (${first} + 1) > 2 | 5 | | | ",
    "select_one yn | a | A | | yes | | | ",
    "select_one yn | a | A | | perhaps | | | ",
    "select_one yn | a | A | | | | state = ${first} | ",
    "select_one yn | a | A | | | | nowhere = ${first} | ",
    "select_multiple yn | a | A | | | randomize=true seed=3 | | ",
    "select1 yn or_other | a | A | | | | | ",
    "select_one_from_file shops.csv | a | A | | | | | ",
    "rank yn | a | A | | | | | ",
    "range | a | A | | | start=0;end=10;step=2 | | ",
    "date | a | A | | today() | | | ",
    "image | a | A | | | max-pixels=1000 | | ",
    "note | | Hello ${first} | | | | | ",
    "note | a | ${last-saved#first} | | | | | ",
    "hidden | a | | | x | | | ",
    "start | a | | | | | | ",
    "simserial | a | | | | | | ",
    "background-audio | a | | | | | | ",
    "start-geopoint | a | | | | | | ",
    "background-geopoint | a | | | | | | ${first}",
    "acknowledge | año | A | | | | | ",
    "text | First | A | | | | | ",
    "text | a-b.c | A | nothing = 1 | | | | ",
    "begin repeat | r | R | | | | | \n| | text | a | A | | | | | |\n| | end repeat | | | | | | ",
    "text | a | A | ./first = 1 | | | | ",
    "text | a | A | ../nowhere = 1 and /data/first != '' | | | | ",
    "text | a | A | is-selected(${first}, 'x') | | | | ",
    "integer | a | A | | 1 + 1 | | | ",
    "integer | a | A | | once(${a}) | | | ",
    "calculate | a | | | today() | | | ",
    "dateTime | a | | | | | | ${first}",
    "text | a | A | | | | | ${first}, ${first}",
    "phone number | a | A | | | quality=any | | ",
    "text | a | A | | | | nowhere = 1 | ",
    "date | a | A | | soon | | | ",
    "begin group | g | G | | | | | \n| | text | a | A | position(..)=1 | | | | |\n| | end group | | | | | | ",
    f"{PEOPLE}select_one ${{a}} | s | S | | | | | ",
    f"{PEOPLE}select_one ${{a}} | s | S | | | randomize=true | ${{age}} > 3 and a != ${{first}} | ",
    f"{PEOPLE}rank ${{a}} | s | S | | | | | ",
    "begin loop over yn | l | L | | | | | \n| | text | a | A | | | | | |\n| | end loop | | | | | | ",
]
REFUSED = [
    "party like | a | A | | | | | ",
    " | a | A | | | | | ",
    "text | | A | | | | | ",
    "text | 1a | A | | | | | ",
    "text | a b | A | | | | | ",
    "text | meta | A | | | | | ",
    "text | first | A | | | | | ",
    "text | a | | | | | | ",
    "text | a | A | ${nobody} = 1 | | | | ",
    "text | a | ${ first } | | | | | ",
    "text | a | ${nobody} | | | | | ",
    "text | a | A | | | rows=many | | ",
    "text | a | A | | | speed=1 | | ",
    "text | a | A | | | fast | | ",
    "text | a | A | | | | | first",
    "text | a | A | | | | | ${nobody}",
    "calculate | a | A | | | | | ",
    "select_one nowhere | a | A | | | | | ",
    "select_one | a | A | | | | | ",
    "select_one ${nobody} | a | A | | | | | ",
    "select_one ${first} or_other | a | A | | | | | ",
    "select_one_from_file shops.txt | a | A | | | | | ",
    "select_one yn | a | A | | | randomize=perhaps | | ",
    "select_one yn | a | A | | | seed=3 | | ",
    "range | a | A | | | start=0 end=10 step=0 | | ",
    "range | a | A | | | start=0 end=10 step=20 | | ",
    "range | a | A | | | start=low | | ",
    "background-geopoint | a | | | | | | ",
    "calculate | a | | | x | | | ",
    "calculate | c | | | today() | | | \n| | text | a | A | | | | | ${c}",
    "audio | a | A | | | quality=high | | ",
    "audit | | | | | location-priority=balanced | | ",
    "audit | | | | | track-changes=perhaps | | ",
    "geopoint | a | A | | | allow-mock-accuracy=perhaps | | ",
    "geotrace | a | A | | | incremental=false | | ",
    "image | a | A | | | app=camera | | ",
    "range | a | A | | | start=0 end=10 tick_interval=0 | | ",
    "range | a | A | | | start=0 end=10 placeholder=11 | | ",
    "text | a | ${last-saved#nobody} | | | | | ",
    "text | a | A | ${first | | | | ",
    "csv-external | yn | | | | | | ",
    "csv-external | 1a | | | | | | ",
    "begin group | g | G | | | | | \n| | text | a | A | | | | | |",
    "end group | | | | | | | ",
    "begin group | g | G | | | | | \n| | text | a | A | | | | | |\n| | end repeat | | | | | | ",
]  # fmt: skip


def _form(row: str) -> str:
    return f"{HEAD}{FIRST}| | {row} |\n{CHOICES}"


@pytest.mark.parametrize("row", ACCEPTED)
def test_what_pyxform_accepts_is_imported_and_compiles(row: str) -> None:
    convert(_form(row), file_type=".md")
    definition, problems = read_workbook(_form(row).encode(), "form.md")
    assert not errors_of(check_read(definition, problems))
    assert compile_form(definition).items


@pytest.mark.parametrize("row", REFUSED)
def test_what_pyxform_refuses_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(PyXFormError):
        convert(_form(row), file_type=".md")
    problems = errors_of(check_read(*read_workbook(_form(row).encode(), "form.md")))
    assert problems
    assert 4 <= problems[0].place.line <= 6
