"""What researcher, administrator, reviewer and client do on their pages, from the order to the report."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

CLIENT, STUDY, WAVE = "Haus Hansa", "Service in our stores", "Winter wave"
PLACE = "Hansa Hamburg"
WAY_OUT = "Thank you, I will sleep on it."
TOUCHPOINT = {"de": "Fachberatung", "en": "Specialist advice"}
EMAIL, NEW_PASSWORD = "henning@hansa.example", "nine tall amber birches"


# --- the researcher prepares ---


def create_client(page: Page) -> None:
    """A client with a region, a location and a touchpoint, by their forms."""
    page.get_by_role("link", name="Clients", exact=True).first.click()
    page.get_by_role("link", name="New client").click()
    _fill(page, name=CLIENT, code="hansa", industry="Household goods")
    page.get_by_role("button", name="Save").click()
    _add_place(page, CLIENT, kind="region", name="Coast", code="coast", city="")
    _add_place(page, "Coast", kind="location", name=PLACE, code="hamburg", city="Hamburg")
    expect(page.get_by_role("link", name=PLACE)).to_be_visible()
    page.get_by_text("Add or change a touchpoint").click()
    _fill(page, code="advice", label_de=TOUCHPOINT["de"], label_en=TOUCHPOINT["en"], channel="Store")
    page.select_option("#crm_process", label="Sales")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("cell", name=TOUCHPOINT["en"])).to_be_visible()


def _add_place(page: Page, below: str, *, kind: str, name: str, code: str, city: str) -> None:
    page.get_by_role("link", name="New place").click()
    page.select_option("#kind", kind)
    page.select_option("#parent", label=below)
    _fill(page, name=name, code=code, city=city, phone="040 123456", headcount="14")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The place is saved.")).to_be_visible()


def create_study(page: Page) -> None:
    """A study whose checklist first shows what is missing, and then nothing."""
    page.get_by_role("link", name="Studies", exact=True).first.click()
    page.get_by_role("link", name="New study").first.click()
    page.select_option("#client", label=CLIENT)
    _fill(page, title=STUDY, code="2026-service", target="80")
    page.get_by_role("button", name="Create the study").click()
    expect(page.locator("#checklist .step-problem")).not_to_have_count(0)
    page.get_by_role("link", name="Edit", exact=True).click()
    _fill(
        page, order_reference="HANSA-7", purpose="Find and mend weak spots", legal_basis="Art. 6(1)(f) GDPR"
    )
    page.select_option("#works_council", "agreed")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#checklist .step-done")).to_have_count(6)


def take_scenario(page: Page) -> None:
    """The pack's scenario with another way out, and a look at its questionnaire."""
    page.get_by_role("link", name="From a method pack").click()
    page.locator(".card", has_text="Store visit").get_by_role("button", name="Take this one").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.fill("#exit_line-en", WAY_OUT)
    page.fill("#exit_line-de", "Vielen Dank, ich schlafe eine Nacht darüber.")
    page.locator(".form-actions").get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("Version 2 is saved.")).to_be_visible()
    expect(page.locator(".callout")).to_contain_text("asks about arrival, sales-floor, checkout.")
    expect(page.locator("#exit-line")).to_contain_text(WAY_OUT)
    page.get_by_role("link", name="As on the tablet").click()
    expect(page.get_by_text("Preview: nothing is stored.")).to_be_visible()
    expect(page.locator(".player-stage")).to_contain_text("Photo of the front with the entrance")
    page.get_by_role("link", name="Back to the scenario").click()
    page.get_by_role("link", name=STUDY).click()


def plan_wave(page: Page, today: date, each: int) -> None:
    """A wave of two weeks with `each` tests at every location and their assignments."""
    page.get_by_role("link", name="New wave").first.click()
    first, last = today - timedelta(days=1), today + timedelta(days=13)
    _fill(page, label_de="Winterwelle", label_en=WAVE, code="w1", starts_on=f"{first}", ends_on=f"{last}")
    page.get_by_role("button", name="Create the wave").click()
    page.get_by_role("link", name="Plan the wave").click()
    page.locator("#fill #count").fill(f"{each}")
    page.get_by_role("button", name="Set these targets").click()
    row = page.get_by_role("row").filter(has_text=PLACE)
    row.locator("input").fill(f"{each + 1}")
    page.get_by_role("button", name="Save the targets").click()
    expect(page.get_by_text("1 target is changed.")).to_be_visible()
    page.locator("#make #evenly").uncheck()
    page.locator("#make #fee").fill("24.50")
    page.get_by_role("button", name="Make the assignments").click()


def give_to(page: Page, tester: str, places: int) -> None:
    """Everything to one tester; the rule of rotation leaves one visit at each location."""
    page.get_by_label("Select all rows").check()
    page.select_option("#bulk-tester", label=tester)
    page.locator("[data-bulk]").get_by_role("button", name="Assign").click()
    expect(page.get_by_text(f"{places} assignments go to {tester}.")).to_be_visible()
    expect(page.get_by_text("60 days must lie between").first).to_be_visible()


def start_wave(page: Page) -> None:
    page.get_by_role("cell", name=WAVE).first.get_by_role("link").click()
    expect(page.get_by_text("The wave can start.")).to_be_visible()
    page.get_by_role("button", name="Start the field").click()
    expect(page.get_by_text("The wave is in the field.")).to_be_visible()


