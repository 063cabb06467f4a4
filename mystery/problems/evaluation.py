"""Problems of an expression that has no value at run time."""

from mystery.problems.model import Entry

ENTRIES = {
    "EVALUATION_DATE": Entry(
        "“{value}” is not a date or time that exists.",
        "„{value}“ ist kein Datum und keine Zeit, die es gibt.",
        "Write dates as 2026-11-23 and times as 2026-11-23T10:30.",
        "Schreiben Sie Daten als 2026-11-23 und Zeiten als 2026-11-23T10:30.",
    ),
    "EVALUATION_DATE_FORMAT": Entry(
        "A date format does not know {directive}.",
        "Ein Datumsformat kennt {directive} nicht.",
        "It knows %Y %y %m %n %b %d %e %a %W %H %h %M %S %3 and %%.",
        "Es kennt %Y %y %m %n %b %d %e %a %W %H %h %M %S %3 und %%.",
    ),
    "EVALUATION_PLACE": Entry(
        "“{value}” is not a place.",
        "„{value}“ ist kein Ort.",
        "A place is latitude, longitude, altitude and accuracy with spaces between them.",
        "Ein Ort besteht aus Breite, Länge, Höhe und Genauigkeit mit Leerzeichen dazwischen.",
    ),
    "EVALUATION_REGEX": Entry(
        "The pattern {pattern} is not a regular expression.",
        "Das Muster {pattern} ist kein regulärer Ausdruck.",
    ),
    "EVALUATION_DIGEST": Entry(
        "digest() does not know the algorithm “{algorithm}”.",
        "digest() kennt das Verfahren „{algorithm}“ nicht.",
        "It knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512.",
        "Es kennt MD5, SHA-1, SHA-256, SHA-384 und SHA-512.",
    ),
    "EVALUATION_FUNCTION": Entry(
        "There is no function {name}().",
        "Es gibt keine Funktion {name}().",
    ),
    "EVALUATION_ARGUMENTS": Entry(
        "{name}() was given {count} arguments; it takes {wanted}.",
        "{name}() hat {count} Argumente bekommen; es nimmt {wanted}.",
    ),
    "EVALUATION_NAME": Entry(
        "{name}() was given a value where it takes the name of an item or a repeat.",
        "{name}() hat einen Wert bekommen, wo es den Namen eines Merkmals oder einer Wiederholung nimmt.",
        "Write the name as ${{name}}.",
        "Schreiben Sie den Namen als ${{name}}.",
    ),
    "EVALUATION_UNRESOLVED": Entry(
        "The expression holds “{tree}”, which no evaluation can follow.",
        "Der Ausdruck enthält „{tree}“; dem kann keine Auswertung folgen.",
        "Compile the form again.",
        "Übersetzen Sie den Fragebogen neu.",
    ),
    "EVALUATION_TOO_LONG": Entry(
        "The expression looked at more than {limit} rows.",
        "Der Ausdruck hat mehr als {limit} Zeilen angesehen.",
        "Use a choice filter or a smaller table.",
        "Verwenden Sie einen choice_filter oder eine kleinere Tabelle.",
    ),
    "EVALUATION_ROUNDS": Entry(
        "The count asks for {wanted} rounds; {made} are there.",
        "Die Anzahl verlangt {wanted} Runden; {made} sind da.",
        "A repeat has at most 1,000 rounds, an interview at most 10,000. Check the number that was entered.",
        "Höchstens 1.000 Runden hat eine Wiederholung, 10.000 ein Interview. Bitte prüfen Sie die Zahl.",
    ),
    "EVALUATION_REGEX_TEXT": Entry(
        "A text of more than {limit} characters is not held against a pattern.",
        "Ein Text von mehr als {limit} Zeichen wird mit keinem Muster verglichen.",
        "Please shorten the answer.",
        "Bitte kürzen Sie die Antwort.",
    ),
    "EVALUATION_TEXT_TOO_LONG": Entry(
        "The expression makes a text of more than {limit} characters.",
        "Der Ausdruck ergibt einen Text von mehr als {limit} Zeichen.",
    ),
}
