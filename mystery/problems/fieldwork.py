"""Problems of studies, waves, scenarios and assignments."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "STEP_NOT_POSSIBLE": Entry(
        "An assignment that is {before} cannot become {after}.",
        "Ein Einsatz im Zustand {before} kann nicht {after} werden.",
        "Load the page again; somebody else may have changed it.",
        "Laden Sie die Seite neu; vielleicht hat ihn jemand anderes geändert.",
    ),
    "WINDOW_REVERSED": Entry(
        "The window ends before it begins.",
        "Das Zeitfenster endet, bevor es beginnt.",
        "Choose an end after the beginning.",
        "Wählen Sie ein Ende nach dem Beginn.",
    ),
    "DATES_REVERSED": Entry(
        "The last day is before the first day.",
        "Der letzte Tag liegt vor dem ersten.",
        "Swap the two dates.",
        "Vertauschen Sie die beiden Daten.",
    ),
    "NOT_A_TESTER": Entry(
        "{name} is not a tester.",
        "{name} ist kein Tester.",
        "Choose somebody with a tester profile.",
        "Wählen Sie jemanden mit einem Testerprofil.",
    ),
    "FOREIGN_LOCATION": Entry(
        "The location {name} belongs to another client.",
        "Der Standort {name} gehört zu einem anderen Auftraggeber.",
        "Choose a location of the study's client.",
        "Wählen Sie einen Standort des Auftraggebers dieser Studie.",
    ),
    "WAVE_STEP_NOT_POSSIBLE": Entry(
        "A wave that is {before} cannot become {after}.",
        "Eine Welle im Zustand {before} kann nicht {after} werden.",
        "Load the page again; somebody else may have moved it on.",
        "Laden Sie die Seite neu; vielleicht hat sie jemand anderes weitergeführt.",
    ),
    "ORDER_MISSING": Entry(
        "The client's order is missing.",
        "Der Auftrag des Kunden fehlt.",
        "Enter the order reference of the study.",
        "Tragen Sie in der Studie das Auftragszeichen ein.",
    ),
    "PURPOSE_MISSING": Entry(
        "The purpose is missing.",
        "Der Zweck fehlt.",
        "Say in the study what the results are for; data may be used for nothing else.",
        "Sagen Sie in der Studie, wozu die Ergebnisse dienen; zu anderem darf man sie nicht verwenden.",
    ),
    "LEGAL_BASIS_MISSING": Entry(
        "The legal basis is missing.",
        "Die Rechtsgrundlage fehlt.",
        "Enter it in the study, for example Art. 6(1)(f) GDPR.",
        "Tragen Sie sie in der Studie ein, zum Beispiel Art. 6 Abs. 1 lit. f DSGVO.",
    ),
    "RETENTION_MISSING": Entry(
        "Nobody has said how long the data are kept.",
        "Es ist nicht festgelegt, wie lange die Daten aufbewahrt werden.",
        "Enter a number of days in the study.",
        "Tragen Sie in der Studie eine Zahl von Tagen ein.",
    ),
    "WORKS_COUNCIL_OPEN": Entry(
        "The works council has been asked but has not answered.",
        "Der Betriebsrat ist gefragt, hat aber noch nicht geantwortet.",
        "Wait for the agreement and note it in the study.",
        "Warten Sie die Zustimmung ab und vermerken Sie sie in der Studie.",
    ),
    "WORKS_COUNCIL_REFUSED": Entry(
        "The works council has refused.",
        "Der Betriebsrat hat abgelehnt.",
        "Talk to the client; without agreement there is no fieldwork.",
        "Sprechen Sie mit dem Auftraggeber; ohne Zustimmung gibt es keine Tests.",
    ),
    "WORKS_COUNCIL_NONE": Entry(
        "No agreement of a works council is on file, so only totals may be reported.",
        "Es liegt keine Zustimmung eines Betriebsrats vor; berichtet werden dürfen nur Summen.",
        "If the client has a works council, ask it.",
        "Hat der Auftraggeber einen Betriebsrat, fragen Sie ihn.",
        Severity.WARNING,
    ),
    "MINIMUM_CELL_TOO_SMALL": Entry(
        "Results of fewer than {tests} tests or {headcount} members of staff could point to persons.",
        "Ergebnisse aus weniger als {tests} Tests oder {headcount} Beschäftigten "
        "könnten auf Personen weisen.",
        "Raise the smallest cell in the study, or get the works council's agreement.",
        "Heben Sie die kleinste Zelle in der Studie an oder holen Sie die Zustimmung des Betriebsrats ein.",
    ),
    "NO_SCENARIO": Entry(
        "The study has no scenario.",
        "Die Studie hat kein Drehbuch.",
        "Make one from a method pack.",
        "Legen Sie eines aus einem Methodenpaket an.",
    ),
    "NOTHING_PLANNED": Entry(
        "No test is planned.",
        "Es ist kein Test geplant.",
        "Set targets for the locations and make the assignments.",
        "Setzen Sie Ziele für die Standorte und legen Sie die Einsätze an.",
        Severity.WARNING,
    ),
    "WAVE_IS_OVER": Entry(
        "The last day of the wave has passed.",
        "Der letzte Tag der Welle ist vorbei.",
        "Move the dates if tests are still to be done.",
        "Verschieben Sie die Daten, wenn noch getestet werden soll.",
        Severity.WARNING,
    ),
    "SMALL_PLACES": Entry(
        "At {count} locations the headcount is unknown or too small; they are not shown one by one.",
        "An {count} Standorten ist die Zahl der Beschäftigten unbekannt oder zu klein; "
        "sie werden nicht einzeln gezeigt.",
        "Enter the headcount where it is missing.",
        "Tragen Sie die Zahl der Beschäftigten ein, wo sie fehlt.",
        Severity.WARNING,
    ),
    "VISITS_STILL_OPEN": Entry(
        "{count} visits are not through review yet.",
        "{count} Einsätze sind noch nicht durch die Prüfung.",
        "Review or cancel them first; a release shows the client final results.",
        "Prüfen oder streichen Sie sie zuerst; die Freigabe zeigt dem Auftraggeber endgültige Ergebnisse.",
    ),
    "TESTER_UNAVAILABLE": Entry("{name} is not available at present.", "{name} steht zurzeit nicht bereit."),
    "TESTER_CANNOT_VISIT": Entry("{name} does no visits.", "{name} macht keine Besuche vor Ort."),
    "TESTER_CANNOT_CALL": Entry("{name} does no calls.", "{name} macht keine Anrufe."),
    "WINDOW_OVER": Entry(
        "The window of {place} has passed.",
        "Das Zeitfenster von {place} ist vorbei.",
        "Choose a new one.",
        "Wählen Sie ein neues.",
    ),
    "QUIZ_NOT_PASSED": Entry(
        "{name} has failed the quiz of this scenario and has to take it again.",
        "{name} hat die Fragen zu diesem Drehbuch nicht bestanden und muss sie wiederholen.",
        "",
        "",
        Severity.WARNING,
    ),
    "ROTATION_TOO_SOON": Entry(
        "{name} is at {place} on {day} too; {days} days must lie between two tests at one place.",
        "{name} ist auch am {day} in {place}; zwischen zwei Tests an einem Ort müssen {days} Tage liegen.",
        "Choose somebody else.",
        "Wählen Sie jemand anderen.",
    ),
    "TESTER_FAR_AWAY": Entry(
        "{name} lives {km} km away and wanted at most {radius} km.",
        "{name} wohnt {km} km entfernt und wollte höchstens {radius} km fahren.",
        "",
        "",
        Severity.WARNING,
    ),
    "BRIEFING_NEEDED": Entry(
        "The briefing comes first.",
        "Zuerst kommt die Einweisung.",
        "Read it, answer its questions and confirm it.",
        "Lesen Sie sie, beantworten Sie die Fragen dazu und bestätigen Sie sie.",
    ),
    "BRIEFING_NOT_UNDERSTOOD": Entry(
        "The questions of the briefing are not all answered rightly yet.",
        "Die Fragen zur Einweisung sind noch nicht alle richtig beantwortet.",
        "Answer them again; you may try as often as you need.",
        "Beantworten Sie sie noch einmal; Sie dürfen es so oft versuchen, wie Sie möchten.",
    ),
    "TARGET_NOT_A_NUMBER": Entry(
        "A target is not a whole number from 0 to {highest}.",
        "Ein Ziel ist keine ganze Zahl von 0 bis {highest}.",
        "Correct it; nothing was saved.",
        "Berichtigen Sie es; es wurde nichts gespeichert.",
    ),
    "TARGET_NOWHERE": Entry(
        "A target names a location or a scenario that does not belong to this study.",
        "Ein Ziel nennt einen Standort oder ein Drehbuch, das nicht zu dieser Studie gehört.",
        "Load the page again; somebody may have changed the client's locations.",
        "Laden Sie die Seite neu; vielleicht wurden die Standorte des Auftraggebers geändert.",
    ),
}
