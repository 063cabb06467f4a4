"""Tables and choice lists as cells: moved through, written in, pasted, undone."""

from __future__ import annotations

import copy

from playwright.sync_api import Locator, Page, expect

from tests.browser.builder_pages import SMALL, Content, a_draft, build, field, held, row, saved
from tests.browser.conftest import Open
from tests.browser.test_gallery import complaints
from tests.web.desk.test_attached import drawing

SHOPS = [
    {"name": "a", "label": "Alpha", "region": "north"},
    {"name": "b", "label": "Beta", "region": "south"},
]
_PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


def with_shops() -> Content:
    content = copy.deepcopy(SMALL)
    content["document"]["sections"][0]["items"][1]["label"]["de"] = "Nach wie vielen Sekunden?"
    content["tables"] = {"shops.csv": copy.deepcopy(SHOPS)}
    return content


def cells_of(page: Page, name: str) -> Locator:
    page.get_by_role("tab", name="Choice lists").click()
    page.locator(".list-name", has_text=name).click()
    return page.get_by_role("grid", name=f"Rows of {name}")


def cell(grid: Locator, text: str) -> Locator:
    return grid.get_by_role("gridcell", name=text, exact=True)


def paste(page: Page, text: str) -> None:
    """The clipboard as a spreadsheet fills it; a page may not write it by itself."""
    page.evaluate(_PASTE, text)


def test_cells_of_a_table_are_written_by_keyboard_and_undone_one_by_one(open_page: Open) -> None:
    draft = a_draft(with_shops())
    page = build(open_page, draft)
    grid = cells_of(page, "shops.csv")
    keys = page.keyboard
    grid.focus()
    keys.press("ArrowRight")
    keys.press("F2")
    keys.press("End")
    keys.type(" one")
    keys.press("Enter")
    expect(cell(grid, "Beta")).to_have_attribute("aria-selected", "true")
    keys.type("B")
    keys.press("Escape")
    keys.press("ArrowRight")
    keys.press("Enter")
    keys.type("east")
    keys.press("Tab")
    keys.type("c")
    keys.press("Tab")
    keys.type("Gamma")
    keys.press("Enter")
    saved(page)
    rows = [["a", "Alpha one", "north"], ["b", "Beta", "east"], ["c", "Gamma", ""]]
    assert [list(each.values()) for each in held(draft)["tables"]["shops.csv"]] == rows
    expect(grid).to_be_focused()
    keys.press("Control+Delete")
    expect(page.get_by_text("Rows: 2")).to_be_visible()
    for _ in range(6):
        keys.press("Control+z")
    saved(page)
    assert held(draft)["tables"]["shops.csv"] == SHOPS
    assert page.evaluate("document.activeElement.getAttribute('role')") == "grid"


def test_choices_are_cells_with_their_columns_and_a_code_occurs_once(open_page: Open) -> None:
    content = with_shops()
    content["document"]["choices"]["yes-no"][0]["tone"] = "warm"
    draft = a_draft(content)
    page = build(open_page, draft)
    grid = cells_of(page, "yes-no")
    expect(grid.get_by_role("columnheader")).to_have_text(["Row", "Code", "English", "Deutsch", "tone"])
    cell(grid, "no").dblclick()
    page.keyboard.type("yes")
    page.keyboard.press("Enter")
    expect(page.locator(".toast").last).to_contain_text("only once")
    expect(cell(grid, "no")).to_be_visible()
    cell(grid, "No").click()
    page.keyboard.type("Not at all")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_role("button", name="Picture or sound of the choice").click()
    page.get_by_role("dialog").get_by_label("Picture, English", exact=True).fill("no.png")
    page.get_by_role("dialog").get_by_role("button", name="OK").click()
    expect(page.get_by_role("button", name="Rename the column")).to_be_disabled()
    cell(grid, "warm").click()
    page.get_by_role("button", name="Rename the column").click()
    page.get_by_role("dialog").get_by_label("Name of the column").fill("mood")
    page.get_by_role("dialog").get_by_role("button", name="OK").click()
    expect(grid.get_by_role("columnheader").last).to_have_text("mood")
    saved(page)
    first, second = held(draft)["document"]["choices"]["yes-no"]
    assert (first["name"], first["label"]["en"]) == ("no", "Not at all")
    assert first["media"] == {"image": {"en": "no.png"}}
    assert (second["name"], second["mood"]) == ("yes", "warm")


