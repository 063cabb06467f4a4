"""Exports of a wave's records: read once, written in one format, told to the audit log.

Raw records are for those who design and analyse studies. Clients read findings, whose cells have a minimum.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, true

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.exports.wave import FORMATS, About, Dataset, Record, Version, Wanted, dataset_of, pack, together
from mystery.problems import Problem, Rejected
from mystery.questionnaire import Texts
from mystery.services import audit
from mystery.services.context import settings
from mystery.services.forms import form_by_fingerprint, scheme_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import Submission, Wave
from mystery.store.queries import records as queries
from mystery.store.queries.scope import visible

Progress = Callable[[int], None]
_READ, _NEARLY = 40, 99
"""Percent of the work when the records are read, and when all files are written."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to have exported. Without a `questionnaire`: all that the wave was done with.

    With a `base`, which begins the names of the files, the records of several stand together.
    """

    format: str
    wanted: Wanted = field(default_factory=Wanted)
    questionnaire: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export has: records by questionnaire, and the sizes of its files by their names."""

    records: dict[str, int]
    files: dict[str, int]


def questionnaires_in(wave: Wave, actor: Actor | None = None) -> dict[str, int]:
    """How many records were made with each questionnaire."""
    found: dict[str, int] = {}
    for form in queries.forms(reading(), wave.id, _allowed(actor)):
        found[form.name] = found.get(form.name, 0) + form.count
    return found


def datasets_of(
    wave: Wave, choice: Choice, *, actor: Actor | None = None, now: datetime | None = None
) -> list[Dataset]:
    """The records by questionnaire. Raises `Rejected` where there are none, `Forbidden` for who may not."""
    if actor:
        require(actor, "export.make")
    forms = queries.forms(reading(), wave.id, _allowed(actor))
    by_name = {name: list(rows) for name, rows in groupby(forms, key=lambda row: row.name)}
    if not by_name:
        raise Rejected([Problem("EXPORT_EMPTY")])
    if choice.questionnaire and choice.questionnaire not in by_name:
        params = {"questionnaire": choice.questionnaire, "known": ", ".join(by_name)}
        raise Rejected([Problem("EXPORT_QUESTIONNAIRE_UNKNOWN", params=params)])
    about, grades = _about(wave, now or utcnow()), _grades(wave)
    return [
        dataset_of(about, _versions(rows), _records(wave, name, actor), grades)
        for name, rows in by_name.items()
        if choice.questionnaire in ("", name)
    ]


def export_to(
    folder: Path,
    wave: Wave,
    choice: Choice,
    *,
    actor: Actor | None = None,
    now: datetime | None = None,
    progress: Progress = lambda percent: None,
) -> Written:
    """Writes the files of an export into a folder, and that it was made into the audit log."""
    found = datasets_of(wave, choice, actor=actor, now=now)
    progress(_READ)
    datasets = [replace(together(found), stem=choice.base)] if choice.base else found
    files = [
        (file, file.name(each.stem))
        for each in datasets
        for file in FORMATS[choice.format].files(each, choice.wanted)
    ]
    sizes: dict[str, int] = {}
    for done, (file, name) in enumerate(files, start=1):
        with (folder / name).open("wb") as out:
            file.write(out)
            sizes[name] = out.tell()
        progress(_READ + (_NEARLY - _READ) * done // len(files))
    written = Written({each.questionnaire: each.records.count for each in found}, sizes)
    with transaction():
        audit.append("export.made", wave, actor, _told(choice, written))
    return written


def zipped(folder: Path, out: BinaryIO) -> None:
    """All files of a folder as one archive; the same files give the same bytes."""
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while piece := source.read(1 << 20):
                    target.write(piece)


def _told(choice: Choice, written: Written) -> dict[str, object]:
    """What the log says: how much and how, and nothing of what is in it."""
    return {
        "format": choice.format,
        "language": choice.wanted.language,
        "labels": choice.wanted.labels,
        "records": written.records,
        "files": len(written.files),
    }


def _allowed(actor: Actor | None) -> ColumnElement[bool]:
    return visible(actor, Submission) if actor else true()


def _about(wave: Wave, now: datetime) -> About:
    return About(
        client=wave.study.client.name,
        study=wave.study.code,
        study_title=wave.study.title,
        wave=wave.code,
        wave_label={"de": wave.label_de, "en": wave.label_en},
        agency=settings().agency_name,
        starts_on=wave.starts_on,
        ends_on=wave.ends_on,
        made_at=now,
    )


def _grades(wave: Wave) -> Mapping[str, Texts]:
    """The words for grades, those of the newest scheme where schemes differ."""
    found: dict[str, Texts] = {}
    for version in queries.schemes(reading(), wave.id):
        found |= scheme_of_version(version).grade_labels
    return found


def _versions(rows: Sequence[Any]) -> list[Version]:
    return [Version(row.version, form_by_fingerprint(row.fingerprint), row.count) for row in rows]


def _records(wave: Wave, questionnaire: str, actor: Actor | None) -> list[Record]:
    """Read at one go, since what follows may let others write; a record takes few kilobytes."""
    study, code = wave.study.code, wave.code
    rows = queries.records(reading(), wave.id, questionnaire, _allowed(actor))
    return [Record(row.form_fingerprint, _facts(row, study, code), pack(row.canonical)) for row in rows]


def _facts(row: Any, study: str, wave: str) -> dict[str, Any]:
    """What is known about a record. The tester is the pseudonym, or nobody."""
    started, finished = (_local(moment, row.time_zone) for moment in (row.started_at, row.finished_at))
    seen = finished or started
    return {
        "meta_interview": str(row.interview),
        "meta_study": study,
        "meta_wave": wave,
        "meta_scenario": row.scenario,
        "meta_place": row.place,
        "meta_region": row.region,
        "meta_date": seen.date() if seen else None,
        "meta_started_at": started,
        "meta_finished_at": finished,
        "meta_time_zone": row.time_zone,
        "meta_duration": round(row.duration_seconds, 3),
        "meta_mode": row.mode,
        "meta_language": row.language,
        "meta_version": row.version,
        "meta_revision": row.revision,
        "meta_tester": row.pseudonym,
        "meta_review": row.state.value,
        "score_total": row.total,
        "score_grade": row.grade,
        "score_coverage": row.coverage,
        "score_scheme": f"{row.scheme} {row.scheme_version}" if row.scheme else None,
        "sections": [each["section"] for each in row.sections or ()],
        **{f"score_{each['section']}": each["score"] for each in row.sections or ()},
    }


def _local(moment: datetime | None, zone: str) -> datetime | None:
    """By the clock of the place."""
    return moment.astimezone(ZoneInfo(zone)) if moment else None
