"""Whatever is uploaded as a workbook becomes a questionnaire that runs, or problems: nothing else."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

import xlsxwriter

from mystery.interview import Opening, simulate
from mystery.problems import describe, errors_of
from mystery.questionnaire import Definition, check_read, compile_form
from mystery.questionnaire.xlsform import (
    Table,
    read_tables,
    read_workbook,
    tables_of,
    write_markdown,
    write_workbook,
)
from mystery.questionnaire.xlsform.aliases import SURVEY_FIELDS, TYPES
from mystery.resources import folder
from mystery.scoring import derived_scheme, score
from mystery.services.questionnaires import load_definition
from tests.conformance.cases import FEATURES, definition_of_feature
from tests.fuzz.drawing import ODD, cases, mutated

HEADINGS = (
    *SURVEY_FIELDS,
    "label::",
    "label::a::b",
    "media::x",
    "bind::y",
    "list_name",
    "",
    "LABEL",
    "jr:count",
)
ROW_TYPES = (
    *TYPES, "begin group", "end group", "begin repeat", "end repeat", "begin loop over yes-no",
    "end loop", "select_one",
    "select_one yes-no", "select_multiple yes-no or_other", "rank yes-no", "select_one_from_file a.csv",
    "select_one ${a}", "select_one_external yes-no", "csv-external", "end", "begin", "select_one  x y z",
)  # fmt: skip
CELLS = (
    *ODD,
    *ROW_TYPES,
    "yes",
    "TRUE",
    "${first}",
    ". > 1",
    "a",
    "2",
    "randomize=true",
    "start=1 end=0",
    "x=y=z",
)


@cache
def _definitions() -> list[Definition]:
    packs = sorted(folder("questionnaires").glob("*/questionnaire.yaml"))
    return [load_definition(file)[0] for file in packs] + [definition_of_feature(each) for each in FEATURES]


def _change(tables: list[Table], draw: random.Random) -> None:
    """What a careless author does to a sheet, or a careful attacker."""
    for _ in range(draw.choice((1, 2, 3, 10))):
        table = draw.choice(tables)
        if not table.headings or not table.rows:
            continue
        heading, row = draw.choice(table.headings), draw.choice(table.rows)
        change = draw.randrange(7)
        if change == 0:
            row[heading] = draw.choice(CELLS)
        elif change == 1:
            row["type"] = draw.choice(ROW_TYPES)
        elif change == 2:
            row[heading] = mutated(row.get(heading, ""), draw, CELLS)
        elif change == 3:
            new = draw.choice(HEADINGS)
            table.headings[table.headings.index(heading)] = new
            table.rows = [
                {new if key == heading else key: text for key, text in one.items()} for one in table.rows
            ]
        elif change == 4:
            table.rows.remove(row)
        elif change == 5:
            table.rows.insert(draw.randrange(len(table.rows) + 1), dict(row))
        else:
            table.name = draw.choice(
                ("survey", "choices", "Settings", "entities", "rules", "x", "external_choices")
            )


def _sheets(tables: list[Table]) -> bytes:
    """Cells as a spreadsheet program stores them: some numbers, some truths, the rest text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        for number, table in enumerate(tables):
            sheet = book.add_worksheet(
                f"{table.name}{number}" if number and table.name == tables[0].name else table.name
            )
            for row, line in enumerate(table.lines()):
                for column, text in enumerate(line):
                    clean = "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign < "\ue000")
                    if clean.isascii() and clean.isdigit() and len(clean) < 15:
                        sheet.write_number(row, column, float(clean))
                    elif clean:
                        sheet.write_string(row, column, clean[:32_000])
    return stream.getvalue()


def _plays(data: bytes, name: str) -> None:
    definition, problems = read_workbook(data, name)
    problems = check_read(definition, problems)
    for problem in problems:
        assert describe(problem, "de")
    if not errors_of(problems):
        form = compile_form(definition)
        score(form, derived_scheme(form), simulate(form, {}, Opening()).submission)


def test_any_change_of_cells_and_sheets_is_read_or_reported() -> None:
    for draw in cases(160):
        tables = tables_of(draw.choice(_definitions()))
        _change(tables, draw)
        names = [table.name.lower() for table in tables]
        if len(set(names)) == len(names):
            _plays(_sheets(tables), "form.xlsx")


def test_any_markdown_is_read_or_reported() -> None:
    texts = [write_markdown(definition) for definition in _definitions()]
    for draw in cases(300):
        text = mutated(draw.choice(texts), draw, tuple(f"| {cell} |" for cell in CELLS))
        _plays(text.encode("utf-8", "surrogatepass"), "form.md")


def test_any_change_of_bytes_is_read_or_reported() -> None:
    """Bits flipped, ends cut off, members of the archive changed, doubled or left out."""
    files = [write_workbook(definition) for definition in _definitions()[:12]]
    for draw in cases(400):
        data = bytearray(draw.choice(files))
        if draw.random() < 0.4:
            data = bytearray(_other_members(bytes(data), draw))
        for _ in range(draw.choice((0, 1, 4, 40))):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if draw.random() < 0.2:
            del data[draw.randrange(1, len(data)) :]
        _plays(bytes(data), draw.choice(("form.xlsx", "form.xls", "form.ods", "form.xlsm")))


def _other_members(data: bytes, draw: random.Random) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.namelist():
            change = draw.random()
            if change < 0.05:
                continue
            text = before.read(member).decode()
            after.writestr(
                member, mutated(text, draw, XML).encode("utf-8", "ignore") if change < 0.3 else text
            )
    return stream.getvalue()


XML = (
    '<c r="XFD1048576" t="s"><v>1</v></c>', "<v>99999999</v>", '<c t="d"><v>x</v></c>', "<row>",
    "</row>", "<!DOCTYPE a>",
    '<!ENTITY x "y">', "&x;", "<f>1/0</f>", '<c t="e"><v>#REF!</v></c>',
    '<dimension ref="A1:XFD1048576"/>', "<is><t>",
    '<mergeCell ref="A1:B9"/>', 'state="hidden"', 't="b"', 't="inlineStr"', 'r="A0"', 'r="ZZZZ1"',
    'r="xfd1048576"', 'r="A1048576000"',
    "1e309", "-1",
)  # fmt: skip


def test_any_attached_table_is_read_or_reported() -> None:
    text = "name,label,size\na,Adler,3\nb,Birke,5\n"
    places = '{"features": [{"id": "x", "properties": {"name": "a"}, "geometry": {"coordinates": [1, 2]}}]}'
    for draw in cases(600):
        attached = {
            "list.csv": mutated(text, draw, ('"', ";", "\t", "\r")).encode("utf-8", "surrogatepass"),
            "map.geojson": mutated(places, draw, ("null", "[", "{", "1")).encode("utf-8", "surrogatepass"),
        }
        _, problems = read_tables(attached)
        for problem in problems:
            assert describe(problem)
