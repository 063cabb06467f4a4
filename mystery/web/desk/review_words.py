"""The words of reviewing: stages, flags, answers, and how an answer counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import cast
from urllib.parse import urlencode

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mystery.scoring import TraceLine
from mystery.services.answers_told import Told
from mystery.services.review_queue import ASKED_BACK, DECIDED, WAITING, Entry
from mystery.store.models.states import AssignmentState, Decision, FlagSeverity
from mystery.web.shared.findings.lines import text_of
from mystery.web.shared.i18n import format_date, format_datetime, format_number
from mystery.web.shared.promise_pages import lines_of

STAGES: Mapping[str, LazyString] = {
    WAITING: _l("Waiting"),
    ASKED_BACK: _l("Asked back"),
    DECIDED: _l("Decided"),
}
OUTCOMES: Mapping[AssignmentState, tuple[LazyString, str]] = {
    AssignmentState.SUBMITTED: (_l("Waiting"), "info"),
    AssignmentState.IN_REVIEW: (_l("Waiting"), "info"),
    AssignmentState.QUERIED: (_l("Asked back"), "caution"),
    AssignmentState.IN_FIELD: (_l("Being answered"), "caution"),
    AssignmentState.APPROVED: (_l("Approved"), "good"),
    AssignmentState.RELEASED: (_l("Released"), "good"),
    AssignmentState.CANCELLED: (_l("Rejected"), "danger"),
}
DECISIONS: Mapping[Decision, tuple[LazyString, str, str]] = {
    Decision.APPROVE: (_l("Approved"), "good", "check"),
    Decision.ASK_BACK: (_l("Asked back"), "caution", "undo-2"),
    Decision.REJECT: (_l("Rejected"), "danger", "x"),
}
SEVERITIES: Mapping[FlagSeverity, tuple[LazyString, str]] = {
    FlagSeverity.STOP: (_l("Stop"), "danger"),
    FlagSeverity.DOUBT: (_l("Doubt"), "caution"),
    FlagSeverity.HINT: (_l("Hint"), "neutral"),
}
FLAGS: Mapping[str, LazyString] = {
    "too_fast": _l("Very fast"),
    "hasty_answers": _l("Hasty answers"),
    "timer_too_short": _l("Timer too short"),
    "timer_too_long": _l("Timer too long"),
    "not_measured": _l("Not measured"),
    "outside_window": _l("Outside the window"),
    "far_from_location": _l("Far from the location"),
    "straight_lining": _l("Same answers in a row"),
    "missing_evidence": _l("Evidence missing"),
    "contradictory": _l("Contradiction"),
    "trap_missed": _l("Control question missed"),
    "duplicate_media": _l("File seen before"),
    "long_pause": _l("Long pause"),
}
MISSING: Mapping[str, LazyString] = {
    "dont_know": _l("Don't know"),
    "refused": _l("Refused"),
    "not_applicable": _l("Not applicable"),
}
METHODS: Mapping[str, LazyString] = {
    "cati-satisfaction": _l("Satisfaction survey"),
    "hotline-500": _l("Hotline, 500 points"),
    "hotline-competence": _l("Hotline by competence"),
    "hotline-wait": _l("Hotline, waiting only"),
    "store-visit": _l("Store visit"),
    "test-call": _l("Test call"),
    "website-test": _l("Website test"),
    "workshop-test": _l("Workshop test"),
}
RULES: Mapping[str, LazyString] = {
    "value": _l("by the answer"),
    "steps": _l("by steps"),
    "scale": _l("on a scale"),
    "as_is": _l("as given"),
    "blank": _l("no answer"),
    "not_applicable": _l("does not apply, leaves the base"),
    "open": _l("still running, does not count yet"),
    "excluded": _l("not part of this report"),
}
ENDINGS: Mapping[str, LazyString] = {
    "": _l("still running"),
    "kept": _l("kept as promised"),
    "broken": _l("not kept"),
    "void": _l("no longer counts"),
}
MOVES: Mapping[str, LazyString] = {
    "bonus": _l("Bonus"),
    "deduction": _l("Deduction"),
    "threshold": _l("Threshold: set to zero"),
    "knock_out": _l("Knock-out rule"),
    "pass_mark": _l("Pass mark missed"),
    "clamp": _l("Kept between 0 and 100"),
}


def flag_name(code: str) -> str:
    """A flag in two or three words."""
    return str(FLAGS.get(code) or code.replace("_", " "))


def flag_kinds(flags: Sequence[tuple[FlagSeverity, str]]) -> list[tuple[FlagSeverity, str, int]]:
    """Each kind of flag once with its number, in the order given: severity, code, count."""
    return [(severity, code, count) for (severity, code), count in Counter(flags).items()]


def method_name(method: str) -> str:
    return str(METHODS.get(method) or method.replace("-", " "))


def answer_text(told: Told, zone: str) -> str:
    """An answer as one line, moments by the clocks of `zone`; files have a line of their own."""
    value = told.value
    match told.kind:
        case "none":
            return str(_("No answer"))
        case "missing":
            return str(MISSING.get(str(value)) or str(value).replace("_", " "))
        case "ticked":
            return str(_("Confirmed"))
        case "labels":
            return "; ".join(cast(tuple[str, ...], value))
        case "place":
            return str(_("Position recorded"))  # coordinates would track the tester; the distance is shown
        case "seconds":
            return duration(cast(float, value))
        case "number":
            return _number(value)
        case "promise":
            return _promise(cast(tuple[str, str, str, str], value), zone)
        case "date" | "time" | "datetime":
            return _moment(told.kind, str(value), zone)
    return str(value)


def duration(seconds: float) -> str:
    """A span as minutes and seconds: 4:07 min; under a minute as seconds."""
    whole = round(seconds)
    if whole < 60:
        return str(_("%(seconds)s s", seconds=whole))
    return str(_("%(minutes)s min", minutes=f"{whole // 60}:{whole % 60:02d}"))


def points(value: Decimal | float | None) -> str:
    """Percentage points with one decimal; a dash where there are none."""
    return "–" if value is None else format_number(float(value), 1)


def move_text(line: TraceLine) -> str:
    """Why the total moved after the sections were weighed."""
    reason = text_of(line.reason) or line.item or line.section
    name = str(MOVES.get(line.rule, line.rule))
    return f"{name}: {reason}" if reason else name


def _promise(promise: tuple[str, str, str, str], zone: str) -> str:
    what, by, ended, kept_at = promise
    if by:
        when = _moment("date" if len(by) == 10 else "datetime", by, zone)
        what = str(_("%(what)s, by %(when)s", what=what, when=when))
    told = str(ENDINGS[ended])
    if kept_at:
        told = f"{told}, {_moment('datetime', kept_at, zone)}"
    return f"{what} – {told}"


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return format_number(value) if float(value).is_integer() else format_number(value, 2)


def _moment(kind: str, text: str, zone: str) -> str:
    """A stored moment in the reader's format; one that cannot be read is shown as it is stored."""
    try:
        if kind == "date":
            return format_date(date.fromisoformat(text))
        if kind == "time":
            return time.fromisoformat(text).strftime("%H:%M")
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return format_datetime(moment, zone) if moment.tzinfo else text


