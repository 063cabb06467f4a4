"""The scoring page in the builder, and what is wrong or worth what beside it; rules and tables."""

from __future__ import annotations

import copy

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.builder_pages import SMALL, Content, a_draft, build, field, held, row, saved
from tests.browser.conftest import Open
from tests.browser.test_gallery import choose, complaints


def scored() -> Content:
    """The small questionnaire, whole, with a scheme and a test case."""
    content = copy.deepcopy(SMALL)
    content["document"]["sections"][0]["items"][1]["label"]["de"] = "Nach wie vielen Sekunden?"
    content["scheme"] = {
        "scheme": "shop-standard",
        "version": "1",
        "for": "shop",
        "model": "points",
        "sections": {},
        "items": {"greeted": {"weight": "1"}, "thanked": {"weight": "1"}},
    }
    answers = {"greeted": "yes", "seconds": 5, "friendly": "yes", "thanked": "no"}
    at = "2026-11-01T10:00:00+01:00"
    content["examples"] = [
        {"id": "0000000000e1", "name": "Half", "at": at, "answers": answers, "expect": {"problems": []}}
    ]
    return content


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def part(page: Page, key: str) -> Locator:
    return page.locator(f'.score-page [data-field="{key}"]')


def test_grades_and_a_knock_out_are_made_and_the_visits_say_what_they_come_to(open_page: Open) -> None:
    draft = a_draft(scored())
    page = build(open_page, draft)
    tab(page, "Scoring")
    expect(page.locator(".score-perfect")).to_contain_text("A perfect visit scores 100 %")
    expect(page.locator(".score-cases")).to_contain_text("Half50 %")
    page.get_by_role("button", name="Add a grade").click()
    expect(part(page, "scheme/grades/0")).to_be_focused()
    part(page, "scheme/grades/0").fill("80")
    part(page, "scheme/grades/0/label/en").fill("Good")
    page.get_by_role("button", name="Add a grade").click()
    part(page, "scheme/grades/1/label/en").fill("Poor")
    saved(page)
    assert [grade[0] for grade in held(draft)["scheme"]["grades"]] == ["80", "0"]
    expect(page.locator(".score-perfect")).to_contain_text("100 % · Good")
    page.get_by_role("button", name="Add a knock-out").click()
    part(page, "scheme/knock_outs/0/cap").fill("20")
    card = page.locator('[data-key="scheme/knock_outs/0"]')
    card.get_by_role("button", name="As a formula").click()
    part(page, "scheme/knock_outs/0/when").fill("${thanked} = 'no'")
    expect(page.locator(".score-cases")).to_contain_text("Half20 % · Poor")
    page.get_by_role("button", name="Delete “Knock-out 1”").click()
    expect(page.locator(".score-cases")).to_contain_text("Half50 %")
    page.keyboard.press("Control+z")
    expect(page.locator(".score-cases")).to_contain_text("Half20 % · Poor")


def test_a_renamed_item_and_grade_are_followed_by_the_knock_out(open_page: Open) -> None:
    content = scored()
    content["scheme"]["grades"] = [["80", "good"], ["0", "poor"]]
    content["scheme"]["knock_outs"] = [{"when": "${thanked} = 'no'", "grade_cap": "poor"}]
    draft = a_draft(content)
    page = build(open_page, draft)
    row(page, "Were you thanked?").click()
    page.get_by_text("Advanced", exact=True).click()
    field(page, "name").fill("said_thanks")
    field(page, "name").press("Tab")
    tab(page, "Scoring")
    part(page, "scheme/grades/1/name").fill("weak")
    part(page, "scheme/grades/1/name").press("Tab")
    saved(page)
    expected = {"when": "${said_thanks} = 'no'", "grade_cap": "weak"}
    assert held(draft)["scheme"]["knock_outs"] == [expected]


def test_a_problem_of_the_scheme_stands_beside_its_field_and_is_led_to(open_page: Open) -> None:
    content = scored()
    content["scheme"]["knock_outs"] = [{"when": "${nobody} = 'no'", "cap": "400"}]
    page = build(open_page, a_draft(content))
    card = page.locator('[data-key="scheme/knock_outs/0"]')
    page.get_by_role("tab", name="Problems").click()
    page.locator(".problem-row", has_text="400").click()
    expect(part(page, "scheme/knock_outs/0/cap")).to_be_focused()
    expect(card.locator(":scope > .field-problems")).to_contain_text("400")
    expect(card.locator(".expression-wrong").first).to_contain_text("nobody")


