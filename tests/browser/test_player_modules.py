"""What the player fetches for a form: what its questions and expressions ask for, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Browser, Page

from mystery.questionnaire import Definition, Node, compile_form, read
from mystery.resources import folder
from mystery.web.shared.player_modules import MAIN, all_modules, modules_for
from mystery.web.shared.statics import StaticFiles
from tests.browser.field_server import form, serve
from tests.conformance.cases import FEATURES, form_of_feature

Opening = Callable[[Mapping[str, object], str], Page]

_LOADED = """() => performance.getEntriesByType("resource").map((one) => new URL(one.name).pathname)
  .filter((name) => name.endsWith(".js")).map((name) => name.replace("/static/", ""))"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opening]:
    closing: list[Callable[[], None]] = []

    def open_player(package: Mapping[str, object], query: str) -> Page:
        arrived, http = serve(package)
        context = chromium.new_context()
        closing.extend((context.close, http.shutdown, http.server_close))
        page = context.new_page()
        page.goto(arrived.address + query)
        page.wait_for_selector(".player-bar")
        return page

    yield open_player
    for close in closing:
        close()


def store_visit() -> Mapping[str, object]:
    text = (folder("questionnaires") / "store-visit/questionnaire.yaml").read_text(encoding="utf-8")
    return compile_form(read(text)[0]).package


def asking(*kinds: str, **facets: object) -> Mapping[str, object]:
    nodes = tuple(Node(f"q{at}", kind, label={"en": "?"}, **facets) for at, kind in enumerate(kinds))  # type: ignore[arg-type]  # facets of Node
    return compile_form(Definition("f", "1", ("en",), "en", {"en": "F"}, nodes=nodes)).package


def fetched(package: Mapping[str, object], layout: str = "tablet") -> set[str]:
    return {PurePosixPath(name).stem for name in modules_for(StaticFiles(folder("static")), package, layout)}


def size_of(names: tuple[str, ...]) -> int:
    return sum((folder("static") / name).stat().st_size for name in names)


@pytest.mark.parametrize("query", ["", "?layout=call", "?preview=yes"])
def test_the_page_names_what_the_player_fetches_and_no_more(opened: Opening, query: str) -> None:
    files = StaticFiles(folder("static"))
    package = store_visit()
    layout = "call" if "call" in query else "tablet"
    named = all_modules(files) if "preview" in query else modules_for(files, package, layout)
    assert sorted(set(opened(package, query).evaluate(_LOADED))) == sorted(named)


def test_a_form_of_every_kind_of_item_finds_its_modules_named(opened: Opening) -> None:
    files = StaticFiles(folder("static"))
    for name in ("visit", "fields"):
        page = opened(form(name), "")
        assert sorted(set(page.evaluate(_LOADED))) == sorted(modules_for(files, form(name), "tablet"))


def test_a_form_with_a_trace_fetches_the_trace_and_one_without_does_not() -> None:
    assert {"trace", "position"} <= fetched(asking("text", "geotrace"))
    others = {"trace", "place", "signature", "lookup", "timer", "grid", "blocks", "rounds", "keyboard"}
    assert not others & fetched(asking("text", "integer"))


def test_an_appearance_decides_which_module_draws_a_question() -> None:
    assert "month" in fetched(asking("date", appearance="month-year"))
    assert "moment" not in fetched(asking("date", appearance="month-year"))
    assert {"signature"} == {"signature", "photo"} & fetched(asking("image", appearance="signature"))


def test_functions_come_where_an_expression_names_them() -> None:
    assert "functions-digest" in fetched(asking("text", calculation="digest('a', 'MD5')"))
    assert {"functions-more"} == {"functions-more", "functions-geo", "functions-text", "functions-date"} & (
        fetched(asking("decimal", calculation="round(1.25, 1)"))
    )


def test_what_stands_around_a_question_comes_where_an_item_or_the_review_says_it() -> None:
    plain = fetched(asking("text", "integer"))
    assert not {"chips", "asides", "reason", "review", "groups", "moments", "offers", "predicates"} & plain
    assert {"chips", "reason"} <= fetched(asking("text", missing=("refused",), warning=". != ''"))
    assert {"moments"} == {"moments", "functions-date"} & fetched(asking("text", default="today()"))
    files = StaticFiles(folder("static"))
    assert "js/player/review.js" in modules_for(files, asking("text"), "tablet", {"open", "finish", "asked"})


def test_the_form_of_a_store_visit_fetches_two_thirds_of_the_player() -> None:
    files = StaticFiles(folder("static"))
    everything = size_of(all_modules(files))
    assert size_of(modules_for(files, store_visit(), "tablet")) < 0.7 * everything
    assert size_of(modules_for(files, asking("text", "integer"), "tablet")) < 0.55 * everything


@pytest.mark.parametrize("feature", FEATURES)
def test_every_module_of_a_feature_exists_and_starts_with_the_player(feature: str) -> None:
    names = modules_for(StaticFiles(folder("static")), form_of_feature(feature).package, "tablet")
    assert names[0] == MAIN
    assert all((folder("static") / name).is_file() for name in names)
