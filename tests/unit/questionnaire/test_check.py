"""One planted mistake is one problem, on its line, with a remedy in both languages."""

from __future__ import annotations

import pytest

from mystery.problems import describe, remedy
from mystery.questionnaire import check, read
from tests.unit.questionnaire.forms import SOUND, broken, line_of, problems_of, sound

_MOOD = "range\n        label: {de: Stimmung, en: Mood}\n        parameters: start=0 end=10 step=1"
_PROMISE = "promise\n        label: {de: Stimmung, en: Mood}\n        parameters: "
MISTAKES = [
    ("NAME_TWICE", "item: seconds", "item: greeted", "item: greeted\n        type: integer"),
    ("NAME_INVALID", "item: remark", "item: my remark", "my remark"),
    ("NAME_INVALID", "item: remark", "item: 1remark", "1remark"),
    ("NAME_INVALID", "item: remark", "item: begrüßt", "item: begrüßt"),
    ("TYPE_UNKNOWN", "type: text", "type: txt", "txt"),
    ("TYPE_UNKNOWN", "type: select_one region", "type: select_on region", "select_on region"),
    ("LIST_MISSING", "type: select_one yes-no", "type: select_one", "type: select_one\n"),
    ("LIST_UNKNOWN", "type: select_one yes-no", "type: select_one yes-know", "yes-know"),
    ("LIST_NOT_OF_A_REPEAT", "type: select_one yes-no", "type: select_one ${seconds}", "${seconds}"),
    ("OR_OTHER_OF_ANSWERS", "type: select_one region", "type: select_one ${points} or_other", "${points}"),
    ("NAME_UNKNOWN", "type: select_one region", "type: select_one ${pionts}", "${pionts}"),
    ("CHOICE_TWICE", "name: south", "name: north", "{name: north, label: {de: Süd"),
    ("CHOICE_NAME_BLANK", "name: south", "name: the south", "the south"),
    ("CODE_UNKNOWN", "${greeted} = 'yes'", "${greeted} = 'ja'", "= 'ja'"),
    ("NAME_UNKNOWN", "${greeted} = 'yes'", "${greetd} = 'yes'", "${greetd}"),
    ("NAME_UNKNOWN", "zu ${town}", "zu ${twon}", "zu ${twon}"),
    ("NAME_UNKNOWN", "repeat_count: ${seconds}", "repeat_count: ${second}", "${second}"),
    ("NAME_NEEDS_BRACES", "${greeted} = 'yes'", "greeted = 'yes'", "relevant: greeted"),
    ("PATH_UNKNOWN", "${greeted} = 'yes'", "../greted = 'yes'", "../greted"),
    ("FUNCTION_UNKNOWN", "coalesce(", "coalesk(", "coalesk"),
    ("FUNCTION_ARGUMENTS", "coalesce(${mood}, 0)", "coalesce(${mood})", "coalesce(${mood})"),
    ("EXPRESSION_NUMBER", "${points} * 2", f"${{points}} * {'9' * 400}", "9" * 400),
    ("EXPRESSION_SYNTAX", ". >= 0 and . <= 1800", ". >= 0 and", ". >= 0 and"),
    ("EXPRESSION_SYNTAX", "${points} * 2", "(${points} * 2", "(${points}"),
    ("COLUMN_UNKNOWN", "choice_filter: region =", "choice_filter: regoin =", "regoin"),
    ("TEXT_REFERENCE_UNREADABLE", "zu ${town}", "zu ${town", "zu ${town"),
    ("READS_ITSELF", "${greeted} = 'yes'", "${seconds} = 1", "relevant: ${seconds}"),
    ("READS_ITSELF", "${points} * 2", "${double} * 2", "${double} * 2"),
    ("READS_ITS_INSIDE", "repeat_count: ${seconds}", "repeat_count: ${points}", "repeat_count: ${points}"),
    ("CYCLE", "${greeted} = 'yes'", "${total} > 3", "relevant: ${total}"),
    ("REGEX_DANGEROUS", "[A-Za-z ]+", "([A-Za-z ]+)+", "([A-Za-z ]+)+"),
    ("REGEX_INVALID", "[A-Za-z ]+", "[A-Za-z ", "[A-Za-z "),
    ("REGEX_NOT_PORTABLE", "[A-Za-z ]+", "(?P<a>x)", "(?P<a>x)"),
    ("REGEX_NOT_LITERAL", "'[A-Za-z ]+'", "${town}", "regex(., ${town}"),
    ("REPEAT_NEEDED", "${points} * 2", "indexed-repeat(${points}, ${town}, 1)", "indexed-repeat("),
    ("INDEXED_REPEAT_NEEDS_NAMES", "${points} * 2", "indexed-repeat(1, ${defects}, 1)", "indexed-repeat("),
    (
        "INDEXED_REPEAT_NEEDS_NAMES",
        "${points} * 2",
        "indexed-repeat(${town}, 'defects', 1)",
        "indexed-repeat(",
    ),
    (
        "INDEXED_REPEAT_NEEDS_NAMES",
        ". >= 0 and . <= 1800",
        "indexed-repeat(., ${defects}, 1) > 0",
        "indexed-repeat(",
    ),
    ("PROMISE_KIND_UNKNOWN", _MOOD, f"{_PROMISE}kind=phone", "kind=phone"),
    ("PROMISE_WITHIN_UNREADABLE", _MOOD, f"{_PROMISE}within=soon", "within=soon"),
    ("RANGE_IMPOSSIBLE", "step=1", "step=20", "step=20"),
    ("RANGE_NOT_A_NUMBER", "end=10", "end=ten", "end=ten"),
    ("ROUNDS_READ_AS_ONE", "sum(${points}) +", "${points} +", "${points} + coalesce"),
    ("REPEAT_READ_AS_VALUE", "sum(${points}) +", "${defects} +", "${defects} +"),
    ("DEFAULT_IMPOSSIBLE", "default: 3", f"default: '{'9' * 400}'", "default: '9"),
    ("DEFAULT_IMPOSSIBLE", "default: 3", "default: three", "default: three"),
    ("DEFAULT_NOT_A_CHOICE", "required: true", "default: maybe", "default: maybe"),
    ("CONSTRAINT_IMPOSSIBLE", ". >= 0 and . <= 1800", ". <= 0 and . >= 1800", ". <= 0 and"),
    (
        "CALCULATION_MISSING",
        "        calculation: sum(${points}) + coalesce(${mood}, 0)\n",
        "",
        "item: total",
    ),
    ("TRANSLATION_MISSING", "{de: Region, en: Region}", "{de: Region}", "{de: Region}"),
    ("TRANSLATION_MISSING", "{de: Nord, en: North}", "{de: Nord}", "{de: Nord}"),
    ("LANGUAGE_UNDECLARED", "{de: Region, en: Region}", "{de: Region, eng: Region}", "eng: Region"),
    ("LABEL_MISSING", "        label: {de: Region, en: Region}\n", "", "item: region"),
    ("MESSAGE_WITHOUT_RULE", "        warning: . <= 300\n", "", "warning_message"),
    ("MISSING_CODE_UNKNOWN", "required: true", "missing: [dontknow]", "[dontknow]"),
    ("MODE_UNKNOWN", "required: true", "modes: [tablet]", "[tablet]"),
    ("VALUE_NOT_ALLOWED", "modes: [capi]", "modes: [cappi]", "[cappi]"),
    ("VALUE_NOT_ALLOWED", "process: sales", "process: selling", "selling"),
    ("VALUE_NOT_ALLOWED", "phase: acquisition", "phase: acquire", "acquire"),
    ("VALUE_NOT_ALLOWED", "required: true", "evidence: must", "must"),
    ("KEY_UNKNOWN", "constraint: . >= 0", "constrain: . >= 0", "constrain: . >="),
    ("KEY_UNKNOWN", "choices:", "choises:", "choises:"),
    ("KEY_UNKNOWN", "- item: greeted", "- itm: greeted", "itm: greeted"),
    ("KEY_UNKNOWN", "- section: welcome", "- sektion: welcome", "sektion: welcome"),
    ("KEY_UNKNOWN", "required: true", "colour: red", "colour: red"),
    ("KEY_MISSING", "        type: text\n", "", "item: remark"),
    ("KEY_UNKNOWN", "touchpoint: sales-floor", "repeat_count: 3", "repeat_count: 3"),
    ("FACET_WITHOUT_EFFECT", "touchpoint: sales-floor", "required: true", "required: true"),
    ("KEY_TWICE", "required: true", "type: text", "type: text\n"),
    ("VALUE_NOT_A_TEXT", "label: {de: Region, en: Region}", "label: [Region]", "[Region]"),
    (
        "DEFAULT_LANGUAGE_UNDECLARED",
        "languages: [de, en]",
        "languages: [de, en]\ndefault_language: fr",
        "default_language",
    ),
    ("MISSING_CODE_UNKNOWN", "[dont_know, refused]", "[dont_know, refusd]", "missing:"),
    ("TRANSLATION_MISSING", "title: {de: Testkauf, en: Store visit}", "title: {de: Testkauf}", "title:"),
    ("LANGUAGE_WITHOUT_TEXTS", "languages: [de, en]", "languages: [de, en, fr]", "languages:"),
    ("LIST_EMPTY", "choices:\n", "choices:\n  empty: []\n", "empty: []"),
    ("YAML_UNREADABLE", "default: 3", "default: 3: 4", "default: 3: 4"),
]


