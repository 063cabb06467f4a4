"""A submission and its context -> flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from mystery.interview import Submission, answers_of, as_codes, as_number, conditions_of
from mystery.quality.model import DOUBT, HINT, STOP, Context, Flag, Measured
from mystery.quality.places import metres_between
from mystery.questionnaire import Form, Item
from mystery.scenario import Timer

HASTY_SHARE_OF_MEDIAN = 0.4
HASTY_ITEM_SECONDS = 1.0
HASTY_ITEMS = 5
HASTY_ITEMS_SHARE = 0.3
LONG_PAUSE_SECONDS = 15 * 60
FAR_METRES = 500
SAME_ANSWERS = 6
SCALE_OPTIONS = 3
MEASURED_SECONDS = 1.0
"""A late notice of the telephone may move a time by this much."""


def inspect(submission: Submission, context: Context) -> list[Flag]:
    """Everything odd about a submission, the gravest first."""
    flags = [
        *_pace(submission, context),
        *_timers(submission, context),
        *_claims(submission, context),
        *_window(submission, context),
        *_place(submission, context),
        *_straight_lines(submission, context.form),
        *_evidence(submission, context.form),
        *_rules(submission, context),
        *_media(submission, context),
        *_pauses(submission),
    ]
    return sorted(flags, key=lambda flag: ((STOP, DOUBT, HINT).index(flag.severity), flag.code, flag.path))


def _pace(submission: Submission, context: Context) -> Iterator[Flag]:
    """The whole against the wave, and single answers against what reading takes."""
    seconds, median = submission.duration_seconds, context.median_seconds
    if median and 0 < seconds < HASTY_SHARE_OF_MEDIAN * median:
        params = {"minutes": _minutes(seconds), "usual": _minutes(median)}
        yield Flag("too_fast", severity=DOUBT, params=params)
    taken = submission.item_seconds
    hasty = [path for path, spent in taken.items() if spent < HASTY_ITEM_SECONDS]
    if len(hasty) >= max(HASTY_ITEMS, HASTY_ITEMS_SHARE * len(taken)):
        counted = {"count": len(hasty), "items": len(taken), "seconds": f"{HASTY_ITEM_SECONDS:g}"}
        yield Flag("hasty_answers", severity=DOUBT, params=counted)


def _timers(submission: Submission, context: Context) -> Iterator[Flag]:
    """The spans of the scenario. A timer measures the item of its name; `visit_minutes` the interview."""
    for timer in context.timers:
        path, minutes = _measured(timer, submission, context.form)
        if minutes is None or timer.high <= 0:
            continue
        span = {"low": f"{timer.low:g}", "high": f"{timer.high:g}"}
        params = {"timer": timer.name, "minutes": f"{minutes:.1f}", **span}
        if minutes < timer.low:
            yield Flag("timer_too_short", path, DOUBT, params)
        elif minutes > timer.high:
            yield Flag("timer_too_long", path, HINT, params)


def _measured(timer: Timer, submission: Submission, form: Form) -> tuple[str, float | None]:
    """Minutes; a timer item counts seconds, a number item whatever its name says."""
    bare = timer.name.removesuffix("_minutes")
    for name in (timer.name, bare, f"{bare}_seconds"):
        if name not in form.items or form.items[name].repeat:
            continue
        number = as_number(next(iter(answers_of(form, submission, name)), None))
        if number is None:
            return name, None
        in_minutes = form.items[name].type != "timer" and name.endswith("_minutes")
        return name, float(number) if in_minutes else float(number) / 60
    seconds = submission.duration_seconds
    return "", seconds / 60 if bare == "visit" and seconds > 0 else None


def _claims(submission: Submission, context: Context) -> Iterator[Flag]:
    """Times that are said to be the telephone's own, and are a thumb's."""
    for key, item in context.form.items.items():
        answers = answers_of(context.form, submission, key) if item.type == "timer" else []
        for answer in answers:
            if not isinstance(answer, Mapping) or not answer.get("measured"):
                continue
            seconds = float(as_number(answer) or 0)
            if not _was_timed(answer, seconds, context.measured.get(item.name, ())):
                yield Flag("not_measured", key, DOUBT, {"seconds": f"{seconds:.1f}"})
                break


def _was_timed(answer: Mapping[str, object], seconds: float, measured: Sequence[Measured]) -> bool:
    """By the attempt that the answer names, or by any where it names none."""
    return any(
        abs(seconds - each.seconds) <= MEASURED_SECONDS
        and answer.get("attempt", each.attempt) == each.attempt
        for each in measured
    )


def _window(submission: Submission, context: Context) -> Iterator[Flag]:
    """Only the start counts: the notes may be finished at home."""
    started = submission.started_at
    if started is None:
        return
    early = context.starts_at is not None and started < context.starts_at
    late = context.ends_at is not None and started > context.ends_at
    if early or late:
        yield Flag("outside_window", severity=DOUBT, params={"started_at": started.isoformat()})


def _place(submission: Submission, context: Context) -> Iterator[Flag]:
    """How far each recorded position is from the location, to 100 m: more would track the tester."""
    if context.latitude is None or context.longitude is None:
        return
    for key, item in context.form.items.items():
        if item.type != "geopoint":
            continue
        for answer in answers_of(context.form, submission, key):
            metres = metres_between(answer, context.latitude, context.longitude)
            if metres is not None and metres > FAR_METRES:
                params = {"metres": f"{round(metres, -2):.0f}", "limit": FAR_METRES}
                yield Flag("far_from_location", key, DOUBT, params)
                break


def _straight_lines(submission: Submission, form: Form) -> Iterator[Flag]:
    """The same code in many neighbouring items that share one scale."""
    scales = [item for item in form.items.values() if _is_scale(form, item)]
    codes = [(item, _single_code(form, submission, item)) for item in scales]
    answered = [(item, code) for item, code in codes if code]
    for (_, code), run in groupby(answered, key=lambda pair: (pair[0].get("list"), pair[1])):
        items = [item for item, _ in run]
        if len(items) >= SAME_ANSWERS:
            params = {"count": len(items), "answer": code, "last": items[-1].name}
            yield Flag("straight_lining", items[0].key, DOUBT, params)


def _is_scale(form: Form, item: Item) -> bool:
    """A select with three options or more; yes/no lists are answered alike for good reasons."""
    lists = form.package.get("choices")
    options = lists.get(str(item.get("list", "")), ()) if isinstance(lists, Mapping) else ()
    several = isinstance(options, list | tuple) and len(options) >= SCALE_OPTIONS
    return item.type == "select_one" and not item.repeat and several


def _single_code(form: Form, submission: Submission, item: Item) -> str:
    codes = as_codes(answers_of(form, submission, item.key)[0])
    return codes[0] if codes else ""


def _evidence(submission: Submission, form: Form) -> Iterator[Flag]:
    """Evidence that was asked of everybody and is not there; the engine checks what depends on answers."""
    for key, item in form.items.items():
        wanted = str(item.get("evidence", ""))
        if not wanted or item.repeat or _is_conditional(form, item):
            continue
        answer = answers_of(form, submission, key)[0]
        if answer is None or key in submission.missing:
            severity = DOUBT if wanted == "required" else HINT
            params = {"item": key, "code": submission.missing.get(key, "")}
            yield Flag("missing_evidence", key, severity, params)


def _is_conditional(form: Form, item: Item) -> bool:
    while True:
        if item.get("relevant"):
            return True
        if not item.parent or item.parent not in form.items:
            return False
        item = form.items[item.parent]


def _rules(submission: Submission, context: Context) -> Iterator[Flag]:
    """Plausibility rules of the scheme."""
    conditions = conditions_of(context.form, (rule.when for rule in context.rules))(submission)
    for position, rule in enumerate(context.rules, start=1):
        if conditions.holds(rule.when):
            # the number keeps two rules of one submission apart
            yield Flag(rule.flag, f"rule {position}", DOUBT, {"reason": dict(rule.reason), "rule": rule.when})


def _media(submission: Submission, context: Context) -> Iterator[Flag]:
    """Files that were handed in before, here or with another submission."""
    seen: set[str] = set()
    for sha256 in submission.media:
        if sha256 in context.known_media or sha256 in seen:
            severity = STOP if sha256 in context.known_media else HINT
            path = _path_of(submission.answers, sha256)
            yield Flag("duplicate_media", path, severity, {"sha256": sha256[:12]})
        seen.add(sha256)


def _path_of(answers: Mapping[str, object], sha256: str, prefix: str = "") -> str:
    """The item's instance that holds a file; '' when none does."""
    for name, value in answers.items():
        if isinstance(value, Mapping) and value.get("sha256") == sha256:
            return prefix + name
        rows = value if isinstance(value, list | tuple) else ()
        for position, row in enumerate(rows, start=1):
            found = _path_of(row, sha256, f"{prefix}{name}[{position}]/") if isinstance(row, Mapping) else ""
            if found:
                return found
    return ""


def _pauses(submission: Submission) -> Iterator[Flag]:
    for path, seconds in submission.item_seconds.items():
        if seconds > LONG_PAUSE_SECONDS:
            yield Flag("long_pause", path, HINT, {"minutes": _minutes(seconds)})


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f}"
