"""Any questionnaire, whatever keys it uses, leaves in every format and comes back as it was."""

from contextlib import suppress
from dataclasses import fields

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from pyxform.xls2xform import convert

from mystery.problems import errors_of
from mystery.questionnaire import Choice, Definition, Node, read
from mystery.questionnaire.xlsform import read_workbook, write_markdown, write_workbook
from mystery.questionnaire.yaml_write import write_yaml
from tests.unit.xlsform.definitions import LISTS, definitions, node
from tests.unit.xlsform.forms import placeless

_MANY = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
_FEW = settings(_MANY, max_examples=12)


@_MANY
@given(definitions())
def test_any_questionnaire_goes_through_a_workbook_and_comes_back_the_same(before: Definition) -> None:
    after, problems = read_workbook(write_workbook(before), "form.xlsx")
    assert not errors_of(problems)
    assert placeless(after) == placeless(before)


@_MANY
@given(definitions())
def test_any_questionnaire_goes_through_markdown_and_comes_back_the_same(before: Definition) -> None:
    after, problems = read_workbook(write_markdown(before).encode(), "form.md")
    assert not errors_of(problems)
    assert placeless(after) == placeless(before)


@_MANY
@given(definitions())
def test_any_questionnaire_goes_through_yaml_and_comes_back_the_same(before: Definition) -> None:
    after, problems = read(write_yaml(before), "form.yaml")
    assert not errors_of(problems)
    assert placeless(after) == placeless(before)


@_FEW
@given(definitions())
def test_other_tools_convert_any_workbook_of_ours(before: Definition) -> None:
    assert convert(write_workbook(before), file_type=".xlsx").xform


def test_the_random_questionnaires_use_every_key() -> None:
    """A key that is added to the language must be added here, or nothing would watch over it."""
    kinds = (Node, Choice, Definition)
    defaults = {kind: kind("x", "text") if kind is Node else kind("x") for kind in kinds}  # type: ignore[call-arg]
    names = {kind: _keys(kind) for kind in kinds}
    used: dict[type, set[str]] = {kind: set() for kind in kinds}

    def complete(drawn: tuple[Definition, Node, Node]) -> bool:
        definition, *further = drawn
        for kind in kinds:
            for one in [*_parts(definition, kind), *(further if kind is Node else ())]:
                used[kind].update(
                    name for name in names[kind] if getattr(one, name) != getattr(defaults[kind], name)
                )
        return used == names

    rare = [
        node("part", kind, ("de", "en"), LISTS) for kind in ("repeat", "select_one")
    ]  # keys of theirs only
    until_complete = settings(_MANY, max_examples=100, phases=[Phase.generate])
    with suppress(NoSuchExample):
        find(st.tuples(definitions(), *rare), complete, settings=until_complete)
    assert used == names


def _keys(kind: type) -> set[str]:
    return {each.name for each in fields(kind) if each.compare} - {"place", "places", "tables"}


def _parts(definition: Definition, kind: type) -> list[object]:
    if kind is Definition:
        return [definition]
    if kind is Choice:
        return [choice for choices in definition.choices.values() for choice in choices]
    found = list(definition.rules)
    queue = list(definition.nodes)
    while queue:
        one = queue.pop()
        found.append(one)
        queue += one.children
    return list(found)
