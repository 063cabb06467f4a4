"""What the questionnaire builder makes of words: names, codes, pasted lines, rules, suggestions."""

from __future__ import annotations

import pytest

from tests.js.test_builder_document import a_draft, called


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Wurden Sie begrüßt?", "begruesst"),
        ("Were you greeted?", "greeted"),
        ("Wie lange dauerte es, bis Sie ${who} sah?", "lange_dauerte_es_bis_sah"),
        ("2. Eindruck", "q_2_eindruck"),
        ("Is it?", "is_it"),
        ("…", ""),
    ],
)
def test_a_name_is_made_from_a_label(label: str, name: str) -> None:
    assert called("suggestName", label).startswith(name[:8])
    assert called("suggestName", label) == name or label.startswith("Wie")


def test_lines_become_choices_with_codes_from_their_labels() -> None:
    found = called("choicesFrom", "Trifft zu\nTrifft nicht zu\n\n", ["de"], ["trifft_zu"])
    assert [(each["name"], each["label"]) for each in found] == [
        ("trifft_zu_2", {"de": "Trifft zu"}), ("trifft_nicht_zu", {"de": "Trifft nicht zu"}),
    ]  # fmt: skip


def test_columns_of_a_spreadsheet_are_code_and_labels() -> None:
    found = called("choicesFrom", "1\tJa\tYes\r\n2\tNein\tNo", ["de", "en"], [])
    assert found == [
        {"name": "1", "label": {"de": "Ja", "en": "Yes"}}, {"name": "2", "label": {"de": "Nein", "en": "No"}},
    ]  # fmt: skip


def test_labels_in_two_languages_get_codes() -> None:
    found = called("choicesFrom", "Sehr gut\tVery good\nEher gut\tRather good", ["de", "en"], [])
    assert found[0] == {"name": "sehr_gut", "label": {"de": "Sehr gut", "en": "Very good"}}


def test_headings_of_a_sheet_say_what_the_columns_are() -> None:
    found = called("choicesFrom", "name\tlabel::en\tregion\nkiel\tKiel\tnorth", ["de", "en"], [])
    assert found == [{"name": "kiel", "label": {"en": "Kiel"}, "region": "north"}]


def test_numbers_before_labels_are_their_codes() -> None:
    found = called("choicesFrom", "1 = Never\n2) Often", ["en"], [])
    assert [each["name"] for each in found] == ["1", "2"]


def test_lines_become_items_without_their_bullets() -> None:
    found = called("itemsFrom", "1. Were you greeted?\n– Was it tidy?\n", ["en"], ["greeted"])
    assert [(each["name"], each["label"]["en"]) for each in found] == [
        ("greeted_2", "Were you greeted?"), ("tidy", "Was it tidy?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "${greeted} = 'yes'",
        "${greeted} != 'yes' and ${seconds} > 10",
        "selected(${offers}, 'card') or not(selected(${offers}, 'trial'))",
        ". >= 0 and . <= 30",
        "${why} = '' or ${why} != ''",
    ],
)
def test_a_simple_rule_is_read_and_written_alike(text: str) -> None:
    rule = called("parseRule", text)
    assert rule is not None
    assert called("writeRule", rule) == text


@pytest.mark.parametrize(
    "text",
    ["${a} = ${b}", "${a} = 'x' and ${b} = 'y' or ${c} = 'z'", "count(${r}) > 1", "(${a} = 'x')", "${a} ="],
)
def test_what_is_no_simple_rule_stays_a_formula(text: str) -> None:
    assert called("parseRule", text) is None


def test_a_word_and_within_a_text_joins_nothing() -> None:
    assert called("parseRule", "${a} = 'black and white'")["rows"] == [
        {"item": "a", "compare": "=", "value": "black and white"}
    ]


KNOWN = {
    "items": [
        {"name": "greeted", "title": "Were you greeted?", "type": "select_one"},
        {"name": "till", "title": "Seconds at the till", "type": "integer"},
    ],
    "functions": [
        {"name": "selected", "signature": "selected(item, code)", "help": ""},
        {"name": "today", "signature": "today()", "help": ""},
    ],
    "choices": {"greeted": [{"name": "yes", "title": "Yes"}, {"name": "no", "title": "No"}]},
    "self": "greeted",
}  # fmt: skip


def suggested(text: str) -> list[str]:
    return [option["insert"] for option in called("complete", text, KNOWN)["options"]]


def test_an_item_is_suggested_by_its_label_or_its_name() -> None:
    assert suggested("seco|") == ["${till}"]
    assert suggested("${gre|") == ["${greeted}"]
    assert "${greeted}" in suggested("$|")


