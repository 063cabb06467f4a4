"""The JavaScript twin in a browser: Chromium gives what Node gives, for the table and for every form."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, Route

from mystery.interview import state
from tests.conformance.cases import cases, plain
from tests.conformance.test_expressions import CASES
from tests.conformance.test_javascript import REFUSED, agree, request_of
from tests.conformance.test_twins import differences

ROOT = Path(__file__).parents[2]
ORIGIN = "http://engine.test"
_RUN = f"""async (requests) => {{
  const {{ answer }} = await import("{ORIGIN}/tests/js/actions.mjs");
  return JSON.stringify(JSON.parse(requests).map(answer));
}}"""
Reply = dict[str, object]


def _file(route: Route) -> None:
    """The files of this repository as a host that exists in this browser only."""
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/":
        route.fulfill(content_type="text/html", body="<!doctype html><title>engine</title>")
    else:
        route.fulfill(content_type="text/javascript", body=(ROOT / path[1:]).read_text(encoding="utf-8"))


def _asked(chromium: Browser, requests: list[Reply]) -> list[Reply]:
    page = chromium.new_page()
    page.route(f"{ORIGIN}/**", _file)
    page.goto(f"{ORIGIN}/")
    replies = json.loads(page.evaluate(_RUN, json.dumps(requests)))
    page.close()
    return [reply["result"] for reply in replies]


def test_every_expression_gives_in_chromium_what_the_table_says(chromium: Browser) -> None:
    asked = [case for case in CASES if not str(case.get("error", "")).startswith(REFUSED)]
    replies = _asked(chromium, [request_of(case) for case in asked])
    wrong = [case["expr"] for case, reply in zip(asked, replies, strict=True) if not agree(case, reply)]
    assert wrong == []


def test_every_interview_goes_in_chromium_as_in_python(chromium: Browser) -> None:
    all_cases = cases()
    replies = _asked(chromium, [{"action": "state", **case.request} for case in all_cases])
    for case, seen in zip(all_cases, replies, strict=True):
        wrong = list(differences(seen, plain(state(case.form, case.events))))
        assert (case.feature, case.name, wrong) == (case.feature, case.name, [])
