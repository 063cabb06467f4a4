"""The report of an interview with a drawn order of questions and options, and a broken rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from textwrap import dedent

import pytest

from mystery import interview as engine
from mystery.interview import Event
from mystery.services import accounts, dossiers, interviews
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import transaction
from mystery.store.models import AssignmentState, Submission
from tests import build
from tests.browsing import Browser
from tests.cast import someone

pytestmark = pytest.mark.usefixtures("app")

FORM = dedent(
    """\
    questionnaire: store-visit
    version: drawn
    languages: [de, en]
    choices:
      yes-no:
        - {name: "yes", label: {de: Ja, en: "Yes"}}
        - {name: "no", label: {de: Nein, en: "No"}}
      sights:
        - {name: full, label: {de: Voll, en: Full}}
        - {name: gaps, label: {de: Mit Lücken, en: With gaps}}
        - {name: empty, label: {de: Leer, en: Empty}}
        - {name: closed, label: {de: Geschlossen, en: Closed}}
    sections:
      - section: welcome
        label: {de: Begrüßung, en: Welcome}
        items:
          - {item: greeted, type: select_one yes-no, label: {de: Begrüßt?, en: Greeted?}}
          - {item: queue_minutes, type: integer, label: {de: Minuten in Schlange, en: Queue in minutes}}
      - section: advice
        label: {de: Beratung, en: Advice}
        rotate: shuffle
        items:
          - {item: opening, type: text, label: {de: Zuerst, en: First}, pin: true}
          - {item: one, type: text, label: {de: Eins, en: One}}
          - {item: two, type: text, label: {de: Zwei, en: Two}}
          - {item: three, type: text, label: {de: Drei, en: Three}}
          - {item: four, type: text, label: {de: Vier, en: Four}}
      - section: shelf
        label: {de: Regal, en: Shelf}
        items:
          - item: sight
            type: select_one sights
            label: {de: Regal?, en: Shelf?}
            parameters: {randomize: "true"}
          - {item: again, type: select_one sights, label: {de: Und danach?, en: And later?}}
    rules:
      - rule: waiting
        constraint: not(${queue_minutes} > 10)
        severity: warning
        message: {de: Mehr als zehn Minuten?, en: More than ten minutes?}
    """
)
ITEMS = ["opening", "one", "two", "three", "four"]


def event(seq: int, kind: str, path: str = "", value: object = None) -> Event:
    at = (build.MOMENT + timedelta(minutes=seq)).isoformat().replace("+00:00", "Z")
    return Event(seq, kind, path, value, at, ms=seq * 60_000, by="tara")


def handed_in() -> Submission:
    answers = {"greeted": "yes", "queue_minutes": 25, "sight": "gaps", "again": "full"}
    answers |= {name: f"said {name}" for name in ITEMS}
    given = [event(seq, "answer", path, value) for seq, (path, value) in enumerate(answers.items(), start=2)]
    last = len(given) + 1
    given.append(event(last + 1, "confirm", "waiting", {"reason": "The till was broken."}))
    given.append(event(last + 2, "finish"))
    with transaction():
        study = build.study(build.client())
        play = build.scenario(study, questionnaire_version=build.questionnaire(FORM))
        in_field = AssignmentState.IN_FIELD
        visit = build.assignment(build.wave(study), build.place("bremen"), play, someone("Tara"), in_field)
        row = build.interview(visit, someone("Tara"))
        interviews.append(row, given)
        return interviews.finish(row, accounts.actor_for(someone("Tara")), now=build.MOMENT)


def state_of(row: Submission) -> engine.State:
    form = form_by_fingerprint(row.interview.form_fingerprint)
    return engine.state(form, interviews.journal(row.interview))


def test_questions_stand_in_the_order_in_which_they_were_asked() -> None:
    row = handed_in()
    report = dossiers.dossier(row, "en")
    sections = {section.key: section for section in report.sections}
    shown = [item.path for item in sections["advice"].items]
    assert shown == [path for path in state_of(row).path if path in ITEMS]
    assert sorted(shown) == sorted(ITEMS)
    assert shown[0] == "opening", "what is pinned keeps its place"
    assert shown != ITEMS
    assert {key: section.rotated for key, section in sections.items()} == {
        "welcome": False,
        "advice": True,
        "shelf": False,
    }


def test_options_are_told_in_the_order_in_which_they_were_drawn() -> None:
    row = handed_in()
    items = {item.path: item for item in dossiers.dossier(row, "en").items}
    labels = {"full": "Full", "gaps": "With gaps", "empty": "Empty", "closed": "Closed"}
    assert items["sight"].shown == tuple(labels[code] for code in state_of(row).items["sight"].choices or ())
    assert sorted(items["sight"].shown) == sorted(labels.values())
    assert items["again"].shown == (), "an order that everybody sees needs no words"


def test_a_rule_that_was_broken_is_told_with_the_tester_s_reason() -> None:
    row = handed_in()
    [english] = dossiers.dossier(row, "en").rules
    [german] = dossiers.dossier(row, "de").rules
    assert (english.message, english.reason) == ("More than ten minutes?", "The till was broken.")
    assert german.message == "Mehr als zehn Minuten?"


def test_the_reviewer_reads_all_of_it_on_the_page(browse: Callable[[str], Browser]) -> None:
    row = handed_in()
    page = browse("Rolf").get(f"/desk/review/{row.public_id}").get_data(as_text=True)
    assert "More than ten minutes?" in page
    assert "The till was broken." in page
    assert "in the drawn order in which it was asked" in page
    shown = {item.path: item for item in dossiers.dossier(row, "en").items}["sight"].shown
    assert f"Shown in this order: {', '.join(shown)}" in page
