"""What an author writes into a workbook arrives in the definition."""

from datetime import date

import pytest

from mystery.questionnaire import Node
from mystery.questionnaire.xlsform import read_workbook
from tests.unit.xlsform.forms import codes, errors, md, xlsx

SMALL = """
| survey |
|  | type | name | label |
|  | text | a | A |
"""


def test_an_author_writes_two_languages_and_both_arrive_under_their_codes() -> None:
    form, problems = md("""
| survey |
|  | type | name | label::Deutsch (de) | label::English (en) | hint::English (en) |
|  | text | a | Wie? | How? | Say |
| settings |
|  | default_language | form_title | form_id | version |
|  | English (en) | Visit | visit | 3 |
""")
    assert not problems
    assert form.languages == ("de", "en")
    assert form.default_language == "en"
    assert form.title == {"en": "Visit"}
    assert (form.name, form.version) == ("visit", "3")
    assert form.nodes[0].label == {"de": "Wie?", "en": "How?"}
    assert form.nodes[0].hint == {"en": "Say"}


def test_a_text_without_a_language_belongs_to_the_default_language() -> None:
    form, _ = md("""
| survey |
|  | type | name | label | label::fr |
|  | text | a | A | B |
| settings |
|  | default_language |
|  | English (en) |
""")
    assert form.nodes[0].label == {"en": "A", "fr": "B"}
    assert form.default_language == "en"


@pytest.mark.parametrize("heading", ["label:French", "LABEL::French", "caption::French", "label :: French"])
def test_headings_are_read_however_they_are_spelled(heading: str) -> None:
    form, problems = md(SMALL.replace("label", heading))
    assert not errors(problems)
    assert form.nodes[0].label == {"French": "A"}


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("select_one yes_no", "select_one"),
        ("select one from yes_no", "select_one"),
        ("select1 yes_no", "select_one"),
        ("select all that apply from yes_no", "select_multiple"),
        ("select_multiple yes_no", "select_multiple"),
        ("rank yes_no", "rank"),
    ],
)
def test_old_and_new_names_of_selects_mean_the_same(written: str, base: str) -> None:
    form, problems = md(f"""
| survey |
|  | type | name | label |
|  | {written} | a | A |
| choices |
|  | list name | name | label |
|  | yes_no | yes | Yes |
""")
    assert not problems
    assert form.nodes[0].type == base
    assert form.nodes[0].list_name == "yes_no"
    assert [choice.name for choice in form.choices["yes_no"]] == ["yes"]


def test_or_other_and_a_filter_column_arrive() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | choice_filter |
|  | select_one town or_other | a | A | |
|  | select_one town | b | B | state = 'x' |
| choices |
|  | list_name | name | label | state |
|  | town | t1 | T | x |
""")
    assert not problems
    assert form.nodes[0].or_other
    assert form.nodes[1].choice_filter == "state = 'x'"
    assert form.choices["town"][0].columns == {"state": "x"}


def test_groups_and_repeats_nest_as_their_rows_do() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | repeat_count | appearance |
|  | begin group | g | G | | field-list |
|  | begin_repeat | r | R | 3 | |
|  | text | a | A | | |
|  | end repeat | | | | |
|  | end_group | | | | |
""")
    assert not problems
    group = form.nodes[0]
    assert (group.type, group.appearance) == ("group", "field-list")
    repeat = group.children[0]
    assert (repeat.type, repeat.repeat_count) == ("repeat", "3")
    assert [child.name for child in repeat.children] == ["a"]


def test_a_loop_becomes_one_group_per_choice() -> None:
    form, problems = md("""
| survey |
|  | type | name | label |
|  | begin loop over animal | farm | Farm |
|  | integer | count | How many %(label)s? |
|  | end loop | | |
| choices |
|  | list_name | name | label |
|  | animal | cow | cows |
|  | animal | hen | hens |
""")
    assert not problems
    assert [group.name for group in form.nodes[0].children] == ["cow", "hen"]
    assert form.nodes[0].children[1].children[0].label == {"default": "How many hens?"}


@pytest.mark.parametrize("yes", ["yes", "TRUE", "true()", True])
@pytest.mark.parametrize("no", ["no", "FALSE", "false()", False, None])
def test_yes_and_no_are_understood_in_every_spelling(yes: object, no: object) -> None:
    data = xlsx(
        {"survey": [["type", "name", "label", "required"], ["text", "a", "A", yes], ["text", "b", "B", no]]}
    )
    form, problems = read_workbook(data, "form.xlsx")
    assert not problems
    assert [node.required for node in form.nodes] == ["true()", ""]


