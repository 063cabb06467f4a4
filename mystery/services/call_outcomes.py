"""What the calls of a wave came to: final codes and rates, and how callers, day-parts and attempts differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.calling import (
    AAPOR,
    FORMULAS,
    OUTCOMES,
    FinalCode,
    Rates,
    Tried,
    counts_of,
    final_code,
    rates,
)
from mystery.manners import give_way
from mystery.services import call_plans
from mystery.services.transaction import reading
from mystery.statistics import Interval, pooled_shares, wilson
from mystery.store.models import Assignment, AssignmentState, CallAttempt, CallCase, CaseState, User, Wave

_INTERVIEWS = frozenset({"complete", "partial"})
_REFUSALS = frozenset({"refusal_soft", "refusal_hard", "break_off"})
_GIVEN = frozenset({"I", "P"})
_NOT_TAKEN = "2.30"
_IN_PIECES = {"yield_per": 500}
_LAST_SINGLE_ATTEMPT = 8
"""Later attempts are counted together: there are few of them."""


@dataclass(frozen=True, slots=True)
class Coded:
    """How many cases have a final code; `open` ones would have it if nobody called them again."""

    code: FinalCode
    closed: int
    open: int

    @property
    def count(self) -> int:
        return self.closed + self.open


@dataclass(frozen=True, slots=True)
class Group:
    """Attempts of one caller, in one day-part, or of one number in the row.

    `contact` is the share of attempts in which a human being spoke; `agreed` the interviews among those
    who said yes or no; `pooled` the same drawn towards all groups. None: nothing to tell it from.
    """

    name: str
    attempts: int
    contacts: int
    interviews: int
    refusals: int
    contact: Interval | None = None
    agreed: Interval | None = None
    pooled: Interval | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups in their order. `spread`: how much they differ in `agreed` beyond chance, in shares."""

    groups: tuple[Group, ...] = ()
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class OutcomeReport:
    """The books of one wave; `outcomes` counts attempts by their end, `codes` and `rates` are for surveys."""

    kind: str
    cases: int
    attempts: int
    outcomes: Mapping[str, int]
    callers: Groups
    parts: Groups
    tries: Groups
    codes: tuple[Coded, ...] = ()
    rates: Rates | None = None


@dataclass(frozen=True, slots=True)
class _Try:
    case: int
    caller: int
    outcome: str
    part: str
    at: datetime | None
    number: int | None
    position: int


@dataclass(slots=True)
class _Sums:
    attempts: int = 0
    contacts: int = 0
    interviews: int = 0
    refusals: int = 0

    def add(self, outcome: str) -> None:
        self.attempts += 1
        self.contacts += OUTCOMES[outcome].contacted
        self.interviews += outcome in _INTERVIEWS
        self.refusals += outcome in _REFUSALS


def outcome_report(wave: Wave, actor: Actor | None, e: float | None = None) -> OutcomeReport:
    """The report as of now. `e` is the share of cases of unknown eligibility taken to be eligible; without it
    the share among the known ones. Raises `Rejected` E_NOT_A_SHARE.
    """
    if actor:
        require(actor, "callplan.view")
    plan = call_plans.plan_of(wave)
    kind = plan.kind if plan else "test"
    tries = list(_tries(wave))
    codes = _codes(wave, tries) if kind == "survey" else ()
    names = _caller_names({each.caller for each in tries})
    parts = [part.code for part in call_plans.terms(plan).parts] if plan else []
    return OutcomeReport(
        kind=kind,
        cases=sum(each.count for each in codes),
        attempts=len(tries),
        outcomes=_in_order(Counter(each.outcome for each in tries)),
        callers=_grouped(tries, lambda each: names[each.caller], sorted(names.values())),
        parts=_grouped(tries, lambda each: each.part, [*parts, ""]),
        tries=_grouped(tries, _try_name, [str(number) for number in range(1, _LAST_SINGLE_ATTEMPT)]),
        codes=codes,
        rates=rates(counts_of(_each(codes)), e) if kind == "survey" else None,
    )


def _tries(wave: Wave) -> Iterator[_Try]:
    """All attempts that are over, each with its position among those of its case."""
    query = (
        select(
            CallAttempt.case_id,
            CallAttempt.caller_id,
            CallAttempt.outcome,
            CallAttempt.day_part,
            CallAttempt.started_at,
            CallAttempt.number_id,
        )
        .join(CallCase, CallAttempt.case_id == CallCase.id)
        .where(CallCase.wave_id == wave.id, CallAttempt.outcome.is_not(None))
        .order_by(CallAttempt.created_at, CallAttempt.id)
    )
    seen: Counter[int] = Counter()
    for case, caller, outcome, part, at, number in reading().execute(query, execution_options=_IN_PIECES):
        give_way()
        if case is not None and outcome is not None:
            seen[case] += 1
            yield _Try(case, caller, outcome.value, part, at, number, seen[case])


def unwritten_codes(wave: Wave) -> dict[int, str]:
    """Case -> the final code that its attempts come to, where none is written down yet."""
    told = {case: final_code(tried) for case, tried in _histories(_tries(wave)).items()}
    query = select(CallCase.id, CallCase.final_code).where(CallCase.wave_id == wave.id)
    written = {case for case, code in reading().execute(query) if code in AAPOR}
    return {case: code for case, code in told.items() if case not in written}


