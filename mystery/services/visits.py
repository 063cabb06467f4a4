"""Single scored visits as a client may see them: the day and its part, never the tester or the minute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from mystery.access import STAFF_ROLES, Actor
from mystery.questionnaire import Form, Item, Texts
from mystery.reporting import VisitFacts, answer_line, wording
from mystery.scoring import Scheme, ScoreSheet, SectionScore, TraceLine
from mystery.services import results
from mystery.services.answers_told import told_of
from mystery.services.findings import findings_of, label_of, sections_of, title_of
from mystery.services.forms import form_by_fingerprint, scheme_of_version
from mystery.services.results import Result
from mystery.services.transaction import reading
from mystery.store import models
from mystery.store.queries import visits as queries

_NOON, _EVENING = 12, 17


@dataclass(frozen=True, slots=True)
class SeenVisit:
    """One visit in a list. `sheet`: public id of its score; `day_part`: morning, afternoon, evening."""

    sheet: str
    location: str
    method: str
    visited_on: date
    day_part: str
    total: float | None
    grade: str
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class VisitList:
    """The visits of a result that may be shown singly, the newest first; `hidden` counts the others."""

    visits: tuple[SeenVisit, ...]
    hidden: int


def visits_in(result: Result, actor: Actor) -> VisitList:
    """Visits of the part and wave at hand. A client sees those of locations that pass the minimum cell."""
    inside = {each.place.location for each in result.findings.ranking}
    open_ones = _open_places(result.findings.ranking, actor)
    rows = [row for row in queries.sheets(reading(), [result.wave.id]) if str(row.location) in inside]
    shown = tuple(
        _seen(row, result.kinds[row.scenario_id]) for row in reversed(rows) if str(row.location) in open_ones
    )
    return VisitList(shown, len(rows) - len(shown))


def is_shown(sheet: models.ScoreSheet, actor: Actor) -> bool:
    """Whether the location of this visit passes the minimum cell; staff may read every visit."""
    if actor.role in STAFF_ROLES:
        return True
    assignment = sheet.submission.interview.assignment
    waves = results.waves_for(actor)  # with study and client, which the assignment finds by now
    if assignment.wave_id not in {each.id for each in waves}:
        return False
    return str(assignment.location.public_id) in _open_places(findings_of(assignment.wave).ranking, actor)


def _open_places(ranking: Any, actor: Actor) -> set[str]:
    return {
        each.place.location for each in ranking if actor.role in STAFF_ROLES or each.figure.value is not None
    }


def _seen(row: Any, kind: str) -> SeenVisit:
    local = row.finished_at.astimezone(ZoneInfo(row.time_zone))
    return SeenVisit(
        sheet=str(row.sheet),
        location=str(row.location),
        method=kind,
        visited_on=local.date(),
        day_part=day_part(local),
        total=row.total,
        grade=row.grade,
        is_provisional=row.is_provisional,
    )


def day_part(local: datetime) -> str:
    """All that a client learns of the hour: an exact one would name the shift."""
    return "morning" if local.hour < _NOON else "afternoon" if local.hour < _EVENING else "evening"


def sheet_of(row: models.ScoreSheet) -> ScoreSheet:
    """The stored score as the value that reports explain."""
    return ScoreSheet(
        scheme=row.scheme_version.name,
        scheme_version=row.scheme_version.version,
        total=_decimal(row.total),
        grade=row.grade,
        sections=tuple(_section(each) for each in row.sections),
        trace=tuple(_line(each) for each in row.trace),
        coverage=Decimal(str(row.coverage)),
    )


def facts_of(row: models.ScoreSheet, language: str) -> VisitFacts:
    """Names and answers in words, for the report on one visit."""
    submission = row.submission
    assignment = submission.interview.assignment
    wave, place = assignment.wave, assignment.location
    form = form_by_fingerprint(submission.interview.form_fingerprint)
    scheme = scheme_of_version(row.scheme_version)
    finished_at = submission.finished_at or submission.received_at
    target = scheme.target if wave.study.target is None else _decimal(wave.study.target)
    return VisitFacts(
        client=wave.study.client.name,
        study=wave.study.title,
        location=place.name,
        visited_on=finished_at.astimezone(ZoneInfo(place.time_zone)).date(),
        wave={"de": wave.label_de, "en": wave.label_en},
        method=title_of(form),
        item_labels={key: label_of(form, key) for key in scheme.items if key in form.items},
        section_labels=_section_labels(form, scheme),
        grade_labels=scheme.grade_labels,
        answers=dict(_answers(form, row, language)),
        target=target,
    )


def _section_labels(form: Form, scheme: Scheme) -> Mapping[str, Texts]:
    own = {key: rule.label for key, rule in scheme.sections.items() if rule.label}
    return {**{key: label_of(form, key) for key in sections_of(form)}, **own}


def _answers(form: Form, row: models.ScoreSheet, language: str) -> Iterator[tuple[str, str]]:
    """Every answer that was scored, as the questionnaire words it."""
    words = wording("visit", language)
    for line in row.trace:
        item, raw = form.items.get(line["item"]), line["raw"]
        if item is None or raw is None:
            continue
        told = told_of(item, raw, partial(_choice_label, form, item, language))
        yield item.key, answer_line(told.kind, told.value, words)


def _choice_label(form: Form, item: Item, language: str, code: str) -> str:
    """A label that needs other answers is not at hand here; the code stands for it."""
    lists = cast(Mapping[str, Any], form.package.get("choices") or {})
    tables = cast(Mapping[str, Any], form.package.get("tables") or {})
    name = str(item.get("list", ""))
    for choice in lists.get(name) or tables.get(name) or ():
        if str(choice["name"]) == code:
            label = choice.get("label") or code
            if isinstance(label, Mapping):
                label = label.get(language) or next(iter(label.values()), code)
            return label if isinstance(label, str) else code
    return code


def _section(each: Mapping[str, Any]) -> SectionScore:
    return SectionScore(
        each["section"],
        _decimal(each["score"]),
        Decimal(str(each["weight"])),
        Decimal(str(each["coverage"])),
        _decimal(each["target"]),
    )


def _line(each: Mapping[str, Any]) -> TraceLine:
    numbers = {name: _decimal(each[name]) for name in ("share", "weight", "points", "possible", "lost")}
    return TraceLine(
        rule=each["rule"],
        item=each["item"],
        section=each["section"],
        raw=each["raw"],
        reason=each["reason"],
        **numbers,
    )


def _decimal(value: float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
