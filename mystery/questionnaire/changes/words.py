"""Changes as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire.changes.model import Change
from mystery.questionnaire.manual import TYPES
from mystery.questionnaire.model import Texts, in_language
from mystery.questionnaire.reading.words import Words

SENTENCES: Mapping[str, Words] = {
    "ADDED": Words("New in {where}: {type}", "Neu in {where}: {type}"),
    "REMOVED": Words("Removed from {where}", "Entfernt aus {where}"),
    "RENAMED": Words("Its name was {before} and is {after} now", "Hieß {before} und heißt jetzt {after}"),
    "MOVED": Words("Moved from {before} to {after}", "Verschoben von {before} nach {after}"),
    "REORDERED": Words("Stands at another place in {where}", "Steht an anderer Stelle in {where}"),
    "TYPE": Words("Type: {before} → {after}", "Typ: {before} → {after}"),
    "LIST": Words("Choice list: {before} → {after}", "Antwortliste: {before} → {after}"),
    "TEXT": Words("{key} ({language}): “{before}” → “{after}”", "{key} ({language}): „{before}“ → „{after}“"),
    "TEXT_ADDED": Words("{key} ({language}) new: “{after}”", "{key} ({language}) neu: „{after}“"),
    "TEXT_REMOVED": Words(
        "{key} ({language}) removed: “{before}”", "{key} ({language}) entfernt: „{before}“"
    ),
    "RULE": Words("Before: {before}. Now: {after}.", "Bisher: {before}. Jetzt: {after}."),
    "RULE_ADDED": Words("New rule: {after}.", "Neue Regel: {after}."),
    "RULE_REMOVED": Words("No longer: {before}.", "Nicht mehr: {before}."),
    "PROPERTY": Words("{key}: {before} → {after}", "{key}: {before} → {after}"),
    "CHOICE_ADDED": Words("New choice {code}: “{after}”", "Neue Antwort {code}: „{after}“"),
    "CHOICE_REMOVED": Words("Choice {code} removed: “{before}”", "Antwort {code} entfernt: „{before}“"),
    "CHOICE_RELABELLED": Words(
        "Choice {code} ({language}): “{before}” → “{after}”",
        "Antwort {code} ({language}): „{before}“ → „{after}“",
    ),
    "CHOICE_DATA": Words(
        "Choice {code}: data for filters changed", "Antwort {code}: Daten für Filter geändert"
    ),
    "CHOICES_REORDERED": Words(
        "The choices stand in another order", "Die Antworten stehen in anderer Reihenfolge"
    ),
    "TABLE": Words("List {file}: {before} → {after} rows", "Liste {file}: {before} → {after} Zeilen"),
    "TABLE_CONTENT": Words("List {file}: contents changed", "Liste {file}: Inhalt geändert"),
    "SCHEME_ADDED": Words(
        "Counts in the score now, weight {after}", "Zählt jetzt in der Bewertung, Gewicht {after}"
    ),
    "SCHEME_REMOVED": Words(
        "No longer counts in the score (weight was {before})",
        "Zählt nicht mehr in der Bewertung (Gewicht war {before})",
    ),
    "SCHEME_WEIGHT": Words(
        "Weight in the score: {before} → {after}", "Gewicht in der Bewertung: {before} → {after}"
    ),
    "SCHEME_VALUE": Words("What answers are worth has changed", "Geändert ist, was die Antworten wert sind"),
    "SCHEME_PART": Words("Scheme: {key} changed", "Bewertungsschema: {key} geändert"),
}
KEYS: Mapping[str, Words] = {
    "label": Words("Text", "Text"),
    "hint": Words("Hint", "Hinweis"),
    "guidance_hint": Words("Guidance", "Anleitung"),
    "interviewer_note": Words("Note for the interviewer", "Hinweis für Interviewer"),
    "read_aloud": Words("Text to read aloud", "Text zum Vorlesen"),
    "required_message": Words("Message if nothing is answered", "Meldung, wenn nichts geantwortet ist"),
    "constraint_message": Words("Message of the check", "Meldung der Prüfung"),
    "warning_message": Words("Message of the soft check", "Meldung der weichen Prüfung"),
    "title": Words("Title", "Titel"),
    "description": Words("Description", "Beschreibung"),
    "appearance": Words("Appearance", "Darstellung"),
    "parameters": Words("Parameters", "Parameter"),
    "evidence": Words("Evidence", "Beleg"),
    "modes": Words("Modes", "Erhebungsarten"),
    "missing": Words("Missing codes", "Ausweichantworten"),
    "touchpoint": Words("Touchpoint", "Kundenschnittstelle"),
    "process": Words("CRM process", "CRM-Prozess"),
    "phase": Words("CRM phase", "CRM-Phase"),
    "dimension": Words("Dimension", "Dimension"),
    "trigger": Words("Trigger", "Auslöser"),
    "media": Words("Media", "Medien"),
    "rotate": Words("Rotation", "Rotation"),
    "pin": Words("Fixed place in the rotation", "Fester Platz in der Rotation"),
    "severity": Words("Severity", "Schwere"),
    "about": Words("Leads to", "Führt zu"),
    "or_other": Words("“Other” with a text", "„Sonstiges“ mit Text"),
    "languages": Words("Languages", "Sprachen"),
    "default_language": Words("First language", "Erste Sprache"),
    "version": Words("Version", "Version"),
    "settings": Words("Settings", "Einstellungen"),
    "sections": Words("weights of the sections", "Gewichte der Abschnitte"),
    "grades": Words("grades", "Noten"),
    "knock_outs": Words("knock-outs", "K.-o.-Kriterien"),
    "deductions": Words("deductions", "Abzüge"),
    "thresholds": Words("thresholds", "Schwellen"),
    "bonus": Words("bonus", "Bonus"),
    "outcomes": Words("outcomes", "Ergebnisse"),
    "flags": Words("flags", "Auffälligkeiten"),
    "model": Words("model", "Modell"),
    "target": Words("target", "Ziel"),
    "marks": Words("marks", "Notenskala"),
    "exclusive": Words("exclusive items", "einander ausschließende Merkmale"),
    "minimum_coverage": Words("minimum coverage", "Mindestabdeckung"),
}
CHOICE_LIST = Words("Choice list {name}", "Antwortliste {name}")
NOTHING = Words("none", "keine")
NO_SECTION = Words("the questionnaire", "dem Fragebogen")


def said(change: Change, language: str) -> str:
    """The sentence for a change."""
    parts = {name: _part(name, value, language) for name, value in change.params.items()}
    return SENTENCES[change.code].said(language, **parts)


def _part(name: str, value: str | Texts, language: str) -> str:
    if not isinstance(value, str):
        return in_language(value, language, "–")
    if name == "key":
        return KEYS[value].said(language) if value in KEYS else value
    if name == "where" and not value:
        return NO_SECTION.said(language)
    if name == "type" or (name in ("before", "after") and value in TYPES):
        return TYPES[value].label(language) if value in TYPES else value
    return value or NOTHING.said(language)
