"""Problems of calling: rules, hours, quotas, rates and promises."""

from mystery.problems.model import Entry

ENTRIES = {
    "CALL_KIND_UNKNOWN": Entry(
        "Calls are tests or a survey, not “{kind}”.",
        "Anrufe sind Tests oder eine Befragung, nicht „{kind}“.",
        "Choose one of the two.",
        "Wählen Sie eines von beiden.",
    ),
    "RULE_UNKNOWN": Entry(
        "There is no calling rule “{rule}”.",
        "Es gibt keine Anrufregel „{rule}“.",
        "Remove it, or correct its name.",
        "Entfernen Sie sie oder berichtigen Sie den Namen.",
    ),
    "RULE_OUT_OF_RANGE": Entry(
        "The rule “{rule}” is not a whole number from {low} to {high}.",
        "Die Regel „{rule}“ ist keine ganze Zahl von {low} bis {high}.",
        "Enter a number within these limits.",
        "Geben Sie eine Zahl in diesen Grenzen ein.",
    ),
    "HOURS_UNKNOWN_DAY": Entry(
        "The hours name a day “{day}” that does not exist.",
        "Die Zeiten nennen einen Tag „{day}“, den es nicht gibt.",
        "Days are mon, tue, wed, thu, fri, sat and sun.",
        "Die Tage heißen mon, tue, wed, thu, fri, sat und sun.",
    ),
    "HOURS_WRONG": Entry(
        "The hours of “{day}” are not spans of time one after the other.",
        "Die Zeiten von „{day}“ sind keine Zeiträume, die aufeinander folgen.",
        "Write each as from and to, for example 09:00 and 18:00.",
        "Schreiben Sie jeden als von und bis, zum Beispiel 09:00 und 18:00.",
    ),
    "HOURS_NEVER_OPEN": Entry(
        "By these hours there is never anybody there.",
        "Nach diesen Zeiten ist nie jemand da.",
        "Enter hours for one day at least, and check the holidays.",
        "Tragen Sie für mindestens einen Tag Zeiten ein und prüfen Sie die Feiertage.",
    ),
    "DAY_PART_WRONG": Entry(
        "A part of the day lacks its name, its weekdays, or a beginning before its end.",
        "Einer Tageszeit fehlen Name, Wochentage oder ein Beginn vor dem Ende.",
        "Enter all four.",
        "Tragen Sie alle vier Angaben ein.",
    ),
    "DAY_PART_TWICE": Entry(
        "Two parts of the day have the same name.",
        "Zwei Tageszeiten heißen gleich.",
        "Rename one of them.",
        "Benennen Sie eine um.",
    ),
    "E_NOT_A_SHARE": Entry(
        "The share of eligible cases among the unknown ones is not between 0 and 1.",
        "Der Anteil der Zugehörigen unter den Unbekannten liegt nicht zwischen 0 und 1.",
        "Enter a share such as 0.66, or leave it empty to have it estimated.",
        "Geben Sie einen Anteil wie 0,66 ein oder lassen Sie das Feld leer, dann wird er geschätzt.",
    ),
    "DUE_UNKNOWN": Entry(
        "“{words}” does not say when something is due.",
        "„{words}“ sagt nicht, wann etwas fällig ist.",
        "Write a time such as 2 hours, tomorrow, by Friday, 3 days or 1 week.",
        "Schreiben Sie eine Zeit wie 2 Stunden, morgen, bis Freitag, 3 Werktage oder 1 Woche.",
    ),
}
