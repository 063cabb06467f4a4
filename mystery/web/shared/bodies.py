"""How large the body of a request may be, known before any of it is read."""

from __future__ import annotations

from mystery.services import envelopes, intake, rescue, uploads
from mystery.services.context import settings

FORM_BYTES = 2 * 1024 * 1024
HOOK_BYTES = 64 * 1024
"""A webhook is read before anybody knows who sent it, and is never long."""
OPEN = {"api.submit": envelopes.MOST_BYTES, "api.upload_chunk": uploads.MOST_BYTES}
"""What proves itself may be this large, whoever brings it."""
LARGE = {"api.rescue": rescue.MOST_BYTES, "desk.inbox_rescue": rescue.MOST_BYTES}
"""Files for people who are logged in."""
_MEGABYTE = 1_048_576


def most_signed(endpoint: str | None) -> int:
    """Of a request that a tablet signs: it is read as a whole before anybody knows whose it is."""
    if endpoint == "api.keep_media":
        return (settings().max_upload_mb + 1) * _MEGABYTE  # a little more is refused with a better reason
    return OPEN.get(endpoint or "", intake.MOST_BYTES)
