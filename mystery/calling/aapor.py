"""AAPOR's final codes for telephone samples, their class for the rates, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CLASSES = ("I", "P", "R", "NC", "O", "UH", "UO", "NE")
"""Interview, partial, refusal, non-contact, other, unknown household, unknown other, not eligible."""


@dataclass(frozen=True, slots=True)
class Label:
    """A short name in both languages; `params` of a reason fill it as `str.format` patterns."""

    en: str
    de: str

    def told(self, language: str = "en", **params: object) -> str:
        return (self.de if language == "de" else self.en).format(**params)


@dataclass(frozen=True, slots=True)
class FinalCode:
    """A final code with its class: one of `CLASSES`."""

    code: str
    rate_class: str
    label: Label


def _codes(rate_class: str, *rows: tuple[str, str, str]) -> dict[str, FinalCode]:
    return {code: FinalCode(code, rate_class, Label(en, de)) for code, en, de in rows}


AAPOR: Mapping[str, FinalCode] = {
    **_codes("I", ("1.1", "Complete interview", "Vollständiges Interview")),
    **_codes("P", ("1.2", "Partial interview", "Teilweises Interview")),
    **_codes(
        "R",
        ("2.11", "Refusal", "Verweigerung"),
        ("2.111", "Refusal by the household", "Verweigerung durch den Haushalt"),
        ("2.112", "Refusal by the respondent", "Verweigerung durch die Zielperson"),
        ("2.12", "Break-off", "Abbruch"),
    ),
    **_codes(
        "NC",
        ("2.20", "No contact with the respondent", "Kein Kontakt zur Zielperson"),
        ("2.21", "Respondent never available", "Zielperson nie erreichbar"),
        ("2.22", "Answering device of the respondent", "Anrufbeantworter der Zielperson"),
        ("2.221", "Answering device, message left", "Anrufbeantworter, Nachricht hinterlassen"),
        ("2.222", "Answering device, no message left", "Anrufbeantworter, keine Nachricht hinterlassen"),
    ),
    **_codes(
        "O",
        ("2.30", "Other reason, eligible", "Anderer Grund, gehört zur Zielgruppe"),
        ("2.31", "Dead", "Verstorben"),
        ("2.32", "Physically or mentally unable", "Körperlich oder geistig nicht in der Lage"),
        ("2.33", "Language", "Sprache"),
        ("2.331", "Nobody in the household speaks the language", "Niemand im Haushalt spricht die Sprache"),
        ("2.332", "Respondent does not speak the language", "Zielperson spricht die Sprache nicht"),
        ("2.333", "No caller for the language", "Kein Anrufer für die Sprache"),
        ("2.34", "Connection too bad to talk", "Verbindung zu schlecht für ein Gespräch"),
        ("2.35", "Place or activity does not allow it", "Ort oder Tätigkeit lassen es nicht zu"),
        ("2.36", "Miscellaneous", "Sonstiges"),
    ),
    **_codes(
        "UH",
        ("3.11", "Not attempted", "Nicht angerufen"),
        ("3.12", "Always busy", "Immer besetzt"),
        ("3.13", "No answer", "Niemand nimmt ab"),
        ("3.14", "Answering device, unknown whose", "Anrufbeantworter, unklar wessen"),
        ("3.15", "Call blocked", "Anruf blockiert"),
        ("3.16", "Technical problem", "Technische Störung"),
    ),
    **_codes(
        "UO",
        ("3.21", "Eligibility not asked", "Zugehörigkeit nicht erfragt"),
        ("3.30", "Unknown whether the person lives there", "Unklar, ob die Person dort wohnt"),
        ("3.90", "Other, unknown", "Anderes, ungeklärt"),
    ),
    **_codes(
        "NE",
        ("4.10", "Not part of the sample", "Gehört nicht zur Stichprobe"),
        ("4.20", "Fax or data line", "Fax- oder Datenleitung"),
        ("4.31", "Number not in use", "Nummer nicht vergeben"),
        ("4.32", "Number disconnected", "Nummer abgeschaltet"),
        ("4.33", "Temporarily out of service", "Vorübergehend nicht erreichbar"),
        ("4.41", "Number changed", "Nummer geändert"),
        ("4.43", "Call forwarded", "Anruf weitergeleitet"),
        ("4.51", "Business or office", "Geschäft oder Büro"),
        ("4.52", "Institution", "Einrichtung"),
        ("4.53", "Group quarters", "Gemeinschaftsunterkunft"),
        ("4.70", "Nobody eligible", "Niemand gehört zur Zielgruppe"),
        ("4.80", "Quota filled", "Quote voll"),
        ("4.90", "Other, not eligible", "Anderes, gehört nicht zur Zielgruppe"),
    ),
}
"""Code -> what it means, in the order of the standard definitions."""
