"""A call as the caller sees it: the place, the time there, the number, the attempts so far."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.clock import utcnow
from mystery.services.calls import Call
from mystery.store.models.states import CallOutcome
from mystery.telephony import dial_link
from mystery.web.shared.i18n import format_datetime, zone_name
from mystery.web.shared.visit_card import VisitCard, clock_words, visit_card

OUTCOMES: dict[CallOutcome, tuple[LazyString, str]] = {
    CallOutcome.REACHED: (_l("Reached"), "phone-call"),
    CallOutcome.BUSY: (_l("Busy"), "phone-off"),
    CallOutcome.NO_ANSWER: (_l("Nobody answers"), "phone-missed"),
    CallOutcome.VOICEMAIL: (_l("Voicemail"), "voicemail"),
    CallOutcome.IVR_DEAD_END: (_l("Stuck in the menu"), "phone-forwarded"),
    CallOutcome.WRONG_NUMBER: (_l("Wrong number"), "circle-x"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """`local_time` is what the clocks show at the called place now; `history` has (time, words, note)."""

    card: VisitCard
    number: str
    dial: str
    local_time: str
    waits_until: str
    history: tuple[tuple[str, str, str], ...]


def case_of(call: Call) -> Case:
    place = call.assignment.location
    here = utcnow().astimezone(ZoneInfo(place.time_zone))
    return Case(
        card=visit_card(call.assignment),
        number=place.phone,
        dial=dial_link(place.phone),
        local_time=f"{clock_words(here)} {zone_name(here)}",
        waits_until=format_datetime(call.not_before, place.time_zone) if call.not_before else "",
        history=tuple(
            (format_datetime(each.created_at, place.time_zone), str(OUTCOMES[each.outcome][0]), each.note)
            for each in call.attempts
            if each.outcome
        ),
    )
