"""Problems of workbooks: choices, and the cell of parameters."""

from mystery.problems.model import Entry, Severity

_CHOICES = {
    "CHOICE_WITHOUT_LIST": Entry(
        "This choice belongs to no list and is left out.",
        "Diese Option gehört zu keiner Liste und bleibt weg.",
        "Fill the column list_name.",
        "Füllen Sie die Spalte list_name.",
        Severity.WARNING,
    ),
    "CHOICE_WITHOUT_NAME": Entry(
        "A choice of the list “{list}” has no name.",
        "Eine Option der Liste „{list}“ hat keinen Namen.",
        "Give it a short name without blanks.",
        "Geben Sie ihr einen kurzen Namen ohne Leerzeichen.",
    ),
    "CHOICE_WITHOUT_LABEL": Entry(
        "The choice “{name}” of the list “{list}” has no label; its name is shown.",
        "Die Option „{name}“ der Liste „{list}“ hat keinen Text; gezeigt wird ihr Name.",
        severity=Severity.WARNING,
    ),
}

_PARAMETERS = {
    "PARAMETERS_UNREADABLE": Entry(
        "The parameters “{text}” are not pairs of key=value.",
        "Die Parameter „{text}“ sind keine Paare der Form Schlüssel=Wert.",
        "Write: key1=value1 key2=value2",
        "Schreiben Sie: Schlüssel1=Wert1 Schlüssel2=Wert2",
    ),
    "PARAMETERS_INCOMPLETE": Entry(
        "With {given} go further parameters that are missing: {missing}.",
        "Zu {given} gehören weitere Parameter, die fehlen: {missing}.",
        "Add them, or delete {given}.",
        "Ergänzen Sie sie, oder löschen Sie {given}.",
    ),
    "PARAMETER_UNKNOWN": Entry(
        "The type {type} has no parameter “{key}”.",
        "Der Typ {type} hat keinen Parameter „{key}“.",
        "Use: {accepted}",
        "Möglich sind: {accepted}",
    ),
    "PARAMETER_NOT_A_NUMBER": Entry(
        "The parameter “{key}” must be a number, not “{value}”.",
        "Der Parameter „{key}“ muss eine Zahl sein, nicht „{value}“.",
    ),
    "PARAMETER_NOT_A_NAME": Entry(
        "The parameter “{key}” must be a column's name, not “{value}”.",
        "Der Parameter „{key}“ muss ein Spaltenname sein, nicht „{value}“.",
    ),
    "PARAMETER_NOT_ALLOWED": Entry(
        "The parameter “{key}” cannot be “{value}”.",
        "Der Parameter „{key}“ kann nicht „{value}“ sein.",
        "Use: {allowed}",
        "Möglich sind: {allowed}",
    ),
    "PARAMETER_SEED_ALONE": Entry(
        "A seed has no effect without randomize=true.",
        "seed wirkt nicht ohne randomize=true.",
        "Add randomize=true.",
        "Ergänzen Sie randomize=true.",
    ),
}

ENTRIES = {**_CHOICES, **_PARAMETERS}
