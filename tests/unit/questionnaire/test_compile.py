"""Definition -> Form: bound expressions, pages, order of evaluation, fingerprint."""

from __future__ import annotations

import hashlib
import json
from functools import partial

import pytest

from mystery.problems import Rejected
from mystery.questionnaire import Definition, Form, canonical, compile_form, form_of, read
from tests.unit.questionnaire.forms import broken, sound
from tests.work import calls_of


def _form(text: str, **tables: object) -> Form:
    definition, problems = read(text, tables=tables)  # type: ignore[arg-type]
    assert not problems
    return compile_form(definition)


def test_the_same_questionnaire_gives_the_same_fingerprint() -> None:
    one, two = compile_form(sound()), compile_form(sound())
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint == hashlib.sha256(canonical(one.package).encode()).hexdigest()
    assert form_of(canonical(one.package)) == one
    changed = compile_form(read(broken("step=1", "step=2"))[0])
    assert changed.fingerprint != one.fingerprint


def test_a_questionnaire_with_errors_is_not_published() -> None:
    definition, _ = read(broken("type: text", "type: txt"))
    with pytest.raises(Rejected) as refused:
        compile_form(definition)
    assert [problem.code for problem in refused.value.problems] == ["TYPE_UNKNOWN"]


def test_only_columns_that_a_filter_reads_travel_with_the_form() -> None:
    form = compile_form(sound())
    assert form.package["choices"]["town"][0] == {  # type: ignore[index]
        "name": "kiel",
        "label": {"de": "Kiel", "en": "Kiel"},
        "columns": {"region": "north"},
    }
    assert "secret" not in canonical(form.package)


def test_references_are_bound_to_keys() -> None:
    form = compile_form(sound())
    assert form.items["seconds"].get("relevant") == ["bin", "=", ["item", "greeted"], ["str", "yes"]]
    assert form.items["town"].get("choice_filter") == ["bin", "=", ["column", "region"], ["item", "region"]]
    assert form.items["remark"].get("label") == {
        "de": ["Bemerkung zu ", ["item", "town"]],
        "en": ["Remark on ", ["item", "town"]],
    }
    double = form.items["double"]
    assert (double.parent, double.repeat, double.section) == ("defects", "defects", "welcome")


PATHS = """\
questionnaire: q
choices: {colours: [{name: red, label: Red, code: r}]}
sections:
  - section: a
    items:
      - {item: top, type: integer, label: T}
      - repeat: rep
        label: R
        items:
          - {item: x, type: integer, label: X}
          - {item: same, type: integer, label: S}
          - group: g
            items:
              - {item: out, type: calculate, calculation: EXPRESSION}
  - section: b
    items: [{item: same, type: select_one colours, label: S}, {item: last, type: text, label: L}]
"""


@pytest.mark.parametrize(
    ("expression", "tree"),
    [
        ("../../x", ["item", "x"]),
        ("../../../top", ["item", "top"]),
        ("/data/a/top", ["item", "top"]),
        ("/q/a/rep/x", ["item", "x"]),
        ("current()/../../x", ["item", "x"]),
        ("position(../..)", ["call", "position", ["repeat", "rep"]]),
        ("count(${rep})", ["call", "count", ["item", "rep"]]),
        ("${same}", ["item", "rep/same"]),
        ("${rep}/x", ["item", "x"]),
        ("sum(${rep}[x > 1]/x)", ["call", "sum", ["filter", ["item", "rep"],
                                  [["bin", ">", ["column", "x"], ["num", 1.0]]], ["x"]]]),
        ("indexed-repeat(${x}, ${rep}, 1)",
         ["call", "indexed-repeat", ["item", "x"], ["item", "rep"], ["num", 1.0]]),
        ("instance('colours')/root/item[name = ${last}]/code",
         ["lookup", "colours", [["bin", "=", ["column", "name"], ["item", "last"]]], "code"]),
        ("jr:choice-name(${last}, '${last}')", ["call", "jr:choice-name", ["item", "last"], ["str", "last"]]),
        ("-${x} div 2", ["bin", "div", ["neg", ["item", "x"]], ["num", 2.0]]),
    ],
)  # fmt: skip
def test_every_way_to_refer_to_an_item_finds_it(expression: str, tree: list[object]) -> None:
    form = _form(PATHS.replace("EXPRESSION", json.dumps(expression)))
    assert form.items["out"].get("calculation") == tree


def test_an_item_that_computes_comes_after_what_it_reads() -> None:
    form = _form("""\
questionnaire: q
items:
  - {item: c, type: calculate, calculation: '${b} + 1'}
  - {item: b, type: calculate, calculation: '${a} + 1'}
  - {item: a, type: integer, label: A, relevant: '${d} > 1'}
  - {item: d, type: integer, label: D}
""")
    graph = form.package["graph"]
    assert graph["order"] == [["a", "relevant"], ["b", "calculation"], ["c", "calculation"]]  # type: ignore[index]
    assert graph["dependents"] == {"d": [0], "a": [1], "b": [2]}  # type: ignore[index]


