"""The words of the inbox: why something waits, what was decided, what a version is."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.problems import CATALOGUE, Problem, remedy
from mystery.web.desk.review_words import answer_text, duration
from mystery.web.shared.i18n import language

STAGES: Mapping[str, LazyString] = {
    "arrived": _l("What arrived"),
    "counts": _l("What counts now"),
    "draft": _l("Being answered"),
}
DECISIONS: Mapping[str, tuple[LazyString, str]] = {
    "take": (_l("This version was taken"), "good"),
    "keep": (_l("Set aside, the other one was kept"), "neutral"),
    "neither": (_l("Neither counts"), "caution"),
}
KINDS: Mapping[str, LazyString] = {
    "answer": _l("Answer"),
    "missing": _l("No answer"),
    "comment": _l("Comment"),
    "finish": _l("Finished"),
    "page": _l("Page"),
    "add": _l("Round added"),
    "remove": _l("Round removed"),
    "confirm": _l("Confirmation"),
}
BESIDE: Mapping[str, LazyString] = {
    "taken": _l("Another answer stands in its place"),
    "closed": _l("The interview was over, or somebody else's"),
    "elsewhere": _l("Another tablet holds the draft"),
}


def reason_text(code: str) -> str:
    """Why something waits, in one sentence."""
    entry = CATALOGUE.get(code)
    if entry is None:
        return code
    return entry.de if language() == "de" else entry.en


def advice_text(code: str) -> str:
    """What to do about it."""
    return remedy(Problem(code), language()) if code in CATALOGUE else ""


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


WORDS = SimpleNamespace(
    stages=STAGES,
    decisions=DECISIONS,
    beside=BESIDE,
    kind=kind_name,
    reason=reason_text,
    advice=advice_text,
    answer=answer_text,
    duration=duration,
)
