"""What is different between two versions, told in words; and what a version may not do."""

from __future__ import annotations

import pytest

from mystery.questionnaire import Definition, compile_form, read
from mystery.questionnaire.changes import compare, said, version_problems
from mystery.scoring import compare_schemes

BEFORE = """
questionnaire: visit
version: "1"
languages: [en, de]
title: {en: Visit, de: Besuch}
choices:
  yes-no: [{name: 'yes', label: {en: 'Yes', de: Ja}}, {name: 'no', label: {en: 'No', de: Nein}}]
sections:
  - section: first
    label: {en: First, de: Eins}
    items:
      - {item: greeted, type: select_one yes-no, label: {en: Greeted?, de: Begrüßt?}}
      - {item: minutes, type: integer, label: {en: Minutes, de: Minuten}}
      - {item: remark, type: text, label: {en: Remark, de: Bemerkung}}
  - section: second
    label: {en: Second, de: Zwei}
    items:
      - {item: why, type: text, label: {en: Why, de: Warum}}
"""


def definition(text: str) -> Definition:
    found, problems = read(text)
    assert not problems, problems
    return found


def changes(old: str, new: str, language: str = "en") -> list[tuple[str, str]]:
    """(subject, sentence) of every change that a replacement in the text makes."""
    assert old in BEFORE
    found = compare(definition(BEFORE), definition(BEFORE.replace(old, new)))
    return [(change.subject, said(change, language)) for change in found]


def test_nothing_has_changed() -> None:
    assert changes("Visit", "Visit") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("en: Greeted?", "en: Welcomed?", ("greeted", "Text (en): “Greeted?” → “Welcomed?”")),
        ("title: {en: Visit", "title: {en: Shop", ("", "Title (en): “Visit” → “Shop”")),
        ("item: minutes, type: integer", "item: minutes, type: decimal",
         ("minutes", "Type: Whole number → Number")),
        ("item: remark, type", "item: remarks, type",
         ("remarks", "Its name was remark and is remarks now")),
        ("de: Warum}}", "de: Warum}, relevant: \"${greeted} = 'no'\"}",
         ("why", "New rule: Shown if “Greeted?” is “No”.")),
        ("de: Warum}}", "de: Warum}, appearance: multiline}", ("why", "Appearance: none → multiline")),
        ("{en: 'No', de: Nein}", "{en: 'Never', de: Nein}",
         ("choices.yes-no", "Choice no (en): “No” → “Never”")),
        (", {name: 'no', label: {en: 'No', de: Nein}}", "",
         ("choices.yes-no", "Choice no removed: “No”")),
        ("languages: [en, de]", "languages: [de, en]", ("", "Languages: en, de → de, en")),
    ],
)  # fmt: skip
def test_a_change_is_told(old: str, new: str, expected: tuple[str, str]) -> None:
    assert expected in changes(old, new)


def test_an_item_moves_to_another_section_and_changes_nothing_else() -> None:
    line = "      - {item: remark, type: text, label: {en: Remark, de: Bemerkung}}\n"
    after = BEFORE.replace(line, "") + line
    found = compare(definition(BEFORE), definition(after))
    assert [(each.subject, said(each, "de")) for each in found] == [
        ("remark", "Verschoben von Eins nach Zwei")
    ]


def test_only_the_item_that_was_moved_is_told() -> None:
    line = "      - {item: greeted, type: select_one yes-no, label: {en: Greeted?, de: Begrüßt?}}\n"
    minutes = "      - {item: minutes"
    after = BEFORE.replace(line, "").replace("  - section: second", f"{line}  - section: second")
    assert minutes in after
    found = compare(definition(BEFORE), definition(after))
    assert [(each.code, each.subject) for each in found] == [("REORDERED", "greeted")]


def test_an_item_is_added_and_another_removed() -> None:
    line = "      - {item: why, type: text, label: {en: Why, de: Warum}}\n"
    after = BEFORE.replace(line, "      - {item: until, type: date, label: {en: Until, de: Bis}}\n")
    found = compare(definition(BEFORE), definition(after))
    assert [(each.code, said(each, "de")) for each in found] == [
        ("REMOVED", "Entfernt aus Zwei"),
        ("ADDED", "Neu in Zwei: Datum"),
    ]


def test_a_renamed_and_relabelled_item_is_known_by_its_id() -> None:
    after = BEFORE.replace(
        "item: remark, type: text, label: {en: Remark", "item: words, type: text, label: {en: Words"
    )
    found = compare(definition(BEFORE), definition(after), {"remark": "words"})
    assert [each.code for each in found] == ["RENAMED", "TEXT"]


def test_a_rule_over_the_whole_interview_is_compared_too() -> None:
    rule = "rules:\n  - {rule: fits, constraint: '${minutes} < 60', message: {en: Too long, de: Zu lang}}\n"
    added = compare(definition(BEFORE), definition(BEFORE + rule))
    assert [(each.subject, said(each, "en")) for each in added] == [
        ("fits", "New in the questionnaire: Rule")
    ]
    stricter = compare(definition(BEFORE + rule), definition(BEFORE + rule.replace("60", "30")))
    assert [said(each, "en") for each in stricter] == [
        "Before: Accepted only if “Minutes” is less than 60. Now: Accepted only if “Minutes” is less than 30."
    ]


def test_weights_and_values_of_a_scheme_are_told() -> None:
    before = {
        "items": {"greeted": {"weight": "2", "value": {"yes": "1"}}, "why": "1"},
        "grades": [["80", "good"]],
    }
    after = {"items": {"greeted": {"weight": "3", "value": {"yes": "0.5"}}, "more": "2"}, "grades": []}
    found = [(each.subject, said(each, "en")) for each in compare_schemes(before, after)]
    assert found == [
        ("greeted", "Weight in the score: 2 → 3"),
        ("greeted", "What answers are worth has changed"),
        ("more", "Counts in the score now, weight 2"),
        ("why", "No longer counts in the score (weight was 1)"),
        ("", "Scheme: grades changed"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("en: Greeted?", "en: Welcomed?", []),
        ("item: minutes, type: integer", "item: minutes, type: decimal", []),
        ("item: minutes, type: integer", "item: minutes, type: text", ["VERSION_TYPE_CHANGED"]),
        ("type: select_one yes-no", "type: select_multiple yes-no", ["VERSION_TYPE_CHANGED"]),
        ("{en: 'Yes', de: Ja}", "{en: 'Yes, they did', de: 'Ja, das haben sie'}", []),
        ("{en: 'Yes', de: Ja}", "{en: Purple, de: Lila}", ["VERSION_CODE_REUSED"]),
        (
            "[{name: 'yes', label: {en: 'Yes', de: Ja}}, {name: 'no', label: {en: 'No', de: Nein}}]",
            "[{name: 'no', label: {en: 'Yes', de: Ja}}, {name: 'yes', label: {en: 'No', de: Nein}}]",
            ["VERSION_CODE_MOVED", "VERSION_CODE_MOVED"],
        ),
        (", {name: 'no', label: {en: 'No', de: Nein}}", "", []),
    ],
)
def test_a_version_keeps_types_and_the_meaning_of_codes(old: str, new: str, codes: list[str]) -> None:
    before, after = compile_form(definition(BEFORE)), compile_form(definition(BEFORE.replace(old, new)))
    assert [problem.code for problem in version_problems(before, after)] == codes
