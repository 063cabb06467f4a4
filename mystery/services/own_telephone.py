"""How a caller telephones: the number that a provider rings, or the browser; theirs to choose."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.compliance import Guards, against_number
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.services import audit, phone_numbers
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import TesterIdentity, TesterProfile
from mystery.telephony import twilio_browser


@dataclass(frozen=True, slots=True)
class OwnTelephone:
    """`number` is what was entered. `in_browser`: their browser telephones where a provider makes the calls;
    `opens_links`: a number to be dialled by hand is handed to a program of their device at once.
    """

    number: str = ""
    in_browser: bool = False
    opens_links: bool = False


def offers_browser() -> bool:
    """Whether anybody may telephone in a browser here: the operator has set it up."""
    return twilio_browser.is_offered(settings())


def is_in_browser(actor: Actor, telephony: str) -> bool:
    """Whether this caller's browser makes the calls of a plan with that telephone."""
    return telephony == "twilio" and offers_browser() and known(actor).in_browser


def of(user_id: int) -> str:
    """The number in E.164; '' where there is none, or none that may be rung at our expense."""
    profile = _profile(user_id)
    if profile is None or profile.identity is None or not profile.identity.phone:
        return ""
    read = phone_numbers.read(profile.identity.phone, profile.country)
    return read.e164 if not _against(read, profile) else ""


def known(actor: Actor) -> OwnTelephone:
    """What the caller has entered and chosen."""
    require(actor, "case.work")
    profile = _profile(actor.user_id)
    if profile is None:
        return OwnTelephone()
    number = profile.identity.phone if profile.identity else ""
    return OwnTelephone(number, profile.calls_in_browser, profile.opens_dial_links)


def save(actor: Actor, wanted: OwnTelephone) -> str:
    """Keeps the number as it is dialled from anywhere; '' forgets it. Raises `Rejected` for a costly one.

    Whoever could enter a premium-rate number here would be paid for being rung.
    """
    require(actor, "case.work")
    profile = _profile(actor.user_id)
    if profile is None:
        raise NotFound("tester_profile")
    text = wanted.number.strip()
    read = phone_numbers.read(text, profile.country) if text else phone_numbers.Read()
    problems = _against(read, profile) if text else []
    if problems:
        raise Rejected(problems)
    with transaction():
        profile.identity = profile.identity or TesterIdentity()
        profile.identity.phone = read.e164
        profile.calls_in_browser, profile.opens_dial_links = wanted.in_browser, wanted.opens_links
        chosen = {"is_known": bool(read.e164), "in_browser": wanted.in_browser, "links": wanted.opens_links}
        audit.append("telephone.own", profile, actor, chosen)
    return read.e164


def _against(read: phone_numbers.Read, profile: TesterProfile) -> list[Problem]:
    if read.fault or not read.e164:
        return [Problem("OWN_TELEPHONE_REFUSED", Place(path="phone"))]
    allowed = Guards(countries=frozenset({profile.country.upper()}))
    refused = against_number(read.e164, profile.country, allowed)
    return [Problem("OWN_TELEPHONE_REFUSED", Place(path="phone"))] if refused else []


def _profile(user_id: int) -> TesterProfile | None:
    return reading().scalar(select(TesterProfile).where(TesterProfile.user_id == user_id))