def open_wave(page: Page) -> None:
    page.get_by_role("link", name="Home", exact=True).first.click()
    page.get_by_role("link", name=WAVE).first.click()


# --- the reviewer ---


def ask_back(page: Page, label: str, question: str) -> None:
    """Opens the first report of the queue, sees what is odd, and asks about one item by keys."""
    row = page.get_by_role("row").filter(has_text=PLACE)
    expect(row.locator(".queue-flags .badge")).not_to_have_count(0)
    page.get_by_role("link", name="Begin with the first").click()
    expect(page.locator("#flags .review-flags li")).not_to_have_count(0)
    page.locator(".review-item", has_text=label).hover()
    page.keyboard.press("q")
    page.keyboard.type(question)
    page.get_by_role("button", name="Send questions (1)").click()
    expect(page.get_by_text("The questions are on their way to the tester.")).to_be_visible()


def approve(page: Page, label: str) -> float:
    """Reads what the tester changed and the score, and approves by key; gives the total that was shown."""
    page.get_by_role("link", name="Review", exact=True).first.click()
    page.get_by_role("link", name="Begin with the first").click()
    item = page.locator(".review-item-changed")
    expect(item).to_have_count(1)
    expect(item).to_contain_text(label)
    page.get_by_text("Why this score").click()
    shown = page.locator(".review-trace-total td").first.inner_text()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("a")
    expect(page.get_by_text("Approved and scored.")).to_be_visible()
    expect(page.get_by_text("Nothing waits for review")).to_be_visible()
    return number(shown)


# --- the figures ---


def why_this_score(page: Page) -> tuple[float, float]:
    """The total of the only visit, and the same added up from the steps that the page shows."""
    open_findings(page, "Visits")
    page.get_by_role("row").filter(has_text=PLACE).get_by_role("link").first.click()
    expect(page.get_by_text("Why this score").first).to_be_visible()
    steps = [
        [cell.inner_text() for cell in row.locator("td").all()]
        for row in page.locator(".document table").first.locator("tbody tr").all()
    ]
    parts = [number(cells[3]) for cells in steps if cells[1]]
    moves = [number(cells[3]) for cells in steps if not cells[1] and cells[3][:1] in "+−±"]
    return number(steps[-1][3]), sum(parts) + sum(moves)


def open_findings(page: Page, part: str) -> None:
    open_wave(page)
    page.locator(".page-header").get_by_role("link", name="Findings").click()
    page.locator("main").get_by_role("link", name=part, exact=True).first.click()


def weakest(page: Page) -> tuple[str, str]:
    """The first weak spot among the items, and among the touchpoints."""
    names = [
        page.locator(f"#{part} tbody tr").first.locator("strong").first.inner_text()
        for part in ("items", "touchpoints")
    ]
    return names[0], names[1]


def release(page: Page) -> None:
    open_wave(page)
    page.get_by_role("button", name="Close the field").click()
    page.get_by_role("button", name="Release to the client").click()
    expect(page.get_by_text("The wave is released; the client sees its results.")).to_be_visible()


def create_account(page: Page) -> str:
    """The administrator lets the client's head office in; gives the one-time password."""
    page.get_by_role("link", name="Accounts", exact=True).first.click()
    page.get_by_role("link", name="New account").first.click()
    _fill(page, name="Henning", email=EMAIL)
    page.select_option("#role", "client_hq")
    page.select_option("#language", "en")
    page.select_option("#reach", label=f"{CLIENT}: all of it")
    page.get_by_role("button", name="Create the account").click()
    return (
        page.locator("dt", has_text="One-time password")
        .locator("xpath=following-sibling::dd")
        .first.inner_text()
    )


def first_login(page: Page, password: str) -> None:
    """Somebody new chooses a password of their own."""
    _fill(page, email=EMAIL, password=password)
    page.locator("main button[type=submit]").click()
    _fill(page, present=password, new=NEW_PASSWORD, again=NEW_PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()


def figures(page: Page) -> dict[str, str]:
    """What the answer on one page says: total, interval, n, the first weak spot."""
    span = plain(page.locator(".answer-span").inner_text())
    found = re.search(r"([\d.,]+–[\d.,]+) · (n = \d+)", span)
    assert found, span
    return {
        "total": plain(page.locator(".answer-value a").inner_text()),
        "interval": found[1],
        "n": found[2],
        "weak spot": page.locator(".answer-card-weak .answer-entry").first.inner_text(),
    }


def switch_language(page: Page, code: str) -> None:
    page.locator(".user-button").click()
    page.locator(f".user-menu [name=language][value={code}]").click()
    expect(page.locator("html")).to_have_attribute("lang", code)


def download(page: Page, language: str, folder: Path) -> bytes:
    """The study report in a language, as the browser stores it."""
    with page.expect_download() as coming:
        page.locator(f"#all a[href*='lang={language}']").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path.read_bytes()


def text_of(pdf: bytes) -> str:
    """All words of a report, with single blanks."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    words = []
    for page in document:
        text = page.get_textpage()
        words.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return plain(" ".join(words))


def plain(text: str) -> str:
    """Single blanks only; what keeps a number and its unit together is one, too."""
    return " ".join(text.split())


def number(text: str) -> float:
    """The first number of a text as English writes it."""
    found = re.search(r"[+−±-]?\s*\d[\d,]*(\.\d+)?", text)
    assert found, text
    return float(found[0].replace("−", "-").replace("±", "").replace(",", "").replace(" ", ""))


def _fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.fill(f"#{name}", text)
