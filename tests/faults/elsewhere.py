"""What happens while tablets work: the office acts, the server starts anew, a rescue file is brought."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from mystery.problems import Rejected
from mystery.services import accounts, assignments, devices, installation_keys
from mystery.services.curves import canonical
from mystery.services.transaction import reading, transaction
from mystery.store import intake_journal
from mystery.store.models import Assignment, Device, User
from tests import databases
from tests.cast import someone
from tests.tablet import AT, SealedFile, Tablet


def rescue_file(tablet: Tablet, bodies: list[bytes], files: list[SealedFile]) -> bytes:
    """What a tablet exports: its envelopes and files, signed as a whole."""
    lines = [canonical({"rescue": 1, "device": tablet.id, "made_at": AT, "escrow": tablet.escrow(bytes(32))})]
    lines += [b'{"envelope":' + each + b"}" for each in bodies]
    lines += [
        canonical(
            {
                "upload": {"sha256": each.sha256, "content": each.content, "type": each.type},
                "bytes": b64encode(each.data).decode(),
            }
        )
        for each in files
    ]
    text = b"".join(line + b"\n" for line in lines)
    end = {"end": len(lines), "sha256": sha256(text).hexdigest()}
    return text + canonical({**end, "signature": tablet.sign(canonical(end))}) + b"\n"


def happen(act: str, tablet: Tablet, visit: UUID) -> None:
    """What the office does meanwhile, and a server that starts anew."""
    if act == "restart":
        databases.let_go()
        intake_journal._ends.clear()
        installation_keys._read.cache_clear()
        return
    device = reading().scalars(select(Device).where(Device.public_id == UUID(tablet.id))).one()
    if act == "revoke":
        devices.revoke(device, accounts.actor_for(someone("Anna")))
    elif act in ("disable", "enable"):
        with transaction():
            device.user.is_active = act == "enable"
    else:
        _hand_over(
            reading().scalars(select(Assignment).where(Assignment.public_id == visit)).one(), device.user
        )


def _hand_over(visit: Assignment, tester: User) -> None:
    office = accounts.actor_for(someone("Stefan"))
    with suppress(Rejected), transaction():
        assignments.take_back(visit, actor=office)
        assignments.assign(visit, tester, (visit.window_from, visit.window_to), actor=office)