def wave_options(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """The waves of a queue with how many reports each has."""
    names = {str(each.wave): f"{each.client} · {text_of(each.wave_label)}" for each in entries}
    return _options(Counter(str(each.wave) for each in entries), names)


def method_options(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    found = Counter(each.method for each in entries)
    return _options(found, {method: method_name(method) for method in found})


def flag_options(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    found = Counter(code for each in entries for code in {code for _severity, code in each.flags})
    return _options(found, {code: flag_name(code) for code in found})


def _options(found: Counter[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(
        ((key, f"{names[key]} ({count})") for key, count in found.items()), key=lambda option: option[1]
    )


def page_address(keep: Mapping[str, str]) -> Callable[[int], str]:
    """The address of each page of a queue, with its filters."""
    return lambda number: f"?{urlencode({**keep, 'page': number})}"


WORDS = SimpleNamespace(
    stages=STAGES,
    outcomes=OUTCOMES,
    decisions=DECISIONS,
    severities=SEVERITIES,
    rules=RULES,
    moves=MOVES,
    flag=flag_name,
    kinds=flag_kinds,
    method=method_name,
    text=text_of,
    answer=answer_text,
    duration=duration,
    points=points,
    move=move_text,
    promises=lines_of,
    wave_options=wave_options,
    method_options=method_options,
    flag_options=flag_options,
    page_address=page_address,
)
"""What the templates of reviewing ask for words."""
