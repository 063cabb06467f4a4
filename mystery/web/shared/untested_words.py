"""Why a test could not be done, in words: testers choose among them, the office reads them."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REASONS: dict[str, LazyString] = {
    "closed": _l("It was closed during its opening hours"),
    "moved": _l("The location has moved or no longer exists"),
    "no_access": _l("I could not get in or reach anybody"),
    "wrong_place": _l("It does not offer what the scenario asks for"),
    "recognised": _l("I was recognised as a tester"),
    "unsafe": _l("It was not safe"),
    "ill": _l("I am ill or prevented"),
    "other": _l("Something else"),
}