@pytest.mark.parametrize(
    ("code", "before", "after", "where"), MISTAKES, ids=[f"{m[0]}-{m[2][:20]!r}" for m in MISTAKES]
)
def test_an_author_makes_one_mistake_and_is_told_once_and_where(
    code: str, before: str, after: str, where: str
) -> None:
    text = broken(before, after)
    problems = problems_of(text)
    assert [problem.code for problem in problems] == [code], [describe(problem) for problem in problems]
    if where:
        assert problems[0].place.line == line_of(text, where)
    for language in ("de", "en"):
        assert remedy(problems[0], language)
        assert "{" not in describe(problems[0], language).replace("${", "").replace("{de", "")


def test_a_sound_questionnaire_has_no_problems() -> None:
    assert check(sound()) == []


def test_a_renamed_item_is_one_problem_that_lists_every_place() -> None:
    text = SOUND.replace("item: points", "item: score")
    problems = problems_of(text)
    assert [problem.code for problem in problems] == ["NAME_UNKNOWN"]
    assert str(problems[0].params["places"]).count(",") == 1


def test_an_undeclared_language_used_everywhere_is_one_problem() -> None:
    problems = problems_of(broken("languages: [de, en]", "languages: [de]"))
    assert [problem.code for problem in problems] == ["LANGUAGE_UNDECLARED"]


