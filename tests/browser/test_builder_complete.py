"""Whatever the language and the scheme know can be set in the builder."""

from __future__ import annotations

import copy

import pytest
from playwright.sync_api import Page, expect

from mystery.questionnaire.read import CHOICE_KEYS, KEYS
from mystery.questionnaire.read_nodes import CONTAINER_KEYS, ITEM_KEYS, MEDIA, REPEAT_KEYS
from mystery.questionnaire.read_rules import RULE_KEYS
from mystery.scoring import keys as scheme_keys
from tests.browser.builder_pages import SMALL, Content, a_draft, build, row
from tests.browser.conftest import Open

KINDS = {
    "item": ("item", *ITEM_KEYS),
    "section": ("section", *CONTAINER_KEYS),
    "group": ("group", *CONTAINER_KEYS),
    "repeat": ("repeat", *REPEAT_KEYS),
}
ELSEWHERE = {
    ("node", "item"): "is the field `name`",
    ("node", "section"): "is the field `name`",
    ("node", "group"): "is the field `name`",
    ("node", "repeat"): "is the field `name`",
    ("node", "items"): "is the outline",
    ("document", "sections"): "is the outline",
    ("document", "items"): "a draft puts what stands outside of sections into one",
    ("document", "choices"): "is the tab Choice lists",
    ("scheme", "for"): "follows the name of the questionnaire",
    ("scheme", "items"): "stands beside each item",
    ("scheme", "grade_labels"): "is shown, and changed, as the name of a grade",
    ("scheme/items", "not_applicable"): "is a dash as the value of a choice",
    ("scheme/items", "note"): "is a remark for readers of the YAML, kept as it is",
    ("scheme/sections", "note"): "is a remark for readers of the YAML, kept as it is",
    ("scheme/bonus", "note"): "is a remark for readers of the YAML, kept as it is",
    ("scheme/rules", "note"): "is a remark for readers of the YAML, kept as it is",
}
WITHOUT_EFFECT = {
    **dict.fromkeys(
        (
            *("required", "required_message", "readonly", "constraint", "constraint_message"),
            *("warning", "warning_message", "calculation", "trigger", "default", "choice_filter"),
            *("missing", "parameters", "dimension"),
        ),
        "a section, group or repeat is never answered",
    ),
    **dict.fromkeys(
        ("hint", "guidance_hint", "interviewer_note", "read_aloud"), "it is read at an item, or at a section"
    ),
}
"""Keys that a text may have at a section, group or repeat, and that do nothing there."""
NOT_AT = {("section", "pin"): "only what stands inside a section is put into a drawn order"}


def everything() -> Content:
    """One node of each kind, a rule, a scheme with one of everything."""
    content = copy.deepcopy(SMALL)
    document = content["document"]
    document["rules"] = [{"rule": "one", "constraint": "${greeted} = 'yes'", "message": {"en": "No"}}]
    text = {"id": "0000000000a2", "item": "found", "type": "text", "label": {"en": "Found"}}
    ride = {"id": "0000000000a3", "item": "ride", "type": "text", "label": {"en": "Ride"}}
    document["sections"][1]["items"] += [
        {"id": "0000000000a1", "repeat": "defects", "label": {"en": "Defects"}, "items": [text]},
        {"id": "0000000000a4", "group": "trip", "label": {"en": "Trip"}, "items": [ride]},
        {
            "id": "0000000000a5",
            "item": "sum",
            "type": "calculate",
            "calculation": "1",
            "label": {"en": "Sum"},
        },
        {
            "id": "0000000000a6",
            "item": "tints",
            "type": "select_multiple yes-no",
            "label": {"en": "Tints"},
        },
        {"id": "0000000000a7", "item": "photo", "type": "image", "label": {"en": "Photo"}},
    ]
    photo = document["sections"][1]["items"][-1]
    photo |= {"media": {"audio": {"en": "hello.mp3"}}, "constraint": "1", "warning": "1", "calculation": "1"}
    content["scheme"] = {
        "scheme": "shop-standard",
        "version": "1",
        "for": "shop",
        "model": "grades",
        "items": {"greeted": {"weight": "1"}, "seconds": {"steps": [["30", "1"]]}, "tints": "1"},
        "sections": {"both": {"items": ["greeted"]}},
        "exclusive": [["greeted", "thanked"]],
        "bonus": {"items": ["friendly"], "cap": "1"},
        "grades": [["5.5", "poor"]],
        **{key: [{"when": "${greeted} = 'yes'"}] for key in scheme_keys.RULE_KEYS},
    }
    return content


