"""What two audiences show of a tester's accesses to ODK Collect."""

from __future__ import annotations

from dataclasses import dataclass

from mystery.services import collect_access
from mystery.services.collect_access import Issued
from mystery.web.shared.urls import absolute_url


@dataclass(frozen=True, slots=True)
class Shown:
    """A new access as its page shows it, once."""

    issued: Issued
    picture: str
    server: str

    @property
    def owner(self) -> str:
        return self.issued.access.user.name


def shown_once(issued: Issued) -> Shown:
    """The QR code holds the key itself; the server's plain address is for typing, with name and password."""
    secret = absolute_url("openrosa.form_list", token=issued.token).removesuffix("/formList")
    text = collect_access.settings_text(issued, secret, issued.access.user.language)
    return Shown(issued, collect_access.qr_picture(text), server_address())


def server_address() -> str:
    return absolute_url("openrosa.form_list").removesuffix("/formList")
