"""One small questionnaire that tests of interviews share."""

from __future__ import annotations

from functools import cache
from textwrap import dedent

from mystery.questionnaire import Form, compile_form, read

VISIT = """
    questionnaire: visit
    version: '1'
    languages: [en, de]
    missing: [refused]
    choices:
      yes-no: [{name: 'yes', label: {en: 'Yes', de: Ja}}, {name: 'no', label: {en: 'No', de: Nein}}]
    sections:
      - section: welcome
        label: {en: Welcome, de: Begrüßung}
        items:
          - {item: greeted, type: select_one yes-no, label: {en: Greeted?, de: Begrüßt?}, required: true}
          - item: seconds
            type: integer
            label: {en: 'Seconds, greeted ${greeted}', de: Sekunden}
            relevant: ${greeted} = 'yes'
            warning: . <= 300
          - {item: facade, type: image, label: {en: Front, de: Fassade}}
      - section: advice
        label: {en: Advice, de: Beratung}
        items:
          - repeat: defect
            label: {en: Defect, de: Mangel}
            items:
              - {item: part, type: text, label: {en: Part, de: Teil}}
              - {item: photo, type: image, label: {en: Photo, de: Foto}}
          - {item: helpers, type: integer, label: {en: Helpers, de: Helfer}}
          - repeat: helper
            label: {en: Helper, de: Helfer}
            repeat_count: ${helpers}
            items:
              - {item: badge, type: text, label: {en: Badge, de: Schild}}
"""


@cache
def form(text: str = VISIT) -> Form:
    definition, problems = read(dedent(text), "questionnaire.yaml")
    assert not problems, problems
    return compile_form(definition)