def test_sections_bonus_and_thresholds_are_filled_in_by_keyboard(open_page: Open) -> None:
    draft = a_draft(scored())
    page = build(open_page, draft)
    tab(page, "Scoring")
    part(page, "scheme/sections/welcome/weight").focus()
    page.keyboard.type("60")
    page.keyboard.press("Tab")
    page.keyboard.type("80")
    part(page, "scheme/bonus/items").select_option("friendly")
    part(page, "scheme/bonus/cap").fill("3")
    page.get_by_role("button", name="Add a threshold").press("Enter")
    part(page, "scheme/thresholds/0/zero").select_option("farewell")
    part(page, "scheme/thresholds/0/below").fill("50")
    saved(page)
    scheme = held(draft)["scheme"]
    assert scheme["sections"] == {"welcome": {"weight": "60", "target": "80"}}
    assert scheme["bonus"] == {"items": ["friendly"], "cap": "3"}
    assert scheme["thresholds"] == [{"zero": "farewell", "below": "50"}]


def test_sets_of_items_flags_and_gathered_sections_are_made(open_page: Open) -> None:
    draft = a_draft(scored())
    page = build(open_page, draft)
    tab(page, "Scoring")
    page.get_by_role("button", name="Add a group of items").click()
    part(page, "scheme/exclusive/0").select_option("greeted")
    part(page, "scheme/exclusive/0").select_option("thanked")
    part(page, "scheme/outcomes").select_option("friendly")
    page.get_by_role("button", name="Add a flag").click()
    part(page, "scheme/rules/0/flag").select_option("trap_missed")
    card = page.locator('[data-key="scheme/rules/0"]')
    card.get_by_role("button", name="Add a condition").click()
    card.get_by_label("Item 1").select_option("greeted")
    card.get_by_label("Value 1").select_option("no")
    page.get_by_role("button", name="Add a section that gathers items").click()
    page.get_by_label("What it is called in reports").fill("Human factor")
    page.keyboard.press("Enter")
    part(page, "scheme/sections/human_factor/items").select_option("thanked")
    saved(page)
    scheme = held(draft)["scheme"]
    assert scheme["exclusive"] == [["greeted", "thanked"]]
    assert scheme["outcomes"] == ["friendly"]
    assert scheme["rules"] == [{"when": "${greeted} = 'no'", "flag": "trap_missed"}]
    gathered = {"label": {"en": "Human factor"}, "items": ["thanked"]}
    assert scheme["sections"] == {"human_factor": gathered}
    page.get_by_role("button", name="Delete “Were you greeted?”").click()
    saved(page)
    assert held(draft)["scheme"]["exclusive"] == [["thanked"]]


def test_what_few_items_need_is_offered_beside_the_score(open_page: Open) -> None:
    draft = a_draft(scored())
    page = build(open_page, draft)
    row(page, "Were you greeted?").click()
    page.get_by_role("button", name="Worth if it was not answered").click()
    expect(field(page, "score/blank")).to_be_focused()
    page.keyboard.type("0.5")
    field(page, "score/value/dont_know").fill("–")
    field(page, "score/value/yes").fill("1")
    page.get_by_role("button", name="Counts only if").click()
    place = page.locator('.inspector-field[data-key="score"]')
    place.get_by_role("button", name="As a formula").click()
    field(page, "score/when").fill("${nobody} = 'yes'")
    expect(place.locator(".expression-place mark")).to_have_text("nobody")
    field(page, "score/when").fill("${friendly} = 'yes'")
    expect(place.locator(".expression-place")).to_have_count(0)
    saved(page)
    value = {"dont_know": "not_applicable", "yes": "1"}
    rule = {"weight": "1", "blank": "0.5", "value": value, "when": "${friendly} = 'yes'"}
    assert held(draft)["scheme"]["items"]["greeted"] == rule


