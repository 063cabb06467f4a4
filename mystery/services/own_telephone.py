"""The number our callers are rung at when a provider makes their calls: their own to enter and to remove."""

from __future__ import annotations

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.compliance import Guards, against_number
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.services import audit, phone_numbers
from mystery.services.transaction import reading, transaction
from mystery.store.models import TesterIdentity, TesterProfile


def of(user_id: int) -> str:
    """The number in E.164; '' where there is none, or none that may be rung at our expense."""
    profile = _profile(user_id)
    if profile is None or profile.identity is None or not profile.identity.phone:
        return ""
    read = phone_numbers.read(profile.identity.phone, profile.country)
    return read.e164 if not _against(read, profile) else ""


def known(actor: Actor) -> str:
    """What the caller has entered, for them to see."""
    require(actor, "case.work")
    profile = _profile(actor.user_id)
    return profile.identity.phone if profile and profile.identity else ""


def save(actor: Actor, text: str) -> str:
    """Keeps the number as it is dialled from anywhere; '' forgets it. Raises `Rejected` for a costly one.

    Whoever could enter a premium-rate number here would be paid for being rung.
    """
    require(actor, "case.work")
    profile = _profile(actor.user_id)
    if profile is None:
        raise NotFound("tester_profile")
    read = phone_numbers.read(text, profile.country) if text.strip() else phone_numbers.Read()
    problems = _against(read, profile) if text.strip() else []
    if problems:
        raise Rejected(problems)
    with transaction():
        profile.identity = profile.identity or TesterIdentity()
        profile.identity.phone = read.e164
        audit.append("telephone.own", profile, actor, {"is_known": bool(read.e164)})
    return read.e164


def _against(read: phone_numbers.Read, profile: TesterProfile) -> list[Problem]:
    if read.fault or not read.e164:
        return [Problem("OWN_TELEPHONE_REFUSED", Place(path="phone"))]
    allowed = Guards(countries=frozenset({profile.country.upper()}))
    refused = against_number(read.e164, profile.country, allowed)
    return [Problem("OWN_TELEPHONE_REFUSED", Place(path="phone"))] if refused else []


def _profile(user_id: int) -> TesterProfile | None:
    return reading().scalar(select(TesterProfile).where(TesterProfile.user_id == user_id))
