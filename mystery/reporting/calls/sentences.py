"""What a wave of test calls shows, in sentences: differences only where they are more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mystery.calling import OUTCOMES, apart
from mystery.calling.outcomes import REACHED
from mystery.reporting.calls.charts import span
from mystery.reporting.calls.facts import ReachFacts
from mystery.reporting.wording import Wording, wording
from mystery.statistics import Interval

MOST = 3
"""So many hotlines or parts of the day are named one by one."""


def reach_sentences(facts: ReachFacts, language: str) -> tuple[str, ...]:
    """From how many were reached to what stands apart; none before a contact is over."""
    words = wording("calls", language)
    return tuple(_sentences(facts, words)) if facts.total.reached else ()


def _sentences(facts: ReachFacts, words: Wording) -> Iterator[str]:
    total, percent = facts.total, words.numerals.percent
    if total.reached and len(total.by_attempt) > 1:
        first, all_of_them = 100 * total.by_attempt[0].value, 100 * total.reached.value
        last = len(total.by_attempt)
        yield words.say("says.attempts", first=percent(first), reached=percent(all_of_them), last=last)
    if total.waiting:
        times = {name: span(getattr(total.waiting, name), words) for name in ("median", "p90")}
        yield words.say("says.waiting", **times)
    failed = {code: count for code, count in total.outcomes.items() if code != REACHED}
    if failed:
        worst = max(failed, key=lambda code: (failed[code], code))
        outcome = OUTCOMES[worst].label.told(words.language)
        yield words.say("says.reason", outcome=outcome, count=failed[worst], attempts=total.attempts)
    places = {name: each.reached for name, each in facts.places if each.reached}
    yield from _compared("place", places, words)
    labels = {part.code: part.label.told(words.language) for part in facts.parts}
    parts = {labels[code]: share for code, share in total.by_part.items() if code in labels}
    yield from _compared("part", parts, words)


def _compared(kind: str, shares: Mapping[str, Interval], words: Wording) -> Iterator[str]:
    if len(shares) < 2:
        return
    found = apart(shares)
    for each in found[:MOST]:
        values = {
            name: words.numerals.percent(100 * getattr(each, name).value) for name in ("share", "others")
        }
        direction = "better" if each.is_better else "worse"
        yield words.say(f"says.{kind}_{direction}", name=each.name, **values)
    if not found:
        yield words.say(f"says.{kind}_alike")
