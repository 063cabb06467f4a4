"""Any questionnaire, whatever keys it uses, leaves in every format and comes back as it was."""

from dataclasses import fields

from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from mystery.problems import errors_of
from mystery.questionnaire import Choice, Definition, Node, read
from mystery.questionnaire.xlsform import read_workbook, write_markdown, write_workbook
from mystery.questionnaire.yaml_write import write_yaml
from tests.unit.xlsform.definitions import definitions
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
    unplaced = {"place", "places"}
    for kind in (Node, Choice, Definition):
        defaults = kind("x", "text") if kind is Node else kind("x")  # type: ignore[call-arg]
        names = {each.name for each in fields(kind) if each.compare} - unplaced - {"tables"}
        used: set[str] = set()

        @settings(_MANY, max_examples=50)
        @given(definitions())
        def gather(definition: Definition) -> None:
            for one in _parts(definition, kind):  # noqa: B023 - runs at once
                used.update(name for name in names if getattr(one, name) != getattr(defaults, name))  # noqa: B023

        gather()
        assert used == names, f"{kind.__name__} is never drawn with: {sorted(names - used)}"


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
