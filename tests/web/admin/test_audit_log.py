"""The audit log is read, filtered, checked and taken away by those who may."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from sqlalchemy import text

from mystery.exports.csv_text import csv_lines, plain
from mystery.services import audit
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from tests.browsing import Browser
from tests.cast import EMAILS, someone

Browse = Callable[[str], Browser]


def entries(count: int, action: str = "thing.done", **details: object) -> None:
    with transaction():
        for _ in range(count):
            audit.append(action, "thing:1", actor_for(someone("Rita")), details)


def seen(browser: Browser, query: str = "") -> str:
    reply = browser.get(f"/desk/audit{query}")
    assert reply.status_code == 200
    return reply.get_data(as_text=True)


def test_the_chain_is_recomputed_and_its_head_is_shown(browse: Browse) -> None:
    browser = browse("Axel")
    page = seen(browser)
    assert "Unbroken since" in page
    assert audit.head() in page


def test_a_broken_chain_is_named(browse: Browse) -> None:
    browser = browse("Axel")
    with transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        else:
            session.execute(text("DROP TRIGGER audit_entry_no_UPDATE"))
        session.execute(text("UPDATE audit_entry SET action = 'nothing' WHERE id = 3"))
    assert "broken at entry 3" in seen(browser)


def test_names_are_shown_to_administrators_only(browse: Browse) -> None:
    entries(1)
    assert "Researcher" in seen(browse("Axel"), "?action=thing.done")
    assert "Rita" not in seen(browse("Axel"), "?action=thing.done")
    assert "Rita" in seen(browse("Anna"), "?action=thing.done")


def test_older_entries_follow_the_cursor(browse: Browse) -> None:
    entries(60)
    browser = browse("Axel")
    seen(browser, "?action=thing.done")
    older = [link for link in browser.page.links if "before=" in link]
    assert len(older) == 1
    assert browser.get(older[0]).get_data(as_text=True).count("thing.done</td>") == 10


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?role=researcher", True),
        ("?role=reviewer", False),
        ("?role=none", False),
        ("?kind=thing", True),
        ("?kind=user", False),
        ("?subject=1", True),
        ("?subject=2", False),
        ("?from=2020-01-01&to=2099-01-01", True),
        ("?to=2020-01-01", False),
        ("?from=yesterday&before=999999999999999999999&role=king", True),
    ],
)
def test_the_log_is_filtered(browse: Browse, query: str, expected: bool) -> None:
    entries(1)
    assert ("thing.done</td>" in seen(browse("Axel"), query)) is expected


def test_the_file_holds_what_the_filters_show_and_is_noted(browse: Browse) -> None:
    entries(2, note='=HYPERLINK("x")')
    reply = browse("Axel").get("/desk/audit.csv?action=thing.done")
    rows = list(csv.DictReader(reply.get_data(as_text=True).removeprefix("\ufeff").splitlines()))
    assert [row["action"] for row in rows] == ["thing.done", "thing.done"]
    assert rows[0]["role"] == "researcher"
    assert audit.newest(1)[0].action == "audit.download"
    assert EMAILS["Rita"] not in reply.get_data(as_text=True)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@x", "\t=1", "  =1", "＝1"])
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    assert plain(cell) == f"'{cell}"
    assert [*csv_lines(["a"], [[cell]])][1].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", ["", "1", "-1.5", "a=b", "Größe"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert plain(cell) == cell


@pytest.mark.parametrize("name", ["Rita", "Stefan", "Rolf", "Wera", "Heidi", "Tara", "Carl"])
def test_nobody_else_reads_the_log(browse: Browse, name: str) -> None:
    browser = browse(name)
    assert browser.get("/desk/audit").status_code == 403
    assert browser.get("/desk/audit.csv").status_code == 403
