"""A small sound questionnaire, and ways to break it."""

from __future__ import annotations

from mystery.problems import Problem
from mystery.questionnaire import Definition, check_read, read

SOUND = """\
questionnaire: store-visit
version: 2026.1
languages: [de, en]
title: {de: Testkauf, en: Store visit}
modes: [capi]
missing: [dont_know, refused]
choices:
  yes-no:
    - {name: 'yes', label: {de: Ja, en: 'Yes'}}
    - {name: 'no', label: {de: Nein, en: 'No'}}
  region:
    - {name: north, label: {de: Nord, en: North}}
    - {name: south, label: {de: Süd, en: South}}
  town:
    - {name: kiel, label: {de: Kiel, en: Kiel}, region: north, secret: '7'}
    - {name: ulm, label: {de: Ulm, en: Ulm}, region: south, secret: '9'}
sections:
  - section: welcome
    label: {de: Begrüßung, en: Welcome}
    touchpoint: sales-floor
    process: sales
    phase: acquisition
    items:
      - item: greeted
        type: select_one yes-no
        label: {de: 'Wurden Sie begrüßt?', en: 'Were you greeted?'}
        required: true
      - item: seconds
        type: integer
        label: {de: Sekunden bis zur Begrüßung, en: Seconds until the greeting}
        relevant: ${greeted} = 'yes'
        constraint: . >= 0 and . <= 1800
        constraint_message: {de: 0 bis 1800, en: 0 to 1800}
        warning: . <= 300
        warning_message: {de: 'Wirklich?', en: 'Really?'}
      - item: region
        type: select_one region
        label: {de: Region, en: Region}
      - item: town
        type: select_one town
        label: {de: Ort, en: Town}
        choice_filter: region = ${region}
      - item: remark
        type: text
        label: {de: 'Bemerkung zu ${town}', en: 'Remark on ${town}'}
        constraint: regex(., '[A-Za-z ]+')
        constraint_message: {de: Nur Buchstaben, en: Letters only}
      - item: mood
        type: range
        label: {de: Stimmung, en: Mood}
        parameters: start=0 end=10 step=1
      - repeat: defects
        label: {de: Mängel, en: Defects}
        repeat_count: ${seconds}
        items:
          - item: points
            type: integer
            label: {de: Punkte, en: Points}
            default: 3
          - item: double
            type: calculate
            calculation: ${points} * 2
      - item: total
        type: calculate
        calculation: sum(${points}) + coalesce(${mood}, 0)
"""


def broken(before: str, after: str) -> str:
    """The sound questionnaire with one mistake planted."""
    assert SOUND.count(before) == 1, f"{before!r} stands {SOUND.count(before)} times"
    return SOUND.replace(before, after)


def line_of(text: str, what: str) -> int:
    """The line on which a text stands for the first time."""
    return text[: text.index(what)].count("\n") + 1


def sound() -> Definition:
    definition, problems = read(SOUND, "questionnaire.yaml")
    assert not problems
    return definition


def problems_of(text: str) -> list[Problem]:
    """What reading and checking say together, as `mystery check` shows it."""
    return check_read(*read(text, "questionnaire.yaml"))
