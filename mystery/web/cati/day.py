"""My day: calls, completes, average length, and the appointments that are mine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.calling import OUTCOMES
from mystery.clock import utcnow
from mystery.services import caller_day, promises
from mystery.services.context import settings
from mystery.web.cati.api_words import place_of, title_of
from mystery.web.cati.blueprint import blueprint
from mystery.web.shared.i18n import format_datetime, format_number, language
from mystery.web.shared.identity import current_actor

if TYPE_CHECKING:
    from mystery.store.models import CallAttempt


@blueprint.get("/day")
def day() -> ResponseReturnValue:
    zone = settings().default_time_zone
    today = caller_day.day_of(current_actor(), zone, utcnow())
    return render_template(
        "cati/day.html",
        day=today,
        open_promises=promises.count_of(current_actor())[0],
        average=_minutes(today.average_seconds),
        outcome_words=_outcome_words,
        title_of=title_of,
        place_of=place_of,
        at=format_datetime,
        zone=zone,
    )


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else format_number(seconds / 60, 1)


def _outcome_words(attempt: CallAttempt) -> str:
    return OUTCOMES[str(attempt.outcome)].label.told(language())
