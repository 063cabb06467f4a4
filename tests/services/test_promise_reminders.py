"""Letters that remind of promises: to a mail server that takes them, is away, or knows nobody."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask, current_app

from mystery import jobs
from mystery.jobs import Kind
from mystery.mail import Letter, NotSent, post_of
from mystery.services import context, job_requests, promise_ends, promise_reminders, promises
from mystery.services.transaction import transaction
from mystery.settings import Settings
from tests.cast import someone
from tests.promise_world import FRIDAY, actor, called, correct, the_promise

KINDS = jobs.registry(Kind(promise_reminders.LETTER, promise_reminders.send_letter))


@pytest.fixture
def sink(app: Flask) -> Iterator[Messages]:
    """A real mail server of this test, and an installation that sends its letters there."""
    kept = Messages()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    before = app.extensions["mystery"]
    mail = {"mail": "smtp", "mail_host": "127.0.0.1", "mail_port": port, "mail_security": "none"}
    app.extensions["mystery"] = replace(before, **mail, agency_name="Prüfhaus Köln")
    yield kept
    app.extensions["mystery"] = before
    server.stop()


class Messages:
    """What the mail server was given. With `refuses` it knows nobody, and says so with the address."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.refuses = False

    async def handle_RCPT(
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.refuses:
            return f"550 {address} is not known here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.kept.append(message_from_bytes(envelope.content, EmailMessage, policy=default))
        return "250 OK"


def test_a_tester_is_reminded_once_when_due_and_once_when_overdue(sink: Messages) -> None:
    called("2026-12-01", what="Ein Rückruf über größere Möbel")
    with transaction():
        someone("Carl").language = "de"
    morning = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    for moment in (morning - timedelta(days=1), morning, morning, morning + timedelta(days=1)) * 2:
        promise_reminders.remind(moment)
        jobs.run_due(moment + timedelta(seconds=1), KINDS)
    close = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    assert (len(promises.due(close - timedelta(hours=3), close)), promises.overdue(close)) == (1, [])
    assert promises.count_of(actor("Carl"), now=close + timedelta(seconds=1)) == (1, 1)
    first, second = sink.kept
    assert (first["To"], first["Subject"]) == (
        "carl@testers.example",
        "Eine Zusage aus einem Test wartet auf Sie",
    )
    assert "Prüfhaus Köln" in str(first["From"])
    text = first.get_content().replace("\xa0", " ")
    assert "- Bremen: Ein Rückruf über größere Möbel. Fällig 01.12.2026, 18:00 Uhr (CET)." in text
    assert "/cati/promises" in text
    assert "War fällig" in second.get_content()
    assert first["Message-ID"] != second["Message-ID"]


def test_a_mail_server_that_is_down_costs_no_reminder_and_a_closed_promise_needs_none(sink: Messages) -> None:
    called("2026-12-01")
    evening = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
    reachable = context.settings()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    app.extensions["mystery"] = replace(reachable, mail_port=1)
    promise_reminders.remind(evening)
    jobs.run_due(evening, KINDS)
    assert sink.kept == []
    app.extensions["mystery"] = reachable
    jobs.run_due(evening + timedelta(hours=1), KINDS)
    assert len(sink.kept) == 1
    promise_ends.close(the_promise(), actor("Carl"), now=evening + timedelta(hours=2))
    assert promise_reminders.remind(evening + timedelta(days=1)) == {"people": 0, "promises": 0}


def test_why_a_letter_did_not_leave_names_nobody(sink: Messages, caplog: pytest.LogCaptureFixture) -> None:
    called("2026-12-01")
    evening = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
    sink.refuses = True
    promise_reminders.remind(evening)
    jobs.run_due(evening, KINDS)
    row = job_requests.of_kind(promise_reminders.LETTER)
    assert row is not None
    assert row.last_error.endswith("SMTPRecipientsRefused: 550")
    with transaction():
        someone("Carl").email = "carl at testers.example"
    jobs.run_due(evening + timedelta(hours=1), KINDS)
    assert row.last_error.endswith("an address that is none")
    assert "testers.example" not in caplog.text


def test_a_corrected_promise_is_reminded_of_anew(sink: Messages) -> None:
    called("2026-12-01")
    morning = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    for moment in (morning, morning + timedelta(hours=1)):
        promise_reminders.remind(moment)
        jobs.run_due(moment, KINDS)
        correct({"what": "A call and an e-mail", "by": "2026-12-01"})
    first, second = sink.kept
    assert "A call and an e-mail" in second.get_content()
    assert first["Message-ID"] != second["Message-ID"]


def test_letters_that_go_nowhere_or_onto_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    letter = Letter("carl@testers.example", "Grüße\naus Köln", "Schöne Grüße", "promise-1", FRIDAY)
    post_of(Settings(mail="null"))(letter)
    assert capsys.readouterr().out == ""
    post_of(Settings(mail="console"))(letter)
    assert "Grüße aus Köln" in capsys.readouterr().out
    with pytest.raises(NotSent):
        post_of(Settings(mail="smtp"))(replace(letter, to="nobody\n@example.org"))
