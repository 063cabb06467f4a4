"""Which numbers are never dialled, whatever a plan says: those that cost extra, and those of no country."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from mystery.problems import Place, Problem, Rejected

ALWAYS_REFUSED = (
    "+49137",  # televoting
    "+49900",
    "+49118",  # directory enquiries
    "+43900", "+43901", "+43930", "+43931", "+43939",
    "+41900", "+41901", "+41906",
    "+1900", "+1976",
    "+870", "+878", "+881", "+882", "+883", "+888", "+979", "+991",  # satellites and numbers of no country
)  # fmt: skip
"""Prefixes that no plan may allow."""

_KINDS = {
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
}
ALLOWABLE_KINDS = frozenset({"shared_cost", "uan"})
"""Kinds that a plan may allow by name: some hotlines can be reached by nothing else."""


@dataclass(frozen=True, slots=True)
class Guards:
    """What a plan's guards say. `countries` empty: the country of the place that is called."""

    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    on_holidays: bool = False
    records: bool = False


def guards(document: Mapping[str, Any]) -> Guards:
    """Reads `{"countries": ["DE"], "kinds": ["shared_cost"], "on_holidays": false, "records": false}`.

    Raises `Rejected` with everything that is wrong; what is left out is off.
    """
    countries, kinds = document.get("countries", []), document.get("kinds", [])
    flags = {name: document.get(name, False) for name in ("on_holidays", "records")}
    problems = [
        Problem("GUARD_UNKNOWN", Place(path=f"guards.{name}"), {"name": str(name)[:40]})
        for name in document
        if name not in ("countries", "kinds", *flags)
    ]
    if not _all_in(countries, phonenumbers.SUPPORTED_REGIONS):
        problems.append(Problem("GUARD_COUNTRY_UNKNOWN", Place(path="guards.countries")))
    if not _all_in(kinds, ALLOWABLE_KINDS):
        details = {"allowed": ", ".join(sorted(ALLOWABLE_KINDS))}
        problems.append(Problem("GUARD_KIND_UNKNOWN", Place(path="guards.kinds"), details))
    problems += [
        Problem("GUARD_NOT_YES_OR_NO", Place(path=f"guards.{name}"), {"name": name})
        for name, value in flags.items()
        if not isinstance(value, bool)
    ]
    if problems:
        raise Rejected(problems)
    return Guards(frozenset(countries), frozenset(kinds), **flags)


def against_number(e164: str, home: str, allowed: Guards) -> list[Problem]:
    """What speaks against dialling a number for a place in the country `home`."""
    number = _parsed(e164)
    if number is None or e164.startswith(ALWAYS_REFUSED):
        return [Problem("NUMBER_REFUSED" if number else "NUMBER_NOT_E164", params={"number": e164[:20]})]
    if not phonenumbers.is_valid_number(number):
        return [Problem("NUMBER_NOT_E164", params={"number": e164[:20]})]
    kind = _KINDS.get(phonenumbers.number_type(number))
    if kind is not None and kind not in (allowed.kinds & ALLOWABLE_KINDS):
        return [Problem("NUMBER_REFUSED", params={"number": e164})]
    country = phonenumbers.region_code_for_number(number) or ""
    if country not in (allowed.countries or {home.upper()}):
        return [Problem("NUMBER_COUNTRY", params={"number": e164, "country": country or "?"})]
    return []


def _parsed(e164: str) -> phonenumbers.PhoneNumber | None:
    """The number where it is written as E.164 and not otherwise."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.format_number(number, PhoneNumberFormat.E164) == e164 else None


def _all_in(values: object, known: Collection[str]) -> bool:
    return isinstance(values, list) and all(isinstance(each, str) and each in known for each in values)
