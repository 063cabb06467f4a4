"""A planner looks at a file of numbers, takes its rows, goes through the cases, and erases people."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from flask import Flask

from mystery.services import case_list
from mystery.services.transaction import reading
from mystery.store.models import CaseState, Wave
from tests.browsing import Browser
from tests.sample_world import PEOPLE, a_wave, cases_of, take

Browse = Callable[[str], Browser]


def uploaded(browser: Browser, wave: Wave, text: str = PEOPLE, name: str = "people.csv") -> str:
    """The address of the preview."""
    address = f"/desk/waves/{wave.public_id}/sample"
    browser.get(address)
    sent = {"file": (BytesIO(text.encode()), name)}
    reply = browser.post(address, sent, content_type="multipart/form-data")
    assert reply.status_code == 302, reply.text
    return str(reply.location)


def test_nothing_is_taken_before_the_planner_takes_it(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    preview = uploaded(stefan, wave)
    page = stefan.get(preview).text
    assert "Take 2 rows" in page
    assert "is no telephone number" in page
    assert cases_of(wave) == []
    reply = stefan.post(f"{preview}/take", {}, follow_redirects=True)
    assert "2 rows are taken." in reply.text
    assert "Ida Alt" in reply.text
    assert "+49 30 1234567" in reply.text
    assert stefan.get(preview).status_code == 422
    again = stefan.post(f"{preview}/take", {})
    assert (again.status_code, len(cases_of(wave))) == (422, 2)
    assert "whether it was taken" in again.text


def test_columns_are_corrected_in_the_address(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    preview = uploaded(stefan, wave, "A;B;C\n030 1234567;Ida;Nord\n")
    assert stefan.get(preview).status_code == 422
    query = "c0=number&c1=name&c2=attribute"
    assert "Take 1 row" in stefan.get(f"{preview}?{query}").text
    stefan.post(f"{preview}/take", {"c0": "number", "c1": "name", "c2": "attribute", "country": "DE"})
    [case] = cases_of(wave)
    assert case.contact is not None
    assert (case.contact.name, case.attributes) == ("Ida", {"c": "Nord"})


def test_refused_rows_come_as_a_file_that_no_spreadsheet_runs(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    text = 'Telefon;Name\n030 1234567;Ida\n12;"=HYPERLINK(""http://x"")"\n'
    preview = uploaded(stefan, wave, text)
    file = stefan.get(f"{preview}/refused.csv")
    assert file.mimetype == "text/csv"
    assert "\"'=HYPERLINK(" in file.text
    stefan.post(f"{preview}/take", {})
    page = stefan.get(f"/desk/waves/{wave.public_id}/sample").text
    batch = page.partition("/sample/batches/")[2].partition("/refused.csv")[0]
    kept = stefan.get(f"/desk/waves/{wave.public_id}/sample/batches/{batch}/refused.csv").text
    assert "3,No valid number" in kept
    assert "HYPERLINK" not in kept


def test_a_file_that_is_no_list_is_said_to_be_none(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    address = f"/desk/waves/{wave.public_id}/sample"
    stefan.get(address)
    for data, name in ((b"\x89PNG\0", "a.csv"), (b"x", "a.exe"), (b"", "a.csv")):
        sent = {"file": (BytesIO(data), name)}
        assert stefan.post(address, sent, content_type="multipart/form-data").status_code == 422
    assert "Choose a file first." in stefan.post(address, {}).text


def test_another_wave_s_file_is_not_there(app: Flask, browse: Browse) -> None:
    wave, other, stefan = a_wave(), a_wave(code="other"), browse("Stefan")
    preview = uploaded(stefan, wave)
    foreign = preview.replace(str(wave.public_id), str(other.public_id))
    assert stefan.get(foreign).status_code == 422
    assert stefan.post(f"{foreign}/take", {}).status_code == 422
    stefan.post(f"{preview}/discard")
    assert stefan.get(preview).status_code == 422


def test_cases_are_found_by_reference_name_or_number_and_told_why_not_now(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    take(wave)
    address = f"/desk/waves/{wave.public_id}/sample"
    for text in ("A2", "ben", "0171 123"):
        page = stefan.get(f"{address}?q={text}").text
        assert "Ben Berg" in page
        assert "Ida Alt" not in page
    ida, ben = cases_of(wave)
    case = f"/desk/cases/{ida.public_id}"
    stefan.get(case)
    stefan.post(f"{case}/pause")
    assert "Ida Alt" in stefan.get(f"{address}?state=paused").text
    page = stefan.get(case).text
    assert "Not now" in page
    assert "Local time" in page
    stefan.post(f"{case}/priority", {"priority": "7"})
    stefan.post(f"{case}/reopen")
    stefan.post(f"/desk/cases/{ben.public_id}/close")
    reading().expire_all()
    assert (ida.state, ida.priority, ben.state) == (CaseState.OPEN, 7, CaseState.DONE)
    assert "Close the case" in stefan.get(case).text
    assert "Close the case" not in browse("Rolf").get(case).text


def test_a_page_of_many_cases_asks_for_that_page_alone(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    take(wave, "Referenz;Telefon\n" + "".join(f"R{n:04d};030 20{n:05d}\n" for n in range(120)))
    address = f"/desk/waves/{wave.public_id}/sample"
    page = stefan.get(f"{address}?sort=-reference&page=2").text
    assert "120 cases" in page
    assert "R0069" in page
    assert "R0070" not in page
    assert case_list.attributes(wave) == {}


def test_people_are_erased_by_name_only(app: Flask, browse: Browse) -> None:
    wave, stefan = a_wave(), browse("Stefan")
    take(wave)
    address = f"/desk/waves/{wave.public_id}/sample"
    stefan.get(address)
    stefan.post(f"{address}/erase", {"confirm_name": "yes"})
    assert "Ida Alt" in stefan.get(address).text
    reply = stefan.post(f"{address}/erase", {"confirm_name": wave.code}, follow_redirects=True)
    assert "2 names and 3 numbers are erased." in reply.text
    assert "Ida Alt" not in reply.text


def test_samples_are_for_planners(app: Flask, browse: Browse) -> None:
    wave = a_wave()
    take(wave)
    for name in ("Rolf", "Carl", "Heidi", "Axel"):
        assert browse(name).get(f"/desk/waves/{wave.public_id}/sample").status_code in (403, 404)
