"""What a tester's ODK Collect is offered: forms as frozen bytes, the files beside them, the visits."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, defer, joinedload

from mystery.exports.collect import VISITS_FILE, table_files, write_collect_xform, write_csv
from mystery.fieldwork import OPEN_STATES
from mystery.problems import NotFound, Rejected
from mystery.questionnaire import Definition, read
from mystery.services import attached_files, media
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CollectForm,
    QuestionnaireVersion,
    Scenario,
    User,
)

log = logging.getLogger("mystery.collect")

_READY = (AssignmentState.BRIEFED, AssignmentState.IN_FIELD, AssignmentState.QUERIED)
"""Who is not briefed is offered no visit to report on."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A form in the list: a published version and its frozen bytes."""

    version: QuestionnaireVersion
    form: CollectForm


@dataclass(frozen=True, slots=True)
class BesideForm:
    """A file that travels with a form; its bytes are `data`, or lie at `path`."""

    name: str
    md5: str
    type: str
    data: bytes | None = None
    path: Path | None = None


def offered(user: User, form_id: str = "", *, every_version: bool = False) -> list[Offered]:
    """The forms of the tester's open visits; `every_version`: of all visits the tester ever had."""
    query = _versions(user, open_only=not every_version)
    if form_id:
        query = query.where(QuestionnaireVersion.name == form_id)
    order = (QuestionnaireVersion.name, QuestionnaireVersion.id.desc())
    listed = [(each, frozen(each)) for each in reading().scalars(query.order_by(*order)).all()]
    return [Offered(version, form) for version, form in listed if form.md5]


def version_of(user: User, public_id: UUID) -> QuestionnaireVersion:
    """A version that this tester has or had a visit with. Others are as good as not there."""
    query = _versions(user, open_only=False).where(QuestionnaireVersion.public_id == public_id)
    found = reading().scalar(query)
    if found is None:
        raise NotFound("form")
    return found


def _versions(user: User, *, open_only: bool) -> Select[QuestionnaireVersion]:
    """A list names versions; their packages are large, and stay in the database until one is asked for."""
    used = select(Scenario.questionnaire_version_id).join(Assignment, Assignment.scenario_id == Scenario.id)
    used = used.where(Assignment.tester_id == user.id)
    if open_only:
        used = used.where(Assignment.state.in_(OPEN_STATES))
    large = (defer(QuestionnaireVersion.package), defer(QuestionnaireVersion.definition))
    return select(QuestionnaireVersion).options(*large).where(QuestionnaireVersion.id.in_(used))


def _open_visits(user: User) -> Select[Assignment]:
    return select(Assignment).where(Assignment.tester_id == user.id, Assignment.state.in_(OPEN_STATES))


def frozen(version: QuestionnaireVersion) -> CollectForm:
    """The form's bytes as they were first made: a newer converter must not change a published version."""
    known = reading().get(CollectForm, version.fingerprint)
    if known is not None:
        return known
    definition, _ = read(version.definition, tables=version.package.get("tables", {}))
    xform = _xform_of(definition)
    with transaction() as session:
        return session.get(CollectForm, version.fingerprint) or _kept(version, definition, xform)


def _kept(version: QuestionnaireVersion, definition: Definition, xform: bytes) -> CollectForm:
    title = definition.title.get(definition.default_language) or version.name
    form = CollectForm(
        fingerprint=version.fingerprint, title=title[:200], md5=_md5(xform) if xform else "", xform=xform
    )
    reading().add(form)
    return form


def _xform_of(definition: Definition) -> bytes:
    """No bytes where an XForm cannot say it: such a form is not offered."""
    try:
        return write_collect_xform(definition)
    except Rejected as refused:
        log.warning("no form for Collect: %s %s", definition.name, [each.code for each in refused.problems])
        return b""


def beside(version: QuestionnaireVersion, user: User) -> list[BesideForm]:
    """Every file that the form needs, the tester's own visits among them."""
    visits = write_csv(visit_rows(version, user))
    tables = {**table_files(version.package), VISITS_FILE: visits}
    return [
        *(BesideForm(name, _md5(data), _type_of(name), data) for name, data in tables.items()),
        *_shown(version),
    ]


def _shown(version: QuestionnaireVersion) -> Iterator[BesideForm]:
    for name, file in attached_files.shown_by(version.package).items():
        found = media.find(file.sha256)
        if found is not None and media.shown_path(found).is_file():
            path = media.shown_path(found)
            yield BesideForm(name, _md5_of_file(path), media.shown_type(found), path=path)


def one_beside(version: QuestionnaireVersion, user: User, name: str) -> BesideForm:
    for file in beside(version, user):
        if file.name == name:
            return file
    raise NotFound("file")


def visit_rows(version: QuestionnaireVersion, user: User) -> list[dict[str, str]]:
    """The visits among which the tester chooses in the form: those that are briefed and not handed in."""
    query = (
        _open_visits(user)
        .join(Scenario, Assignment.scenario_id == Scenario.id)
        .where(Scenario.questionnaire_version_id == version.id, Assignment.state.in_(_READY))
        .options(contains_eager(Assignment.scenario), joinedload(Assignment.location))
        .order_by(Assignment.window_from, Assignment.id)
    )
    return [_visit_row(each, user.language) for each in reading().scalars(query).all()]


def _visit_row(assignment: Assignment, language: str) -> dict[str, str]:
    place, zone = assignment.location, ZoneInfo(assignment.location.time_zone)
    first, last = (moment.astimezone(zone) for moment in (assignment.window_from, assignment.window_to))
    form = "%d.%m.%Y %H:%M" if language == "de" else "%d/%m/%Y %H:%M"
    window = f"{first.strftime(form)} – {last.strftime(form)}"
    role = assignment.scenario.content.get("role") or {}
    return {
        "name": str(assignment.public_id),
        "label": " · ".join(part for part in (place.name, place.city, window) if part),
        "location": place.name,
        "city": place.city,
        "from": first.isoformat(timespec="minutes"),
        "to": last.isoformat(timespec="minutes"),
        "role": role.get(language) or next(iter(role.values()), ""),
    }


def is_open(user: User, public_id: str) -> bool:
    """Whether a visit still waits for this tester."""
    try:
        query = _open_visits(user).where(Assignment.public_id == UUID(public_id))
    except ValueError:
        return False
    return reading().scalar(query) is not None


def _type_of(name: str) -> str:
    return "application/geo+json" if name.endswith(".geojson") else "text/csv; charset=utf-8"


def _md5(data: bytes) -> str:
    """The protocol's hash: it tells whether something changed, and guards nothing."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


@lru_cache(maxsize=512)
def _md5_of_file(path: Path) -> str:
    """Files of the store are named after their content: they never change."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
