"""Quotas as a spreadsheet copies them: read with the line of every mistake, written as they are read."""

from __future__ import annotations

import pytest

from mystery.problems import Rejected
from mystery.services.quota_text import crossed, read, write
from mystery.store.models import QuotaCell


def codes(text: str) -> list[tuple[str, object]]:
    with pytest.raises(Rejected) as refusal:
        read(text)
    return [(each.code, each.params.get("line")) for each in refusal.value.problems]


def test_nested_cells_are_read_as_a_spreadsheet_copies_them() -> None:
    text = "Region\tAltersgruppe\tZiel\tAktion\nNord\t18-29|30-49\t12\tstop\nSüd\t\t8\t\n"
    assert read(text) == [
        {
            "label": "Nord · 18-29 / 30-49",
            "where": {"region": "Nord", "altersgruppe": ["18-29", "30-49"]},
            "target": 12,
            "action": "stop",
        },
        {"label": "Süd", "where": {"region": "Süd"}, "target": 8, "action": "finish"},
    ]


def test_semicolons_names_and_blank_lines_do_no_harm() -> None:
    [cell] = read("Name;Geschlecht;Soll\n\nFrauen;f;100\n\n")
    assert (cell["label"], cell["where"], cell["target"]) == ("Frauen", {"geschlecht": "f"}, 100)
    assert read(" \n") == []


def test_each_line_that_is_no_cell_is_told() -> None:
    assert codes("Region\tWert\nNord\t3") == [("QUOTA_NO_TARGET", None)]
    text = "region\ttarget\taction\nNord\tmany\t\n\t3\t\nSüd\t3\tdance\nWest\t1\t\nWest\t2\t"
    assert codes(text) == [
        ("QUOTA_LINE_TARGET", 2),
        ("QUOTA_LINE_OPEN", 3),
        ("QUOTA_LINE_ACTION", 4),
        ("QUOTA_LINE_TWICE", 6),
    ]
    assert codes("region\ttarget\n" + "".join(f"{n}\t1\n" for n in range(501))) == [("QUOTA_TOO_MANY", None)]


def test_what_is_written_is_read_again() -> None:
    cells = [
        QuotaCell(label="Nord", where={"region": "Nord", "years": ["1", "2"]}, target=3, action="stop"),
        QuotaCell(label="Rest", where={"region": "Süd"}, target=4, action="count"),
    ]
    again = read(write(cells))
    assert [(each["label"], each["where"], each["target"], each["action"]) for each in again] == [
        (cell.label, cell.where, cell.target, cell.action) for cell in cells
    ]
    assert write([]) == ""


def test_attributes_are_crossed_with_targets_left_open() -> None:
    assert crossed({"region": ["Nord", "Süd"], "sex": ["f", "m"]}).splitlines() == [
        "region\tsex\ttarget",
        "Nord\tf\t",
        "Nord\tm\t",
        "Süd\tf\t",
        "Süd\tm\t",
    ]
    assert crossed({}) == ""
