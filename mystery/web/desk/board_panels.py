"""The live board in words: figures, and panels of rows, the same for the page and for its script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mystery.access import allowed
from mystery.services.call_monitor import Agreed, Board, Caller, Queue, case_name
from mystery.web.shared.findings.choice import wave_label
from mystery.web.shared.i18n import format_datetime, format_number, format_time
from mystery.web.shared.identity import current_actor

if TYPE_CHECKING:
    from mystery.store.models import CallCase, Promise, QuotaCell

Cell = dict[str, Any]
Panel = dict[str, Any]
_DOING = {
    "calls": (_l("On the line"), "good"),
    "reads": (_l("Has a case"), "info"),
    "waits": (_l("Without a case"), "neutral"),
}
_TELEPHONE = {
    "queued": _l("Queued"),
    "initiated": _l("Dialling"),
    "ringing": _l("Ringing"),
    "answered": _l("Answered"),
}


def board_json(board: Board) -> dict[str, Any]:
    """All that the page shows, as text; moments stand beside their text so that clocks can run."""
    return {
        "stopped": board.stopped_at.isoformat() if board.stopped_at else "",
        "figures": _figures(board),
        "panels": [
            _callers(board.callers),
            _agreed(board.agreed),
            _queues(board.queues),
            _cells(board.cells),
            _promises(board.promises),
        ],
    }


def _figures(board: Board) -> list[Cell]:
    overdue = sum(each.is_overdue for each in board.agreed)
    ready = sum(each.ready for each in board.queues if not each.is_stopped)
    figures = [
        _figure("line", _("On the line"), sum(each.doing == "calls" for each in board.callers)),
        _figure("ready", _("Can be called now"), ready),
        _figure("overdue", _("Overdue appointments"), overdue, "danger"),
        _figure("promises", _("Promises due within a day"), len(board.promises), "caution"),
    ]
    if allowed(current_actor(), "intake.view"):
        href = url_for("desk.inbox_list")
        figures.append(_figure("inbox", _("Waits in the inbox"), board.conflicts, "caution", href))
    return figures


def _figure(key: str, label: str, value: int, tone: str = "neutral", href: str = "") -> Cell:
    """`tone` colours it as soon as there is one."""
    shown = tone if value else "neutral"
    return {"key": key, "label": label, "value": format_number(value), "tone": shown, "href": href}


def _panel(key: str, title: str, empty: str, columns: Iterable[str], rows: Iterable[list[Cell]]) -> Panel:
    """Columns whose name begins with # hold numbers."""
    heads = [{"label": each.removeprefix("#"), "numeric": each.startswith("#")} for each in columns]
    return {"key": key, "title": title, "empty": empty, "columns": heads, "rows": list(rows)}


def _cell(text: object, *, href: str = "", tone: str = "", since: str = "") -> Cell:
    return {"text": str(text), "href": href, "tone": tone, "since": since}


def _case(case: CallCase | None) -> Cell:
    if case is None:
        return _cell("–")
    return _cell(case_name(case), href=url_for("desk.called_case", public_id=case.public_id))


def _callers(callers: Sequence[Caller]) -> Panel:
    columns = [_("Caller"), _("Now"), _("Case"), _("Since"), "#" + _("Calls today"), "#" + _("Completes")]
    empty = _("Nobody is at work in a wave that is called.")
    return _panel("callers", _("Callers"), empty, columns, map(_caller, callers))


def _caller(row: Caller) -> list[Cell]:
    word, tone = _DOING[row.doing]
    state = _TELEPHONE.get(row.state)
    told = f"{word} · {state}" if state else word
    since = row.since.isoformat() if row.since else ""
    return [
        _cell(row.name),
        _cell(told, tone=tone),
        _case(row.case),
        _cell(format_datetime(row.since) if row.since else "–", since=since),
        _cell(format_number(row.calls)),
        _cell(format_number(row.completes)),
    ]


def _agreed(rows: Sequence[Agreed]) -> Panel:
    columns = [_("Case"), _("Agreed for"), _("State"), _("Caller")]
    empty = _("No appointment within half an hour.")
    return _panel("agreed", _("Appointments"), empty, columns, map(_appointment, rows))


def _appointment(row: Agreed) -> list[Cell]:
    kept = row.appointment
    zone = kept.case.time_zone
    until = "" if kept.is_hard else f" – {format_time(kept.until_at, zone)}"
    overdue = _cell(_("Overdue"), tone="danger")
    return [
        _case(kept.case),
        _cell(format_datetime(kept.from_at, zone) + until),
        overdue if row.is_overdue else _cell(_("Fixed time") if kept.is_hard else _("Period"), tone="info"),
        _cell(row.caller or _("Anybody")),
    ]


def _queues(rows: Sequence[Queue]) -> Panel:
    columns = [
        _("Wave"),
        "#" + _("Can be called now"),
        "#" + _("Later"),
        "#" + _("Outside hours"),
        "#" + _("In work"),
        "#" + _("Paused"),
        "#" + _("Closed"),
    ]
    empty = _("No wave in the field is called.")
    return _panel("queues", _("Waiting cases"), empty, columns, map(_queue, rows))


def _queue(row: Queue) -> list[Cell]:
    name = f"{row.wave.study.title} · {wave_label(row.wave)}"
    plan = url_for("desk.call_plan", public_id=row.wave.public_id)
    numbers = (row.ready, row.later, row.outside_hours, row.held, row.paused, row.done)
    stopped = _("%(wave)s: stopped", wave=name)
    first = _cell(stopped if row.is_stopped else name, href=plan, tone="danger" if row.is_stopped else "")
    return [first, *(_cell(format_number(number)) for number in numbers)]


def _cells(rows: Sequence[QuotaCell]) -> Panel:
    columns = [_("Quota"), "#" + _("Reached"), "#" + _("Wanted"), _("State")]
    return _panel("quotas", _("Quotas"), _("No quotas."), columns, map(_quota, rows))


def _quota(row: QuotaCell) -> list[Cell]:
    full = row.reached >= row.target
    state = _cell(_("Full"), tone="good") if full else _cell(_("Open"), tone="info")
    return [_cell(row.label), _cell(format_number(row.reached)), _cell(format_number(row.target)), state]


def _promises(rows: Sequence[Promise]) -> Panel:
    columns = [_("Location"), _("Promised"), _("Due")]
    empty = _("No promise falls due within a day.")
    return _panel("promises", _("Promises"), empty, columns, map(_promise, rows))


def _promise(row: Promise) -> list[Cell]:
    place = row.interview.assignment.location
    return [
        _cell(place.name),
        _cell(format_datetime(row.opened_at, place.time_zone)),
        _cell(format_datetime(row.due_at, place.time_zone)),
    ]
