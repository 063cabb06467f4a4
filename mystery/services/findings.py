"""Findings of a wave: the study's design and its visits, read once and kept until a visit is added.

Items and sections of different questionnaires may share a name, so here they are called `kind/name`, with
the kind of visit they belong to; analysis knows it as the method.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.manners import give_way
from mystery.questionnaire import Form, Texts, tag
from mystery.scoring import Scheme, section_of_items
from mystery.services import studies
from mystery.services.forms import form_of_version, scheme_of_version
from mystery.services.transaction import reading
from mystery.services.visit_kinds import kinds_of
from mystery.store.models import Assignment, OrgKind, OrgUnit, Scenario, Touchpoint, Wave, WaveState
from mystery.store.queries import fieldwork
from mystery.store.queries import visits as queries
from mystery.weakspots import Design, Findings, Measure, Place, Visit, find

GROUPS: Mapping[str, Texts] = {
    "marketing": {"de": "Marketing", "en": "Marketing"},
    "sales": {"de": "Verkauf", "en": "Sales"},
    "service": {"de": "Service", "en": "Service"},
    "acquisition": {"de": "Gewinnung", "en": "Acquisition"},
    "retention": {"de": "Bindung", "en": "Retention"},
    "win-back": {"de": "Rückgewinnung", "en": "Win-back"},
}
"""The processes and phases that questionnaires and touchpoints name; others are shown by their keys."""

_KEPT = 64
_kept: OrderedDict[tuple[object, ...], Findings] = OrderedDict()
_ONE_AT_A_TIME = Lock()
"""Whoever asks for the same waits for it and need not compute it, too; two at once would slow all others."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What all findings of a wave rest on, asked of the database once: the design, and which visits count."""

    wave: str
    wave_ids: tuple[int, ...]
    kinds: Mapping[int, str]
    design: Design
    version: tuple[int, int, int]


def basis_of(wave: Wave) -> Basis:
    waves = _with_earlier(wave)
    ids = tuple(each.id for each in waves)
    kinds = kinds_of(wave.study_id)
    design = design_of(wave, waves, kinds)
    return Basis(str(wave.public_id), ids, kinds, design, queries.version(reading(), ids))


def findings_of(wave: Wave, scope: str = "") -> Findings:
    """The findings of a wave. `scope` is '' for the client, a region's name, or a location's public id."""
    return findings_on(basis_of(wave), scope)


def findings_on(basis: Basis, scope: str = "") -> Findings:
    """The same on a basis that is known already."""
    key = (basis.wave, scope, basis.version, repr(basis.design))
    found = _kept.get(key)
    if found is None:
        with _ONE_AT_A_TIME:
            found = _kept.get(key) or find(basis.design, visits_of(basis), scope)
            _kept[key] = found
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
    with suppress(KeyError):  # another thread may have let it go just now
        _kept.move_to_end(key)
    return found


def _with_earlier(wave: Wave) -> list[Wave]:
    """The wave after those before it that were released: nobody is told of figures that may still move."""
    before = [
        each
        for each in studies.waves_of(wave.study)
        if each.state is WaveState.RELEASED and (each.starts_on, each.id) < (wave.starts_on, wave.id)
    ]
    return [*before, wave]


def design_of(wave: Wave, waves: Sequence[Wave], kinds: Mapping[int, str]) -> Design:
    """The study as analysis needs it: places, measures with their weights and targets, labels."""
    study = wave.study
    parts = [(kind, *_form_and_scheme(row)) for kind, row in scenarios_of(waves, kinds).items()]
    grades = next((scheme.grades for _, _, scheme in parts if scheme.grades), ())
    touchpoints = _touchpoints(study.client_id)
    return Design(
        client=study.client.name,
        study=study.title,
        wave=wave.code,
        wave_label={"de": wave.label_de, "en": wave.label_en},
        earlier_waves=tuple(each.code for each in waves if each.id != wave.id),
        wave_labels={each.code: {"de": each.label_de, "en": each.label_en} for each in waves},
        places=_places(study.client_id),
        measures={each.item: each for part in parts for each in _measures(*part, touchpoints)},
        section_labels=_section_labels([(kind, form) for kind, form, _ in parts]),
        section_weights={
            f"{kind}/{rule.section}": float(rule.weight)
            for kind, _, scheme in parts
            for rule in scheme.sections.values()
            if rule.weight is not None
        },
        section_targets={
            f"{kind}/{rule.section}": None if rule.target is None else float(rule.target)
            for kind, _, scheme in parts
            for rule in scheme.sections.values()
        },
        touchpoint_labels={
            each.code: {"de": each.label_de, "en": each.label_en} for each in touchpoints.values()
        },
        touchpoint_values={each.code: each.value for each in touchpoints.values()},
        target=study.target,
        minimum_tests=study.minimum_tests,
        minimum_headcount=study.minimum_headcount,
        planned_visits=_planned_visits(wave, kinds),
        grades=tuple((float(limit), grade) for limit, grade in grades),
        grade_labels=next((scheme.grade_labels for _, _, scheme in parts if scheme.grade_labels), {}),
        group_labels={**GROUPS, **{kind: title_of(form) for kind, form, _ in parts}},
    )


def _planned_visits(wave: Wave, kinds: Mapping[int, str]) -> Mapping[tuple[str, str], int]:
    wanted: Counter[tuple[str, str]] = Counter()
    for row in fieldwork.wanted_visits(reading(), wave.id):
        wanted[str(row.location), kinds[row.scenario_id]] += row.target
    return dict(wanted)