def test_cells_of_a_spreadsheet_are_pasted_over_cells_and_below_them(open_page: Open) -> None:
    draft = a_draft(with_shops())
    page = build(open_page, draft)
    grid = cells_of(page, "shops.csv")
    grid.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    paste(page, "Bee\twest\nSee\teast")
    saved(page)
    assert [list(each.values()) for each in held(draft)["tables"]["shops.csv"]] == [
        ["a", "Alpha", "north"], ["b", "Bee", "west"], ["", "See", "east"],
    ]  # fmt: skip
    page.keyboard.press("Control+z")
    saved(page)
    assert held(draft)["tables"]["shops.csv"] == SHOPS


def test_thousands_of_rows_are_pasted_and_only_a_few_are_drawn(open_page: Open) -> None:
    draft = a_draft(with_shops())
    page = build(open_page, draft)
    grid = cells_of(page, "shops.csv")
    grid.focus()
    paste(page, "\n".join(f"s{number}\tShop {number}\tnorth" for number in range(10_000)))
    expect(page.get_by_text("Rows: 10000")).to_be_visible()
    page.keyboard.press("Control+End")
    expect(cell(grid, "north").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    page.keyboard.type("last")
    page.keyboard.press("Enter")
    assert grid.locator("tr").count() < 60
    saved(page)
    rows = held(draft)["tables"]["shops.csv"]
    assert (len(rows), rows[-1]["name"], rows[-1]["label"]) == (10_000, "last", "Shop 9999")
    choices = cells_of(page, "yes-no")
    choices.focus()
    page.keyboard.press("ArrowDown")
    paste(page, "\n".join(f"c{number}\tChoice {number}\tWahl {number}" for number in range(3_000)))
    expect(page.get_by_text("Rows: 3001")).to_be_visible()
    page.get_by_role("tab", name="Preview").click()
    row(page, "Were you greeted?").click()
    inside = page.locator("#inspector").get_by_role("grid")
    expect(cell(inside, "Choice 0")).to_be_visible()
    assert inside.locator("tr").count() < 60
    page.keyboard.press("Control+z")
    expect(field(page, "choice/00000000c002/en")).to_have_value("No")


def test_a_problem_of_a_choice_leads_to_its_cell(open_page: Open) -> None:
    content = with_shops()
    del content["document"]["choices"]["yes-no"][1]["label"]["de"]
    page = build(open_page, a_draft(content))
    page.get_by_role("tab", name="Problems").click()
    page.locator(".problem-row").first.click()
    grid = page.get_by_role("grid", name="Rows of yes-no")
    expect(grid).to_be_focused()
    expect(grid.locator("tr[data-wrong]")).to_have_count(1)
    expect(grid.locator("tr[data-wrong] [aria-selected=true]")).to_have_count(1)


def test_a_choice_gets_a_picture_from_this_computer(open_page: Open) -> None:
    draft = a_draft(with_shops())
    page = build(open_page, draft)
    row(page, "Friendly?").click()
    page.get_by_role("button", name="Picture or sound of choice 2").click()
    dialog = page.get_by_role("dialog")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Bring a picture … English").first.click()
    chooser.value.set_files({"name": "smile.png", "mimeType": "image/png", "buffer": drawing()})
    expect(dialog.get_by_role("img", name="smile.png")).to_be_visible()
    expect(dialog.get_by_label("Picture, English", exact=True)).to_have_value("smile.png")
    assert complaints(page) == []
    page.keyboard.press("Escape")
    saved(page)
    assert held(draft)["document"]["choices"]["yes-no"][1]["media"] == {"image": {"en": "smile.png"}}
    inside = page.frame_locator(".preview-frame")
    expect(inside.locator(".item[data-key=friendly] img").first).to_be_visible()


def test_a_cell_is_opened_by_a_second_tap_on_a_tablet(open_page: Open) -> None:
    draft = a_draft(with_shops())
    page = build(open_page, draft, width=800, height=1280)
    page.locator(".bar-panes").get_by_role("button", name="Preview").click()
    grid = cells_of(page, "shops.csv")
    alpha = cell(grid, "Alpha")
    expect(alpha).to_be_visible()
    assert (alpha.bounding_box() or {})["height"] >= 44
    alpha.tap()
    alpha.tap()
    box = page.get_by_label("label, row 1")
    expect(box).to_be_focused()
    box.fill("Aleph")
    page.get_by_role("button", name="Add a row").tap()
    page.keyboard.type("c")
    page.keyboard.press("Enter")
    saved(page)
    assert [each["label"] for each in held(draft)["tables"]["shops.csv"]] == ["Aleph", "", "Beta"]