def test_the_score_is_reached_with_a_thumb_on_an_upright_tablet(open_page: Open) -> None:
    content = scored()
    content["scheme"]["exclusive"] = [["greeted", "thanked"]]
    content["scheme"]["knock_outs"] = [{"when": "${thanked} = 'no'", "cap": "40"}]
    content["scheme"]["grades"] = [["0", "poor"]]
    page = build(open_page, a_draft(content), width=800, height=1280)
    page.locator(".bar-panes").get_by_role("button", name="Preview").click()
    tab(page, "Scoring")
    wide = page.locator(".score-page").bounding_box()
    assert wide is not None
    assert wide["width"] > 700
    controls = page.locator(".score-page").locator("input, select, textarea, button, summary")
    small = controls.evaluate_all(
        "all => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)"
        ".map((one) => one.outerHTML.slice(0, 80))"
    )
    assert small == []
    assert page.evaluate("document.querySelector('.score-page').scrollWidth") <= wide["width"]
    page.locator(".bar-panes").get_by_role("button", name="Properties").click()
    expect(row(page, "Friendly?")).to_be_visible()


def test_a_rule_says_beside_itself_what_is_wrong(open_page: Open) -> None:
    content = scored()
    message = {"en": "It does not fit", "de": "Das passt nicht"}
    content["document"]["rules"] = [
        {"rule": "one", "constraint": "${greeted} = 'yes'", "message": message},
        {"rule": "two", "constraint": "${nobody} = 'yes'", "message": {"en": "No"}},
    ]
    page = build(open_page, a_draft(content))
    page.get_by_role("tab", name="Problems").click()
    page.locator(".problem-row", has_text="nobody").click()
    cards = page.locator("#inspector .rule-card")
    expect(cards.nth(1).locator(":focus")).to_have_count(1)
    expect(cards.nth(1).locator(".expression-wrong").first).to_contain_text("nobody")
    expect(cards.nth(1).locator(":scope > .field-problems")).not_to_be_empty()
    expect(cards.nth(0).locator(".problem-line")).to_have_count(0)
    expect(cards.nth(0).locator(".expression-says").first).to_contain_text("Were you greeted?")


def test_rows_of_a_spreadsheet_become_a_table_of_which_only_a_part_is_drawn(open_page: Open) -> None:
    draft = a_draft(scored())
    page = build(open_page, draft)
    tab(page, "Choice lists")
    page.get_by_role("button", name="New table").click()
    page.get_by_label("Name of the table").fill("Our shops")
    page.keyboard.press("Enter")
    lines = "\n".join(f"s{number}\tShop {number}\tnorth" for number in range(400))
    page.get_by_label("Cells from a spreadsheet").fill(f"name\tlabel\tregion\n{lines}")
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text("Rows: 400")).to_be_visible()
    window = page.get_by_role("grid", name="Rows of our-shops.csv")
    expect(window.get_by_text("Shop 0", exact=True)).to_be_visible()
    assert window.locator("tbody tr").count() < 100
    window.focus()
    page.keyboard.press("Control+End")
    expect(window.get_by_text("Shop 399", exact=True)).to_be_visible()
    saved(page)
    assert held(draft)["tables"]["our-shops.csv"][1] == {"name": "s1", "label": "Shop 1", "region": "north"}


@pytest.mark.parametrize("theme", ["light", "dark", "sun"])
def test_everyone_can_read_the_score_and_the_tables(open_page: Open, theme: str) -> None:
    content = scored()
    content["scheme"]["grades"] = [["80", "good", {"en": "Good", "de": "Gut"}], ["0", "poor"]]
    content["scheme"]["knock_outs"] = [{"when": "${thanked} = 'no'", "cap": "400"}]
    content["scheme"]["bonus"] = {"items": ["friendly"], "cap": "3"}
    content["tables"] = {"shops.csv": [{"name": "a", "label": "A"}]}
    page = build(open_page, a_draft(content))
    choose(page, theme=theme)
    tab(page, "Scoring")
    assert complaints(page) == []
    tab(page, "Choice lists")
    page.locator(".list-name", has_text="shops.csv").click()
    assert complaints(page) == []
