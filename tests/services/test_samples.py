"""Samples: every row of a file becomes a case or is told why not, and people can be erased again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from mystery.clock import utcnow
from mystery.jobs.kinds import KINDS
from mystery.problems import Forbidden, NotFound, Rejected
from mystery.services import audit, call_outcomes, do_not_call, quotas, sample_files, samples
from mystery.services.accounts import actor_for
from mystery.services.sample_files import read
from mystery.services.sample_rows import Columns, check_columns, guess, slug
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    CallAttempt,
    CallContact,
    CallNumber,
    CallOutcome,
    CaseState,
    Wave,
    WaveState,
)
from tests.cast import someone
from tests.sample_world import PEOPLE, a_wave, cases_of, take, workbook

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def refusals(wave: Wave, text: str, **columns: str) -> list[tuple[int, str]]:
    """Row and code of everything that a file's rows are refused for."""
    sheet = read(text.encode(), "x.csv")
    seen = samples.preview(wave, sheet, Columns(guess(sheet), **columns), NOW)
    return [(row.line.number, each.code) for row in seen.refused for each in row.problems]


def test_a_workbook_and_a_csv_of_any_spreadsheet_are_read_alike() -> None:
    rows = [["Telefon", "Name"], ["030 1234567", "Ida Größe"], ["", ""], ["030 7654321", "Ben"]]
    text = "\r\n".join(";".join(row) for row in rows)
    sheets = [
        read(workbook(rows), "a.xlsx"),
        read(text.encode("utf-8-sig"), "a.csv"),
        read(text.encode("cp1252"), "a.csv"),
        read(text.replace(";", "\t").encode("utf-16"), "a.txt"),
    ]
    assert {sheet.headings for sheet in sheets} == {("Telefon", "Name")}
    read_rows = {tuple((line.number, line.cells) for line in sheet.lines) for sheet in sheets}
    assert read_rows == {((2, ("030 1234567", "Ida Größe")), (4, ("030 7654321", "Ben")))}


def test_a_number_that_a_workbook_keeps_as_a_number_is_dialled_all_the_same(app: Flask) -> None:
    sheet = read(workbook([["Tel"], [301234567], [493012345678]]), "a.xlsx")
    seen = samples.preview(a_wave(), sheet, Columns(guess(sheet)), NOW)
    assert [row.numbers[0].e164 for row in seen.taken] == ["+49301234567", "+493012345678"]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "SAMPLE_NO_FILE"),
        (b"Telefon\n", "a.csv", "SAMPLE_EMPTY"),
        (b"Telefon\n;;\n", "a.csv", "SAMPLE_EMPTY"),
        (b"\x89PNG\0\0", "a.csv", "SAMPLE_UNREADABLE"),
        (b"Telefon\n030 1", "a.pdf", "SAMPLE_UNREADABLE"),
        (b"no workbook", "a.xlsx", "WORKBOOK_UNREADABLE"),
        (b"Telefon\n" + b"1\n" * 100_001, "a.csv", "SAMPLE_TOO_LONG"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Rejected, match=code):
        read(data, name)


def test_columns_are_guessed_from_headings_and_from_what_stands_there() -> None:
    text = "KdNr;Ansprechpartner;Festnetz;Spalte X;Land;Zeitzone;Sprache;Prio;Bemerkung;Umsatzklasse\n"
    sheet = read(f"{text}1;Ida;030 1;+49 30 1234567;DE;;de;1;;A\n".encode(), "x.csv")
    assert guess(sheet) == (
        *("reference", "name", "number", "number", "country", "zone", "language", "priority", "note"),
        "attribute",
    )
    assert slug("Größe (Filiale)") == "groesse_filiale"


def test_a_column_may_not_mean_twice_what_a_case_has_once() -> None:
    sheet = read(b"a;b;c;C!\n1;2;3;4\n", "x.csv")
    with pytest.raises(Rejected) as refusal:
        check_columns(sheet, Columns(("name", "name", "attribute", "attribute")))
    codes = ["SAMPLE_COLUMN_TWICE", "SAMPLE_ATTRIBUTE_TWICE", "SAMPLE_NO_NUMBER_COLUMN"]
    assert [problem.code for problem in refusal.value.problems] == codes


