"""Labels and translations: every item says something, in every language of the questionnaire."""

from __future__ import annotations

from mystery.problems import Place
from mystery.questionnaire.analyse import TEXTS, Analysis
from mystery.questionnaire.model import Definition, Node, Texts
from mystery.questionnaire.types import TYPES

_MESSAGES = {
    "constraint_message": "constraint",
    "required_message": "required",
    "warning_message": "warning",
}


def check_texts(analysis: Analysis) -> None:
    """Labels that are missing, translations that are missing, languages that nobody declared."""
    definition, findings = analysis.definition, analysis.findings
    if definition.default_language not in definition.languages:
        params = {"language": definition.default_language, "languages": ", ".join(definition.languages)}
        findings.add("DEFAULT_LANGUAGE_UNDECLARED", definition.place_of("default_language"), **params)
    texts = _all_texts(analysis)
    labels = [choice.label for choices in definition.choices.values() for choice in choices if choice.label]
    unused = _unused_languages(definition, [*(text for *_, text in texts), *labels])
    for language in unused:
        findings.add("LANGUAGE_WITHOUT_TEXTS", definition.place_of("languages"), language=language)
    for place, name, key, text in texts:
        _text(place, name, key, text, analysis, unused)
    _choice_texts(analysis, unused)
    for placed in analysis.scope.nodes:
        _label(placed.node, analysis)
        _messages(placed.node, analysis)


def _all_texts(analysis: Analysis) -> list[tuple[Place, str, str, Texts]]:
    """(place, of what, which text, text) of everything that has words, choices apart."""
    definition = analysis.definition
    found: list[tuple[Place, str, str, Texts]] = []
    if definition.title and definition.place.line:  # XLSForm has one title for all languages
        found.append((definition.place_of("title"), definition.name, "title", definition.title))
    description = definition.settings.get("description")
    if isinstance(description, dict) and definition.place.line:
        place = definition.place_of("description")
        found.append((place, definition.name, "description", description))
    for placed in analysis.scope.nodes:
        node = placed.node
        for key in TEXTS:
            if getattr(node, key):
                found.append((node.place_of(key), node.name, key, getattr(node, key)))
    return found


def _choice_texts(analysis: Analysis, unused: set[str]) -> None:
    """Of thousands of labels nearly all are whole; only of the others more must be known."""
    whole = set(analysis.definition.languages) - unused
    for name, choices in analysis.definition.choices.items():
        labels = [choice.label for choice in choices if choice.label]
        if set(map(len, labels)) <= {len(whole)} and all(
            label.get(language) for language in whole for label in labels
        ):
            continue
        for choice in choices:
            label = choice.label
            if label and not (label.keys() == whole and all(label.values())):
                _text(choice.place, f"{name}: {choice.name}", "label", label, analysis, unused)


def _unused_languages(definition: Definition, texts: list[Texts]) -> set[str]:
    """Declared languages in which nothing at all is written: one problem, not one per text."""
    if not texts:
        return set()
    used: set[str] = set().union(*texts)
    return {
        language
        for language in definition.languages
        if language not in used and len(definition.languages) > 1
    }


def _text(place: Place, name: str, key: str, text: Texts, analysis: Analysis, unused: set[str]) -> None:
    languages = analysis.definition.languages
    for language in text:
        if language not in languages:
            params = {"language": language, "languages": ", ".join(languages)}
            analysis.findings.add_about("LANGUAGE_UNDECLARED", place, language, **params)
            return  # the missing translation is probably the same slip
    missing = [language for language in languages if not text.get(language) and language not in unused]
    if missing:
        params = {"name": name, "key": key, "languages": ", ".join(missing)}
        strict = analysis.is_strict_at(place)
        analysis.findings.add("TRANSLATION_MISSING" if strict else "TRANSLATION_INCOMPLETE", place, **params)


def _label(node: Node, analysis: Analysis) -> None:
    kind = TYPES.get(node.type)
    if kind is None or not (kind.answerable or node.type == "note"):
        return
    if (node.calculation or node.trigger) and not node.label:
        return  # computed in the background, as XLSForm allows for any type
    if "label" not in node.places and not (node.label or node.hint or node.media or node.read_aloud):
        analysis.findings.add("LABEL_MISSING", node.place, name=node.name)


def _messages(node: Node, analysis: Analysis) -> None:
    for message, rule in _MESSAGES.items():
        if getattr(node, message) and not getattr(node, rule):
            params = {"message": message, "rule": rule}
            analysis.findings.add("MESSAGE_WITHOUT_RULE", node.place_of(message), **params)
