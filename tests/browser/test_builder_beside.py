"""What stands beside the outline: preview, test cases, translations, lists, blocks, history."""

from __future__ import annotations

import copy

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.builder_pages import SMALL, a_draft, build, field, held, row, saved
from tests.browser.conftest import Open


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def preview(page: Page) -> FrameLocator:
    return page.frame_locator(".preview-frame")


def test_the_preview_follows_and_keeps_its_answers_when_the_questionnaire_changes(open_page: Open) -> None:
    page = build(open_page)
    inside = preview(page)
    inside.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).click()
    inside.locator(".item[data-key=seconds] input").fill("12")
    row(page, "Friendly?").click()
    field(page, "label/en").fill("Were they friendly?")
    expect(inside.get_by_text("Were they friendly?")).to_be_visible()
    expect(inside.locator(".item[data-key=seconds] input")).to_have_value("12")
    expect(field(page, "label/en")).to_be_focused()
    row(page, "Were you thanked?").click()
    expect(inside.locator(".item[data-key=thanked]")).to_be_visible()


def test_the_preview_says_why_an_item_is_hidden(open_page: Open) -> None:
    page = build(open_page)
    row(page, "After how many seconds?").click()
    why = page.locator(".preview-why")
    expect(why).to_contain_text("Hidden now")
    expect(why).to_contain_text("Were you greeted?")
    preview(page).locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).click()
    row(page, "After how many seconds?").click()
    expect(why).to_be_hidden()


def test_what_is_touched_in_the_preview_is_chosen_in_the_outline(open_page: Open) -> None:
    page = build(open_page)
    preview(page).locator(".item[data-key=friendly]").get_by_text("No", exact=True).click()
    expect(field(page, "label/en")).to_have_value("Friendly?")


def test_the_call_screen_is_shown_too(open_page: Open) -> None:
    page = build(open_page)
    page.get_by_role("button", name="Call", exact=True).click()
    row(page, "Were you thanked?").click()
    expect(preview(page).locator(".player[data-layout=call] .item[data-key=thanked]")).to_be_visible()


def test_a_recorded_case_fails_after_a_change_and_says_what_differs(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    inside = preview(page)
    inside.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).click()
    inside.locator(".item[data-key=seconds] input").fill("12")
    inside.locator(".item[data-key=friendly]").get_by_text("Yes", exact=True).click()
    tab(page, "Test cases")
    page.get_by_role("button", name="Record from the preview").click()
    page.get_by_label("Name of the test case").fill("Greeted")
    page.keyboard.press("Enter")
    expect(page.locator(".case")).to_contain_text("passes")
    assert held(draft)["examples"][0]["answers"] == {"greeted": "yes", "seconds": 12, "friendly": "yes"}
    row(page, "After how many seconds?").click()
    page.get_by_label("Value 1").select_option("no")
    expect(page.locator(".case")).to_contain_text("differs")
    expect(page.locator(".case-differences")).to_contain_text("seconds")
    page.keyboard.press("Control+z")
    expect(page.locator(".case")).to_contain_text("passes")
    page.keyboard.press("Control+Shift+z")
    page.get_by_role("button", name="The new result is right").click()
    expect(page.locator(".case")).to_contain_text("passes")


def test_a_case_recorded_in_a_call_stays_a_call(open_page: Open) -> None:
    content = copy.deepcopy(SMALL)
    content["document"]["modes"] = ["capi", "cati"]
    content["document"]["sections"][0]["items"][2]["modes"] = ["capi"]
    content["document"]["sections"][0]["items"][1]["label"]["de"] = "Sekunden?"
    draft = a_draft(content)
    page = build(open_page, draft)
    page.get_by_role("button", name="Call", exact=True).click()
    inside = preview(page)
    expect(inside.locator(".player[data-layout=call]")).to_be_visible()
    inside.locator(".item[data-key=greeted]").get_by_text("No", exact=True).click()
    tab(page, "Test cases")
    page.get_by_role("button", name="Record from the preview").click()
    page.keyboard.press("Enter")
    expect(page.locator(".case")).to_contain_text("Calls")
    expect(page.locator(".case")).to_contain_text("passes")
    [case] = held(draft)["examples"]
    assert (case["mode"], "friendly" in case["expect"]["hidden"]) == ("cati", True)


