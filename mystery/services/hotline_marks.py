"""Marks of a wave's hotlines by each scheme that their calls were scored with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from mystery.calling import Worth, worth
from mystery.calling.worth import Sections
from mystery.questionnaire import Texts
from mystery.reporting import Marked, Marks
from mystery.scoring import Scheme, best_total_of, grade_of
from mystery.services import cases
from mystery.services.findings import scenarios_of, title_of
from mystery.services.forms import form_of_version, scheme_of_version
from mystery.services.transaction import reading
from mystery.services.visit_kinds import kinds_of
from mystery.store.models import Scenario, Study, Wave
from mystery.store.queries import visits as queries
from mystery.weakspots import Place, shown_alone

Calls = Mapping[str, Sequence[Sections]]
"""A location's public id -> the sections of each of its calls that count."""


def marks_of(wave: Wave, places: Mapping[str, Place]) -> tuple[Marks, ...]:
    """One table for each kind of call whose scheme weighs its sections and of which a hotline can be told.

    `places` are the wave's hotlines by their public ids.
    """
    kinds = kinds_of(wave.study_id)
    by_kind: dict[str, dict[str, list[Sections]]] = defaultdict(lambda: defaultdict(list))
    for sheet in queries.sheets(reading(), [wave.id]):
        sections = {str(each["section"]): each["score"] for each in sheet.sections}
        if str(sheet.location) in places:
            by_kind[kinds[sheet.scenario_id]][str(sheet.location)].append(sections)
    if not by_kind:
        return ()
    found = (
        _of_scenario(wave.study, row, by_kind.get(kind, {}), places)
        for kind, row in scenarios_of([wave], kinds).items()
        if cases.is_by_call(row)
    )
    return tuple(each for each in found if each is not None)


def _of_scenario(study: Study, row: Scenario, calls: Calls, places: Mapping[str, Place]) -> Marks | None:
    scheme, form = scheme_of_version(row.scheme_version), form_of_version(row.questionnaire_version)
    weights = {key: float(rule.weight) for key, rule in scheme.sections.items() if rule.weight}
    if not calls or not weights:
        return None
    counts = {key: len(listed) for key, listed in calls.items()}
    shown = counts.keys() & shown_alone(places.values(), counts, study.minimum_tests, study.minimum_headcount)
    if not shown:
        return None
    marked = [
        _marked(places[key].name, worth(calls[key], weights, _caps(scheme)) if key in shown else None, scheme)
        for key in calls
    ]
    marked.sort(key=lambda each: (-_percent(each), each.place))
    sections = [(key, scheme.sections[key].label or {}, weights[key]) for key in weights]
    return Marks(title_of(form), sum(weights.values()), sections, marked)


def _caps(scheme: Scheme) -> dict[str, tuple[float, float]]:
    """Sections that nobody may fail: below their pass mark the total has the worst grade at best."""
    if not scheme.grades:
        return {}
    cap = float(best_total_of(scheme, scheme.grades[-1][1]))
    return {
        key: (float(rule.pass_mark), cap)
        for key, rule in scheme.sections.items()
        if rule.pass_mark is not None and rule.weight
    }


def _marked(place: str, found: Worth | None, scheme: Scheme) -> Marked:
    total = found.total if found else None
    grade: Texts = {}
    if total is not None:
        code = grade_of(scheme, Decimal(str(round(total.value, 2))))
        grade = scheme.grade_labels.get(code, {"de": code, "en": code})
    return Marked(place, found, grade)


def _percent(marked: Marked) -> float:
    return marked.worth.total.value if marked.worth and marked.worth.total else -1.0