def visits_of(basis: Basis) -> list[Visit]:
    """Every counted visit of the basis' waves, in order of time."""
    session = reading()
    by_sheet: dict[int, list[Any]] = defaultdict(list)
    for line in queries.lines(session, basis.wave_ids):
        give_way()
        by_sheet[line.score_sheet_id].append(line)
    found = []
    for sheet in queries.sheets(session, basis.wave_ids):
        give_way()
        found.append(_visit(sheet, basis.kinds[sheet.scenario_id], by_sheet[sheet.id]))
    return found


def _visit(sheet: Any, kind: str, lines: Iterable[Any]) -> Visit:
    named = [(f"{kind}/{line.item}", line) for line in lines]
    return Visit(
        visit=str(sheet.submission),
        wave=sheet.wave,
        location=str(sheet.location),
        method=kind,
        visited_on=sheet.finished_at.astimezone(ZoneInfo(sheet.time_zone)).date(),
        total=sheet.total,
        grade=sheet.grade,
        sections={f"{kind}/{each['section']}": each["score"] for each in sheet.sections},
        items={name: line.share for name, line in named if line.weight},
        outcomes={name: line.number for name, line in named if not line.weight and line.number is not None},
        codes={name: line.code for name, line in named if line.code},
        numbers={name: line.number for name, line in named if line.number is not None},
    )


def scenarios_of(waves: Sequence[Wave], kinds: Mapping[int, str]) -> Mapping[str, Scenario]:
    """The newest scenario of each kind of visit that was planned in these waves of one study; it decides."""
    ids = [each.id for each in waves]
    query = (
        select(Scenario)
        .where(Scenario.id.in_(select(Assignment.scenario_id).where(Assignment.wave_id.in_(ids))))
        .options(joinedload(Scenario.questionnaire_version), joinedload(Scenario.scheme_version))
        .order_by(Scenario.method, Scenario.id.desc())
    )
    newest: dict[str, Scenario] = {}
    for row in reading().scalars(query):
        newest.setdefault(kinds[row.id], row)
    return newest


def _form_and_scheme(row: Scenario) -> tuple[Form, Scheme]:
    return form_of_version(row.questionnaire_version), scheme_of_version(row.scheme_version)


def _touchpoints(client_id: int) -> Mapping[str, Touchpoint]:
    query = select(Touchpoint).where(Touchpoint.client_id == client_id).order_by(Touchpoint.position)
    return {each.code: each for each in reading().scalars(query)}


def _places(client_id: int) -> Mapping[str, Place]:
    units = list(reading().scalars(select(OrgUnit).where(OrgUnit.client_id == client_id)))
    names = {unit.id: unit.name for unit in units}
    return {
        str(unit.public_id): Place(
            location=str(unit.public_id),
            name=unit.name,
            region=names.get(unit.parent_id or 0, ""),
            country=unit.country,
            headcount=unit.headcount,
        )
        for unit in units
        if unit.kind is OrgKind.LOCATION
    }


def _measures(
    kind: str, form: Form, scheme: Scheme, touchpoints: Mapping[str, Touchpoint]
) -> Iterable[Measure]:
    """The scored items of one kind of visit; process and phase are the touchpoint's unless the item says."""
    homes = section_of_items(form, scheme)
    for name, rule in scheme.items.items():
        if name not in form.items or name in scheme.outcomes or name in scheme.bonus_items:
            continue
        code = tag(form, name, "touchpoint")
        touchpoint = touchpoints.get(code)
        section = scheme.sections.get(homes[name])
        target = rule.target if rule.target is not None else section.target if section else None
        yield Measure(
            item=f"{kind}/{name}",
            label=label_of(form, name),
            section=f"{kind}/{homes[name]}",
            touchpoint=code,
            process=tag(form, name, "process") or (touchpoint.process if touchpoint else ""),
            phase=tag(form, name, "phase") or (touchpoint.phase if touchpoint else ""),
            method=kind,
            weight=float(rule.weight),
            target=None if target is None else float(target),
        )


def _section_labels(parts: Sequence[tuple[str, Form]]) -> dict[str, Texts]:
    """The labels of all sections; what several questionnaires call the same is told apart by their titles."""
    plain = {
        (kind, key): (label_of(form, key), title_of(form))
        for kind, form in parts
        for key in sections_of(form)
    }
    labels = [label for label, _ in plain.values()]
    return {
        f"{kind}/{key}": {
            language: f"{text} ({title.get(language, kind)})"
            if sum(other.get(language) == text for other in labels) > 1
            else text
            for language, text in label.items()
        }
        for (kind, key), (label, title) in plain.items()
    }


def sections_of(form: Form) -> list[str]:
    return [key for key, item in form.items.items() if item.type == "section"]


def title_of(form: Form) -> Texts:
    """What a kind of visit is called: the title of its questionnaire."""
    title = form.package.get("title")
    return title if isinstance(title, Mapping) and title else {form.default_language: form.name}


def label_of(form: Form, key: str) -> Texts:
    """The label of a node in every language; a piped answer is shown as an ellipsis.

    What is computed often has none; its name is then made readable.
    """
    readable = form.items[key].name.replace("_", " ").capitalize()
    label = form.items[key].get("label") or {form.default_language: readable}
    assert isinstance(label, Mapping)
    return {language: _plain(text) for language, text in label.items()}


def _plain(text: object) -> str:
    if isinstance(text, str):
        return text
    assert isinstance(text, Sequence)
    return "".join(part if isinstance(part, str) else "…" for part in text)
