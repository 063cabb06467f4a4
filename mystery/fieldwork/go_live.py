"""What must be in order before a wave may go into the field, each rule as a line of a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mystery.problems import Problem

LEAST_TESTS, LEAST_HEADCOUNT = 5, 5
"""The smallest cell that may be shown; only a works council's agreement allows smaller ones."""

OWN, COMPETITOR, SURVEY = "own", "competitor", "survey"
KINDS = (OWN, COMPETITOR, SURVEY)


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a study stands, as the rules need it. `works_council` is none, asked, agreed or refused."""

    kind: str
    purpose: str
    legal_basis: str
    order_reference: str
    works_council: str
    retention_days: int
    minimum_tests: int
    minimum_headcount: int


@dataclass(frozen=True, slots=True)
class Play:
    """What a scenario gives its players: whether there is a role, something to say, and a way out.

    `key` leads back to the scenario; `name` is what people call it.
    """

    key: str
    name: str
    role: bool = True
    must_say: bool = True
    exit_line: bool = True


@dataclass(frozen=True, slots=True)
class Preparation:
    """How far the work is: scenarios of the study, tests planned in the wave, the wave's last day.

    `plays` are those the wave is to play.
    `small_places` are locations in the plan whose headcount is unknown or below the study's minimum.
    """

    scenarios: int
    planned: int
    ends_on: date
    small_places: int = 0
    plays: Sequence[Play] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: its name, and the problem where it is not kept. Errors block, warnings do not.

    `key` says which scenario the problem is about, where it is about one.
    """

    rule: str
    problem: Problem | None = None
    key: str = ""


def grounds_lines(grounds: Grounds) -> list[Line]:
    """The rules for the study itself: no order, purpose or legal ground, no fieldwork."""
    return [
        _line("order", "ORDER_MISSING", bool(grounds.order_reference.strip()) or grounds.kind == COMPETITOR),
        _line("purpose", "PURPOSE_MISSING", bool(grounds.purpose.strip())),
        _line("legal_basis", "LEGAL_BASIS_MISSING", bool(grounds.legal_basis.strip())),
        _line("retention", "RETENTION_MISSING", grounds.retention_days > 0),
        Line("works_council", _works_council(grounds)),
        Line("minimum_cell", _minimum_cell(grounds)),
    ]


def wave_lines(preparation: Preparation, today: date) -> list[Line]:
    """The rules for one wave: there is something to do, and time to do it."""
    few = {"count": preparation.small_places}
    return [
        _line("scenario", "NO_SCENARIO", preparation.scenarios > 0),
        *_play_lines(preparation.plays),
        _line("plan", "NOTHING_PLANNED", preparation.planned > 0),
        _line("dates", "WAVE_IS_OVER", preparation.ends_on >= today),
        Line("headcount", Problem("SMALL_PLACES", params=few) if preparation.small_places else None),
    ]


def _play_lines(plays: Sequence[Play]) -> list[Line]:
    """A line for each part that is still to be written; one kept line where nothing is."""
    if not plays:
        return []
    lacking = [
        Line(
            "play",
            Problem(code, params={"scenario": play.name}),
            play.key,
        )
        for play in plays
        for code, written in _parts(play)
        if not written
    ]
    return lacking or [Line("play")]


def _parts(play: Play) -> tuple[tuple[str, bool], ...]:
    return (
        ("PLAY_WITHOUT_ROLE", play.role),
        ("PLAY_WITHOUT_WORDS", play.must_say),
        ("PLAY_WITHOUT_EXIT", play.exit_line),
    )


def blocking(lines: Sequence[Line]) -> list[Problem]:
    """The problems that keep a wave out of the field."""
    return [each.problem for each in lines if each.problem and each.problem.severity == "error"]


def _line(rule: str, code: str, kept: bool) -> Line:  # the flag is the rule's outcome, not a switch
    return Line(rule, None if kept else Problem(code))


def _works_council(grounds: Grounds) -> Problem | None:
    if grounds.kind != OWN or grounds.works_council == "agreed":
        return None
    codes = {"asked": "WORKS_COUNCIL_OPEN", "refused": "WORKS_COUNCIL_REFUSED"}
    return Problem(codes.get(grounds.works_council, "WORKS_COUNCIL_NONE"))


def _minimum_cell(grounds: Grounds) -> Problem | None:
    small = grounds.minimum_tests < LEAST_TESTS or grounds.minimum_headcount < LEAST_HEADCOUNT
    if not small or grounds.works_council == "agreed":
        return None
    return Problem("MINIMUM_CELL_TOO_SMALL", params={"tests": LEAST_TESTS, "headcount": LEAST_HEADCOUNT})
