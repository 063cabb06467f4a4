"""The tablet's screens before a world in memory: visits in every state, with the longest words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route

from mystery.clock import utcnow
from tests.browser.field_server import SCENARIO, form
from tests.listening import listen
from tests.patience import PATIENCE_MS

FAKE = Path(__file__).with_name("tablet_fake.js")
PIN = "314159"
Opening = Callable[..., Page]
LOOKS = [
    ("en", "light", 800, 1280),
    ("en", "dark", 800, 1280),
    ("de", "sun", 800, 1280),
    ("de", "light", 390, 844),
    ("de", "dark", 390, 844),
    ("en", "sun", 390, 844),
]
BRIEFED = {"said": {"briefed": "2026-11-26T08:00:00Z"}}
MID = {
    "a-1": BRIEFED,
    "a-0": {"state": "draft"},
    "a-3": {"state": "confirmed"},
    "a-4": {"state": "here", "since": "2026-11-20T10:00:00Z"},
    "a-5": {"state": "sent", "waitingFiles": 2},
}
NOT_TAKEN = {
    "note": "n-1", "at": "2026-11-26T08:00:00Z", "keptAt": "2026-11-26T09:30", "words": "She called.",
    "state": "refused", "reason": "PROMISE_CLOSED", "stands": {"state": "broken", "kept_at": None},
}  # fmt: skip
_PLACES = (
    ("Haus Hansa Hamburg-Jungfernstieg", "Jungfernstieg 16", "20354 Hamburg", 53.5530, 9.9930),
    ("Autohaus Nord", "Langenhorner Chaussee 600", "22419 Hamburg", 53.6620, 9.9990),
    ("Fachgeschäft für Haushaltswaren Blankenese", "Blankeneser Bahnhofstraße 30", "22587 Hamburg",
     53.5640, 9.8140),
    ("Werkstatt Bergedorf", "Weidenbaumsweg 91", "21035 Hamburg", 53.4890, 10.2050),
    ("Hansa Harburg", "Lüneburger Straße 39", "21073 Hamburg", 53.4610, 9.9840),
    ("Hansa Altona", "Große Bergstraße 152", "22767 Hamburg", 53.5490, 9.9440),
)  # fmt: skip
_QUIZ = [
    {
        "question": {"en": "Who are you?", "de": "Was sagen Sie, wenn man fragt, wer Sie sind?"},
        "options": [{"en": "A customer", "de": "Kundin oder Kunde"}, {"en": "A tester", "de": "Testperson"}],
        "right": 0,
        "why": {"en": "Nobody may know that you test.", "de": "Niemand darf wissen, dass Sie testen."},
    },
    {
        "question": {"en": "How much may you spend?", "de": "Wie viel dürfen Sie ausgeben?"},
        "options": [{"en": "100 euro", "de": "100 Euro"}, {"en": "400 euro", "de": "400 Euro"}],
        "right": 1,
        "why": {"en": "The facts say about 400 euro.", "de": "In den Fakten stehen etwa 400 Euro."},
    },
]  # fmt: skip


def world(**changes: Any) -> dict[str, Any]:
    """A day with six visits, one briefed, nothing else done yet. `changes` replace its parts."""
    return {
        "people": [
            {"device": "d-1", "tester": {"id": "t-1", "name": "Tara Tester", "language": "en"},
             "installation": {"id": "i-1", "name": "Mystery"}, "name": "Tablet 7"},
            {"device": "d-9", "tester": {"id": "t-2", "name": "Toni Berg", "language": "de"},
             "installation": {"id": "i-1", "name": "Mystery"}, "name": "Tablet 7"},
        ],
        "work": work(),
        "visits": {"a-1": BRIEFED},
        "boot": _boot(),
        **changes,
    }  # fmt: skip


def work() -> dict[str, Any]:
    now = utcnow().replace(minute=0, second=0, microsecond=0)
    return {
        "server_now": now.isoformat(),
        "tester": {"id": "t-1", "name": "Tara Tester", "language": "en"},
        "assignments": [_assignment(number, now) for number in range(len(_PLACES))],
    }


def _assignment(number: int, now: datetime) -> dict[str, Any]:
    name, street, city, latitude, longitude = _PLACES[number]
    begins = now + timedelta(hours=2 * number)
    return {
        "id": f"a-{number}",
        "state": "assigned",
        "window": {"from": begins.isoformat(), "to": (begins + timedelta(hours=2)).isoformat(),
                   "zone": "Europe/Berlin"},
        "location": {"name": name, "street": street, "city": city, "phone": "040 123456", "web": "",
                     "latitude": latitude, "longitude": longitude, "zone": "Europe/Berlin"},
        "title": {"en": "Store visit: first coffee machine", "de": "Ladenbesuch: erste Kaffeemaschine"},
        "role": SCENARIO["role"],
        "minutes": 40,
        "fee": {"cents": 2450, "currency": "EUR"},
        "form": "f" * 64,
        "scenario": {**SCENARIO, "quiz": _QUIZ, "timers": [{"name": "visit_minutes", "low": 20, "high": 45}]},
        "documents": [{"name": "Auftragsbestätigung.pdf", "sha256": "0" * 64, "type": "application/pdf",
                       "size": 182_000}],
        "needs_briefing": True,
        "interview": None,
        "seed": 7,
        "mode": "capi",
    }  # fmt: skip


def promise(number: int = 0, *, hours: float = -2, **changes: Any) -> dict[str, Any]:
    """One of the tester's promises, due in so many hours."""
    now = utcnow()
    return {
        "id": f"p-{number}", "assignment": f"a-{number}", "place": _PLACES[number][0],
        "zone": "Europe/Berlin",
        "title": {"en": "Store visit: first coffee machine", "de": "Ladenbesuch: erste Kaffeemaschine"},
        "kind": "callback", "what": "The manager calls back about the coffee machine",
        "opened_at": (now - timedelta(days=3)).isoformat(),
        "due_at": (now + timedelta(hours=hours)).isoformat(),
        "waits_for_report": False, "said": None, **changes,
    }  # fmt: skip


