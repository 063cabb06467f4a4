"""A researcher asks for an export, sees it come, and fetches it; nobody else does."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from mystery import jobs
from mystery.clock import utcnow
from mystery.services import wave_export_jobs
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import AuditEntry, JobRequest, JobState, Wave
from tests.browsing import Browser
from tests.services.test_wave_exports import a_wave

Browse = Callable[[str], Browser]
_FILE = re.compile(r'href="(/desk/exports/[0-9a-f-]+)"')


def asked(browser: Browser, wave: Wave, **wanted: str) -> str:
    """Asks for an export; the address of its page."""
    address = f"/desk/waves/{wave.public_id}/export"
    browser.get(address)
    reply = browser.post(
        address, {"format": "xlsx", "language": "en", "cells": "labels", "questionnaire": "", **wanted}
    )
    assert reply.status_code == 302, reply.text
    return address


def made() -> JobRequest:
    """Does what was asked for, and gives its row."""
    jobs.run_due()
    reading().expire_all()
    query = select(JobRequest).where(JobRequest.kind == wave_export_jobs.KIND).order_by(JobRequest.id.desc())
    return reading().scalars(query).first() or pytest.fail("nothing was asked for")


def test_an_export_is_asked_for_and_fetched_when_it_is_ready(app: Flask, browse: Browse) -> None:
    wave, rita = a_wave(visits=2), browse("Rita")
    board = rita.get(f"/desk/waves/{wave.public_id}")
    address = asked(rita, wave)
    assert address in board.text
    assert "Is being made" in rita.get(address).text
    assert rita.get(f"{address}/state").json == {str(made_id()): 0}
    row = made()
    assert (row.state, row.progress, row.result["records"]) == (JobState.DONE, 100, 2)
    [file] = _FILE.findall(rita.get(address).text)
    assert rita.get(f"{address}/state").json == {}
    reply = rita.get(file)
    assert "filename=s-1-w-1-store-visit.xlsx" in reply.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(reply.data)).sheetnames[0] == "Records"
    acts = [each.action for each in reading().scalars(select(AuditEntry)) if each.action.startswith("export")]
    assert acts == ["export.made", "export.fetched"]


def made_id() -> object:
    return (
        reading().scalars(select(JobRequest).where(JobRequest.kind == wave_export_jobs.KIND)).one().public_id
    )


def test_a_double_click_makes_one_export(app: Flask, browse: Browse) -> None:
    wave, rita = a_wave(visits=1), browse("Rita")
    asked(rita, wave)
    asked(rita, wave)
    assert made_id()
    asked(rita, wave, format="sav")
    assert len(wave_export_jobs.orders_of(wave, _rita())) == 2


def _rita() -> object:
    from mystery.services.accounts import actor_for
    from tests.cast import someone

    return actor_for(someone("Rita"))


def test_nobody_fetches_an_export_of_somebody_else(app: Flask, browse: Browse) -> None:
    wave = a_wave(visits=1)
    address = asked(browse("Rita"), wave)
    row = made()
    anna = browse("Anna")
    assert anna.get(f"/desk/exports/{row.public_id}").status_code == 404
    assert "Download" not in anna.get(address).text
    assert browse("Heidi").get(f"/desk/exports/{row.public_id}").status_code in (403, 404)
    assert browse("Heidi").get(address).status_code in (403, 404)


def test_who_lost_the_right_meanwhile_gets_no_file(app: Flask, browse: Browse) -> None:
    from mystery.access import Role
    from tests.cast import someone

    wave, rita = a_wave(visits=1), browse("Rita")
    asked(rita, wave)
    with transaction():
        someone("Rita").role = Role.REVIEWER
    row = made()
    assert row.state is not JobState.DONE
    assert not list((settings().instance_folder.resolve() / "exports").glob("*/*"))


def test_several_files_come_as_one_archive(app: Flask, browse: Browse) -> None:
    wave, rita = a_wave(visits=1), browse("Rita")
    address = asked(rita, wave, format="csv", language="de")
    made()
    [file] = _FILE.findall(rita.get(address).text)
    names = zipfile.ZipFile(io.BytesIO(rita.get(file).data)).namelist()
    assert names == ["s-1-w-1-store-visit-codebuch.csv", "s-1-w-1-store-visit.csv"]


def test_an_export_is_gone_after_a_day(app: Flask, browse: Browse) -> None:
    wave, rita = a_wave(visits=1), browse("Rita")
    address = asked(rita, wave)
    row = made()
    folder = settings().instance_folder.resolve() / "exports" / row.arguments["export"]
    old = (utcnow() - timedelta(days=1, minutes=1)).timestamp()
    os.utime(folder, (old, old))
    wave_export_jobs.sweep()
    assert not folder.exists()
    assert "Gone" in rita.get(address).text
    assert rita.get(f"/desk/exports/{row.public_id}").status_code == 422


def test_a_wave_without_records_offers_no_export(app: Flask, browse: Browse) -> None:
    wave, rita = a_wave(), browse("Rita")
    page = rita.get(f"/desk/waves/{wave.public_id}/export").text
    assert "Nothing to export yet" in page
    reply = rita.post(
        f"/desk/waves/{wave.public_id}/export", {"format": "csv", "language": "en", "cells": "codes"}
    )
    assert reply.status_code == 422
