"""Whose turn it is: one order for all cases, and why it chose as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from mystery.calling.aapor import Label
from mystery.calling.day_parts import DAY_PARTS, DayPart, zone_of


@dataclass(frozen=True, slots=True)
class Agreed:
    """An open appointment: hard at `from_at` by `caller`, soft at any time of its window by anyone."""

    is_hard: bool
    from_at: datetime
    until_at: datetime
    caller: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that could be called. `key` breaks the last tie: the lower one was there first.

    `not_by` is the caller who was refused; `part_tries` counts attempts by day-part. `window_ends_at` is the
    end of the time that a reachability study has planned for a contact that nobody has tried yet.
    """

    key: int
    zone: str
    priority: int = 0
    next_at: datetime | None = None
    last_attempt_at: datetime | None = None
    part_tries: Mapping[str, int] = field(default_factory=dict)
    agreed: Agreed | None = None
    not_by: int | None = None
    window_ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `REASONS` with its details."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def told(self, language: str = "en") -> str:
        spoken = {name: _spoken(value, language) for name, value in self.params.items()}
        return REASONS[self.code].told(language, **spoken)


@dataclass(frozen=True, slots=True)
class Choice:
    """The case whose turn it is, and what put it before the others, in the order in which it decided."""

    case: int
    reasons: tuple[Reason, ...]


REASONS: Mapping[str, Label] = MappingProxyType(
    {
        "appointment_hard": Label("Appointment at {at}", "Termin um {at}"),
        "appointment_soft": Label(
            "Call-back agreed, {at} to {until}", "Rückruf vereinbart, {at} bis {until}"
        ),
        "priority": Label("Priority {priority}", "Vorrang {priority}"),
        "window": Label("Planned for this time, until {until}", "Für jetzt geplant, bis {until}"),
        "no_window": Label("The planned time of others has passed", "Die geplante Zeit anderer ist vorbei"),
        "window_over": Label("Its planned time ended at {until}", "Seine geplante Zeit endete um {until}"),
        "part": Label("Tried {tries} × at this time of day", "Zu dieser Tageszeit {tries} × versucht"),
        "part_new": Label("Not tried at this time of day", "Zu dieser Tageszeit noch nicht versucht"),
        "zone": Label("It is latest there: {local}", "Dort ist es am spätesten: {local}"),
        "oldest": Label("Longest since the last attempt", "Am längsten seit dem letzten Versuch"),
        "untried": Label("Not tried yet", "Noch nicht versucht"),
        "first": Label("First in the list", "Steht zuerst in der Liste"),
        "not_yet": Label("Not before {at}", "Nicht vor {at}"),
        "reserved": Label("Appointment with another caller until {at}", "Termin mit jemand anderem bis {at}"),
        "closed": Label("Closed", "Abgeschlossen"),
        "paused_person": Label("Waits for a decision", "Wartet auf eine Entscheidung"),
        "paused_numbers": Label("Has no number that works", "Hat keine gültige Nummer"),
        "paused_quota": Label("Its quota is full", "Die Quote ist voll"),
        "stopped": Label("Calls of this wave are stopped", "Die Anrufe dieser Welle sind angehalten"),
        "held": Label("Somebody is working on it", "Jemand arbeitet gerade daran"),
        "outside_hours": Label(
            "Not to be called at this hour there", "Um diese Zeit wird dort nicht angerufen"
        ),
        "other_caller": Label(
            "Refused to you; another caller asks", "Hat Ihnen abgesagt; jemand anderes fragt"
        ),
    }
)
"""Reason -> how it is told. Times are by the clock of the called place."""


def choose(
    candidates: Iterable[Candidate],
    now: datetime,
    caller: int | None = None,
    *,
    parts: Sequence[DayPart] = DAY_PARTS,
    grace_minutes: int = 10,
    only_own: bool = False,
) -> Choice | None:
    """The one order: hard appointments that are due, soft ones, priority, planned contacts while their window
    is open (the one that ends first), the least tried day-part, the zone with the latest local time, the
    oldest attempt, the list. A contact whose window has passed comes after the rest of its priority: the
    study asks for another time of day.

    Candidates are open, unheld and inside permitted hours already; what still speaks against one for this
    caller (`against`) is left out here. With `only_own` nothing but the caller's own appointments is begun:
    one of them is near (`Rules.keep_free_minutes`). The order in which candidates come does not matter.
    """
    ready = [
        each
        for each in candidates
        if not against(each, now, caller, grace_minutes=grace_minutes)
        and (not only_own or (each.agreed is not None and each.agreed.caller == caller))
    ]
    if not ready:
        return None
    clocks = _Clocks(now, parts)
    decided: list[_Tell] = []
    for key, tell in _ORDER:
        values = [key(each, clocks) for each in ready]
        best = min(values)
        narrowed = [each for each, value in zip(ready, values, strict=True) if value == best]
        if len(narrowed) < len(ready) or best[0] != _ORDINARY:
            decided.append(tell)
        ready = narrowed
        if len(ready) == 1 and decided:
            break
    reasons = tuple(tell(ready[0], clocks) for tell in decided)
    return Choice(ready[0].key, reasons or (Reason("first"),))


