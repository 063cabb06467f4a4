"""What becomes of given answers: the path, what is hidden, every problem, and the submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mystery.interview.journal import Opening, answers_to, events_from_answers, known_names
from mystery.interview.model import AnswerProblem, Json, State, Submission
from mystery.interview.paths import Instance
from mystery.interview.plan import is_container
from mystery.interview.run import Interview
from mystery.interview.state import state
from mystery.interview.submission import submission
from mystery.problems import did_you_mean
from mystery.questionnaire import Form


@dataclass(frozen=True, slots=True)
class Simulation:
    """A whole interview played from nested answers."""

    state: State
    problems: tuple[AnswerProblem, ...]
    submission: Submission


def simulate(form: Form, answers: Mapping[str, Json], opening: Opening | None = None) -> Simulation:
    """Play answers. None is dropped in silence: a name or round that does not exist is a problem."""
    events = events_from_answers(form, answers, opening)
    found = state(form, events)
    assert found.run is not None  # `state` always says what is behind it
    strange = tuple(_strangers(found.run, "", answers, found.run.root))
    return Simulation(found, (*found.problems, *strange), submission(form, events, ""))


def _strangers(
    run: Interview, repeat: str, answers: Mapping[str, Json], at: Instance
) -> Iterator[AnswerProblem]:
    """Answers that no item took, in one instance and below."""
    items = run.plan.in_repeat.get(repeat, [])
    known = known_names(item for item in items if not is_container(item) or item.type == "repeat")
    for name in answers:
        if name not in known:
            params = {"name": name, "guess": did_you_mean(name, known)}
            yield AnswerProblem("UNKNOWN_ANSWER", at.prefix + name, params)
    for item in items:
        rows = answers_to(item, answers) if item.type == "repeat" else None
        if rows is not None:
            yield from _strange_rounds(run, item.key, rows, at)


def _strange_rounds(run: Interview, key: str, rows: Json, at: Instance) -> Iterator[AnswerProblem]:
    path = at.prefix + key
    if not isinstance(rows, list | tuple):
        yield AnswerProblem("ANSWER_SHAPE", path, {"name": path})
        return
    rounds = run.rounds(at.slots[key])
    for position, row in enumerate(rows, 1):
        place = f"{path}[{position}]"
        if position > len(rounds):
            params = {"name": path, "position": position, "count": len(rounds)}
            yield AnswerProblem("ANSWER_INSTANCE", place, params)
        elif not isinstance(row, Mapping):
            yield AnswerProblem("ANSWER_SHAPE", place, {"name": place})
        else:
            yield from _strangers(run, key, row, rounds[position - 1])
