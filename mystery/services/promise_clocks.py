"""The clock of a promise: when it runs out, and how long it ran, in the business hours of its place."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mystery import calling
from mystery.problems import Rejected
from mystery.questionnaire import Terms
from mystery.services import holidays
from mystery.store.models import OrgUnit

log = logging.getLogger("mystery.promises")
_FURTHEST = timedelta(days=50)
"""Business hours are known so far ahead; a promise for later ends with its day."""


def due_at(terms: Terms, by: str, since: datetime, place: OrgUnit) -> datetime:
    """When a promise made at `since` is due: at the moment named, at the close of the day named, or in time.

    A place without hours that can be read must not cost anybody a report: then days are days.
    """
    if len(by) > 10:
        return _moment(by, place.time_zone)
    named = date.fromisoformat(by) if by else None
    if named is not None and named > since.date() + _FURTHEST:
        return _midnight_after(named, place.time_zone)
    try:
        hours = calling.hours_of_week(place.hours, calling.TEST)
        return calling.due(by or terms.within, since, hours, holidays_of(place, since), place.time_zone)
    except Rejected as error:
        log.warning("hours of %s: %s", place.public_id, [each.code for each in error.problems])
        return _midnight_after(named or since.date() + timedelta(days=7), place.time_zone)


def hours_between(since: datetime, until: datetime, place: OrgUnit) -> float:
    """Business hours of a place between two moments."""
    try:
        hours = calling.hours_of_week(place.hours, calling.TEST)
    except Rejected:
        return round((until - since).total_seconds() / 3600, 2)
    open_for = calling.open_time(since, until, hours, holidays_of(place, since), place.time_zone)
    return round(open_for.total_seconds() / 3600, 2)


def holidays_of(place: OrgUnit, since: datetime) -> Collection[date]:
    """The public holidays of a place in the months after a moment."""
    return holidays.around(place.country, place.subdivision, since)


def _moment(text: str, zone: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def _midnight_after(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