def test_rows_become_cases_and_who_they_are_stands_apart(app: Flask) -> None:
    wave = a_wave()
    batch = take(wave, now=NOW)
    assert (batch.rows, batch.taken) == (3, 2)
    ida, ben = cases_of(wave)
    assert (ida.reference, ida.priority, ida.attributes) == ("A1", 5, {"region": "Nord"})
    assert (ida.time_zone, ida.country, ida.state, ida.next_at) == (
        "Europe/Berlin",
        "DE",
        CaseState.OPEN,
        NOW,
    )
    assert [(each.e164, each.label) for each in ben.numbers] == [
        ("+49407654321", "Telefon"),
        ("+491711234567", "Mobil"),
    ]
    assert ben.contact is not None
    assert ben.contact.name == "Ben Berg"
    assert batch.report == {"refused": [[4, ["NUMBER_WRONG"]]], "left_out": []}
    assert audit.newest(1)[0].action == "sample.take"


def test_a_row_without_a_reference_gets_one_that_is_free(app: Flask) -> None:
    wave = a_wave()
    take(wave, "Referenz;Telefon\n000001;030 1234567\n;030 1234568\n;030 1234569\n")
    assert [case.reference for case in cases_of(wave)] == ["000001", "000002", "000003"]


def test_nobody_is_taken_twice(app: Flask) -> None:
    wave = a_wave()
    take(wave)
    again = "Ref;Telefon\nB1;030 1234567\nA2;040 1\nB2;030 5555555\nB3;+49 30 5555555\nB2;030 5555556\n"
    assert refusals(wave, again) == [
        (2, "NUMBER_IN_WAVE"),
        (3, "NUMBER_WRONG"),
        (3, "REFERENCE_IN_WAVE"),
        (5, "NUMBER_TWICE"),
        (6, "REFERENCE_TWICE"),
    ]
    with pytest.raises(Rejected, match="SAMPLE_NOTHING_TO_TAKE"):
        take(wave)
    assert len(cases_of(wave)) == 2


def test_each_cell_that_cannot_be_used_is_told(app: Flask) -> None:
    text = (
        "Telefon;Land;Zone;Sprache;Prio\n"
        ";;;;\n"
        "4,93E+11;;;;\n"
        "0900 1234567;;;;\n"
        "030 1234567;Deutschland;;;\n"
        "030 1234568;;Berlin;;\n"
        "+34 600 123 456;;;;\n"
        "030 1234569;;;deutsch;\n"
        "030 1234560;;;;dringend\n"
        ";DE;;;\n"
    )
    wave = a_wave()
    assert refusals(wave, text) == [
        (3, "NUMBER_ROUNDED"),
        (4, "NUMBER_COSTLY"),
        (5, "COUNTRY_UNKNOWN"),
        (6, "ZONE_UNKNOWN"),
        (7, "ZONE_OPEN"),
        (8, "LANGUAGE_WRONG"),
        (9, "PRIORITY_WRONG"),
        (10, "ROW_WITHOUT_NUMBER"),
    ]
    assert (7, "ZONE_OPEN") not in refusals(wave, text, zone="Europe/Madrid")
    assert (7, "ZONE_OPEN") in refusals(wave, text, zone="Europe/Berlin")


def test_a_bad_number_beside_a_good_one_is_left_out_with_a_note(app: Flask) -> None:
    sheet = read(b"Tel 1;Tel 2\n030 12;+1 212 555 0100\n", "x.csv")
    [row] = samples.preview(a_wave(), sheet, Columns(guess(sheet)), NOW).taken
    assert [each.e164 for each in row.numbers] == ["+12125550100"]
    assert row.zone == "America/New_York"
    assert [each.code for each in row.notes] == ["NUMBER_WRONG"]


def test_somebody_on_the_do_not_call_list_is_not_taken_by_any_of_their_numbers(app: Flask) -> None:
    wave, anna = a_wave(), actor_for(someone("Anna"))
    do_not_call.add(["+491711234567"], wave.study.client, "asked us", anna)
    assert (3, "NUMBER_NOT_TO_BE_CALLED") in refusals(wave, PEOPLE)
    other = a_wave(client="fremd")
    assert (3, "NUMBER_NOT_TO_BE_CALLED") not in refusals(other, PEOPLE)


def test_only_planners_take_samples_and_only_for_surveys(app: Flask) -> None:
    sheet = read(PEOPLE.encode(), "x.csv")
    with pytest.raises(Forbidden):
        samples.take(a_wave(), PEOPLE.encode(), "x.csv", Columns(guess(sheet)), actor_for(someone("Rolf")))
    with pytest.raises(Rejected, match="SAMPLE_FOR_SURVEYS"):
        take(a_wave("test", code="tests"))


