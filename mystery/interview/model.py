"""An interview is a form and a journal of events; its state is recomputed, never stored beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery.interview.run import Interview

Json = object
"""Whatever JSON can hold: None, bool, int, float, str, list, dict."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal; kinds and values are listed in docs/form-package.md."""

    seq: int
    kind: str
    path: str = ""
    value: Json = None
    at: str = ""
    ms: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What keeps an answer or the interview from being finished. `path` names the item's instance."""

    code: str
    path: str
    params: Mapping[str, object] = field(default_factory=dict)
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class ItemState:
    """What a player shows for one item instance."""

    path: str
    key: str
    relevant: bool
    required: bool
    readonly: bool
    value: Json
    missing: str = ""
    choices: tuple[str, ...] | None = None
    problems: tuple[AnswerProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A moment of an interview.

    `path` lists the visible question instances in order; `hidden` those that exist but are not
    relevant; `answers` are the nested answers a submission would carry; `items` is by instance path.
    `run` is the machine behind it, which labels ask; it takes no part in comparing or printing.
    """

    path: tuple[str, ...]
    hidden: tuple[str, ...]
    answers: Mapping[str, Json]
    items: Mapping[str, ItemState]
    problems: tuple[AnswerProblem, ...]
    finished: bool = False
    run: Interview | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a finished interview hands on: relevant answers only, and how they came to be."""

    interview: str
    form: str
    answers: Mapping[str, Json]
    missing: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    started_at: datetime | None = None
    finished_at: datetime | None = None
    duration_seconds: float = 0.0
    item_seconds: Mapping[str, float] = field(default_factory=dict)
