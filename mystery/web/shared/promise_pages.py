"""Promises on pages: how each stands, in words, and the form that closes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from mystery.clock import utcnow
from mystery.services import promise_ends, promise_notes
from mystery.store.models import Promise, PromiseState
from mystery.web.shared.attempts import saved
from mystery.web.shared.forms import PageForm
from mystery.web.shared.i18n import format_number, zone_name
from mystery.web.shared.identity import current_actor
from mystery.web.shared.visit_card import clock_words, day_words, in_words

CAME, NOTHING, VOID = "came", "nothing", "void"
KINDS: Mapping[str, LazyString] = {
    "callback": _l("Call back"),
    "reply": _l("Reply"),
    "quote": _l("Quote"),
    "delivery": _l("Delivery"),
    "refund": _l("Refund"),
    "other": _l("Promise"),
}
_ENDED: Mapping[PromiseState, tuple[LazyString, str]] = {
    PromiseState.KEPT: (_l("Kept"), "good"),
    PromiseState.BROKEN: (_l("Not kept"), "danger"),
    PromiseState.VOID: (_l("No longer counts"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A promise in words; times are by the clocks of its place. `closed` is empty while it runs."""

    promise: Promise
    place: str
    title: str
    kind: str
    made: str
    due: str
    stands: str
    tone: str
    closed: str = ""

    @property
    def is_open(self) -> bool:
        return self.promise.state is PromiseState.OPEN


class PromiseForm(PageForm):
    ended = RadioField(_l("What happened?"), [InputRequired()])
    kept_at = DateTimeLocalField(_l("When?"), [Optional()])
    note = TextAreaField(
        _l("In your words"),
        [Length(max=2000)],
        description=_l("What you saw and when; no names."),
        render_kw={"rows": 3, "maxlength": 2000},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A moment is asked only where something came; `Optional` would end the field's own validators."""
        is_valid = bool(super().validate(extra_validators))
        if self.ended.data == CAME and self.kept_at.data is None and not self.kept_at.errors:
            self.kept_at.errors = [_l("Please say when it came.")]
            return False
        return is_valid


def line_of(promise: Promise, now: datetime | None = None) -> Line:
    assignment = promise.interview.assignment
    zone = ZoneInfo(assignment.location.time_zone)
    stands, tone = _stands(promise, now or utcnow())
    title = assignment.scenario
    return Line(
        promise=promise,
        place=assignment.location.name,
        title=in_words({"de": title.title_de, "en": title.title_en}),
        kind=str(KINDS.get(promise.kind, KINDS["other"])),
        made=moment_words(promise.opened_at, zone),
        due=moment_words(promise.due_at, zone),
        stands=stands,
        tone=tone,
        closed=_closed(promise, zone),
    )


def lines_of(found: Iterable[Promise], now: datetime | None = None) -> list[Line]:
    return [line_of(each, now) for each in found]


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """`Fri 4 Dec, 18:00 (CET)`."""
    local = moment.astimezone(zone)
    return f"{day_words(local)}, {clock_words(local)} ({zone_name(local)})"


def said_words(said: Mapping[str, Any], zone: ZoneInfo) -> str:
    """What a tester's tablet said of a promise: when it came, or that nothing did, and in whose words."""
    if said["kept_at"]:
        moment = datetime.fromisoformat(said["kept_at"]).replace(tzinfo=zone)
        came = str(_("It came: %(when)s.", when=moment_words(moment, zone)))
    else:
        came = str(_("Nothing came."))
    return f"{came} {said['note']}".strip()


def _stands(promise: Promise, now: datetime) -> tuple[str, str]:
    if promise.state is not PromiseState.OPEN:
        words, tone = _ENDED[promise.state]
        return str(words), tone
    zone = ZoneInfo(promise.interview.assignment.location.time_zone)
    if promise.due_at < now:
        return str(_("Overdue")), "danger"
    if promise.due_at.astimezone(zone).date() == now.astimezone(zone).date():
        return str(_("Due today")), "caution"
    return str(_("Running")), "info"


def _closed(promise: Promise, zone: ZoneInfo) -> str:
    """When it came and after how many business hours; else when it was closed."""
    if promise.kept_at is not None:
        when, hours = moment_words(promise.kept_at, zone), format_number(promise.hours or 0, 1)
        return str(_("%(when)s, after %(hours)s business hours", when=when, hours=hours))
    return moment_words(promise.closed_at, zone) if promise.closed_at else ""


def closing(promise: Promise, *, back: str, may_void: bool = False, template: str) -> ResponseReturnValue:
    """The page of one promise: what was promised, until when, and the form that closes it."""
    form = PromiseForm()
    form.ended.choices = _choices(promise, may_void=may_void)
    if form.validate_on_submit() and saved(form, _end(promise, form)):
        flash(_("The promise is closed."), "good")
        return redirect(back)
    zone = ZoneInfo(promise.interview.assignment.location.time_zone)
    status = 422 if form.errors or form.form_errors else 200
    page = render_template(
        template,
        form=form,
        line=line_of(promise),
        back=back,
        zone=zone_name(utcnow().astimezone(zone)),
        said=[said_words(each.value, zone) for each in promise_notes.not_taken(promise)],
    )
    return page, status


def _choices(promise: Promise, *, may_void: bool) -> list[SelectChoice]:
    """That nothing came can be said once the time is over."""
    chosen = [SelectChoice(CAME, str(_("It came, in time or late")))]
    if promise.due_at <= utcnow():
        chosen.append(SelectChoice(NOTHING, str(_("Nothing came"))))
    if may_void:
        chosen.append(SelectChoice(VOID, str(_("It no longer counts (say why)"))))
    return chosen


def _end(promise: Promise, form: PromiseForm) -> Callable[[], Promise]:
    actor, note = current_actor(), form.note.data or ""
    if form.ended.data == VOID:
        return lambda: promise_ends.void(promise, actor, note)
    zone = ZoneInfo(promise.interview.assignment.location.time_zone)
    kept_at = form.kept_at.data.replace(tzinfo=zone) if form.ended.data == CAME else None
    return lambda: promise_ends.close(promise, actor, kept_at=kept_at, note=note)