def test_erasing_people_leaves_attempts_and_what_they_came_to(app: Flask) -> None:
    wave, other = a_wave(), a_wave(code="other")
    take(wave)
    take(other)
    ida, ben = cases_of(wave)
    with transaction() as session:
        number = ida.numbers[0].id
        ended = {"outcome": CallOutcome.COMPLETE, "number_id": number, "started_at": NOW}
        session.add(CallAttempt(case_id=ida.id, caller_id=someone("Carl").id, note="Ida is ill", **ended))
        whose = {"case_id": ben.id, "made_by_id": someone("Carl").id, "note": "ask for Ben"}
        session.add(Appointment(**whose, from_at=NOW, until_at=NOW))
        ida.state, ida.final_code = CaseState.DONE, "1.1"
    gone = samples.erase_people(wave, actor_for(someone("Stefan")))
    assert (gone.contacts, gone.numbers) == (2, 3)
    assert samples.people(wave) == samples.Erased(0, 0)
    attempt = reading().scalars(select(CallAttempt)).one()
    assert (attempt.outcome, attempt.number_id, attempt.note) == (CallOutcome.COMPLETE, None, "")
    assert reading().scalars(select(Appointment.note)).all() == [""]
    assert (ida.final_code, ben.state, ben.paused_for) == ("1.1", CaseState.PAUSED, "numbers")
    assert samples.people(other).numbers == reading().scalar(select(func.count(CallNumber.id))) == 3
    assert reading().scalar(select(func.count(CallContact.id))) == 2
    assert audit.newest(1)[0].action == "sample.erase"


def test_erasing_people_changes_no_rate_of_cases_that_are_still_open(app: Flask) -> None:
    wave = a_wave()
    take(wave)
    ben = cases_of(wave)[1]
    with transaction() as session:
        for outcome, number in ((CallOutcome.NO_ANSWER, 0), (CallOutcome.DISCONNECTED, 1)):
            ended = {"outcome": outcome, "number_id": ben.numbers[number].id, "started_at": NOW}
            session.add(CallAttempt(case_id=ben.id, caller_id=someone("Carl").id, **ended))
    before = call_outcomes.outcome_report(wave, None)
    assert [each.code.code for each in before.codes] == ["3.11", "3.13"]
    samples.erase_people(wave, actor_for(someone("Stefan")))
    assert call_outcomes.outcome_report(wave, None) == before


def test_who_was_erased_is_woken_by_no_quota(app: Flask) -> None:
    wave, stefan = a_wave(), actor_for(someone("Stefan"))
    take(wave)
    cell = {"label": "North", "where": {"region": "Nord"}, "target": 0}
    quotas.save(wave, [cell], stefan)
    assert [each.paused_for for each in cases_of(wave)] == ["quota", ""]
    samples.erase_people(wave, stefan)
    quotas.save(wave, [{**cell, "target": 9}], stefan)
    waiting = [(each.state, each.paused_for) for each in cases_of(wave)]
    assert waiting == [(CaseState.PAUSED, "numbers")] * 2


def test_a_file_waits_a_day_and_can_be_thrown_away(app: Flask) -> None:
    wave = a_wave()
    key = sample_files.put_aside(wave.public_id, PEOPLE.encode(), "people.csv")
    assert sample_files.put_aside_of(wave.public_id, key) == (PEOPLE.encode(), "people.csv")
    with pytest.raises(NotFound):
        sample_files.put_aside_of(a_wave(code="other").public_id, key)
    KINDS["sample-files"].run(utcnow() + timedelta(hours=25), {}, print)
    with pytest.raises(NotFound):
        sample_files.put_aside_of(wave.public_id, key)


def test_a_batch_larger_than_one_insert_is_taken_whole(app: Flask) -> None:
    wave = a_wave()
    text = "Telefon\n" + "".join(f"030 2{number:06d}\n" for number in range(1200))
    assert take(wave, text).taken == 1200
    assert len(cases_of(wave)) == 1200


def test_a_released_wave_takes_no_file(app: Flask) -> None:
    wave = a_wave()
    with transaction():
        wave.state = WaveState.RELEASED
    with pytest.raises(Rejected, match="WAVE_RELEASED"):
        take(wave, PEOPLE)
    assert cases_of(wave) == []
