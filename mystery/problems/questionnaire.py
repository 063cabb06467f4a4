"""Problems of a questionnaire: names, types, lists, texts, references, logic."""

from mystery.problems.model import Entry, Severity

_STRUCTURE = {
    "QUESTIONNAIRE_EMPTY": Entry(
        "The questionnaire has no items.",
        "Der Fragebogen hat keine Merkmale.",
        "Add a section with items under `sections:`.",
        "Ergänzen Sie unter `sections:` einen Abschnitt mit Merkmalen.",
    ),
    "NAME_INVALID": Entry(
        "“{name}” cannot be a name: names begin with a letter and consist of letters, digits and _.",
        "„{name}“ ist kein möglicher Name: Namen beginnen mit einem Buchstaben und bestehen aus "
        "Buchstaben (ohne Umlaute), Ziffern und _.",
        "Call it {better}.",
        "Nennen Sie es {better}.",
    ),
    "NAME_TWICE": Entry(
        "The name “{name}” stands twice; it is at {first} already.",
        "Der Name „{name}“ kommt zweimal vor; er steht schon bei {first}.",
        "Give one of the two another name.",
        "Geben Sie einem der beiden einen anderen Namen.",
    ),
    "TYPE_UNKNOWN": Entry(
        "“{type}” is not an item type.",
        "„{type}“ ist kein Merkmalstyp.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "CALCULATION_MISSING": Entry(
        "“{name}” is of the type calculate but has no calculation.",
        "„{name}“ ist vom Typ calculate, hat aber keine Berechnung.",
        "Add `calculation:` with an expression.",
        "Ergänzen Sie `calculation:` mit einem Ausdruck.",
    ),
    "GROUP_EMPTY": Entry(
        "“{name}” contains no items.",
        "„{name}“ enthält keine Merkmale.",
        "Add items or delete the group.",
        "Ergänzen Sie Merkmale, oder löschen Sie die Gruppe.",
        Severity.WARNING,
    ),
    "MODE_UNKNOWN": Entry(
        "“{mode}” is not a mode.",
        "„{mode}“ ist keine Erhebungsart.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "MISSING_CODE_UNKNOWN": Entry(
        "“{code}” is not a missing code.",
        "„{code}“ ist kein Code für fehlende Angaben.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "FACET_WITHOUT_EFFECT": Entry(
        "“{facet}” has no effect: “{name}” is of the type {type}, which nobody answers.",
        "„{facet}“ bleibt ohne Wirkung: „{name}“ ist vom Typ {type}, den niemand beantwortet.",
        "Delete it, or change the type.",
        "Löschen Sie es, oder ändern Sie den Typ.",
        Severity.WARNING,
    ),
}

