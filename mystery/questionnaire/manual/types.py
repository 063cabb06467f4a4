"""Item types in words."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire.manual.model import Entry
from mystery.questionnaire.types import TYPES as REGISTRY

TYPES: Mapping[str, Entry] = {
    "section": Entry("Section", "Abschnitt", "One page of the questionnaire.", "Eine Seite des Fragebogens."),
    "group": Entry(
        "Group",
        "Gruppe",
        "Items that belong together on a page.",
        "Merkmale, die auf einer Seite zusammengehören.",
    ),
    "repeat": Entry(
        "Repeat",
        "Wiederholung",
        "Items that are asked several times, once per round.",
        "Merkmale, die mehrmals erfragt werden, je Durchgang einmal.",
    ),
    "note": Entry(
        "Note",
        "Hinweis",
        "A text to read; nothing is answered.",
        "Ein Text zum Lesen; es wird nichts geantwortet.",
    ),
    "text": Entry("Text", "Text", "Words, one line or several.", "Worte, eine Zeile oder mehrere."),
    "barcode": Entry(
        "Barcode",
        "Strichcode",
        "A code read by the camera or typed.",
        "Ein Code, mit der Kamera gelesen oder getippt.",
    ),
    "integer": Entry(
        "Whole number", "Ganze Zahl", "A number without decimals.", "Eine Zahl ohne Nachkommastellen."
    ),
    "decimal": Entry(
        "Number", "Zahl", "A number, decimals allowed.", "Eine Zahl, auch mit Nachkommastellen."
    ),
    "range": Entry(
        "Scale",
        "Skala",
        "A number between two ends; parameters start, end and step.",
        "Eine Zahl zwischen zwei Enden; Parameter start, end und step.",
    ),
    "date": Entry("Date", "Datum", "A calendar day.", "Ein Kalendertag."),
    "time": Entry("Time of day", "Uhrzeit", "Hours and minutes.", "Stunden und Minuten."),
    "datetime": Entry("Date and time", "Datum und Uhrzeit", "A day with its time.", "Ein Tag mit Uhrzeit."),
    "select_one": Entry(
        "One choice", "Eine Antwort", "Exactly one choice of a list.", "Genau eine Antwort aus einer Liste."
    ),
    "select_multiple": Entry(
        "Several choices",
        "Mehrere Antworten",
        "Any number of choices of a list.",
        "Beliebig viele Antworten aus einer Liste.",
    ),
    "rank": Entry(
        "Ranking",
        "Rangfolge",
        "The choices of a list, put in order.",
        "Die Antworten einer Liste, in eine Reihenfolge gebracht.",
    ),
    "acknowledge": Entry(
        "Confirmation",
        "Bestätigung",
        "A tick that something was read or done.",
        "Ein Haken, dass etwas gelesen oder getan wurde.",
    ),
    "image": Entry("Photo", "Foto", "A picture taken or chosen.", "Ein aufgenommenes oder gewähltes Bild."),
    "audio": Entry(
        "Sound recording",
        "Tonaufnahme",
        "A recording; mind what the law allows.",
        "Eine Aufnahme; beachten Sie, was das Recht erlaubt.",
    ),
    "video": Entry(
        "Video",
        "Video",
        "A film; mind what the law allows.",
        "Ein Film; beachten Sie, was das Recht erlaubt.",
    ),
    "file": Entry("File", "Datei", "Any file.", "Eine beliebige Datei."),
    "signature": Entry(
        "Signature",
        "Unterschrift",
        "A signature drawn with the finger.",
        "Eine mit dem Finger gezeichnete Unterschrift.",
    ),
    "geopoint": Entry("Place", "Ort", "Where the device is.", "Wo sich das Gerät befindet."),
    "geotrace": Entry("Path", "Weg", "Several places as a line.", "Mehrere Orte als Linie."),
    "geoshape": Entry("Area", "Fläche", "Several places as an outline.", "Mehrere Orte als Umriss."),
    "timer": Entry(
        "Stopwatch", "Stoppuhr", "Seconds between start and stop.", "Sekunden zwischen Start und Stopp."
    ),
    "promise": Entry(
        "Promise",
        "Zusage",
        "What was promised, and by when; its clock runs on after the visit.",
        "Was zugesagt wurde und bis wann; die Uhr läuft nach dem Besuch weiter.",
    ),
    "rule": Entry(
        "Rule",
        "Regel",
        "A check across several items.",
        "Eine Prüfung über mehrere Merkmale.",
    ),
    "calculate": Entry(
        "Calculation",
        "Berechnung",
        "A value computed from others; nobody sees it.",
        "Ein aus anderen berechneter Wert; niemand sieht ihn.",
    ),
    "hidden": Entry(
        "Hidden value",
        "Verborgener Wert",
        "A value that is kept and never shown.",
        "Ein Wert, der aufbewahrt und nie gezeigt wird.",
    ),
    "start": Entry(
        "Beginning", "Beginn", "When the interview was opened.", "Wann das Interview geöffnet wurde."
    ),
    "end": Entry("End", "Ende", "When the interview was finished.", "Wann das Interview beendet wurde."),
    "today": Entry(
        "Day of the interview",
        "Tag des Interviews",
        "The day on which it was opened.",
        "Der Tag, an dem es geöffnet wurde.",
    ),
    "deviceid": Entry("Device", "Gerät", "A random name of the device.", "Ein zufälliger Name des Geräts."),
    "username": Entry("User", "Benutzer", "Who was signed in.", "Wer angemeldet war."),
    "phonenumber": Entry(
        "Phone number",
        "Telefonnummer",
        "The device's own number, if it knows it.",
        "Die eigene Nummer des Geräts, wenn es sie kennt.",
    ),
    "email": Entry(
        "E-mail address",
        "E-Mail-Adresse",
        "The address of who was signed in.",
        "Die Adresse der angemeldeten Person.",
    ),
    "subscriberid": Entry(
        "Subscriber number",
        "Teilnehmerkennung",
        "Of the SIM card; for older workbooks.",
        "Der SIM-Karte; für ältere Arbeitsmappen.",
    ),
    "simserial": Entry(
        "SIM number",
        "SIM-Nummer",
        "Of the SIM card; for older workbooks.",
        "Der SIM-Karte; für ältere Arbeitsmappen.",
    ),
    "audit": Entry(
        "Course of the interview",
        "Verlauf des Interviews",
        "How long each page was open.",
        "Wie lange jede Seite offen war.",
    ),
    "background-audio": Entry(
        "Recording in the background",
        "Aufnahme im Hintergrund",
        "For older workbooks; nothing is recorded.",
        "Für ältere Arbeitsmappen; es wird nichts aufgenommen.",
    ),
    "start-geopoint": Entry(
        "Place at the beginning",
        "Ort zu Beginn",
        "Where the device was when it began.",
        "Wo das Gerät zu Beginn war.",
    ),
    "background-geopoint": Entry(
        "Place in the background", "Ort im Hintergrund", "For older workbooks.", "Für ältere Arbeitsmappen."
    ),
}


def type_facts(name: str) -> dict[str, object]:
    """What the registry knows of a type."""
    kind = REGISTRY[name]
    return {
        "value": kind.value,
        "answerable": kind.answerable,
        "has_list": kind.has_list,
        "container": kind.container,
        "filled": kind.filled,
    }
