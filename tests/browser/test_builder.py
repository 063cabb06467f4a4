"""The questionnaire builder in a real browser, against the real server: building, moving, undoing, naming."""

from __future__ import annotations

from copy import deepcopy

from playwright.sync_api import expect

from tests.browser.builder_pages import SMALL, Content, a_draft, build, field, held, names, row, saved
from tests.browser.conftest import Open

EMPTY: Content = {
    "document": {
        "questionnaire": "new",
        "version": "1",
        "languages": ["en"],
        "title": {"en": "New"},
        "choices": {},
        "sections": [{"id": "000000000001", "section": "page", "label": {"en": "Page"}, "items": []}],
    },
    "scheme": None,
    "examples": [],
    "tables": {},
}


def test_a_questionnaire_is_built_by_keyboard_alone(open_page: Open) -> None:
    draft = a_draft(EMPTY)
    page = build(open_page, draft)
    keys = page.keyboard
    row(page, "Page").focus()
    keys.press("/")
    keys.type("yes or")
    keys.press("Enter")
    keys.type("Were you greeted?")
    keys.press("Enter")
    keys.press("/")
    keys.type("whole")
    keys.press("Enter")
    keys.type("After how many seconds?")
    keys.press("Control+Enter")
    keys.type("Minutes at the till?")
    keys.press("Enter")
    saved(page)
    section = held(draft)["document"]["sections"][0]
    assert [(one["item"], one["type"]) for one in section["items"]] == [
        ("greeted", "select_one yes-no"), ("after_many_seconds", "integer"), ("minutes_till", "integer"),
    ]  # fmt: skip
    assert [one["name"] for one in held(draft)["document"]["choices"]["yes-no"]] == ["yes", "no"]
    expect(row(page, "Minutes at the till?")).to_be_focused()


