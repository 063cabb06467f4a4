"""Reading YAML with places."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery.marks import MAX_BYTES, Fields, Marked, load
from mystery.problems import Problem, describe


def _fields(text: str) -> tuple[Fields, list[Problem]]:
    node, problems = load(text, "a.yaml")
    assert node is not None
    return Fields(node, problems, "en"), problems


def test_an_author_writes_no_and_it_stays_a_word() -> None:
    node, problems = load("answers: [no, 2026.10, ~, 'yes', 0x10]\n")
    assert not problems
    assert node is not None
    assert node.plain() == {"answers": ["no", "2026.10", "~", "yes", "0x10"]}


def test_every_value_knows_its_line_and_column() -> None:
    node, _ = load("a:\n  - b: c\n", "f.yaml")
    assert node is not None
    inner = node.entries["a"].elements[0]
    assert (inner.entries["b"].place.line, inner.entries["b"].place.column) == (2, 8)
    assert (inner.key_places["b"].line, inner.key_places["b"].column) == (2, 5)
    assert inner.place.file == "f.yaml"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "YAML_EMPTY", 1),
        ("# only a remark\n", "YAML_EMPTY", 1),
        ("a: 1\n b: 2\n", "YAML_UNREADABLE", 2),
        ("a: [1\n", "YAML_UNREADABLE", 2),
        ("a: &x 1\n", "YAML_ANCHOR", 1),
        ("a: 1\nb: *x\n", "YAML_ANCHOR", 2),
        ("a: !!python/object:os.system x\n", "YAML_TAG", 1),
        ("a: 1\n---\nb: 2\n", "YAML_SEVERAL_DOCUMENTS", 2),
        ("a: 1\nb: 2\na: 3\n", "KEY_TWICE", 3),
        ("? [a, b]\n: 1\n", "YAML_UNREADABLE", 1),
        ("[" * 70 + "]" * 70, "YAML_TOO_DEEP", 1),
        ("x" * (MAX_BYTES + 1), "YAML_TOO_LARGE", 1),
        ("a: \x00", "YAML_UNREADABLE", 1),
    ],
)
def test_a_file_that_could_mislead_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    _, problems = load(text, "a.yaml")
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, line)]
    assert describe(problems[0], "de") != describe(problems[0], "en")


def test_fields_are_read_by_name_and_leftovers_are_reported_with_a_guess() -> None:
    fields, problems = _fields("titel: x\nweight: 2.50\ntags: a, b\nlabel: {de: Ja, en: 'Yes'}\nopen: ja\n")
    assert fields.text("title", "none") == "none"
    assert fields.decimal("weight") == Decimal("2.50")
    assert fields.words("tags") == ("a", "b")
    assert fields.texts("label") == {"de": "Ja", "en": "Yes"}
    assert fields.flag("open")
    fields.finish()
    assert [(p.code, p.place.line, p.params["guess"]) for p in problems] == [("KEY_UNKNOWN", 1, "title")]


def test_a_text_without_languages_gets_the_default_language() -> None:
    fields, _ = _fields("hint: Look up\nsteps: [one, {de: zwei, en: two}]\n")
    assert fields.texts("hint") == {"en": "Look up"}
    assert fields.texts_list("steps") == ({"en": "one"}, {"de": "zwei", "en": "two"})


@pytest.mark.parametrize(
    ("text", "ask", "code"),
    [
        ("a: [1]", lambda f: f.text("a"), "VALUE_NOT_A_TEXT"),
        ("a: x", lambda f: f.elements("a"), "VALUE_NOT_A_LIST"),
        ("a: x", lambda f: f.entries("a"), "VALUE_NOT_A_MAPPING"),
        ("a: x", lambda f: f.decimal("a"), "VALUE_NOT_A_NUMBER"),
        ("a: nan", lambda f: f.decimal("a"), "VALUE_NOT_A_NUMBER"),
        ("a: perhaps", lambda f: f.flag("a"), "VALUE_NOT_ALLOWED"),
        ("a: reed", lambda f: f.one_of("a", ["red", "blue"]), "VALUE_NOT_ALLOWED"),
        ("a: ''", lambda f: f.require("a"), "KEY_MISSING"),
        ("a: {de: [x]}", lambda f: f.texts("a"), "VALUE_NOT_A_TEXT"),
        ("a: {b: c}", lambda f: f.words("a"), "VALUE_NOT_A_LIST"),
    ],
)
def test_a_value_of_the_wrong_kind_is_one_problem(text: str, ask, code: str) -> None:  # type: ignore[no-untyped-def]
    fields, problems = _fields(text)
    ask(fields)
    assert [problem.code for problem in problems] == [code]


@given(st.text(alphabet=st.sampled_from("ab:-{}[]'\"\n #&*!|>?,%@`\t\x00\ud800é"), max_size=60))
def test_reading_never_crashes_whatever_is_written(text: str) -> None:
    node, problems = load(text, "a.yaml")
    assert isinstance(node, Marked) or problems
