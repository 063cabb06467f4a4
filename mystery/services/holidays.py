"""Public holidays by country and part of the country, as dates for rules that know no calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from holidays import country_holidays, list_supported_countries

from mystery.clock import utcnow

_AHEAD = timedelta(days=90)


def around(country: str, part: str = "", now: datetime | None = None) -> frozenset[date]:
    """The holidays from yesterday to some three months ahead; a country nobody knows has none.

    `part` is the second half of ISO 3166-2 (NW) or all of it (DE-NW). Unknown parts have those holidays
    that the whole country has.
    """
    moment = now or utcnow()
    return between(country, part, (moment - timedelta(days=1)).date(), (moment + _AHEAD).date())


def between(country: str, part: str, first: date, last: date) -> frozenset[date]:
    """The holidays of all years from one day to another; `country` and `part` as above."""
    code = part.upper().removeprefix(f"{country.upper()}-")
    years = range(first.year, last.year + 1)
    return frozenset(day for year in years for day in of_year(country.upper(), code, year))


@cache
def parts_of(country: str) -> tuple[str, ...]:
    """The parts of a country that have holidays of their own."""
    return tuple(list_supported_countries(include_aliases=False).get(country.upper(), ()))


@cache
def of_year(country: str, part: str, year: int) -> frozenset[date]:
    """The public holidays of one year; Sundays are no holidays by themselves."""
    if country not in list_supported_countries(include_aliases=False):
        return frozenset()
    known = part if part in parts_of(country) else None
    return frozenset(country_holidays(country, subdiv=known, years=year))