def final_code_of(case: CallCase) -> FinalCode | None:
    """The final code of one respondent's case; None where none is written down."""
    if case.final_code not in AAPOR:
        return None
    return AAPOR[_standing(case.final_code, case.assignment.state if case.assignment else None)]


def _standing(code: str, of_interview: AssignmentState | None) -> str:
    """Whose interview was rejected or withdrawn has given none, whatever was written down when it came in."""
    is_taken_back = of_interview is AssignmentState.CANCELLED and AAPOR[code].rate_class in _GIVEN
    return _NOT_TAKEN if is_taken_back else code


def _codes(wave: Wave, tries: Iterable[_Try]) -> tuple[Coded, ...]:
    """Closed cases by the code they were closed with, open ones by what they would come to."""
    history = _histories(tries)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    query = (
        select(CallCase.id, CallCase.state, CallCase.final_code, Assignment.state)
        .outerjoin(Assignment, CallCase.assignment_id == Assignment.id)
        .where(CallCase.wave_id == wave.id)
    )
    for case, state, written, of_interview in reading().execute(query):
        code = written if written in AAPOR else final_code(history.get(case, ()))
        code = _standing(code, of_interview)
        counts[code][0 if state is CaseState.DONE else 1] += 1
    return tuple(Coded(AAPOR[code], *counts[code]) for code in AAPOR if code in counts)


def _histories(tries: Iterable[_Try]) -> dict[int, list[Tried]]:
    history: dict[int, list[Tried]] = defaultdict(list)
    for each in tries:
        history[each.case].append(Tried(each.outcome, each.at, each.part, each.number, each.caller))
    return history


def _each(codes: Iterable[Coded]) -> Iterator[str]:
    return (each.code.code for each in codes for _ in range(each.count))


def _caller_names(ids: Iterable[int]) -> dict[int, str]:
    """Two of the same name are told apart by a number."""
    query = select(User.id, User.name).where(User.id.in_(list(ids))).order_by(User.id)
    names: dict[int, str] = {}
    for key, name in reading().execute(query):
        same = sum(each.partition(" (")[0] == name for each in names.values())
        names[key] = f"{name} ({same + 1})" if same else name
    return names


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {code: counts[code] for code in OUTCOMES if counts[code]}


def _try_name(each: _Try) -> str:
    last = _LAST_SINGLE_ATTEMPT
    return str(each.position) if each.position < last else f"{last}+"


def _grouped(tries: Iterable[_Try], name_of: Callable[[_Try], str], order: Sequence[str]) -> Groups:
    sums: dict[str, _Sums] = defaultdict(_Sums)
    for each in tries:
        sums[name_of(each)].add(each.outcome)
    names = [name for name in order if name in sums] + [name for name in sums if name not in order]
    pooled, spread = _pooled({name: sums[name] for name in names})
    return Groups(tuple(_group(name, sums[name], pooled.get(name)) for name in names), spread)


def _pooled(sums: Mapping[str, _Sums]) -> tuple[dict[str, Interval], float]:
    """Groups in which somebody said yes or no, drawn towards one another; empty with fewer than two."""
    asked = {name: each for name, each in sums.items() if each.interviews + each.refusals}
    if len(asked) < 2:
        return {}, 0.0
    effects = pooled_shares(
        [each.interviews for each in asked.values()],
        [each.interviews + each.refusals for each in asked.values()],
    )
    return {name: each.pooled for name, each in zip(asked, effects.groups, strict=True)}, effects.spread


def _group(name: str, sums: _Sums, pooled: Interval | None) -> Group:
    asked = sums.interviews + sums.refusals
    return Group(
        name,
        sums.attempts,
        sums.contacts,
        sums.interviews,
        sums.refusals,
        wilson(sums.contacts, sums.attempts),
        wilson(sums.interviews, asked) if asked else None,
        pooled,
    )


def as_rows(report: OutcomeReport, language: str = "en") -> Iterator[list[str]]:
    """The report as lines of a file: what, name, label, value, low, high, n; shares go from 0 to 1."""
    for coded in report.codes:
        label = coded.code.label.told(language)
        yield ["code", coded.code.code, label, str(coded.count), "", "", str(report.cases)]
    if report.rates:
        basis = [] if report.rates.e is None else [["e", report.rates.basis, "", _number(report.rates.e)]]
        yield from ([*line, "", "", ""] for line in basis)
        for name, value in report.rates.of.items():
            yield ["rate", name, FORMULAS[name], "" if value is None else _number(value), "", "", ""]
    for outcome, count in report.outcomes.items():
        label = OUTCOMES[outcome].label.told(language)
        yield ["outcome", outcome, label, str(count), "", "", str(report.attempts)]
    for what, groups in (("caller", report.callers), ("day_part", report.parts), ("attempt", report.tries)):
        for group in groups.groups:
            yield from _group_rows(what, group)


def _group_rows(what: str, group: Group) -> Iterator[list[str]]:
    for name, share in (("contact", group.contact), ("agreed", group.agreed), ("pooled", group.pooled)):
        if share is not None:
            figures = [_number(each) for each in (share.value, share.low, share.high)]
            yield [what, group.name, name, *figures, str(share.n)]


def _number(value: float) -> str:
    return f"{value:.4f}"
