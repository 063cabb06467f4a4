"""What pages say of tablets: how they are, how wrong their clocks go; and the QR code that enrols one."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.services.devices import NewCode
from mystery.services.tablets import Line
from mystery.store.models import Device
from mystery.web.shared.i18n import format_datetime, format_number


@dataclass(frozen=True, slots=True)
class TabletRow:
    """A tablet as a list shows it; tones are those of badges."""

    line: Line
    state: str
    tone: str
    seen: str
    clock: str
    storage: str
    accepted: str
    unsent: str


def tablet_row(line: Line) -> TabletRow:
    device = line.device
    state, tone = _state(line)
    return TabletRow(
        line=line,
        state=state,
        tone=tone,
        seen=format_datetime(device.seen_at) if device.seen_at else str(_("never")),
        clock=clock_words(device.skew_ms),
        storage=", ".join(filter(None, (_storage(device.persisted), _room(device)))),
        accepted=_accepted(device),
        unsent=ngettext("%(num)d interview", "%(num)d interviews", line.unsent) if line.unsent else "",
    )


def _state(line: Line) -> tuple[str, str]:
    states = {
        "DEVICE_REVOKED": (_("Revoked"), "neutral"),
        "DEVICE_EXPIRED": (_("Enrolment expired"), "caution"),
        "ACCOUNT_DISABLED": (_("Account off"), "neutral"),
    }
    word, tone = states.get(line.silenced, (_("In use"), "good"))
    return str(word), tone


def clock_words(skew_ms: int | None) -> str:
    """How wrong a tablet's clock goes: "3 min slow"; below two seconds it is right."""
    if skew_ms is None:
        return ""
    seconds = abs(skew_ms) // 1000
    if seconds < 2:
        return str(_("right"))
    span = _span(seconds)
    return str(_("%(span)s slow", span=span) if skew_ms > 0 else _("%(span)s fast", span=span))


def _span(seconds: int) -> str:
    if seconds < 120:
        return str(_("%(count)s s", count=seconds))
    if seconds < 2 * 3600:
        return str(_("%(count)s min", count=seconds // 60))
    if seconds < 48 * 3600:
        return str(_("%(count)s h", count=seconds // 3600))
    return str(ngettext("%(num)d day", "%(num)d days", seconds // 86_400))


def _storage(persisted: bool | None) -> str:
    if persisted is None:
        return ""
    return str(_("kept") if persisted else _("may be cleared"))


def _accepted(device: Device) -> str:
    """Who took it although its browser promises nothing, and why; "" where nobody did, or it promises now."""
    if device.persisted or device.storage_accepted_at is None or device.storage_accepted_by is None:
        return ""
    name, when = device.storage_accepted_by.name, format_datetime(device.storage_accepted_at)
    reason = device.storage_accepted_reason
    return str(_("accepted by %(name)s, %(when)s: %(reason)s", name=name, when=when, reason=reason))


def _room(device: Device) -> str:
    """How much of what the browser grants is used, in gigabytes."""
    if not device.used_bytes or not device.room_bytes:
        return ""
    used, room = (format_number(each / 1e9, 1) for each in (device.used_bytes, device.room_bytes))
    return str(_("%(used)s of %(room)s GB used", used=used, room=room))


def qr_code(code: NewCode) -> str:
    """The address that enrols a tablet as an image in itself: dark on light, whatever the theme."""
    drawn = segno.make(code.address, error="m", micro=False)
    return str(drawn.svg_data_uri(scale=6, border=4, dark="#000", light="#fff"))
