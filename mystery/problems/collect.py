"""What goes wrong between ODK Collect and the server. Collect shows the sentence to the tester."""

from mystery.problems.model import Entry

ENTRIES = {
    "COLLECT_NAME_TAKEN": Entry(
        "An item is called {name}; the form for ODK Collect needs that name for itself.",
        "Ein Merkmal heißt {name}; das Formular für ODK Collect braucht diesen Namen selbst.",
        "Give the item another name.",
        "Geben Sie dem Merkmal einen anderen Namen.",
    ),
    "COLLECT_LOGIN_NEEDED": Entry(
        "User name or password is not right.",
        "Benutzername oder Passwort stimmt nicht.",
        "Scan the QR code that your agency has given you.",
        "Scannen Sie den QR-Code, den Ihre Agentur Ihnen gegeben hat.",
    ),
    "COLLECT_REVOKED": Entry(
        "This access was taken back.",
        "Dieser Zugang wurde zurückgezogen.",
        "Ask your agency for a new one. What is on this device stays here and can still be sent.",
        "Bitten Sie Ihre Agentur um einen neuen. Was auf dem Gerät ist, bleibt und kann gesendet werden.",
    ),
    "COLLECT_UNREADABLE": Entry(
        "What was sent cannot be read: {reason}.",
        "Was gesendet wurde, ist nicht lesbar: {reason}.",
        "Send it again; if that does not help, tell your agency.",
        "Senden Sie es noch einmal; hilft das nicht, sagen Sie es Ihrer Agentur.",
    ),
    "COLLECT_FORM_UNKNOWN": Entry(
        "There is no questionnaire {form} here.",
        "Einen Fragebogen {form} gibt es hier nicht.",
        "Keep the report and tell your agency.",
        "Behalten Sie den Bericht und sagen Sie es Ihrer Agentur.",
    ),
    "COLLECT_VERSION_UNKNOWN": Entry(
        "Of the questionnaire {form} there is no version {version} here.",
        "Vom Fragebogen {form} gibt es hier keine Version {version}.",
        "Keep the report and tell your agency.",
        "Behalten Sie den Bericht und sagen Sie es Ihrer Agentur.",
    ),
    "COLLECT_CLOSED": Entry(
        "The study is closed and takes no more reports.",
        "Die Studie ist abgeschlossen und nimmt keine Berichte mehr an.",
        "Keep the report and tell your agency.",
        "Behalten Sie den Bericht und sagen Sie es Ihrer Agentur.",
    ),
    "COLLECT_ID_TAKEN": Entry(
        "Another report has come under the same number before.",
        "Unter derselben Nummer ist schon ein anderer Bericht angekommen.",
        "Keep it and tell your agency.",
        "Behalten Sie ihn und sagen Sie es Ihrer Agentur.",
    ),
    "COLLECT_EDIT_UNKNOWN": Entry(
        "The report that this one corrects has never arrived here.",
        "Der Bericht, den dieser berichtigt, ist hier nie angekommen.",
        "Send the first one before it.",
        "Senden Sie zuerst den ersten.",
    ),
    "COLLECT_EDIT_OUTDATED": Entry(
        "The report that this one corrects was corrected already.",
        "Der Bericht, den dieser berichtigt, ist schon berichtigt worden.",
        "Keep it and tell your agency.",
        "Behalten Sie ihn und sagen Sie es Ihrer Agentur.",
    ),
    "NOT_A_FIELD_TESTER": Entry(
        "{name} is no field tester.",
        "{name} ist keine Testperson im Außendienst.",
        "ODK Collect is for field testers; callers work at the call desk.",
        "ODK Collect ist für Testpersonen im Außendienst; Anrufer arbeiten am Anrufplatz.",
    ),
}  # fmt: skip