def test_a_group_that_disappears_evaluates_again_whoever_reads_its_items() -> None:
    form = _form("""\
questionnaire: q
sections:
  - section: s
    relevant: ${on} = 1
    items: [{item: a, type: integer, label: A}]
items:
  - {item: on, type: integer, label: O}
  - {item: sum, type: calculate, calculation: '${a} + 1'}
""")
    graph = form.package["graph"]
    assert graph["dependents"] == {"on": [0], "a": [1], "s": [1]}  # type: ignore[index]


def test_a_triggered_calculation_depends_on_its_trigger_alone() -> None:
    form = _form("""\
questionnaire: q
items:
  - {item: a, type: integer, label: A}
  - {item: stamp, type: calculate, calculation: 'if(${a} > 1, now(), ${stamp})', trigger: '${a}'}
""")
    assert form.items["stamp"].get("trigger") == ["a"]
    assert form.package["graph"]["dependents"] == {"a": [0]}  # type: ignore[index]


def test_loose_items_are_given_pages_and_a_loose_repeat_its_own() -> None:
    items = "".join(f"  - {{item: q{n}, type: text, label: L}}\n" for n in range(25))
    form = _form(
        f"questionnaire: q\nitems:\n{items}"
        "  - {repeat: r, label: R, items: [{item: x, type: text, label: X}]}\n"
        "  - {group: g, label: G, items: [{item: y, type: text, label: Y}]}\n"
    )
    pages = [item.key for item in form.items.values() if item.type == "section"]
    assert pages == ["page_1", "page_2", "page_3", "g"]
    assert form.items["q0"].section == form.items["q0"].parent == "page_1"
    assert form.items["q24"].section == "page_2"
    assert (form.items["r"].section, form.items["r"].type) == ("page_3", "repeat")
    assert form.items["y"].section == "g"


def test_or_other_becomes_a_choice_and_a_text_item() -> None:
    form = _form("""\
questionnaire: q
languages: [de, en]
choices: {colours: [{name: red, label: {de: Rot, en: Red}}]}
items:
  - {item: a, type: select_one colours or_other, label: {de: A, en: A}}
  - {item: b, type: select_one colours, label: {de: B, en: B}}
""")
    assert [choice["name"] for choice in form.package["choices"]["colours-or-other"]] == ["red", "other"]  # type: ignore[index]
    assert form.items["b"].get("list") == "colours"
    assert form.items["a_other"].get("relevant") == ["call", "selected", ["item", "a"], ["str", "other"]]
    assert form.items["a_other"].get("label") == {"de": "Bitte genauer angeben", "en": "Please specify"}


@pytest.mark.parametrize(
    ("kind", "default", "tree"),
    [
        ("integer", "3", ["num", 3.0]),
        ("text", "Hello (you)", ["str", "Hello (you)"]),
        ("date", "2026-01-31", ["str", "2026-01-31"]),
        ("date", "today()", ["call", "today"]),
        ("text", "${a}", ["item", "a"]),
    ],
)
def test_a_default_is_a_plain_value_unless_it_looks_computed(kind: str, default: str, tree: object) -> None:
    form = _form(
        "questionnaire: q\nitems:\n  - {item: a, type: text, label: A}\n"
        f"  - {{item: b, type: {kind}, label: B, default: '{default}'}}\n"
    )
    assert form.items["b"].get("default") == tree


def test_a_list_from_a_file_uses_the_columns_the_author_names() -> None:
    rows = ({"id": "a1", "title": "Shop 1", "town": "Kiel", "secret": "9"},)
    form = _form(
        "questionnaire: q\nitems:\n"
        "  - {item: s, type: select_one_from_file shops.csv, label: S, parameters: value=id label=title}\n"
        "  - {item: t, type: calculate, calculation: \"pulldata('shops', 'town', 'id', ${s})\"}\n",
        **{"shops.csv": rows},
    )
    assert form.items["s"].get("list") == "shops.csv:id:title"
    tables = form.package["tables"]
    assert tables["shops.csv:id:title"][0] == {"name": "a1", "label": "Shop 1", "town": "Kiel", "id": "a1"}  # type: ignore[index]
    assert "secret" not in canonical(form.package)


def test_ten_times_as_many_items_are_ten_times_the_work() -> None:
    few, many = (calls_of(partial(compile_form, _chain(count))) for count in (50, 500))
    assert many < 12 * few


def _chain(count: int) -> Definition:
    """Items that each look at the one before."""
    items = "".join(
        f"  - {{item: q{n}, type: integer, label: 'Next to ${{q{max(n - 1, 0)}}}', "
        f"relevant: '${{q{n - 1}}} > 3', constraint: '. > 0 and . < 10'}}\n"
        for n in range(1, count)
    )
    definition, problems = read(
        f"questionnaire: q\nitems:\n  - {{item: q0, type: integer, label: L}}\n{items}"
    )
    assert not problems
    return definition
