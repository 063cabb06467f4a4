"""A letter, and the message that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text to one person. The same letter has the same `name` when it is sent again."""

    to: str
    subject: str
    text: str
    name: str
    written_at: datetime


class NotSent(Exception):
    """The letter has not left; it may be tried again. It says why, and never to whom."""


def message_of(letter: Letter, sender: str, agency: str) -> EmailMessage:
    """The letter as a message. Raises `NotSent` for an address that is none."""
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = Address(addr_spec=letter.to)
        message["From"] = Address(display_name=agency, addr_spec=sender)
        message["Subject"] = " ".join(letter.subject.split())
    except (ValueError, IndexError, HeaderParseError) as error:
        raise NotSent("an address that is none") from error
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