def test_a_function_is_suggested_by_its_name() -> None:
    assert suggested("sele|") == ["selected()"]


def test_the_choices_of_the_item_are_suggested_behind_a_comparison() -> None:
    assert suggested("${greeted} = |") == ["'yes'", "'no'"]
    assert suggested("${greeted} = 'n|'") == ["'no'"]
    assert suggested("selected(${greeted}, '|") == ["'yes'", "'no'"]
    assert suggested(". = |") == ["'yes'", "'no'"]


def test_nothing_is_suggested_inside_a_text() -> None:
    assert suggested("concat('gre|") == []


def test_typing_finds_the_next_item_and_begins_again_at_the_top() -> None:
    assert called("find", a_draft(), "cle", "id-why", "en") == "id-clean"
    assert called("find", a_draft(), "nothing", "", "en") == ""


def test_only_the_visible_rows_of_a_long_outline_are_drawn() -> None:
    assert called("window", 1000, 3200, 640, 32, 8) == [92, 128]


def test_cells_of_a_spreadsheet_and_csv_become_the_same_rows() -> None:
    sheet = called("tableFrom", "name\tlabel\nb1\tBremen, Mitte\n\nk1\tKiel\n")
    csv = called("tableFrom", '\ufeffname;label\r\nb1;"Bremen, Mitte"\r\nk1;Kiel')
    assert sheet == csv
    assert sheet["rows"] == [{"name": "b1", "label": "Bremen, Mitte"}, {"name": "k1", "label": "Kiel"}]


def test_quotes_and_line_ends_stay_inside_a_cell() -> None:
    found = called("tableFrom", 'name,label\na,"He said ""yes""\nand left"\nb')
    assert found["rows"] == [
        {"name": "a", "label": 'He said "yes"\nand left'}, {"name": "b", "label": ""},
    ]  # fmt: skip


def test_columns_without_a_heading_of_their_own_are_counted_and_left_out() -> None:
    found = called("tableFrom", "name\t\tname\na\tb\tc")
    assert (found["columns"], found["lost"], found["rows"]) == (["name"], 2, [{"name": "a"}])


def test_a_table_gets_the_name_of_a_file_that_is_free() -> None:
    assert called("fileName", "Our Shops", []) == "our-shops.csv"
    assert called("fileName", "shops.csv", ["shops.csv"]) == "shops-2.csv"


@pytest.mark.parametrize(
    ("key", "more", "to"),
    [
        ("ArrowDown", {}, (2, 1)), ("ArrowUp", {}, (0, 1)), ("ArrowLeft", {}, (1, 0)),
        ("ArrowRight", {}, (1, 2)),
        ("Home", {}, (1, 0)), ("End", {}, (1, 2)), ("Home", {"ctrlKey": True}, (0, 0)),
        ("End", {"ctrlKey": True}, (9, 2)), ("PageDown", {}, (6, 1)), ("PageUp", {}, (0, 1)),
        ("ArrowDown", {"ctrlKey": True}, (9, 1)),
    ],
)  # fmt: skip
def test_keys_move_through_cells_and_stay_inside(
    key: str, more: dict[str, bool], to: tuple[int, int]
) -> None:
    size = {"rows": 10, "columns": 3, "page": 5}
    found = called("cellMoved", {"row": 1, "column": 1}, {"key": key, **more}, size)
    assert (found["row"], found["column"]) == to


def test_behind_the_last_cell_of_a_row_comes_the_first_of_the_next() -> None:
    size = {"rows": 2, "columns": 3}
    assert called("cellNext", {"row": 0, "column": 2}, 1, size) == {"row": 1, "column": 0}
    assert called("cellNext", {"row": 1, "column": 0}, -1, size) == {"row": 0, "column": 2}
    assert called("cellNext", {"row": 1, "column": 2}, 1, size) is None


@pytest.mark.parametrize(
    ("pressed", "act"),
    [
        ({"key": "F2"}, "edit"), ({"key": "Enter"}, "edit"), ({"key": "Enter", "ctrlKey": True}, "insert"),
        ({"key": "Delete"}, "clear"), ({"key": "Delete", "ctrlKey": True}, "remove"),
        ({"key": "ArrowUp", "altKey": True}, "up"), ({"key": "Tab"}, ""), ({"key": "z", "ctrlKey": True}, ""),
    ],
)  # fmt: skip
def test_keys_act_on_cells(pressed: dict[str, object], act: str) -> None:
    assert called("cellAct", pressed) == act
