"""The demo's tablet: enrolled for Tara and heard of yesterday evening. Nobody has its private key."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives.asymmetric import ec

from mystery.services import accounts, curves, devices, holdings, own_work
from mystery.services.holdings import Contact, Held
from mystery.store.models import User

NAME = "Tablet 3"


def create(tester: User, scheduler: User, today: date) -> None:
    """Takes the ways of a real tablet, so that log and pages tell of it as they would."""
    evening = datetime.combine(today - timedelta(days=1), time(17, 40), UTC)
    enrolled = evening - timedelta(days=24)
    code = devices.make_code(tester, accounts.actor_for(scheduler), now=enrolled)
    key = curves.public_jwk(ec.generate_private_key(ec.SECP256R1()).public_key())
    request = {"code": code.code, "name": NAME, "public_key": key, "build": "demo"}
    device = devices.enrol(request, now=enrolled)
    behind = evening - timedelta(seconds=41)
    holdings.contact(device, Contact("demo", behind, True, _begun(tester)), now=evening)


def _begun(tester: User) -> tuple[Held, ...]:
    """A draft that was begun on it and waits for a network."""
    visits = own_work.to_do(accounts.actor_for(tester))[:1]
    return tuple(
        Held(uuid5(NAMESPACE_URL, str(each.public_id)), each.public_id, "draft", 12, "") for each in visits
    )