def test_a_condition_is_made_of_an_item_a_comparison_and_a_value(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    row(page, "Friendly?").click()
    place = page.locator('.inspector-field[data-key="relevant"]')
    place.get_by_role("button", name="Add a condition").click()
    place.get_by_label("Item 1").select_option("greeted")
    place.get_by_label("Comparison 1").select_option("!=")
    place.get_by_label("Value 1").select_option("no")
    expect(place.locator(".expression-says")).to_contain_text("Were you greeted?")
    saved(page)
    assert held(draft)["document"]["sections"][0]["items"][2]["relevant"] == "${greeted} != 'no'"


def test_a_formula_is_completed_and_its_mistake_is_shown_where_it_is(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    row(page, "Friendly?").click()
    place = page.locator('.inspector-field[data-key="relevant"]')
    place.get_by_role("button", name="As a formula").click()
    box = place.locator("textarea")
    box.press_sequentially("greet")
    page.keyboard.press("Enter")
    box.press_sequentially(" = ")
    expect(place.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(box).to_have_value("${greeted} = 'no'")
    expect(place.locator(".expression-says")).to_contain_text("No")
    box.press_sequentially(" and ${nobody} = 1")
    page.keyboard.press("Escape")
    expect(place.locator(".expression-place mark")).to_have_text("nobody")
    expect(row(page, "Friendly?").locator(".outline-dot")).to_be_visible()


def test_rows_are_dragged_to_another_section(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    row(page, "Friendly?").drag_to(row(page, "Were you thanked?"), target_position={"x": 60, "y": 28})
    saved(page)
    sections = held(draft)["document"]["sections"]
    assert [[one["item"] for one in section["items"]] for section in sections] == [
        ["greeted", "seconds"], ["thanked", "friendly"],
    ]  # fmt: skip


def test_rows_move_by_keys_and_keep_the_focus(open_page: Open) -> None:
    page = build(open_page)
    row(page, "After how many seconds?").click()
    page.keyboard.press("Alt+ArrowDown")
    assert names(page)[:4] == ["Welcome", "Were you greeted?", "Friendly?", "After how many seconds?"]
    page.keyboard.press("Alt+ArrowDown")
    assert names(page)[4:] == ["After how many seconds?", "Were you thanked?"]
    expect(row(page, "After how many seconds?")).to_be_focused()


def test_whatever_was_done_can_be_undone_and_done_again(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    row(page, "Were you thanked?").click()
    page.keyboard.press("Control+d")
    page.keyboard.press("Delete")
    page.keyboard.press("Alt+ArrowUp")
    field(page, "label/en").fill("Thanks?")
    saved(page)
    for _ in range(4):
        page.keyboard.press("Control+z")
    saved(page)
    assert held(draft) == SMALL
    for _ in range(4):
        page.keyboard.press("Control+Shift+z")
    expect(row(page, "Thanks?")).to_be_visible()


def test_deleting_asks_only_where_others_refer_to_it(open_page: Open) -> None:
    page = build(open_page)
    row(page, "Friendly?").click()
    page.keyboard.press("Delete")
    expect(row(page, "Friendly?")).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(row(page, "Friendly?")).to_be_visible()
    row(page, "Were you greeted?").click()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="Delete all the same?")
    expect(dialog).to_contain_text("After how many seconds?")
    dialog.get_by_role("button", name="Delete").click()
    expect(row(page, "Were you greeted?")).to_have_count(0)


def test_a_new_name_is_taken_over_by_the_formulas(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    row(page, "Were you greeted?").click()
    page.get_by_text("Advanced", exact=True).click()
    field(page, "name").fill("welcomed")
    field(page, "name").press("Tab")
    saved(page)
    items = held(draft)["document"]["sections"][0]["items"]
    assert items[0]["item"] == "welcomed"
    assert items[1]["relevant"] == "${welcomed} = 'yes'"


def test_a_new_item_is_named_after_its_label_and_a_taken_name_is_refused(open_page: Open) -> None:
    page = build(open_page)
    row(page, "Friendly?").click()
    page.get_by_text("Advanced", exact=True).click()
    field(page, "name").fill("greeted")
    field(page, "name").press("Tab")
    expect(page.locator(".toast")).to_contain_text("taken")
    expect(field(page, "name")).to_have_value("friendly")


def test_choices_are_pasted_from_a_spreadsheet(open_page: Open) -> None:
    draft = a_draft(EMPTY)
    page = build(open_page, draft)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("option", name="One choice").click()
    page.get_by_role("button", name="Paste choices").click()
    page.get_by_role("dialog").locator("textarea").fill("Very satisfied\nRather satisfied\nNot at all")
    page.get_by_role("button", name="Add choices (3)").click()
    saved(page)
    assert [one["name"] for one in held(draft)["document"]["choices"]["choices"]] == [
        "very_satisfied", "rather_satisfied", "not_at_all",
    ]  # fmt: skip
    page.get_by_label("Code of choice 1").focus()
    page.keyboard.press("Alt+ArrowDown")
    saved(page)
    assert held(draft)["document"]["choices"]["choices"][1]["name"] == "very_satisfied"


def test_a_select_is_made_to_offer_the_answers_of_a_repeat(open_page: Open) -> None:
    content = deepcopy(EMPTY)
    content["document"]["sections"][0]["items"] = [
        {
            "id": "000000000002",
            "repeat": "staff",
            "label": {"en": "Staff"},
            "items": [{"id": "000000000003", "item": "who", "type": "text", "label": {"en": "Name"}}],
        }
    ]
    draft = a_draft(content)
    page = build(open_page, draft)
    row(page, "Staff").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("option", name="One choice").click()
    field(page, "list").select_option(label="Answers to “Name”")
    saved(page)
    assert "select_one ${who}" in str(held(draft))
    expect(field(page, "list")).to_have_value("${who}")
    expect(page.locator("[data-choice-row]")).to_have_count(0)


def test_lines_of_a_mail_become_items(open_page: Open) -> None:
    draft = a_draft(EMPTY)
    page = build(open_page, draft)
    page.get_by_role("button", name="More for the outline").click()
    page.get_by_role("button", name="Paste lines as items").click()
    page.get_by_label("Questions").fill("1. Was the floor clean?\n2. Was the music too loud?")
    page.get_by_role("button", name="Add items (2)").click()
    saved(page)
    items = held(draft)["document"]["sections"][0]["items"]
    assert [(one["item"], one["type"]) for one in items] == [
        ("floor_clean", "select_one yes-no"), ("music_too_loud", "select_one yes-no"),
    ]  # fmt: skip


def test_typing_finds_an_item(open_page: Open) -> None:
    page = build(open_page)
    row(page, "Welcome").click()
    page.keyboard.type("thank")
    expect(row(page, "Were you thanked?")).to_be_focused()
    expect(field(page, "label/en")).to_have_value("Were you thanked?")


def test_what_an_answer_is_worth_stands_beside_the_item(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    row(page, "Friendly?").click()
    page.get_by_role("button", name="Make a scoring scheme").click()
    field(page, "score/weight").fill("3")
    field(page, "score/value/no").fill("0.5")
    saved(page)
    rule = held(draft)["scheme"]["items"]["friendly"]
    assert (rule["weight"], rule["value"]) == ("3", {"no": "0.5"})


def test_the_outline_draws_only_what_is_seen_of_a_thousand_items(open_page: Open) -> None:
    many: Content = {**EMPTY, "document": {**EMPTY["document"]}}
    many["document"]["sections"] = [
        {
            "id": f"00000000{number:04}",
            "section": f"page_{number}",
            "label": {"en": f"Page {number}"},
            "items": [
                {
                    "id": f"{number + 1:04}0000{at:04}",
                    "item": f"item_{number}_{at}",
                    "type": "text",
                    "label": {"en": f"Item {number} {at}"},
                }
                for at in range(50)
            ],
        }
        for number in range(20)
    ]
    page = build(open_page, a_draft(many))
    assert page.locator(".outline-row").count() < 60
    row(page, "Page 0").click()
    page.keyboard.press("End")
    expect(row(page, "Item 19 49")).to_be_focused()
    assert page.locator(".outline-row").count() < 60
    assert page.evaluate("document.querySelectorAll('*').length") < 1000


def test_the_builder_can_only_be_looked_at_without_the_permission(open_page: Open) -> None:
    page = build(open_page, who="Rolf")
    row(page, "Friendly?").click()
    expect(field(page, "label/en")).to_be_disabled()
    page.keyboard.press("Delete")
    expect(row(page, "Friendly?")).to_be_visible()


def test_a_rule_over_the_whole_interview_is_written(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    page.locator(".outline-root").click()
    page.get_by_role("button", name="Add a rule").click()
    page.keyboard.type("Thanked, but not greeted")
    card = page.locator(".rule-card")
    card.get_by_role("button", name="Add a condition").first.click()
    card.get_by_label("Item 1").select_option("greeted")
    card.get_by_label("Value 1").select_option("yes")
    card.get_by_label("If it does not hold", exact=True).select_option("warning")
    saved(page)
    assert held(draft)["document"]["rules"] == [
        {
            "rule": "rule",
            "constraint": "${greeted} = 'yes'",
            "message": {"en": "Thanked, but not greeted"},
            "severity": "warning",
        }
    ]
