"""A caller at the call desk, by keys alone; and the waves that they call."""

from __future__ import annotations

from datetime import timedelta
from textwrap import dedent
from typing import Any

from playwright.sync_api import Page, expect

from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    Interview,
    QuotaCell,
    Submission,
    Wave,
)
from tests import build
from tests.call_world import TUESDAY, a_respondent, a_wave, scenario_of
from tests.cast import EMAILS, PASSWORD, someone

TEST_CALL = dedent(
    """\
    questionnaire: desk-call
    version: "1"
    languages: [de, en]
    modes: [cati]
    missing: [dont_know, refused, not_applicable]
    title: {de: Testanruf, en: Test call}
    choices:
      yes-no: [{name: "yes", label: {de: Ja, en: "Yes"}}, {name: "no", label: {de: Nein, en: "No"}}]
      reached:
        - {name: human, label: {de: Mensch, en: A person}}
        - {name: busy, label: {de: Besetzt, en: Engaged tone}}
    sections:
      - section: reach
        label: {de: Erreichbarkeit, en: Reachability}
        items:
          - {item: attempts, type: integer, default: 1, label: {de: Versuch, en: Attempt}}
          - {item: ring_time, type: timer, required: true, label: {de: Klingeln, en: Ringing}}
          - {item: queue_time, type: timer, label: {de: Warteschleife, en: In the queue}}
          - {item: reached, type: select_one reached, required: true, label: {de: Erreicht?, en: Reached?}}
      - section: talk
        label: {de: Gespräch, en: The talk}
        relevant: ${reached} = 'human'
        items:
          - {item: greeted, type: select_one yes-no, required: true, label: {de: Begrüßt?, en: Greeted?}}
          - {item: needs, type: integer, label: {de: Fragen zum Bedarf, en: Questions about your needs}}
          - {item: hold_time, type: timer, label: {de: Gehalten, en: On hold}}
          - {item: remark, type: text, label: {de: Bemerkung, en: Remark}}
    """
)

SURVEY = dedent(
    """\
    questionnaire: desk-survey
    version: "1"
    languages: [de, en]
    modes: [cati]
    missing: [dont_know, refused, not_applicable]
    title: {de: Befragung, en: Survey}
    choices:
      yes-no: [{name: "yes", label: {de: Ja, en: "Yes"}}, {name: "no", label: {de: Nein, en: "No"}}]
      scale:
        - {name: "1", label: {de: Gut, en: Good}}
        - {name: "2", label: {de: Mittel, en: Fair}}
        - {name: "3", label: {de: Schlecht, en: Bad}}
      topic:
        - {name: price, label: {de: Preis, en: Price}}
        - {name: advice, label: {de: Beratung, en: Advice}}
        - {name: speed, label: {de: Tempo, en: Speed}}
    sections:
      - section: asking
        label: {de: Einwilligung, en: Consent}
        items:
          - item: consent
            type: select_one yes-no
            required: true
            label: {de: Dürfen wir fragen?, en: May we ask you?}
      - section: main
        label: {de: Fragen, en: Questions}
        relevant: ${consent} = 'yes'
        items:
          - group: rating
            appearance: table-list
            label: {de: Wie war …, en: How was …}
            items:
              - {item: staff, type: select_one scale, label: {de: das Personal, en: the staff}}
              - {item: wait, type: select_one scale, label: {de: das Warten, en: the waiting}}
          - {item: topics, type: select_multiple topic, label: {de: Worum ging es?, en: What was it about?}}
          - {item: order, type: rank topic, label: {de: Reihenfolge, en: Order}}
          - {item: visited_on, type: date, label: {de: Wann?, en: When was it?}}
          - {item: years, type: integer, label: {de: Alter, en: Age}}
          - {item: score, type: range, parameters: start=0 end=10 step=1, label: {de: Note, en: Score}}
          - {item: why, type: text, label: {de: Warum?, en: Why?}}
    """
)


QUESTIONS = 30
LONG = dedent(
    """\
    questionnaire: desk-long
    version: "1"
    languages: [de, en]
    modes: [cati]
    title: {de: Lange Befragung, en: Long survey}
    sections:
      - section: main
        label: {de: Fragen, en: Questions}
        items:
    """
) + "".join(
    f"      - {{item: q{number}, type: integer, label: {{de: Frage {number}, en: Question {number}}}}}\n"
    for number in range(1, QUESTIONS + 1)
)


