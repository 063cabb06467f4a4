"""A test as testers and callers see it: where, when by the clocks there, as whom, for how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton
from flask_babel import gettext as _

from mystery.clock import utcnow
from mystery.questionnaire import Texts
from mystery.scenario import Scenario, Timer
from mystery.services import briefing
from mystery.store.models import Assignment
from mystery.store.models.states import AssignmentState
from mystery.web.shared.i18n import format_money, format_number, language, zone_name


@dataclass(frozen=True, slots=True)
class VisitCard:
    """`window` names the zone of the place; `minutes` and `fee` are empty where nothing was agreed."""

    assignment: Assignment
    play: Scenario
    title: str
    place: str
    address: str
    window: str
    is_late: bool
    role: str
    minutes: str
    fee: str

    @property
    def is_briefed(self) -> bool:
        return self.assignment.state is not AssignmentState.ASSIGNED

    @property
    def is_under_way(self) -> bool:
        return self.assignment.state is AssignmentState.IN_FIELD

    @property
    def is_asked_back(self) -> bool:
        return self.assignment.state is AssignmentState.QUERIED

    @property
    def map_link(self) -> str:
        """Opens the device's own map; nothing is asked of a foreign host."""
        place = self.assignment.location
        if place.latitude is None or place.longitude is None:
            return ""
        return f"geo:{place.latitude:.5f},{place.longitude:.5f}"


def visit_card(assignment: Assignment) -> VisitCard:
    place, play = assignment.location, briefing.play_of(assignment)
    town = f"{place.postcode} {place.city}".strip()
    return VisitCard(
        assignment=assignment,
        play=play,
        title=in_words(play.title),
        place=place.name,
        address=", ".join(part for part in (place.street, town) if part),
        window=window_words(assignment.window_from, assignment.window_to, place.time_zone),
        is_late=assignment.window_to < utcnow(),
        role=in_words(play.role),
        minutes=_minutes(play),
        fee=format_money(assignment.fee_cents, assignment.currency) if assignment.fee_cents else "",
    )


def in_words(texts: Texts) -> str:
    """A text of a scenario in the page's language, else in any it has."""
    return texts.get(language()) or next(iter(texts.values()), "")


def window_words(begins: datetime, ends: datetime, zone: str) -> str:
    """A window by the clocks of the place: "Mon 23 Nov, 09:00 to Tue 24 Nov, 18:00 (CET)"."""
    first, last = begins.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    until = clock_words(last) if first.date() == last.date() else f"{day_words(last)}, {clock_words(last)}"
    return str(
        _(
            "%(day)s, %(clock)s to %(until)s (%(zone)s)",
            day=day_words(first),
            clock=clock_words(first),
            until=until,
            zone=zone_name(last),
        )
    )


def day_words(local: datetime) -> str:
    return format_skeleton("MMMEd", local, locale=Locale.parse(language()))


def clock_words(local: datetime) -> str:
    return local.strftime("%H:%M")


def timer_words(timer: Timer) -> str:
    """A span of the scenario in words."""
    names = {
        "visit": _("The whole visit"),
        "time_to_notice": _("Until somebody notices you"),
        "queue_time": _("In the queue"),
        "intake_wait": _("Until somebody takes your matter in"),
        "task_time": _("Until your task is done"),
    }
    bare = timer.name.removesuffix("_minutes")
    name = names.get(bare) or bare.replace("_", " ").capitalize()
    return str(_("%(name)s: %(span)s", name=name, span=_span(timer)))


def _minutes(play: Scenario) -> str:
    return next((_span(timer) for timer in play.timers if timer.name.startswith("visit")), "")


def _span(timer: Timer) -> str:
    low, high = (format_number(each, 0 if each == int(each) else 1) for each in (timer.low, timer.high))
    if not timer.low:
        return str(_("at most %(high)s minutes", high=high))
    return str(_("%(low)s to %(high)s minutes", low=low, high=high))
