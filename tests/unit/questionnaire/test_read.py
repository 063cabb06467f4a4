"""questionnaire.yaml -> Definition."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.questionnaire import Definition, check_read, read
from tests.unit.questionnaire.forms import SOUND, line_of, sound


def test_an_author_finds_every_value_again_where_it_was_written() -> None:
    definition = sound()
    assert (definition.name, definition.version, definition.modes) == ("store-visit", "2026.1", ("capi",))
    (welcome,) = definition.nodes
    greeted, seconds, _, town, *_ = welcome.children
    assert (welcome.type, welcome.touchpoint, welcome.process) == ("section", "sales-floor", "sales")
    assert (greeted.type, greeted.list_name, greeted.required) == ("select_one", "yes-no", "true()")
    assert seconds.warning_message == {"de": "Wirklich?", "en": "Really?"}
    assert seconds.place_of("relevant").line == line_of(SOUND, "relevant: ${greeted}")
    assert definition.choices["town"][0].columns == {"region": "north", "secret": "7"}
    assert town.choice_filter == "region = ${region}"


def test_required_may_be_yes_no_or_an_expression() -> None:
    text = "questionnaire: q\nitems:\n"
    for name, value in (("a", "yes"), ("b", "no"), ("c", "${a} = 'x'"), ("d", "true")):
        text += f'  - {{item: {name}, type: text, label: L, required: "{value}"}}\n'
    definition, problems = read(text)
    assert not problems
    assert [node.required for node in definition.nodes] == ["true()", "", "${a} = 'x'", "true()"]


def test_types_carry_their_list_and_or_other_as_in_xlsform() -> None:
    text = """\
questionnaire: q
choices: {colours: [{name: red, label: Red}]}
items:
  - {item: a, type: select_one colours or_other, label: A}
  - {item: b, type: select_multiple_from_file shops.csv, label: B}
  - {item: c, type: range, label: C, parameters: 'start = 0; end=5'}
  - {item: d, type: range, label: D, parameters: {start: 0, end: 5}}
  - {item: e, type: image, label: E, media: {image: plan.png}, missing: []}
"""
    definition, problems = read(text, tables={"shops.csv": ()})
    assert not problems
    a, b, c, d, e = definition.nodes
    assert (a.type, a.list_name, a.or_other) == ("select_one", "colours", True)
    assert (b.type, b.list_name) == ("select_multiple", "shops.csv")
    assert c.parameters == d.parameters == {"start": "0", "end": "5"}
    assert e.media == {"image": {"default": "plan.png"}}
    assert (a.missing, e.missing) == (None, ())


def test_two_independent_mistakes_are_both_reported() -> None:
    text = SOUND.replace("type: text", "type: txt").replace("required: true", "requried: true")
    assert [problem.code for problem in check_read(*read(text))] == ["KEY_UNKNOWN", "TYPE_UNKNOWN"]


_WORDS = ["questionnaire", "sections", "items", "item", "type", "choices", "label", "group", "repeat",
          "name", "select_one a", "${a}", "de", "relevant", "languages", "settings",
          "parameters", "media"]  # fmt: skip
_LEAVES = st.sampled_from([*_WORDS, "1", "", "[]", "{}", "- x", "x: y", "'"])
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(_TREES, st.integers(0, 200))
def test_whatever_somebody_writes_is_read_or_refused_but_never_crashes(tree: object, cut: int) -> None:
    import yaml

    text = yaml.safe_dump({"questionnaire": "q", "sections": [tree], "items": tree, "choices": tree})
    for candidate in (text, text[:cut], SOUND[: cut * 12] + text):
        definition, problems = read(candidate, "q.yaml")
        assert isinstance(definition, Definition)
        check_read(definition, problems)
