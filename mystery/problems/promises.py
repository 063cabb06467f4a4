"""Problems of closing promises."""

from mystery.problems.model import Entry

ENTRIES = {
    "PROMISE_CLOSED": Entry(
        "This promise is closed already.",
        "Diese Zusage ist bereits abgeschlossen.",
        "Tell the office if that was wrong; it can correct it.",
        "Sagen Sie dem Büro Bescheid, wenn das nicht stimmt; dort lässt es sich berichtigen.",
    ),
    "PROMISE_UNKNOWN": Entry(
        "There is no such promise of this visit.",
        "Zu diesem Besuch gibt es diese Zusage nicht.",
        "Fetch the list of promises anew.",
        "Holen Sie die Liste der Zusagen neu.",
    ),
    "PROMISE_STILL_RUNNING": Entry(
        "The promise can still be kept, until {due}.",
        "Die Zusage kann noch gehalten werden, bis {due}.",
        "Wait until then, or say when it was kept.",
        "Warten Sie bis dahin, oder sagen Sie, wann sie gehalten wurde.",
    ),
    "PROMISE_KEPT_IN_FUTURE": Entry(
        "This moment has not come yet.",
        "Dieser Zeitpunkt liegt in der Zukunft.",
        "Enter when it happened.",
        "Tragen Sie ein, wann es geschah.",
    ),
    "PROMISE_KEPT_BEFORE": Entry(
        "That was before the promise was made ({made}).",
        "Das war vor der Zusage ({made}).",
        "Enter when it happened.",
        "Tragen Sie ein, wann es geschah.",
    ),
    "PROMISE_REPORT_OPEN": Entry(
        "The report is being worked on.",
        "Der Bericht ist gerade in Arbeit.",
        "Hand it in first; the promise can be closed right after.",
        "Reichen Sie ihn zuerst ein; danach lässt sich die Zusage sofort abschließen.",
    ),
    "PROMISE_REPORT_GONE": Entry(
        "The report of this promise does not count any more.",
        "Der Bericht zu dieser Zusage zählt nicht mehr.",
        "Nothing is left to be done.",
        "Es ist nichts mehr zu tun.",
    ),
}
