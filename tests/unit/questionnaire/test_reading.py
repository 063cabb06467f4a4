"""Rules in plain words, in both languages."""

from __future__ import annotations

import pytest

from mystery.questionnaire import read
from mystery.questionnaire.reading import readings

QUESTIONNAIRE = """
questionnaire: visit
languages: [en, de]
choices:
  yes-no: [{{name: 'yes', label: {{en: 'Yes', de: Ja}}}}, {{name: 'no', label: {{en: 'No', de: Nein}}}}]
  town: [{{name: kiel, label: {{en: Kiel, de: Kiel}}, region: north}}]
sections:
  - section: first
    label: {{en: First, de: Eins}}
    items:
      - {{item: greeted, type: select_one yes-no, label: {{en: Were you greeted?, de: Wurden Sie begrüßt?}}}}
      - {{item: minutes, type: integer, label: {{en: Queue minutes, de: Minuten}}}}
      - {{item: seen, type: select_multiple yes-no, label: {{en: Seen, de: Gesehen}}}}
      - {{item: quote_on, type: date, label: {{en: Quote, de: Angebot}}}}
      - {{item: region, type: text, label: {{en: Region, de: Region}}}}
      - {{item: asked, type: {type}, label: {{en: Asked, de: Gefragt}}, {facet}: {expression}}}
"""

CASES = [
    ("relevant", "${greeted} = 'no'", "Shown if “Were you greeted?” is “No”",
     "Wird gezeigt, wenn „Wurden Sie begrüßt?“ „Nein“ ist"),
    ("relevant", "${greeted} = 'no' and ${minutes} > 5",
     "Shown if “Were you greeted?” is “No” and “Queue minutes” is more than 5",
     "Wird gezeigt, wenn „Wurden Sie begrüßt?“ „Nein“ ist und „Minuten“ größer als 5 ist"),
    ("relevant", "5 < ${minutes}", "Shown if “Queue minutes” is more than 5",
     "Wird gezeigt, wenn „Minuten“ größer als 5 ist"),
    ("relevant", "not(${minutes} > 2.5)", "Shown if “Queue minutes” is at most 2.5",
     "Wird gezeigt, wenn „Minuten“ höchstens 2,5 ist"),
    ("relevant", "${greeted} = ''", "Shown if “Were you greeted?” is not answered",
     "Wird gezeigt, wenn „Wurden Sie begrüßt?“ nicht beantwortet ist"),
    ("relevant", "selected(${seen}, 'yes')", "Shown if “Yes” is chosen in “Seen”",
     "Wird gezeigt, wenn bei „Gesehen“ „Ja“ gewählt ist"),
    ("relevant", "not(selected(${seen}, 'yes'))", "Shown if “Yes” is not chosen in “Seen”",
     "Wird gezeigt, wenn bei „Gesehen“ „Ja“ nicht gewählt ist"),
    ("relevant", "selected('yes no', ${greeted})", "Shown if “Were you greeted?” is “Yes” or “No”",
     "Wird gezeigt, wenn „Wurden Sie begrüßt?“ „Ja“ oder „Nein“ ist"),
    ("relevant", "(${minutes} = 1 or ${minutes} = 2) and ${greeted} != 'no'",
     "Shown if (“Queue minutes” is 1 or “Queue minutes” is 2) and “Were you greeted?” is not “No”",
     "Wird gezeigt, wenn („Minuten“ 1 ist oder „Minuten“ 2 ist) und „Wurden Sie begrüßt?“ nicht „Nein“ ist"),
    ("relevant", "${quote_on} >= today()", "Shown if “Quote” is not before today",
     "Wird gezeigt, wenn „Angebot“ nicht vor heute liegt"),
    ("relevant", "not(${greeted} = 'no' and ${minutes} > 5)",
     "Shown if it is not so that (“Were you greeted?” is “No” and “Queue minutes” is more than 5)",
     "Wird gezeigt, wenn nicht gilt, dass („Wurden Sie begrüßt?“ „Nein“ ist und „Minuten“ größer als 5 ist)"),
    ("relevant", "digest(${region}, 'SHA-1') = 'x'",
     "Shown if this holds: digest(${region}, 'SHA-1') = 'x'",
     "Wird gezeigt, wenn dies gilt: digest(${region}, 'SHA-1') = 'x'"),
    ("relevant", "true()", "Always shown", "Wird immer gezeigt"),
    ("required", "true()", "Always required", "Immer Pflicht"),
    ("required", "${minutes} > 5", "Required if “Queue minutes” is more than 5",
     "Pflicht, wenn „Minuten“ größer als 5 ist"),
    ("constraint", ". >= 0 and . <= 10", "Accepted only if the answer is between 0 and 10",
     "Wird nur angenommen, wenn die Antwort zwischen 0 und 10 liegt"),
    ("constraint", "string-length(.) > 3", "Accepted only if the length of the answer is more than 3",
     "Wird nur angenommen, wenn die Länge von der Antwort größer als 3 ist"),
    ("warning", ". <= ${minutes} * 2", "Asks for a reason unless the answer is at most “Queue minutes” × 2",
     "Fragt nach dem Grund, außer wenn die Antwort höchstens „Minuten“ × 2 ist"),
    ("choice_filter", "region = ${region}", "Offers the choices for which the column “region” is “Region”",
     "Bietet die Antworten an, bei denen die Spalte „region“ „Region“ ist"),
    ("calculation", "if(${minutes} > 5, 'late', 'good')",
     "Is computed: “late” if “Queue minutes” is more than 5, otherwise “good”",
     "Wird berechnet: „late“, wenn „Minuten“ größer als 5 ist, sonst „good“"),
]  # fmt: skip


@pytest.mark.parametrize(("facet", "expression", "english", "german"), CASES)
def test_a_rule_is_read_in_plain_words(facet: str, expression: str, english: str, german: str) -> None:
    kind = "select_one town" if facet == "choice_filter" else "integer"
    quoted = "'" + expression.replace("'", "''") + "'"
    text = QUESTIONNAIRE.format(type=kind, facet=facet, expression=quoted)
    definition, problems = read(text)
    assert not problems
    assert readings(definition, "en")["asked"][facet] == english
    assert readings(definition, "de")["asked"][facet] == german


def test_an_unfinished_expression_is_quoted_as_it_is_written() -> None:
    text = QUESTIONNAIRE.format(type="integer", facet="relevant", expression="'${greeted} = '")
    definition, _ = read(text)
    assert readings(definition, "en")["asked"]["relevant"] == "Shown if this holds: ${greeted} ="