def against(
    candidate: Candidate, now: datetime, caller: int | None = None, *, grace_minutes: int = 10
) -> tuple[Reason, ...]:
    """What keeps a case from this caller at `now`; empty where nothing does."""
    found: list[Reason] = []
    if candidate.not_by is not None and candidate.not_by == caller:
        found.append(Reason("other_caller"))
    agreed = candidate.agreed
    if agreed is not None and agreed.from_at > now:
        found.append(Reason("not_yet", {"at": _local(agreed.from_at, candidate.zone, now)}))
    elif agreed is not None and agreed.is_hard and agreed.caller not in (None, caller):
        until = agreed.from_at + timedelta(minutes=grace_minutes)
        if now < until:
            found.append(Reason("reserved", {"at": _local(until, candidate.zone, now)}))
    elif agreed is None and candidate.next_at is not None and candidate.next_at > now:
        found.append(Reason("not_yet", {"at": _local(candidate.next_at, candidate.zone, now)}))
    return tuple(found)


class _Clocks:
    """What the clocks of each zone show at one moment, looked up once per zone."""

    def __init__(self, now: datetime, parts: Sequence[DayPart]) -> None:
        self.now = now
        self._parts = parts
        self._seen: dict[str, tuple[str, float, str]] = {}

    def at(self, zone: str) -> tuple[str, float, str]:
        """Day-part, seconds ahead of UTC, and the local time as text."""
        if zone not in self._seen:
            local = self.now.astimezone(zone_of(zone))
            part = next((each.code for each in self._parts if each.holds(local)), "")
            ahead = local.utcoffset() or timedelta(0)
            self._seen[zone] = (part, ahead.total_seconds(), f"{local:%H:%M}")
        return self._seen[zone]


_TELLS, _ORDINARY, _LATE = 0, 1, 2
"""First part of a key: what was agreed or planned is told even where no other case was in question."""

_Key = tuple[int, float]
_Tell = Callable[[Candidate, "_Clocks"], Reason]


def _hard(each: Candidate, clocks: _Clocks) -> _Key:
    due = each.agreed is not None and each.agreed.is_hard
    return (_TELLS, each.agreed.from_at.timestamp()) if each.agreed and due else (_ORDINARY, 0)


def _soft(each: Candidate, clocks: _Clocks) -> _Key:
    due = each.agreed is not None and not each.agreed.is_hard
    return (_TELLS, each.agreed.until_at.timestamp()) if each.agreed and due else (_ORDINARY, 0)


def _priority(each: Candidate, clocks: _Clocks) -> _Key:
    return _ORDINARY, -each.priority


def _window(each: Candidate, clocks: _Clocks) -> _Key:
    ends = each.window_ends_at
    if ends is None:
        return _ORDINARY, 0
    return (_TELLS, ends.timestamp()) if clocks.now <= ends else (_LATE, 0)


def _part(each: Candidate, clocks: _Clocks) -> _Key:
    return _ORDINARY, each.part_tries.get(clocks.at(each.zone)[0], 0)


def _zone(each: Candidate, clocks: _Clocks) -> _Key:
    return _ORDINARY, -clocks.at(each.zone)[1]


def _oldest(each: Candidate, clocks: _Clocks) -> _Key:
    return _ORDINARY, each.last_attempt_at.timestamp() if each.last_attempt_at else 0


def _listed(each: Candidate, clocks: _Clocks) -> _Key:
    return _ORDINARY, each.key


def _tell_appointment(each: Candidate, clocks: _Clocks) -> Reason:
    assert each.agreed is not None
    at, until = (
        _local(each.agreed.from_at, each.zone, clocks.now),
        _local(each.agreed.until_at, each.zone, clocks.now),
    )
    code = "appointment_hard" if each.agreed.is_hard else "appointment_soft"
    return Reason(code, {"at": at, "until": until})


def _tell_window(each: Candidate, clocks: _Clocks) -> Reason:
    ends = each.window_ends_at
    if ends is None:  # what others had, and this one has not, put it first
        return Reason("no_window")
    until = {"until": _local(ends, each.zone, clocks.now)}
    return Reason("window" if clocks.now <= ends else "window_over", until)


def _tell_part(each: Candidate, clocks: _Clocks) -> Reason:
    part = clocks.at(each.zone)[0]
    tries = each.part_tries.get(part, 0)
    return Reason("part", {"tries": tries, "part": part}) if tries else Reason("part_new", {"part": part})


_ORDER: tuple[tuple[Callable[[Candidate, _Clocks], _Key], _Tell], ...] = (
    (_hard, _tell_appointment),
    (_soft, _tell_appointment),
    (_priority, lambda each, clocks: Reason("priority", {"priority": each.priority})),
    (_window, _tell_window),
    (_part, _tell_part),
    (_zone, lambda each, clocks: Reason("zone", {"local": clocks.at(each.zone)[2]})),
    (_oldest, lambda each, clocks: Reason("oldest" if each.last_attempt_at else "untried")),
    (_listed, lambda each, clocks: Reason("first")),
)


def _local(moment: datetime, zone: str, now: datetime) -> datetime | str:
    """The time at a place; with its day, unless that is today."""
    local, today = (each.astimezone(zone_of(zone)) for each in (moment, now))
    return f"{local:%H:%M}" if local.date() == today.date() else local


def _spoken(value: object, language: str) -> object:
    """A day as people write it; what is no moment stays as it is."""
    if not isinstance(value, datetime):
        return value
    day = f"{value.day}.{value.month}." if language == "de" else f"{value.day} {value:%b}"
    return f"{day}, {value:%H:%M}"