def hotlines(count: int, number: str = "+49 421 555 010", **plan: Any) -> Wave:
    """A wave of test calls of one hotline, briefed, for Carl."""
    wave = a_wave("test", TEST_CALL, **plan)
    with transaction():
        at = build.place("bremen")
        at.phone = number
        for _ in range(count):
            build.assignment(
                wave,
                at,
                scenario_of(wave),
                someone("Carl"),
                AssignmentState.BRIEFED,
                window_from=TUESDAY - timedelta(days=1),
                window_to=TUESDAY + timedelta(days=5),
            )
    return wave


def respondents(count: int, text: str = SURVEY, **plan: Any) -> Wave:
    """A wave of respondents."""
    wave = a_wave("survey", text, **plan)
    for number in range(count):
        a_respondent(wave, f"R-{number}", number=f"+493012345{number:02d}")
    return wave


def quota(wave: Wave, label: str, where: dict[str, str], target: int, action: str) -> None:
    """A cell of the wave's quotas."""
    with transaction() as session:
        session.add(QuotaCell(wave_id=wave.id, label=label, where=where, target=target, action=action))


HANG_UP = "HTMLAnchorElement.prototype.click = function () { (window.dialled ??= []).push(this.href); };"
"""A link that dials would hand the keys to a dialog of the browser, which asks for a telephone."""


def log_in(page: Page) -> None:
    """From the login page to the call desk, without a mouse."""
    page.add_init_script(HANG_UP)
    page.goto("/login")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name === 'email'"):
            break
    page.keyboard.type(EMAILS["Carl"])
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cati/")


def take_case(page: Page) -> None:
    expect(page.get_by_role("button", name="Take this case")).to_be_focused()
    page.keyboard.press("Enter")
    card(page)


def card(page: Page) -> None:
    """The next case is there, and Enter would call."""
    expect(page.locator(".case-dial")).to_be_focused()


def dial(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.locator(".dial-state")).to_contain_text("Dialled")


def reach(page: Page) -> None:
    """It rings, there is a queue, and then a person: each by its key."""
    page.keyboard.press("Alt+1")
    page.keyboard.press("Alt+3")
    meet(page)


def meet(page: Page) -> None:
    """Somebody answers, and the questions open."""
    page.keyboard.press("Enter")
    page.wait_for_selector(".call .item[data-current]")


def current(page: Page) -> str:
    """The name of the question at hand."""
    return str(page.evaluate("document.querySelector('.item[data-current]')?.dataset.key ?? ''"))


def answer(page: Page, **typed: str) -> None:
    """Goes through the questions by Enter, and types what is to be said to those that are named."""
    for _ in range(40):
        at = current(page)
        if not at:
            return
        if at in typed:
            page.keyboard.type(typed.pop(at))
        page.keyboard.press("Enter")
    raise AssertionError(f"the questions never end; not asked: {typed}")


def refuse(page: Page, why: str) -> None:
    """No consent: the list opens by itself with the refusal marked, and wants a note."""
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("#call-note")).to_be_focused()
    page.keyboard.type(why)
    page.keyboard.press("Enter")


def finish(page: Page) -> None:
    """The last page is handed in, and what happened is marked already: two times Enter."""
    page.keyboard.press("Enter")
    expect(page.locator(".call-dialog")).to_be_visible()
    expect(page.locator(".call-dialog [type=submit]")).to_be_focused()
    page.keyboard.press("Enter")


def decide(page: Page, key: str) -> None:
    """A banner asks something, and has the keys."""
    expect(page.locator(".call-banner .button-primary")).to_be_focused()
    page.keyboard.press(key)


def outcome(page: Page, key: str, note: str = "") -> None:
    page.keyboard.press("F8")
    page.keyboard.press(key)
    if note:
        page.keyboard.type(note)
    page.keyboard.press("Enter")


def take_away() -> None:
    """As if the caller had been silent for so long that another one was given the case."""
    with transaction():
        for case in reading().query(CallCase):
            case.holder_id, case.held_until_at = someone("Rita").id, TUESDAY + timedelta(days=1)


def outcomes() -> list[str]:
    """How the attempts ended, in their order."""
    reading().expire_all()
    rows = reading().query(CallAttempt).order_by(CallAttempt.id)
    return [str(each.outcome) for each in rows]


def handed_in() -> list[dict[str, Any]]:
    """The answers of every interview that has arrived."""
    reading().expire_all()
    rows = reading().query(Submission).join(Interview).join(Assignment).order_by(Submission.id)
    return [dict(each.answers) for each in rows]
