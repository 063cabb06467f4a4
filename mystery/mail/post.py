"""The ways a letter can go."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Mapping
from typing import Protocol

from mystery.mail.letter import Letter, NotSent, message_of
from mystery.settings import Settings

_SECONDS = 20
_log = logging.getLogger("mystery.mail")


class Post(Protocol):
    """Takes a letter. Raises `NotSent` when it is not on its way."""

    def __call__(self, letter: Letter) -> None: ...


def post_of(settings: Settings) -> Post:
    """The way that the settings choose."""
    return POSTS[settings.mail](settings)


def _null(_settings: Settings) -> Post:
    """Letters stay here; that one was due is in the log, without its text."""
    return lambda letter: _log.info("letter %s was not sent: there is no mail", letter.name)


def _console(settings: Settings) -> Post:
    """Letters are printed, for trying out."""

    def show(letter: Letter) -> None:
        message = message_of(letter, settings.mail_from, settings.agency_name)
        print(f"To: {message['To']}\nSubject: {message['Subject']}\n\n{letter.text}")

    return show


def _smtp(settings: Settings) -> Post:
    def send(letter: Letter) -> None:
        message = message_of(letter, settings.mail_from, settings.agency_name)
        try:
            with _connected(settings) as server:
                if settings.mail_security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if settings.mail_user:
                    server.login(settings.mail_user, settings.mail_password)
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(_why(error)) from error

    return send


def _why(error: Exception) -> str:
    """A server's own words repeat whom the letter is to, and these are logged; its code says enough."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _words in error.recipients.values()})
        return f"SMTPRecipientsRefused: {', '.join(map(str, codes))}"
    told = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else error
    return f"{type(error).__name__}: {told}"


def _connected(settings: Settings) -> smtplib.SMTP:
    place = settings.mail_host, settings.mail_port
    if settings.mail_security == "tls":
        return smtplib.SMTP_SSL(*place, timeout=_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(*place, timeout=_SECONDS)


POSTS: Mapping[str, Callable[[Settings], Post]] = {"smtp": _smtp, "console": _console, "null": _null}
