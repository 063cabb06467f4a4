"""What a case comes to in the end, from everything that was tried.

Rules in this order; the first that fits decides:
 1. an interview: complete before partial;
 2. who turned out not to be wanted: not eligible, then quota filled;
 3. break-off, refusal for ever, refusal for now;
 4. unable, other language;
 5. somebody spoke but never the person asked for: appointments that came to nothing, not available;
 6. what only machines said, on numbers that still work: voicemail, no answer, call blocked, dropped or
    technical, something else, and always busy only where nothing but busy was heard;
 7. every number bad: fax, not in service, wrong number;
 8. never attempted.
Attempts without contact on a number that later proved bad do not count for 6: the number never was theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mystery.calling.outcomes import GAVE_UP, NOT_REACHED, OUTCOMES, REACHED

NOT_ATTEMPTED = "3.11"

_TALKED = (
    "complete",
    "partial",
    "not_eligible",
    "quota_full",
    "break_off",
    "refusal_hard",
    "refusal_soft",
    "unable",
    "language",
    "appointment_hard",
    "appointment_soft",
    "not_available",
)
_UNANSWERED = ("voicemail", "no_answer", "blocked", "dropped", "technical", "other", "busy")
_BAD = ("fax", "disconnected", "wrong_number")


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt that is over. `number` and `caller` are keys; `part` is the day-part at the called place."""

    outcome: str
    at: datetime | None = None
    part: str = ""
    number: int | None = None
    caller: int | None = None


def final_code(attempts: Sequence[Tried]) -> str:
    """AAPOR's final code of a respondent from all attempts, in any order."""
    seen = {each.outcome for each in attempts}
    bad = {each.number for each in attempts if OUTCOMES[each.outcome].number_is_bad}
    valid = {each.outcome for each in attempts if each.number not in bad}
    ranked = [name for name in _TALKED if name in seen]
    ranked += [name for name in _UNANSWERED if name in valid]
    ranked += [name for name in _BAD if name in seen]
    return OUTCOMES[ranked[0]].aapor if ranked else NOT_ATTEMPTED


def finding(attempts: Sequence[Tried]) -> str:
    """What a hotline's case comes to: a code of `FINDINGS`."""
    seen = {each.outcome for each in attempts}
    if "reached" in seen:
        return REACHED
    return GAVE_UP if attempts and attempts[-1].outcome == "gave_up" else NOT_REACHED