_LISTS = {
    "LIST_MISSING": Entry(
        "“{name}” is a select without a choice list.",
        "„{name}“ ist eine Auswahl ohne Antwortliste.",
        "Write the list behind the type, such as `type: select_one yes-no`.",
        "Schreiben Sie die Liste hinter den Typ, etwa `type: select_one yes-no`.",
    ),
    "LIST_UNKNOWN": Entry(
        "There is no choice list “{list}” (used at {places}).",
        "Es gibt keine Antwortliste „{list}“ (verwendet bei {places}).",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "LIST_EMPTY": Entry(
        "The choice list “{list}” is empty.",
        "Die Antwortliste „{list}“ ist leer.",
        "Add choices, or delete the list.",
        "Ergänzen Sie Antworten, oder löschen Sie die Liste.",
    ),
    "LIST_NOT_OF_A_REPEAT": Entry(
        "“{name}” offers the answers to “{item}”, but that is no question inside a repeat.",
        "„{name}“ bietet die Angaben zu „{item}“ an, doch das ist keine Frage in einer Wiederholung.",
        "Name an item that stands in a repeat and has words to choose from, or use a choice list.",
        "Nennen Sie ein Item einer Wiederholung, unter dessen Angaben man wählt, oder eine Antwortliste.",
    ),
    "OR_OTHER_OF_ANSWERS": Entry(
        "“{name}” offers the answers of a repeat, so it cannot have or_other.",
        "„{name}“ bietet die Angaben einer Wiederholung an und kann kein or_other haben.",
        "Delete or_other and add a text item that is asked when nothing fits.",
        "Löschen Sie or_other und fügen Sie ein Textfeld für alles Übrige hinzu.",
    ),
    "CHOICE_TWICE": Entry(
        "The choice “{name}” stands twice in the list “{list}”.",
        "Die Antwort „{name}“ steht in der Liste „{list}“ zweimal.",
        "Give one of the two another name, or delete it.",
        "Geben Sie einer der beiden einen anderen Namen, oder löschen Sie sie.",
    ),
    "CHOICE_NAME_INVALID": Entry(
        "The choice name “{name}” contains a blank.",
        "Der Antwortcode „{name}“ enthält ein Leerzeichen.",
        "Call it {better}; the text people read is the label.",
        "Nennen Sie ihn {better}; was man liest, ist die Beschriftung (label).",
    ),
    "CHOICE_NAME_BLANK": Entry(
        "The choice name “{name}” contains a blank, which a multiple choice could not store.",
        "Der Antwortcode „{name}“ enthält ein Leerzeichen; eine Mehrfachauswahl könnte ihn nicht speichern.",
        "Better call it {better}; the text people read is the label.",
        "Nennen Sie ihn besser {better}; was man liest, ist die Beschriftung (label).",
        Severity.WARNING,
    ),
    "CODE_UNKNOWN": Entry(
        "“{name}” has no choice “{code}”, so a comparison never holds (at {places}).",
        "„{name}“ hat keine Antwort „{code}“; ein Vergleich trifft nie zu (bei {places}).",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
        Severity.WARNING,
    ),
}

_TEXTS = {
    "LABEL_MISSING": Entry(
        "“{name}” has no label.",
        "„{name}“ hat keine Beschriftung.",
        "Add `label:` with the question.",
        "Ergänzen Sie `label:` mit der Frage.",
    ),
    "TRANSLATION_MISSING": Entry(
        "The {key} of “{name}” is missing in: {languages}.",
        "{key} von „{name}“ fehlt in: {languages}.",
        "Add the translation, or take the language out of `languages:`.",
        "Ergänzen Sie die Übersetzung, oder nehmen Sie die Sprache aus `languages:` heraus.",
    ),
    "TRANSLATION_INCOMPLETE": Entry(
        "The {key} of “{name}” is missing in: {languages}.",
        "{key} von „{name}“ fehlt in: {languages}.",
        "Add the translation; until then the default language is shown.",
        "Ergänzen Sie die Übersetzung; bis dahin erscheint die Standardsprache.",
        Severity.WARNING,
    ),
    "LANGUAGE_UNDECLARED": Entry(
        "The language “{language}” is not declared (used at {places}).",
        "Die Sprache „{language}“ ist nicht angemeldet (verwendet bei {places}).",
        "Declared are {languages}: correct the code, or add it to `languages:`.",
        "Angemeldet sind {languages}: Berichtigen Sie das Kürzel, oder ergänzen Sie es in `languages:`.",
    ),
    "LANGUAGE_WITHOUT_TEXTS": Entry(
        "The language “{language}” is declared, but nothing is written in it.",
        "Die Sprache „{language}“ ist angemeldet, aber kein Text ist in ihr geschrieben.",
        "Translate the texts, or remove it from `languages:`.",
        "Übersetzen Sie die Texte, oder streichen Sie sie aus `languages:`.",
        Severity.WARNING,
    ),
    "DEFAULT_LANGUAGE_UNDECLARED": Entry(
        "The default language “{language}” is not among the languages {languages}.",
        "Die Standardsprache „{language}“ ist nicht unter den Sprachen {languages}.",
        "Choose one of them, or add it to `languages:`.",
        "Wählen Sie eine davon, oder ergänzen Sie sie in `languages:`.",
    ),
    "MESSAGE_WITHOUT_RULE": Entry(
        "“{message}” is never shown, because there is no “{rule}”.",
        "„{message}“ erscheint nie, weil „{rule}“ fehlt.",
        "Add the rule, or delete the message.",
        "Ergänzen Sie die Regel, oder löschen Sie die Meldung.",
        Severity.WARNING,
    ),
    "TEXT_REFERENCE_UNREADABLE": Entry(
        "A ${{…}} in this text cannot be read: {text}",
        "Ein ${{…}} in diesem Text ist nicht lesbar: {text}",
        "Write it as ${{name}}, without blanks in the name and with both braces.",
        "Schreiben Sie es als ${{name}}, ohne Leerzeichen im Namen und mit beiden Klammern.",
    ),
}

_REFERENCES = {
    "NAME_UNKNOWN": Entry(
        "There is no item “{name}” (used at {places}).",
        "Es gibt kein Merkmal „{name}“ (verwendet bei {places}).",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "NAME_AMBIGUOUS": Entry(
        "“{name}” may mean several items: {paths} (used at {places}).",
        "„{name}“ kann mehrere Merkmale meinen: {paths} (verwendet bei {places}).",
        "Rename one of them.",
        "Benennen Sie eines davon um.",
    ),
    "NAME_NEEDS_BRACES": Entry(
        "“{name}” stands here without braces, which would always be blank (used at {places}).",
        "„{name}“ steht hier ohne Klammern und wäre immer leer (verwendet bei {places}).",
        "Write ${{…}} around an item's name ({guess}), or quotes around a text.",
        "Setzen Sie ${{…}} um den Namen eines Merkmals ({guess}) oder Anführungszeichen um einen Text.",
    ),
    "NAME_UNUSUAL": Entry(
        "The name “{name}” has letters beyond a to z, which some statistics programs do not take.",
        "Der Name „{name}“ enthält andere Buchstaben als a bis z; nicht jedes Statistikprogramm nimmt das.",
        "Better call it {better}.",
        "Nennen Sie es besser {better}.",
        Severity.WARNING,
    ),
    "NAME_DIFFERS_IN_CASE": Entry(
        "The name “{name}” differs from the one at {first} only by capital letters.",
        "Der Name „{name}“ unterscheidet sich von dem bei {first} nur durch Großbuchstaben.",
        "Give one of the two another name; some programs do not see the difference.",
        "Geben Sie einem der beiden einen anderen Namen; manche Programme sehen den Unterschied nicht.",
        Severity.WARNING,
    ),
    "LAST_SAVED_BLANK": Entry(
        "Values of the last saved interview (${{{name}}}) are not kept; here they are blank.",
        "Werte des zuletzt gespeicherten Interviews (${{{name}}}) gibt es hier nicht; sie sind leer.",
        severity=Severity.WARNING,
    ),
    "NAME_BLANK": Entry(
        "“{name}” stands here without braces and therefore always reads as blank (used at {places}).",
        "„{name}“ steht hier ohne Klammern und ist deshalb immer leer (verwendet bei {places}).",
        "If an item is meant, write ${{…}} around its name ({guess}).",
        "Ist ein Merkmal gemeint, setzen Sie ${{…}} um seinen Namen ({guess}).",
        Severity.WARNING,
    ),
    "COLUMN_BLANK": Entry(
        "The list “{list}” has no column “{name}”, which therefore always reads as blank (used at {places}).",
        "Die Liste „{list}“ hat keine Spalte „{name}“, die deshalb immer leer ist (verwendet bei {places}).",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
        Severity.WARNING,
    ),
    "DEFAULT_OF_LAST_INTERVIEW": Entry(
        "The default ${{{name}}} of the last saved interview is not taken over; the item starts blank.",
        "Der Vorgabewert ${{{name}}} aus dem letzten Interview wird nicht übernommen; das Merkmal "
        "beginnt leer.",
        "Use a fixed default if one is needed.",
        "Verwenden Sie einen festen Vorgabewert, falls einer nötig ist.",
        Severity.WARNING,
    ),
    "PATH_UNKNOWN": Entry(
        "The path “{path}” leads nowhere.",
        "Der Pfad „{path}“ führt ins Leere.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "PATH_BLANK": Entry(
        "The path “{path}” leads nowhere and is read as blank.",
        "Der Pfad „{path}“ führt ins Leere und gilt als leer.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
        Severity.WARNING,
    ),
    "COLUMN_UNKNOWN": Entry(
        "The list “{list}” has no column “{name}” (used at {places}).",
        "Die Liste „{list}“ hat keine Spalte „{name}“ (verwendet bei {places}).",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "FUNCTION_UNKNOWN": Entry(
        "There is no function “{name}” (used at {places}).",
        "Es gibt keine Funktion „{name}“ (verwendet bei {places}).",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "FUNCTION_ARGUMENTS": Entry(
        "{name}() takes {wanted} arguments, not {count}.",
        "{name}() braucht {wanted} Argumente, nicht {count}.",
        "Check commas and brackets.",
        "Prüfen Sie Kommas und Klammern.",
    ),
    "REPEAT_NEEDED": Entry(
        "“{name}” is not a repeat, but indexed-repeat() needs one here.",
        "„{name}“ ist keine Wiederholung; indexed-repeat() braucht hier eine.",
        "Write indexed-repeat(${{item}}, ${{repeat}}, index).",
        "Schreiben Sie indexed-repeat(${{item}}, ${{repeat}}, index).",
    ),
    "ROUNDS_READ_AS_ONE": Entry(
        "“{name}” has a value in each round of “{repeat}” and here stands for one: only the first counts.",
        "„{name}“ hat je Runde von „{repeat}“ einen Wert und steht hier für einen: Nur der erste zählt.",
        "Write sum(), count() or join() around it, or indexed-repeat() for a certain round.",
        "Setzen Sie sum(), count() oder join() darum, oder indexed-repeat() für eine bestimmte Runde.",
        Severity.WARNING,
    ),
    "REPEAT_READ_AS_VALUE": Entry(
        "“{name}” repeats and has no value of its own: here it is always blank.",
        "„{name}“ wiederholt sich und hat keinen eigenen Wert: Hier ist es immer leer.",
        "Write count(${{{name}}}), or read one of its items.",
        "Schreiben Sie count(${{{name}}}), oder lesen Sie eines der Merkmale darin.",
        Severity.WARNING,
    ),
    "INDEXED_REPEAT_NEEDS_NAMES": Entry(
        "indexed-repeat() needs the names of an item and of the repeats that it is in.",
        "indexed-repeat() braucht die Namen eines Merkmals und der Wiederholungen, in denen es steht.",
        "Write indexed-repeat(${{item}}, ${{repeat}}, index).",
        "Schreiben Sie indexed-repeat(${{item}}, ${{repeat}}, index).",
    ),
    "CHOICE_NAME_NEEDS_ITEM": Entry(
        "jr:choice-name() needs a select item as its second argument.",
        "jr:choice-name() braucht als zweites Argument ein Auswahl-Merkmal.",
        "Write jr:choice-name(${{item}}, '${{item}}').",
        "Schreiben Sie jr:choice-name(${{item}}, '${{item}}').",
    ),
    "LAST_SAVED_UNSUPPORTED": Entry(
        "Values of the last saved interview (${{{name}}}) are not supported.",
        "Werte des zuletzt gespeicherten Interviews (${{{name}}}) werden nicht unterstützt.",
        "Use a fixed default.",
        "Verwenden Sie einen festen Vorgabewert.",
    ),
}

_LOGIC = {
    "CYCLE": Entry(
        "These items need one another, so none can be computed: {members}.",
        "Diese Merkmale brauchen einander, sodass keines berechnet werden kann: {members}.",
        "Take one reference out of the circle.",
        "Nehmen Sie einen Verweis aus dem Kreis heraus.",
    ),
    "READS_ITSELF": Entry(
        "The {facet} of “{name}” depends on “{name}” itself.",
        "{facet} von „{name}“ hängt von „{name}“ selbst ab.",
        "Refer to another item; to limit the answer use `constraint`.",
        "Verweisen Sie auf ein anderes Merkmal; die Antwort begrenzt man mit `constraint`.",
    ),
    "READS_ITS_INSIDE": Entry(
        "The {facet} of “{name}” depends on “{inside}”, which stands inside it and vanishes with it.",
        "{facet} von „{name}“ hängt von „{inside}“ ab, das darin steht und mit ihm verschwindet.",
        "Move “{inside}” in front of “{name}”.",
        "Setzen Sie „{inside}“ vor „{name}“.",
    ),
    "REGEX_INVALID": Entry(
        "The pattern {pattern} is not a regular expression.",
        "Das Muster {pattern} ist kein regulärer Ausdruck.",
        "Check brackets and backslashes.",
        "Prüfen Sie Klammern und Backslashes.",
    ),
    "REGEX_DANGEROUS": Entry(
        "The pattern {pattern} could take unlimited time: one text can match it in too many ways.",
        "Das Muster {pattern} könnte unbegrenzt dauern: Ein Text kann auf zu viele Arten passen.",
        "Do not repeat a group that itself repeats, such as (a+)+, and let neighbouring parts match "
        "different characters: [^,]*,[^,]* instead of .*,.*.",
        "Wiederholen Sie keine Gruppe, die selbst wiederholt, wie (a+)+, und lassen Sie benachbarte Teile "
        "auf verschiedene Zeichen passen: [^,]*,[^,]* statt .*,.*.",
    ),
    "REGEX_NOT_PORTABLE": Entry(
        "The pattern {pattern} uses something that not every device understands.",
        "Das Muster {pattern} verwendet etwas, das nicht jedes Gerät versteht.",
        "Use plain groups, classes and counts: no names, back references or look-behind, not \\b, \\v or *+.",
        "Verwenden Sie einfache Gruppen, Klassen und Anzahlen: keine Namen, Rückverweise oder Rückblicke und "
        "nicht \\b, \\v oder *+.",
    ),
    "REGEX_NOT_LITERAL": Entry(
        "The pattern of regex() must be written as a text in quotes.",
        "Das Muster von regex() muss als Text in Anführungszeichen stehen.",
        "Write regex(., '[0-9]+').",
        "Schreiben Sie regex(., '[0-9]+').",
    ),
    "PROMISE_KIND_UNKNOWN": Entry(
        "There is no promise of the kind “{kind}”.",
        "Eine Zusage der Art „{kind}“ gibt es nicht.",
        "Use callback, reply, quote, delivery, refund or other.",
        "Verwenden Sie callback, reply, quote, delivery, refund oder other.",
    ),
    "PROMISE_WITHIN_UNREADABLE": Entry(
        "“{within}” is no time for a promise.",
        "„{within}“ ist keine Frist für eine Zusage.",
        "Write business hours as 4h or business days as 2d.",
        "Schreiben Sie Geschäftsstunden als 4h oder Werktage als 2d.",
    ),
    "RANGE_NOT_A_NUMBER": Entry(
        "The parameter {parameter} must be a number, not “{value}”.",
        "Der Parameter {parameter} muss eine Zahl sein, nicht „{value}“.",
        "Write parameters such as start=0 end=10 step=1.",
        "Schreiben Sie die Parameter etwa so: start=0 end=10 step=1.",
    ),
    "RANGE_IMPOSSIBLE": Entry(
        "A range from {start} to {end} in steps of {step} has no values.",
        "Ein Bereich von {start} bis {end} in Schritten von {step} hat keine Werte.",
        "Write parameters such as start=0 end=10 step=1.",
        "Schreiben Sie die Parameter etwa so: start=0 end=10 step=1.",
    ),
    "DEFAULT_IMPOSSIBLE": Entry(
        "“{value}” cannot be the default of an item of the type {type}.",
        "„{value}“ kann nicht Vorgabewert eines Merkmals vom Typ {type} sein.",
        "Write a value of that type: 2026-12-31 for a date, 09:30 for a time, digits for a number.",
        "Schreiben Sie einen Wert dieses Typs: 2026-12-31 als Datum, 09:30 als Uhrzeit, Ziffern als Zahl.",
    ),
    "DEFAULT_NOT_A_CHOICE": Entry(
        "The default “{code}” is not among the choices of “{name}”.",
        "Der Vorgabewert „{code}“ gehört nicht zu den Antworten von „{name}“.",
        "Did you mean: {guess}?",
        "Meinten Sie: {guess}?",
    ),
    "CONSTRAINT_IMPOSSIBLE": Entry(
        "No answer to “{name}” can satisfy {constraint}.",
        "Keine Antwort auf „{name}“ kann {constraint} erfüllen.",
        "Check the limits and the direction of < and >.",
        "Prüfen Sie die Grenzen und die Richtung von < und >.",
    ),
}

ENTRIES = {**_STRUCTURE, **_LISTS, **_TEXTS, **_REFERENCES, **_LOGIC}
