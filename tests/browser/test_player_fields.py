"""Every kind of field in a real browser: by finger, by keys, with a screen reader's eyes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.field_server import Field
from tests.browser.playing import Opening, item, sent, step, tap


def on_page(opened: Opening, number: int, **query: str) -> Page:
    page = opened(form="fields", **query)
    for _ in range(number):
        page.locator(".player-foot .button-primary").click()
    return page


def test_rows_of_one_list_stand_in_a_grid_and_each_is_a_question_of_its_own(
    opened: Opening, server: Field
) -> None:
    page = on_page(opened, 0)
    grid = page.locator(".item-grid").first
    expect(grid.locator(".item")).to_have_count(3)
    expect(grid.locator(".grid-columns")).to_contain_text("strongly agree")
    polite = page.get_by_role("group", name="was polite and attentive")
    polite.get_by_role("radio", name="rather agree").check(force=True)
    page.get_by_role("group", name="knew the machines").get_by_role("radio", name="neither").check(force=True)
    sent(page)
    assert server.answers() == {"polite": "4", "expert": "3"}


def test_a_grid_headed_by_its_options_asks_only_its_rows(opened: Opening, server: Field) -> None:
    page = on_page(opened, 0)
    expect(page.locator(".item[data-key=heads]")).to_have_count(0)
    expect(page.locator(".grid-title").last).to_have_text("What was in order?")
    page.locator(".bar-map").tap()
    expect(page.locator(".map-dialog .map-row").first).to_contain_text("0 / 6")


def test_a_row_gives_a_reason_for_no_answer_on_demand(opened: Opening, server: Field) -> None:
    page = on_page(opened, 0)
    expect(item(page, "expert").get_by_role("button", name="Don't know")).to_be_hidden()
    item(page, "expert").get_by_role("button", name="Reason or comment: knew the machines").tap()
    item(page, "expert").get_by_role("button", name="Don't know").tap()
    expect(item(page, "expert").get_by_role("button", name="Don't know")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_caller_fills_a_grid_row_by_row_with_codes(opened: Opening, server: Field) -> None:
    page = on_page(opened, 0, layout="call")
    for code in ("4", "2", "5"):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    page.keyboard.press("F2")
    sent(page)
    assert server.answers() == {"polite": "4", "expert": "2", "patient": "5"}
    assert "missing" in server.kinds()


def test_on_a_phone_the_rows_of_a_grid_are_cards(opened: Opening, server: Field) -> None:
    page = on_page(opened, 0)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".grid-columns").first).to_be_hidden()
    expect(item(page, "polite").get_by_text("rather agree")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_one_of_ten_thousand_towns_is_found_by_a_few_letters(opened: Opening, server: Field) -> None:
    page = on_page(opened, 1)
    town = item(page, "town")
    town.get_by_role("combobox").fill("4321 olh")
    expect(town.get_by_role("option")).to_have_text(["Bad Ölhausen 4321"])
    page.keyboard.press("Enter")
    expect(town.locator(".lookup-row")).to_have_text("Bad Ölhausen 4321")
    seen = item(page, "towns_seen")
    seen.get_by_role("combobox").fill("town 99")
    expect(seen.get_by_role("option")).to_have_count(50)
    expect(seen).to_contain_text("50 of 280 shown")
    seen.get_by_role("option", name="Town 990", exact=True).tap()
    seen.get_by_role("combobox").fill("town 7")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    sent(page)
    assert server.answers() == {"town": "t4321", "towns_seen": ["t990", "t70"]}
    seen.get_by_role("button", name="Remove: Town 990").tap()
    sent(page)
    assert server.answers()["towns_seen"] == ["t70"]


def test_what_was_chosen_above_narrows_the_list_below(opened: Opening, server: Field) -> None:
    page = on_page(opened, 1)
    item(page, "land").get_by_role("combobox").select_option("rp")
    expect(item(page, "town").get_by_role("combobox")).to_have_attribute(
        "placeholder", "Search in 5000 options"
    )
    item(page, "town").get_by_role("combobox").fill("4321")
    expect(item(page, "town")).to_contain_text("Nothing found.")


def test_other_brings_its_text_and_a_quick_answer_goes_on(opened: Opening, server: Field) -> None:
    page = on_page(opened, 1)
    tap(page, "brand", "Other")
    item(page, "brand_other").locator("input").fill("Epsilon")
    tap(page, "fast", "Yes")
    expect(item(page, "order")).to_be_focused()
    sent(page)
    assert server.answers()["brand_other"] == "Epsilon"


def test_a_ranking_is_dragged_into_order(opened: Opening, server: Field) -> None:
    page = on_page(opened, 1)
    for name in ("Alpha", "Beta", "Gamma"):
        item(page, "order").get_by_role("button", name=name, exact=True).tap()
    rows = item(page, "order").locator(".rank-row")
    rows.nth(2).scroll_into_view_if_needed()
    first, last = (rows.nth(index).locator(".rank-handle").bounding_box() for index in (0, 2))
    assert first
    assert last
    page.mouse.move(first["x"] + 10, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(last["x"] + 10, last["y"] + last["height"], steps=6)
    page.mouse.up()
    expect(rows.locator(".rank-text")).to_have_text(["Beta", "Gamma", "Alpha"])
    sent(page)
    assert server.answers()["order"] == ["b", "c", "a"]


def test_numbers_months_and_promises_are_entered(opened: Opening, server: Field) -> None:
    page = on_page(opened, 2)
    item(page, "pieces").get_by_role("button", name="One more").tap()
    item(page, "pieces").get_by_role("button", name="One more").tap()
    item(page, "bought_in").get_by_label("Month").select_option("03")
    item(page, "bought_in").get_by_label("Year").fill("2025")
    item(page, "built_in").get_by_label("Year").fill("2019")
    expect(item(page, "score").locator(".range-ticks span")).to_have_count(11)
    item(page, "callback").get_by_label("What", exact=True).fill("An offer by mail")
    item(page, "callback").get_by_label("By which day").fill("2026-11-30")
    item(page, "path").get_by_text("Enter by hand").tap()
    item(page, "path").get_by_role("textbox").fill("54.1 10.1\n54.2, 10.2")
    item(page, "code").locator("input").fill("4006381333931")
    page.keyboard.press("Tab")
    sent(page)
    assert server.answers() == {
        "pieces": 2,
        "bought_in": "2025-03-01",
        "built_in": "2019-01-01",
        "callback": {"what": "An offer by mail", "by": "2026-11-30"},
        "path": "54.1 10.1 0 0;54.2 10.2 0 0",
        "code": "4006381333931",
    }


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(opened: Opening, server: Field) -> None:
    page = on_page(opened, 2)
    large = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1_200_000}
    item(page, "paper").locator("input[type=file]").set_input_files(files=[large])
    expect(item(page, "paper")).to_contain_text("at most 1 MB")
    assert server.answers() == {}


def test_laps_of_a_stopwatch_are_kept(opened: Opening, server: Field) -> None:
    page = on_page(opened, 2)
    wait = item(page, "wait")
    wait.get_by_role("button", name="Start").tap()
    wait.get_by_role("button", name="Lap").tap()
    wait.get_by_role("button", name="Lap").tap()
    wait.get_by_role("button", name="Stop").tap()
    expect(wait.locator(".timer-laps li")).to_have_count(2)


def test_blocks_are_asked_in_a_drawn_order_that_a_reload_keeps(opened: Opening, server: Field) -> None:
    page = on_page(opened, 3)
    keys = "[...document.querySelectorAll('.item')].map(one => one.dataset.key)"
    order = page.evaluate(keys)
    assert order[0] == "b1"
    assert sorted(order) == ["b1", "b2", "b3", "b4"]
    sent(page)
    page.reload()
    page.wait_for_selector(".item")
    assert page.evaluate(keys) == order


def test_a_broken_rule_blocks_and_leads_to_its_items(opened: Opening, server: Field) -> None:
    page = on_page(opened, 0)
    item(page, "polite").get_by_role("radio", name="neither").check(force=True)
    step(page)
    step(page)
    item(page, "pieces").locator("input").fill("25")
    for _ in range(3):
        step(page)
    expect(page.locator(".rule")).to_have_count(2)
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".rule-way").first).to_be_focused()
    assert server.finished is None
    page.locator(".rule").first.get_by_role("button", name="Brand").tap()
    tap(page, "brand", "Alpha")
    for _ in range(4):
        step(page)
    doubt = page.locator(".rule")
    expect(doubt).to_have_count(1)
    doubt.get_by_label("It is right, because").fill("A whole crate")
    doubt.get_by_role("button", name="Confirm").tap()
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".sync")).to_have_text("Confirmed")


def test_lines_of_an_invoice_add_up_while_they_are_typed(opened: Opening, server: Field) -> None:
    page = on_page(opened, 4)
    for number, (hours, price) in enumerate((("2", "100"), ("0.5", "80"))):
        page.get_by_role("button", name="Add: Line").tap()
        item(page, "hours", number).locator("input").fill(hours)
        item(page, "price", number).locator("input").fill(price)
    expect(item(page, "total")).to_contain_text("In all 240 euro")
    first, second = (item(page, key).bounding_box() for key in ("what", "price"))
    assert first
    assert second
    assert first["y"] == pytest.approx(second["y"], abs=8)


def test_what_was_entered_in_the_lines_is_at_once_a_choice(opened: Opening, server: Field) -> None:
    page = on_page(opened, 4)
    for number, what in enumerate(("Oil", "Tyres")):
        page.get_by_role("button", name="Add: Line").tap()
        item(page, "what", number).locator("input").fill(what)
    item(page, "minutes").locator("input").focus()
    dearest = item(page, "dearest")
    expect(dearest.locator(".option-text")).to_have_text(["Oil", "Tyres"])
    tap(page, "dearest", "Tyres")
    item(page, "what", 1).locator("input").fill("Winter tyres")
    item(page, "minutes").locator("input").focus()
    expect(dearest.locator(".option-text")).to_have_text(["Oil", "Winter tyres"])
    expect(dearest.get_by_role("radio", checked=True)).to_have_count(0)
    expect(dearest.locator(".item-problem")).not_to_be_empty()
    tap(page, "dearest", "Winter tyres")
    expect(dearest.locator(".item-problem")).to_be_empty()
    sent(page)
    assert server.answers()["dearest"] == "Winter tyres"


def test_an_unusual_number_is_confirmed_by_touch_with_a_reason(opened: Opening, server: Field) -> None:
    page = on_page(opened, 4)
    minutes = item(page, "minutes")
    expect(minutes.locator(".item-note")).to_contain_text("Do not ask.")
    minutes.locator("input").fill("700")
    item(page, "on_the_spot").locator("input").focus()
    minutes.get_by_label("It is right, because").fill("They forgot me")
    minutes.get_by_role("button", name="Confirm").tap()
    expect(minutes.locator(".item-problem")).to_be_empty()
    sent(page)
    assert server.kinds()[-1] == "confirm"


@pytest.mark.parametrize(
    ("layout", "there", "gone"),
    [("tablet", "on_the_spot", "on_the_phone"), ("call", "on_the_phone", "on_the_spot")],
)
def test_each_mode_asks_its_own(opened: Opening, layout: str, there: str, gone: str) -> None:
    page = on_page(opened, 4, layout=layout)
    expect(item(page, there)).to_be_visible()
    expect(page.locator(f"[data-key={gone}]")).to_have_count(0)


@pytest.mark.parametrize("query", ["theme=light", "theme=dark&language=de", "theme=sun", "layout=call"])
def test_everyone_can_work_with_every_field(opened: Opening, query: str) -> None:
    page = opened(form="fields", **dict(part.split("=") for part in query.split("&")))
    for place in range(6):
        if place == 4:
            page.get_by_role("button", name="Add").or_(page.get_by_role("button", name="Hinzufügen")).click()
        if place == 1:
            item(page, "town").get_by_role("combobox").fill("town 12")
        found = Axe().run(page).response["violations"]
        faults = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
        assert faults == [], f"page {place}"
        if place < 5:
            page.locator(".player-foot .button-primary").click()


def test_every_field_is_large_enough_for_a_finger(opened: Opening) -> None:
    page = opened(form="fields")
    for _ in range(5):
        small = page.evaluate("""() => [...document.querySelectorAll("button, .option, .input, .rank-handle")]
          .map(one => [one.className, one.textContent, one.getBoundingClientRect()])
          .filter(([, , box]) => box.height > 0 && (box.height < 44 || box.width < 44))
          .map(([name, text]) => `${name} ${text}`)""")
        assert small == []
        step(page)
