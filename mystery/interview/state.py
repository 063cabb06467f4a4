"""A moment of an interview, recomputed from its journal, and the texts that belong to it."""

from __future__ import annotations

from collections.abc import Iterable

from mystery.interview.model import AnswerProblem, Event, ItemState, Json, State
from mystery.interview.paths import Instance, Slot
from mystery.interview.plan import is_container, is_question, joined_text, plan_of
from mystery.interview.run import Interview
from mystery.interview.typed import MISSING, answer_of
from mystery.questionnaire import Form


def replay(form: Form, journal: Iterable[Event]) -> Interview:
    """The interview after all events, in the order of `seq`."""
    run = Interview(form, plan_of(form))
    for event in sorted(journal, key=lambda event: event.seq):
        run.apply(event)
    return run


def state(form: Form, journal: Iterable[Event]) -> State:
    """What is visible, given, wrong and handed in after these events. Nothing is read but the arguments."""
    return snapshot(replay(form, journal))


def snapshot(run: Interview) -> State:
    slots = [slot for slot in run.slots() if not is_container(slot.item)]
    questions = [slot for slot in slots if is_question(slot.item)]
    return State(
        path=tuple(slot.path for slot in questions if slot.relevant),
        hidden=tuple(slot.path for slot in questions if not slot.relevant),
        answers=answers_in(run, run.root),
        items={item.path: item for item in map(_item_state, slots)},
        problems=tuple(run.problems()),
        finished=run.finished,
        run=run,
    )


def can_finish(state: State) -> list[AnswerProblem]:
    """Every problem that keeps the interview from being handed in, in document order; none: it may."""
    return [problem for problem in state.problems if problem.blocks]


def _item_state(slot: Slot) -> ItemState:
    return ItemState(
        path=slot.path,
        key=slot.item.key,
        relevant=slot.relevant,
        required=slot.required,
        readonly=slot.readonly,
        value=answer_of(slot.read()),
        missing=slot.missing,
        choices=slot.choices,
        problems=slot.problems,
    )


def answers_in(run: Interview, at: Instance) -> dict[str, Json]:
    """Relevant, not blank, nested by repeats. An empty repeat is absent."""
    answers: dict[str, Json] = {}
    for key, slot in at.slots.items():
        if not slot.relevant or (is_container(slot.item) and slot.item.type != "repeat"):
            continue
        answer = _answer(run, slot)
        if answer is not None:
            answers[key] = answer
    return answers


def _answer(run: Interview, slot: Slot) -> Json:
    if slot.item.type == "repeat":
        return [answers_in(run, child) for child in run.rounds(slot)] or None
    if slot.missing:
        return {MISSING: slot.missing}
    return answer_of(slot.value)


def label(form: Form, state: State, path: str, language: str = "", text: str = "label") -> str:
    """A text of an item instance (`label`, `hint`, …) with its `${x}` filled in; '' where it has none.

    A language that the questionnaire does not have falls back to the default one. `path` may also name a
    section, group or repeat.
    """
    run = state.run
    slot = run.slot(path) if run else None
    if run is None or slot is None:
        return ""
    found = run.plan.in_language(slot.item.get(text), language or run.environment.language)
    if isinstance(found, list | tuple):
        return joined_text(run.plan, found, slot.item.key, run.scope(slot))
    return str(found)


def choice_label(form: Form, state: State, path: str, code: str, language: str = "") -> str:
    """What an option of a select is called; the code itself where it has no label."""
    run = state.run
    slot = run.slot(path) if run else None
    if run is None or slot is None:
        return code
    wanted = language or run.environment.language
    found = run.plan.choice_text(str(slot.item.get("list", "")), code, wanted)
    if isinstance(found, list | tuple):
        return joined_text(run.plan, found, slot.item.key, run.scope(slot))
    return str(found or code)
