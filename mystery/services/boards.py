"""The status board of a wave: what is done where, what is late, what came in, what looks odd."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.fieldwork import DONE_STATES
from mystery.services import progress
from mystery.services.progress import Progress
from mystery.services.transaction import reading
from mystery.store.models import Assignment, AssignmentState, Interview, Scenario, Submission, Wave
from mystery.store.queries import fieldwork as queries

_LATE_ROWS, _LATEST_ROWS = 10, 8
_HANDED_IN = frozenset(DONE_STATES) | {"submitted", "in_review", "queried"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One scenario at one location: tests wanted, planned, handed in and approved."""

    wanted: int = 0
    planned: int = 0
    handed_in: int = 0
    approved: int = 0


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A location's line of the board; `cells` by scenario code."""

    place: Any
    cells: Mapping[str, Cell]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Board:
    """A wave at a glance."""

    progress: Progress
    scenarios: Sequence[Scenario]
    places: Sequence[PlaceRow]
    late: Sequence[Assignment]
    flags: Sequence[Any]
    latest: Sequence[Submission]


def board(wave: Wave, scenarios: Sequence[Scenario], now: datetime) -> Board:
    """Everything the board shows. `scenarios` are its columns, the newest version of each."""
    session = reading()
    return Board(
        progress=progress.of_waves([wave], now)[0],
        scenarios=scenarios,
        places=_places(wave),
        late=_late(wave, now),
        flags=queries.flag_counts(session, wave.id),
        latest=_latest(wave),
    )


def _places(wave: Wave) -> list[PlaceRow]:
    """The locations that have a target or a visit, with a cell for each scenario."""
    counts: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for row in queries.cells(reading(), wave.id):
        counts[row.location_id, row.code][AssignmentState(row.state).value] += row.count
    wanted: Counter[tuple[int, str]] = Counter()
    for row in queries.targets(reading(), wave.id):
        wanted[row.location_id, row.code] += row.target
    cells: dict[int, dict[str, Cell]] = defaultdict(dict)
    for place, code in counts.keys() | wanted.keys():
        cells[place][code] = _cell(wanted[place, code], counts[place, code])
    return [
        PlaceRow(place, cells[place.id], _whole(cells[place.id].values()))
        for place in queries.places(reading(), wave.study.client_id)
        if place.id in cells
    ]


def _cell(wanted: int, states: Counter[str]) -> Cell:
    planned = states.total() - states["cancelled"]
    return Cell(
        wanted=wanted or planned,
        planned=planned,
        handed_in=sum(states[state] for state in _HANDED_IN),
        approved=sum(states[state] for state in DONE_STATES),
    )


def _whole(cells: Any) -> Cell:
    each = list(cells)
    return Cell(
        sum(cell.wanted for cell in each),
        sum(cell.planned for cell in each),
        sum(cell.handed_in for cell in each),
        sum(cell.approved for cell in each),
    )


def _late(wave: Wave, now: datetime) -> Sequence[Assignment]:
    query = (
        select(Assignment)
        .where(Assignment.wave_id == wave.id, queries.is_late(now))
        .options(
            joinedload(Assignment.location), joinedload(Assignment.scenario), joinedload(Assignment.tester)
        )
        .order_by(Assignment.window_to, Assignment.id)
        .limit(_LATE_ROWS)
    )
    return reading().scalars(query).all()


def _latest(wave: Wave) -> Sequence[Submission]:
    to_assignment = joinedload(Submission.interview).joinedload(Interview.assignment)
    query = (
        queries.latest_submissions(wave.id)
        .options(to_assignment.joinedload(Assignment.location), to_assignment.joinedload(Assignment.scenario))
        .limit(_LATEST_ROWS)
    )
    return reading().scalars(query).all()
