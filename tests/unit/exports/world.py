"""A questionnaire in two versions with every kind of question, and five records to be exported."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from textwrap import dedent
from typing import Any
from zoneinfo import ZoneInfo

from mystery.exports.wave import FORMATS, About, Dataset, Record, Version, Wanted, dataset_of, pack
from mystery.questionnaire import Form, canonical, compile_form, form_of, read

NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
SHA = "ab" * 32

_SHARED = """
      - item: area
        type: decimal
        label: {de: Fläche, en: Area}
      - {item: day, type: date, label: {de: Tag, en: Day}}
      - {item: clock, type: time, label: {de: Uhrzeit, en: Clock}}
      - {item: seen_at, type: datetime, label: {de: Gesehen, en: Seen}}
      - {item: shelf, type: image, label: {de: Regal, en: Shelf}}
      - {item: spot, type: geopoint, label: {de: Ort, en: Spot}}
      - {item: wait, type: timer, label: {de: Wartezeit, en: Wait}}
      - {item: call_back, type: promise, label: {de: Zusage, en: Promise}}
      - {item: order, type: rank colours, label: {de: Reihenfolge, en: Order}}
      - {item: agreed, type: acknowledge, label: {de: Gelesen, en: Read}}
      - {item: double, type: calculate, calculation: '2 * 3'}
      - {item: who, type: username}
      - repeat: defects
        label: {de: Mängel, en: Defects}
        items:
          - {item: found, type: text, label: {de: Was, en: What}}
          - repeat: photos
            label: {de: Fotos, en: Photos}
            items: [{item: caption, type: text, label: {de: Text, en: Caption}}]
"""

_FIRST = """\
questionnaire: visit
version: "1"
languages: [de, en]
title: {de: Besuch, en: Visit}
missing: [dont_know, refused]
choices:
  mood:
    - {name: glad, label: {de: Froh, en: Glad}}
    - {name: angry, label: {de: Wütend, en: Angry}}
  colours:
    - {name: red, label: {de: Rot, en: Red}}
    - {name: blue, label: {de: Blau, en: Blue}}
sections:
  - section: page
    label: {de: Seite, en: Page}
    items:
      - {item: mood, type: select_one mood, label: {de: 'Wie war er?', en: 'How was he?'}}
      - {item: gone, type: text, label: {de: Entfällt, en: Gone}}
      - {item: colours, type: select_multiple colours, label: {de: Farben, en: Colours}}
      - {item: count, type: integer, label: {de: Anzahl, en: Count}}
"""


def _second() -> str:
    """Another question, another word for an option, an option more and one less, and a question gone."""
    text = _FIRST.replace('version: "1"', 'version: "2"')
    text = text.replace("Wie war er?", "Wie war die Stimmung?").replace("How was he?", "What was the mood?")
    text = text.replace(
        "{name: glad, label: {de: Froh, en: Glad}}", "{name: calm, label: {de: Ruhig, en: Calm}}"
    )
    text = text.replace("de: Wütend", "de: Verärgert")
    text = text.replace("en: Blue}}", "en: Blue}}\n    - {name: green, label: {de: Grün, en: Green}}")
    return text.replace("      - {item: gone, type: text, label: {de: Entfällt, en: Gone}}\n", "")


@cache
def form(version: str) -> Form:
    text = (_FIRST if version == "1" else _second()) + _SHARED.lstrip("\n")
    return form_from(text)


def form_from(text: str) -> Form:
    definition, problems = read(dedent(text), "questionnaire.yaml")
    assert not problems, problems
    return form_of(canonical(compile_form(definition).package))


ANSWERS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    (
        "1",
        {
            "mood": "glad",
            "gone": "=1+1",
            "colours": ["red", "blue"],
            "count": -5,
            "double": 6.0,
            "who": "tara",
        },
    ),
    (
        "1",
        {
            "mood": {"missing": "refused"},
            "colours": {"missing": "dont_know"},
            "count": {"missing": "dont_know"},
        },
    ),
    ("2", {"mood": "angry", "colours": ["green"], "area": 12.5, "day": "2026-11-23", "clock": "10:30:00"}),
    (
        "2",
        {
            "mood": "calm",
            "seen_at": "2026-11-23T09:15:00Z",
            "shelf": {"sha256": SHA, "name": "shelf.jpg", "type": "image/jpeg", "size": 5},
            "spot": "53.5 9.9 0 12",
            "wait": {"seconds": 12.5, "started_at": "2026-11-23T09:00:00Z", "laps": [1.5, 3]},
            "call_back": {"what": "Angebot", "by": "2026-11-30", "ended": "broken", "hours": 40.5},
            "order": ["blue", "red", "green"],
            "agreed": "OK",
        },
    ),
    (
        "2",
        {
            "mood": {"missing": "dont_know"},
            "count": -98,
            "defects": [
                {"found": "Scheibe „gesprungen“"},
                {"found": {"missing": "refused"}, "photos": [{"caption": "@risk"}, {"caption": "ä" * 400}]},
            ],
        },
    ),
)


def record(number: int, version: str, answers: Mapping[str, Any], **facts: Any) -> Record:
    started = datetime(2026, 11, 23, 10, number % 60, tzinfo=ZoneInfo("Europe/Berlin"))
    known = {
        "meta_interview": f"00000000-0000-4000-8000-{number:012d}",
        "meta_study": "s-1",
        "meta_wave": "w-1",
        "meta_scenario": "first",
        "meta_place": "bremen",
        "meta_region": "north",
        "meta_date": started.date(),
        "meta_started_at": started,
        "meta_finished_at": started,
        "meta_time_zone": "Europe/Berlin",
        "meta_duration": 61.5,
        "meta_mode": "capi",
        "meta_language": "de",
        "meta_version": version,
        "meta_revision": 1,
        "meta_tester": "T-1",
        "meta_review": "approved",
        "score_total": 87.5,
        "score_grade": "good",
        "score_coverage": 1.0,
        "score_scheme": "visit-standard 1",
        "score_page": 87.5,
        "sections": ["page"],
        **facts,
    }
    document = {"answers": answers, "comments": {"mood": "War müde."} if number == 1 else {}, "confirmed": {}}
    return Record(form(version).fingerprint, known, pack(json.dumps(document).encode()))


def about() -> About:
    return About(
        client="Autohaus Nord",
        study="s-1",
        study_title="Verkauf 2026",
        wave="w-1",
        wave_label={"de": "Welle 1", "en": "Wave 1"},
        agency="Institut",
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
        made_at=NOW,
    )


def dataset() -> Dataset:
    records = [record(number, *each) for number, each in enumerate(ANSWERS, start=1)]
    counts = {version: sum(each == version for each, _ in ANSWERS) for version in ("1", "2")}
    versions = [Version(version, form(version), count) for version, count in counts.items()]
    return dataset_of(about(), versions, records, {"good": {"de": "Gut", "en": "Good"}})


def files(format: str, wanted: Wanted | None = None, found: Dataset | None = None) -> dict[str, bytes]:
    """The files of a format by their names."""
    exported = found or dataset()
    written = {}
    for file in FORMATS[format].files(exported, wanted or Wanted()):
        out = io.BytesIO()
        file.write(out)
        written[file.name(exported.stem)] = out.getvalue()
    return written