def test_a_cycle_names_its_members_in_order() -> None:
    problems = problems_of(broken("${greeted} = 'yes'", "${total} > 3"))
    assert problems[0].params["members"] == "seconds → total → defects → seconds"


def test_a_misspelt_name_gets_the_nearest_one_as_remedy() -> None:
    problems = problems_of(broken("${greeted} = 'yes'", "${gretted} = 'yes'"))
    assert problems[0].params["guess"] == "greeted"
    assert describe(problems[0], "de").endswith("Meinten Sie: greeted?")


def test_the_same_name_in_two_groups_is_one_problem_in_a_text_of_our_own() -> None:
    again = (
        "  - section: again\n    items: [{item: remark, type: note, label: {de: X, en: X}}]\n  - section: "
    )
    text = SOUND.replace("  - section: ", again, 1)
    assert [problem.code for problem in problems_of(text)] == ["NAME_TWICE"]


def test_what_a_workbook_may_do_stays_fine_after_its_conversion() -> None:
    two = """\
questionnaire: q
settings: {lenient: 'yes'}
sections:
  - section: a
    items: [{item: x, type: integer, label: X}, {item: y, type: integer, label: Y, relevant: '${x} > 1'}]
  - section: b
    items: [{item: x, type: integer, label: X}]
  - section: c
    items: [{item: z, type: integer, label: Z}]
"""
    assert problems_of(two) == []
    problems = problems_of(two.replace("label: Z", "label: Z, relevant: '${x} = 1'"))
    assert [problem.code for problem in problems] == ["NAME_AMBIGUOUS"]
    assert problems[0].params["paths"] == "a/x, b/x"


def test_a_blank_in_a_code_of_a_multiple_choice_is_an_error() -> None:
    text = SOUND.replace("type: select_one region", "type: select_multiple region")
    problems = problems_of(text.replace("name: south", "name: the south"))
    assert [problem.code for problem in problems] == ["CHOICE_NAME_INVALID"]


def test_an_empty_questionnaire_says_so() -> None:
    definition, problems = read("questionnaire: q\n")
    assert problems == []
    assert [problem.code for problem in check(definition)] == ["QUESTIONNAIRE_EMPTY"]
