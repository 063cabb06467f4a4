"""The play around a questionnaire: who the tester is, what is said and never said, how to leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.questionnaire import Texts


@dataclass(frozen=True, slots=True)
class Objection:
    """If the other side says or does `if_`, the tester says or does `then`."""

    if_: Texts
    then: Texts


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A briefing question with exactly one right option (`right` counts from 0) and the reason."""

    question: Texts
    options: tuple[Texts, ...]
    right: int
    why: Texts


@dataclass(frozen=True, slots=True)
class Timer:
    """A span the tester should keep, in minutes (`low` to `high`); outside it a flag is raised."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the tester takes along: a letter of authorisation, a voucher, a sketch of the way."""

    name: str
    sha256: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario bound to a questionnaire and a method."""

    name: str
    questionnaire: str
    method: str
    title: Texts
    role: Texts
    facts: tuple[Texts, ...]
    must_say: tuple[Texts, ...]
    never_say: tuple[Texts, ...]
    exit_line: Texts
    objections: tuple[Objection, ...] = ()
    timers: tuple[Timer, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()
    requires: Mapping[str, object] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