def _boot() -> dict[str, Any]:
    return {
        "package": form(), "fingerprint": "f" * 64, "owner": "t-1", "actor": "t-1", "events": [],
        "layout": "tablet", "language": "en", "languages": ["de", "en"], "zone": "Europe/Berlin",
        "preview": True, "urls": {},
    }  # fmt: skip


def stand_in(page: Page, there: Mapping[str, Any]) -> None:
    """The page gets the world in memory instead of js/sync."""
    page.add_init_script(f"globalThis.fakeWorld ??= {json.dumps(there)};")
    for name in ("session", "device", "outbox"):
        page.route(f"**/js/sync/{name}.js", lambda route: _script(route, 'export * from "./fake.js";'))
    page.route("**/js/sync/fake.js", lambda route: _script(route, FAKE.read_text(encoding="utf-8")))


def _script(route: Route, text: str) -> None:
    route.fulfill(body=text, content_type="text/javascript")


def looks(page: Page, *, language: str, theme: str) -> None:
    kept = json.dumps({"language": language, "theme": theme})
    page.add_init_script(f"localStorage['mystery-tablet-looks'] ??= {json.dumps(kept)};")


def unlock(page: Page) -> None:
    page.locator(".tablet-person").first.click()
    page.locator(".tablet-pin").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".next-test")


def reassigned(*ids: str) -> dict[str, Any]:
    """The work of the day after these visits have gone to somebody else."""
    there = work()
    gone = [each for each in there["assignments"] if each["id"] in ids]
    there["assignments"] = [each for each in there["assignments"] if each not in gone]
    return {**there, "past": [{**each, "scenario": {}, "documents": []} for each in gone]}


def opening(chromium: Browser, address: str) -> Iterator[Opening]:
    """Opens the app in a world; a script error, a blocked style or a foreign request fails the test,
    except where something `fails` on purpose."""
    contexts: list[BrowserContext] = []
    heard: list[list[str]] = []

    def open_app(
        path: str = "/tablet/",
        *,
        look: tuple[str, str, int, int] = LOOKS[0],
        locked: bool = False,
        fails: bool = False,
        **changes: Any,
    ) -> Page:
        language, theme, width, height = look
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale=language,
            service_workers="block",
            has_touch=True,
            permissions=["geolocation"],
            geolocation={"latitude": 53.5512, "longitude": 10.0004},
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        heard.append([] if fails else listen(page, address))
        stand_in(page, world(**changes))
        looks(page, language=language, theme=theme)
        page.goto(path)
        page.wait_for_selector("#tablet h1[tabindex]")
        if not locked:
            unlock(page)
        return page

    yield open_app
    for context in contexts:
        context.close()
    assert [line for lines in heard for line in lines] == []


def show(page: Page, path: str) -> None:
    page.evaluate(f"location.hash = '#/{path}'")
    page.wait_for_selector(".player-stage .page" if path.endswith("interview") else "h1:focus")


def connection(page: Page, *, there: bool) -> None:
    """What the browser says of it; the files of the app still come."""
    told = str(there).lower()
    page.evaluate(f"Object.defineProperty(navigator, 'onLine', {{ get: () => {told}, configurable: true }})")
