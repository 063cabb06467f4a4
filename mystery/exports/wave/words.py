"""Words of our own in the languages of exports: missing codes, headings of codebooks, yes and no."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire import Texts

MISSING_WORDS: Mapping[str, Texts] = {
    "dont_know": {"de": "Weiß nicht", "en": "Don't know"},
    "refused": {"de": "Verweigert", "en": "Refused"},
    "not_applicable": {"de": "Trifft nicht zu", "en": "Not applicable"},
}

CODEBOOK: Texts = {"de": "Codebuch", "en": "Codebook"}
ABOUT: Texts = {"de": "Hinweise", "en": "About"}
CHOSEN: Mapping[int, Texts] = {
    0: {"de": "nicht gewählt", "en": "not chosen"},
    1: {"de": "gewählt", "en": "chosen"},
}

KINDS: Mapping[str, Texts] = {
    "text": {"de": "Text", "en": "text"},
    "number": {"de": "Zahl", "en": "number"},
    "code": {"de": "eine Antwort", "en": "one answer"},
    "codes": {"de": "mehrere Antworten", "en": "several answers"},
    "flag": {"de": "0/1", "en": "0/1"},
    "date": {"de": "Datum", "en": "date"},
    "time": {"de": "Uhrzeit", "en": "time"},
    "moment": {"de": "Zeitpunkt", "en": "moment"},
}

HEADINGS: Mapping[str, Texts] = {
    "table": {"de": "Tabelle", "en": "table"},
    "variable": {"de": "Variable", "en": "variable"},
    "label": {"de": "Frage", "en": "question"},
    "kind": {"de": "Art", "en": "kind"},
    "unit": {"de": "Einheit", "en": "unit"},
    "code": {"de": "Code", "en": "code"},
    "number": {"de": "Zahl in SPSS und Triple-S", "en": "number in SPSS and Triple-S"},
    "meaning": {"de": "Bedeutung", "en": "meaning"},
    "section": {"de": "Abschnitt", "en": "section"},
    "item": {"de": "Merkmal", "en": "item"},
    "versions": {"de": "Versionen", "en": "versions"},
    "changes": {"de": "Früherer Wortlaut", "en": "earlier wording"},
}

FACTS: Mapping[str, Texts] = {
    "client": {"de": "Auftraggeber", "en": "Client"},
    "study": {"de": "Studie", "en": "Study"},
    "wave": {"de": "Welle", "en": "Wave"},
    "questionnaire": {"de": "Fragebogen", "en": "Questionnaire"},
    "version": {"de": "Version", "en": "Version"},
    "records": {"de": "Datensätze", "en": "Records"},
    "made": {"de": "Exportiert", "en": "Exported"},
    "agency": {"de": "Institut", "en": "Agency"},
    "left_out": {"de": "Nicht exportiert", "en": "Left out"},
    "purpose": {
        "de": "Nicht zur Beurteilung einzelner Mitarbeitender bestimmt.",
        "en": "Not meant for judging single members of staff.",
    },
}


def missing_text(code: str, language: str) -> str:
    """What a missing code is called; one that we do not know by its name."""
    words = MISSING_WORDS.get(code, {})
    return words.get(language) or words.get("en") or code