def test_numbers_dates_and_booleans_in_cells_become_plain_text() -> None:
    data = xlsx(
        {
            "survey": [
                ["type", "name", "label", "default", "relevant"],
                ["integer", "a", 1.0, 7.0, False],
                ["date", "b", 2.5, date(2026, 1, 31), ""],
            ]
        }
    )
    form, problems = read_workbook(data, "form.xlsx")
    first, second = form.nodes
    assert not problems
    assert (first.label, first.default, first.relevant) == ({"default": "1"}, "7", "false()")
    assert (second.label, second.default) == ({"default": "2.5"}, "2026-01-31")


def test_quotes_of_a_word_processor_become_plain_in_expressions_but_stay_in_labels() -> None:
    form, _ = md("""
| survey |
|  | type | name | label | relevant |
|  | text | a | “Quoted” | |
|  | text | b | B | ${a} = ‘x’ |
""")
    assert form.nodes[0].label == {"default": "“Quoted”"}
    assert form.nodes[1].relevant == "${a} = 'x'"


def test_our_own_columns_are_understood() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | warning | warning_message | missing | evidence | modes | touchpoint | interviewer_note | read_aloud |
|  | integer | a | A | . < 300 | Really? | none | wanted | capi cati | till | Wait | Hello |
|  | decimal | b | B | | | refused dont_know | | | | | |
""")  # noqa: E501 - a table row
    first, second = form.nodes
    assert not problems
    assert (first.warning, first.warning_message) == (". < 300", {"default": "Really?"})
    assert (first.missing, second.missing) == ((), ("refused", "dont_know"))
    assert (first.evidence, first.modes, first.touchpoint) == ("wanted", ("capi", "cati"), "till")
    assert (first.interviewer_note, first.read_aloud) == ({"default": "Wait"}, {"default": "Hello"})


def test_a_drawn_image_is_a_signature_and_a_timer_is_kept_in_its_own_column() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | appearance | mystery_type |
|  | image | a | A | signature | |
|  | decimal | b | B | | timer |
""")
    assert not problems
    assert [node.type for node in form.nodes] == ["signature", "timer"]
    assert form.nodes[0].appearance == ""


def test_columns_that_nobody_knows_are_kept() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | remark | bind::odk:length | body::accuracyThreshold |
|  | text | a | A | ask Ann | 10 | 5 |
""")
    assert not problems
    assert form.nodes[0].extras == {
        "remark": "ask Ann",
        "bind::odk:length": "10",
        "body::accuracyThreshold": "5",
    }


def test_a_misspelt_column_is_kept_and_pointed_out() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | relevent |
|  | text | a | A | true() |
""")
    assert codes(problems) == {"COLUMN_MISSPELT"}
    assert problems[0].place.column_name == "relevent"
    assert form.nodes[0].extras == {"relevent": "true()"}


def test_a_csv_file_that_is_attached_becomes_a_table() -> None:
    text = """
| survey |
|  | type | name | label |
|  | select_one_from_file shops.csv | a | A |
"""
    form, problems = md(text, shops="\ufeffname;label\ns1;Süd\n".encode())
    assert not problems
    assert form.nodes[0].list_name == "shops.csv"
    assert form.tables["shops.csv"] == ({"name": "s1", "label": "Süd"},)
    form, problems = md(text)
    assert codes(problems) == {"TABLE_NOT_ATTACHED"}
    assert form.tables == {"shops.csv": ()}


def test_every_value_knows_its_cell() -> None:
    data = xlsx({"survey": [["type", "name", "label", "relevant"], [], ["text", "a", "A", "${b} = 1"]]})
    form, _ = read_workbook(data, "form.xlsx")
    assert str(form.nodes[0].place_of("relevant")) == "survey:3:relevant"


def test_an_external_list_becomes_a_choice_list() -> None:
    form, problems = md("""
| survey |
|  | type | name | label | choice_filter |
|  | text | state | S | |
|  | select_one_external towns | town | T | state=${state} |
| external_choices |
|  | list_name | name | label | state |
|  | towns | t1 | Town | s1 |
""")
    assert not problems
    assert (form.nodes[1].type, form.nodes[1].list_name) == ("select_one", "towns")
    assert form.choices["towns"][0].columns == {"state": "s1"}


def test_a_note_without_a_name_gets_one() -> None:
    form, problems = md(SMALL.replace("text | a", "note | "))
    assert not problems
    assert isinstance(form.nodes[0], Node)
    assert form.nodes[0].name == "generated_note_name_2"
