"""The report on the sample of a survey: final codes and outcome rates, with e and its basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mystery.calling import CLASSES, FORMULAS
from mystery.reporting.calls.facts import CodeCount, OutcomeFacts
from mystery.reporting.document import (
    Block,
    Callout,
    Cell,
    Column,
    Facts,
    Heading,
    KeyFigure,
    PageBreak,
    Paragraph,
    Table,
)
from mystery.reporting.wording import Wording

_FAMILIES = ("RR", "COOP", "REF", "CON")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The facts and the words for them."""

    facts: OutcomeFacts
    words: Wording

    def rate(self, value: float | None) -> str:
        return "–" if value is None else self.words.numerals.percent(100 * value, 1)


def answer(outcomes: Outcomes) -> Iterator[Block]:
    """One rate large, e and its basis beside it, the counts behind both."""
    words, facts = outcomes.words, outcomes.facts
    yield PageBreak()
    yield Heading(words.say("outcomes.title"), 1, "outcomes")
    sizes = {"cases": words.numerals.number(facts.cases), "attempts": words.numerals.number(facts.attempts)}
    yield KeyFigure(
        outcomes.rate(facts.rates.of["RR3"]),
        words.say("outcomes.label"),
        span=FORMULAS["RR3"],
        details=(words.say("outcomes.size", **sizes),),
    )
    yield Callout(words.say("outcomes.e_title"), _basis(outcomes))
    yield Facts(tuple(_counts(outcomes)))


def _basis(outcomes: Outcomes) -> str:
    words, found = outcomes.words, outcomes.facts.rates
    if found.e is None:
        return words.say("outcomes.e_none")
    return words.say(f"outcomes.e_{found.basis}", e=words.numerals.number(found.e, 3))


def _counts(outcomes: Outcomes) -> Iterator[tuple[str, str]]:
    for name in CLASSES:
        count = getattr(outcomes.facts.rates.counts, name)
        yield outcomes.words.say(f"class.{name}"), outcomes.words.numerals.number(count)


def rates(outcomes: Outcomes) -> Iterator[Block]:
    """All rates with their formulas."""
    words = outcomes.words
    yield PageBreak(room=0.4)
    yield Heading(words.say("rates.title"), 1, "rates")
    yield Paragraph(words.say("rates.lead"))
    columns = (
        Column(words.say("rates.rate"), 1),
        Column(words.say("rates.formula"), 3),
        Column(words.say("rates.value"), 1, "end"),
    )
    yield Table(columns, tuple(_rate_rows(outcomes)))


def _rate_rows(outcomes: Outcomes) -> Iterator[tuple[Cell, ...]]:
    for family in _FAMILIES:
        yield (Cell(outcomes.words.say(f"rates.{family}"), "accent", bold=True),)
        for name, formula in FORMULAS.items():
            if name.startswith(family):
                value = outcomes.rate(outcomes.facts.rates.of[name])
                yield Cell(name), Cell(formula, "muted"), Cell(value, bold=True)


def codes(outcomes: Outcomes) -> Iterator[Block]:
    """How many cases came to which code, by class."""
    words = outcomes.words
    yield PageBreak(room=0.4)
    yield Heading(words.say("codes.title"), 1, "codes")
    yield Paragraph(words.say("codes.lead"))
    columns = (
        Column(words.say("codes.code"), 1),
        Column(words.say("codes.label"), 4),
        Column(words.say("codes.closed"), 1, "end"),
        Column(words.say("codes.open"), 1, "end"),
        Column(words.say("codes.share"), 1, "end"),
    )
    yield Table(columns, tuple(_code_rows(outcomes)))


def _code_rows(outcomes: Outcomes) -> Iterator[tuple[Cell, ...]]:
    for name in CLASSES:
        of_class = [each for each in outcomes.facts.codes if each.code.rate_class == name]
        if of_class:
            yield (Cell(outcomes.words.say(f"class.{name}"), "accent", bold=True),)
        for each in of_class:
            yield _code_row(each, outcomes)


def _code_row(each: CodeCount, outcomes: Outcomes) -> tuple[Cell, ...]:
    numerals = outcomes.words.numerals
    share = 100 * (each.closed + each.open) / outcomes.facts.cases
    return (
        Cell(each.code.code),
        Cell(each.code.label.told(outcomes.words.language)),
        Cell(numerals.number(each.closed)),
        Cell(numerals.number(each.open) if each.open else "–", "muted"),
        Cell(numerals.percent(share, 1)),
    )


def method(outcomes: Outcomes) -> Iterator[Block]:
    words = outcomes.words
    yield PageBreak(room=0.25)
    yield Heading(words.say("outcome_method.title"), 1, "method")
    for part in ("codes", "eligible", "open"):
        text = words.say(f"outcome_method.{part}_text")
        yield Paragraph(text, lead=words.say(f"outcome_method.{part}_lead"))


PAGES: Mapping[str, Callable[[Outcomes], Iterator[Block]]] = {
    "answer": answer,
    "rates": rates,
    "codes": codes,
    "method": method,
}
