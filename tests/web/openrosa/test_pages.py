"""Accesses to Collect: made by the tester or the office, shown once, taken back by either."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.services import accounts, collect_access, collect_intake
from mystery.services.transaction import reading
from mystery.store.models import AssignmentState, AuditEntry, CollectAccess
from tests.browsing import Browser
from tests.cast import someone
from tests.collect import Collect, issued_to, message, report
from tests.web.field_world import a_visit, fresh

Browse = Callable[[str], Browser]


def only_access() -> CollectAccess:
    return reading().scalars(select(CollectAccess)).one()


def page_of(name: str) -> str:
    profile = someone(name).tester_profile
    assert profile is not None
    return f"/desk/testers/{profile.public_id}/collect"


def test_a_tester_sets_up_a_device_and_ends_its_access(browse: Browse) -> None:
    tara = browse("Tara")
    assert "No access yet" in tara.get("/capi/collect").text
    shown = tara.post("/capi/collect/issue").text
    access = only_access()
    assert "data:image/png;base64," in shown
    assert access.username in shown
    assert access.username in tara.get("/capi/collect").text
    assert "base64" not in tara.get("/capi/collect").text
    tara.post(f"/capi/collect/{access.public_id}/revoke")
    assert "taken back" in tara.get("/capi/collect").text
    assert not collect_access.is_live(only_access())


@pytest.mark.parametrize("name", ["Anna", "Stefan"])
def test_the_office_makes_an_access_and_takes_it_back(name: str, browse: Browse) -> None:
    office = browse(name)
    shown = office.post(page_of("Tara") + "/issue").text
    password = re.search(r"<dd>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</dd>", shown)
    assert password
    assert collect_access.has_password(only_access(), password[1])
    office.post(f"/desk/collect/{only_access().public_id}/revoke")
    assert not collect_access.is_live(only_access())
    acts = reading().scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("collect.")))
    assert list(acts) == ["collect.issue", "collect.revoke"]


def test_the_page_is_german_for_who_reads_german(browse: Browse) -> None:
    tara = browse("Tara")
    tara.client.set_cookie("language", "de")
    assert "Noch kein Zugang" in tara.get("/capi/collect").text
    assert "Das Gerät einrichten" in tara.post("/capi/collect/issue").text


def test_testers_end_only_their_own_accesses(app: Flask, browse: Browse) -> None:
    access = issued_to("Toni").access
    assert browse("Tara").post(f"/capi/collect/{access.public_id}/revoke").status_code == 404
    assert collect_access.is_live(only_access())


@pytest.mark.parametrize("name", ["Rita", "Rolf", "Axel", "Tara", "Heidi"])
def test_others_at_the_desk_make_no_access(name: str, browse: Browse) -> None:
    assert browse(name).post(page_of("Tara") + "/issue").status_code in (403, 404)


def test_the_office_lets_a_report_go_on_without_the_files_of_a_lost_device(
    app: Flask, browse: Browse
) -> None:
    tara = Collect(app, issued_to())
    visit = a_visit(state=AssignmentState.BRIEFED)
    named = "<audit>audit.csv</audit>"
    assert "still on its way" in message(tara.post(report(visit, meta=named)))[1]
    office = browse("Stefan")
    page = office.get(page_of("Tara")).text
    assert "audit.csv" in page
    (row, missing), *_others = collect_intake.waiting_of(someone("Tara"))
    assert missing == ("audit.csv",)
    office.post(f"/desk/collect/reports/{row.public_id}/without-files")
    assert fresh(visit).state is AssignmentState.IN_REVIEW
    assert "audit.csv" not in office.get(page_of("Tara")).text


def test_a_caller_gets_none(browse: Browse) -> None:
    assert browse("Anna").post(page_of("Carl") + "/issue").status_code == 422


def test_two_testers_are_offered_nothing_of_each_other(app: Flask) -> None:
    a_visit(state=AssignmentState.BRIEFED)
    tara, toni = Collect(app, issued_to("Tara")), Collect(app, issued_to("Toni"), way="digest")
    assert len(tara.form_list()) == 1
    assert toni.form_list() == []
    assert accounts.actor_for(someone("Tara")).user_id != accounts.actor_for(someone("Toni")).user_id