def fields(page: Page, within: str) -> set[str]:
    """The places of every control there is, and of what a button offers."""
    found: list[str] = page.locator(within).evaluate_all(
        "all => all.flatMap((one) => [...one.querySelectorAll('[data-field], [data-key], [data-offer]')]"
        ".flatMap(({ dataset }) => [dataset.field, dataset.key, dataset.offer]).filter(Boolean))"
    )
    parts = (key.split("/") for key in found)
    return {"/".join(part[:end]).removesuffix("-add") for part in parts for end in range(1, len(part) + 1)}


def lacking(owner: str, keys: tuple[str, ...], shown: set[str], prefix: str = "") -> list[str]:
    return [key for key in keys if (owner, key) not in ELSEWHERE and f"{prefix}{key}" not in shown]


def shown_at(page: Page, label: str) -> set[str]:
    row(page, label).click()
    expect(page.locator(".inspector-title")).to_have_text(label)
    return fields(page, "#inspector")


def test_every_property_of_the_language_has_its_field(open_page: Open) -> None:
    page = build(open_page, a_draft(everything()))
    of_items = set[str]()
    for label in ("Were you greeted?", "After how many seconds?", "Sum", "Tints", "Photo"):
        of_items |= shown_at(page, label)
    assert lacking("node", KINDS["item"], of_items) == []
    for kind, label in (("section", "Welcome"), ("group", "Trip"), ("repeat", "Defects")):
        shown = shown_at(page, label)
        keys = (key for key in KINDS[kind] if (kind, key) not in NOT_AT)
        effective = tuple(key for key in keys if key not in WITHOUT_EFFECT or key in shown)
        assert (kind, lacking("node", effective, shown)) == (kind, [])
    page.locator(".outline-root").click()
    whole = fields(page, "#inspector")
    assert lacking("document", KEYS, whole) == []
    assert lacking("rule", RULE_KEYS, whole, "rules/0/") == []


def test_every_property_of_a_choice_has_its_field(open_page: Open) -> None:
    page = build(open_page, a_draft(everything()))
    row(page, "Were you greeted?").click()
    for key, label in {"name": "Code of choice 1", "label": "Label of choice 1, English"}.items():
        assert key in CHOICE_KEYS
        expect(page.locator("#inspector").get_by_label(label)).to_be_visible()
    page.get_by_role("button", name="Picture or sound of choice 1").click()
    assert lacking("media", MEDIA, fields(page, "dialog"), "media/") == []


def test_every_key_of_a_scheme_has_its_field(open_page: Open) -> None:
    page = build(open_page, a_draft(everything()))
    beside = set[str]()
    for label in ("Were you greeted?", "After how many seconds?", "Tints"):
        beside |= shown_at(page, label)
    assert lacking("scheme/items", scheme_keys.ITEM_KEYS, beside, "score/") == []
    page.get_by_role("tab", name="Scoring", exact=True).click()
    expect(page.locator(".score-page fieldset").first).to_be_visible()
    shown = fields(page, ".score-page")
    assert lacking("scheme", scheme_keys.SCHEME_KEYS, shown, "scheme/") == []
    assert lacking("scheme/sections", scheme_keys.SECTION_KEYS, shown, "scheme/sections/both/") == []
    assert lacking("scheme/bonus", scheme_keys.BONUS_KEYS, shown, "scheme/bonus/") == []
    for key, keys in scheme_keys.RULE_KEYS.items():
        assert (key, lacking("scheme/rules", keys, shown, f"scheme/{key}/0/")) == (key, [])


@pytest.mark.parametrize("owner", ["node", "document", "scheme", "scheme/items", "scheme/sections"])
def test_what_stands_elsewhere_is_still_a_key(owner: str) -> None:
    known = {
        "node": {key for keys in KINDS.values() for key in keys},
        "document": set(KEYS),
        "scheme": set(scheme_keys.SCHEME_KEYS),
        "scheme/items": set(scheme_keys.ITEM_KEYS),
        "scheme/sections": set(scheme_keys.SECTION_KEYS),
    }[owner]
    assert {key for of, key in ELSEWHERE if of == owner} <= known
    assert set(KINDS["item"]) >= set(WITHOUT_EFFECT)
