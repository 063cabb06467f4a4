"""Head office takes the figures of its waves along; what minimum cells hide is hidden there, too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.services.transaction import reading
from mystery.store.models import AuditEntry
from tests import findings_world
from tests.browsing import Browser

Browse = Callable[[str], Browser]
FILE = "/client/reports/figures.csv"


@pytest.fixture
def waves(app: Flask) -> dict[str, UUID]:
    return findings_world.populate()


def figures(browser: Browser, address: str) -> list[dict[str, str]]:
    reply = browser.get(address)
    assert reply.status_code == 200
    return list(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))


@pytest.mark.usefixtures("waves")
def test_figures_below_the_minimum_cells_have_no_value_in_the_file_either(browse: Browse) -> None:
    found = {(row["level"], row["name"]): row for row in figures(browse("Heidi"), f"{FILE}?lang=en")}
    total = found["total", "Service at Autohaus Nord"]
    assert (total["n"], total["percent"], total["shown"]) == ("13", "72.31", "yes")
    locations = {name: row for (level, name), row in found.items() if level == "location"}
    assert len(locations) == 3
    for row in locations.values():
        assert (row["percent"] == "") is (row["shown"] != "yes")
    assert sorted(row["shown"] for row in locations.values())[:2] == ["protected", "too few"]
    entry = reading().scalars(select(AuditEntry).where(AuditEntry.action == "export.figures")).one()
    assert entry.details == {"scope": "", "language": "en", "figures": len(found)}


def test_a_change_for_the_worse_is_a_number_and_no_formula(waves: dict[str, UUID], browse: Browse) -> None:
    rows = figures(browse("Rita"), f"/desk/findings/reports/figures.csv?wave={waves['under_review']}&lang=de")
    assert {row["Veränderung"][:1] for row in rows} & set("-0123456789")
    assert not [cell for row in rows for cell in row.values() if cell.startswith("'")]


def test_nobody_else_of_the_client_takes_figures_along(waves: dict[str, UUID], browse: Browse) -> None:
    for name in ("Renate", "Lothar", "Wera"):
        assert browse(name).get(FILE).status_code in (403, 404)
    assert "figures.csv" in browse("Heidi").get("/client/reports").text
    assert "figures.csv" not in browse("Renate").get("/client/reports").text
    for wave in ("foreign", "under_review"):
        assert browse("Heidi").get(f"{FILE}?wave={waves[wave]}").status_code == 404
