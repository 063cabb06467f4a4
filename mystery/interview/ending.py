"""Promises: what was said in the interview, and how it ended later."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.interview.model import Json
from mystery.questionnaire import Item

ENDINGS = ("kept", "broken", "void")
"""`broken` may carry `kept_at`: it came, but too late. `void`: nobody could have kept it."""
_SAID = ("what", "by")


def said(item: Item, answer: Json) -> Json:
    """An answer as its giver may give it: that a promise was kept is nothing a tester can say beforehand."""
    if item.type != "promise" or not isinstance(answer, Mapping) or not answer.keys() - {*_SAID}:
        return answer
    return {name: answer[name] for name in _SAID if name in answer}


def ending_of(value: Json) -> dict[str, Json]:
    """`ended`, `kept_at`, `hours` (business hours until then) of a closed promise; {} while it runs."""
    if not isinstance(value, Mapping) or value.get("ended") not in ENDINGS:
        return {}
    found: dict[str, Json] = {"ended": value["ended"]}
    if isinstance(value.get("kept_at"), str):
        found["kept_at"] = value["kept_at"]
    hours = value.get("hours")
    if isinstance(hours, int | float) and not isinstance(hours, bool):
        found["hours"] = hours
    return found


def is_running(answer: Json) -> bool:
    """Whether an answer is a promise whose end nobody knows yet."""
    return isinstance(answer, Mapping) and "what" in answer and not ending_of(answer)