def test_while_there_are_errors_the_last_version_without_any_is_shown(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    inside = preview(page)
    expect(inside.locator(".item[data-key=friendly]")).to_be_visible()
    row(page, "After how many seconds?").click()
    page.get_by_role("button", name="As a formula").first.click()
    page.locator('.inspector-field[data-key="relevant"] textarea').fill("${nobody} = 1")
    saved(page)
    why = page.locator(".preview-why")
    expect(why).to_contain_text("This is the last version without errors.")
    page.get_by_role("button", name="Call", exact=True).click()
    expect(inside.locator(".player[data-layout=call] .item[data-key=greeted]")).to_be_visible()
    page.reload()
    expect(inside.locator(".item[data-key=friendly]")).to_be_visible()
    why.get_by_role("button", name="Go to the first error").click()
    expect(row(page, "After how many seconds?")).to_have_attribute("aria-selected", "true")
    expect(page.locator('.inspector-field[data-key="relevant"] :focus')).to_have_count(1)


def test_missing_translations_are_found_and_filled_in(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    tab(page, "Translations")
    expect(page.get_by_text("1 of 9 texts lack a language")).to_be_visible()
    page.get_by_label("Missing only").check()
    box = page.get_by_role("textbox", name="seconds, Label, de")
    box.fill("Nach wie vielen Sekunden?")
    saved(page)
    assert held(draft)["document"]["sections"][0]["items"][1]["label"]["de"] == "Nach wie vielen Sekunden?"
    expect(page.get_by_text("All 9 texts are there")).to_be_visible()


def test_a_shared_list_is_renamed_for_all_who_use_it(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    tab(page, "Choice lists")
    page.locator(".list-body").get_by_role("button", name="Rename", exact=True).click()
    page.get_by_label("Name of the list").fill("Yes and no")
    page.keyboard.press("Enter")
    saved(page)
    document = held(draft)["document"]
    assert list(document["choices"]) == ["yes-and-no"]
    assert document["sections"][1]["items"][0]["type"] == "select_one yes-and-no"


def test_a_block_is_saved_in_one_questionnaire_and_used_in_another(open_page: Open) -> None:
    page = build(open_page)
    row(page, "Were you greeted?").click()
    row(page, "After how many seconds?").click(modifiers=["Shift"])
    tab(page, "Blocks")
    page.get_by_role("button", name="Save the selection as a block").click()
    page.get_by_label("Name of the block").fill("Greeting")
    page.keyboard.press("Enter")
    expect(page.locator(".block")).to_contain_text("Greeting")
    row(page, "Were you thanked?").click()
    page.get_by_role("button", name="Insert “Greeting”").click()
    expect(row(page, "Greeting")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".expression-says").first).to_contain_text("Were you greeted?")
    page.get_by_role("button", name="Delete “Greeting”").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".block")).to_have_count(0)


def test_the_session_can_be_taken_back_to_any_step(open_page: Open) -> None:
    page = build(open_page)
    row(page, "Friendly?").click()
    for text in ("One", "Two", "Three"):
        field(page, "label/en").fill(text)
        field(page, "label/en").blur()
    tab(page, "Changes")
    page.get_by_role("button", name="Back to here").last.click()
    expect(row(page, "One")).to_be_visible()
    page.get_by_role("button", name="Redo up to here").first.click()
    expect(row(page, "Three")).to_be_visible()


def test_a_problem_leads_to_its_field(open_page: Open) -> None:
    page = build(open_page)
    row(page, "After how many seconds?").click()
    page.get_by_role("button", name="As a formula").first.click()
    box = page.locator('.inspector-field[data-key="relevant"] textarea')
    box.fill("${greeted} == 'yes'")
    expect(page.locator(".bar-problems")).to_have_text("Errors: 2")
    row(page, "Welcome").click()
    page.locator(".bar-problems").click()
    page.locator(".problem-row", has_text="Ask only if").click()
    expect(box).to_be_focused()


def test_another_language_is_added(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    page.locator(".outline-root").click()
    page.get_by_role("button", name="Add a language").click()
    page.get_by_label("Its code, for example en, fr or pl").fill("pl")
    page.keyboard.press("Enter")
    expect(page.locator('#inspector [data-field="title/pl"]')).to_be_visible()
    saved(page)
    assert held(draft)["document"]["languages"] == ["en", "de", "pl"]
