"""The report on one test: why this score, rule by rule, on one or two pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mystery.questionnaire import Texts
from mystery.reporting.charts import Bar, Gauge
from mystery.reporting.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    KeyFigure,
    Paragraph,
    ReportMeta,
    Table,
)
from mystery.reporting.wording import Wording, settings, wording
from mystery.scoring import ScoreSheet, TraceLine
from mystery.weakspots import Figure

ITEM_RULES = ("value", "steps", "scale", "as_is", "blank", "not_applicable", "open", "excluded")
MOVES = ("bonus", "deduction", "threshold", "knock_out", "pass_mark", "clamp")


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What a score sheet does not know: names and answers in words.

    `answers` maps item -> the answer as a person reads it; an item without one shows its raw value.
    """

    client: str
    study: str
    location: str
    visited_on: date
    wave: Texts = field(default_factory=dict)
    method: Texts = field(default_factory=dict)
    item_labels: Mapping[str, Texts] = field(default_factory=dict)
    section_labels: Mapping[str, Texts] = field(default_factory=dict)
    grade_labels: Mapping[str, Texts] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Visit:
    sheet: ScoreSheet
    facts: VisitFacts
    words: Wording

    def item(self, name: str) -> str:
        return self.words.label(self.facts.item_labels.get(name, {}), name)

    def section(self, name: str) -> str:
        return self.words.label(self.facts.section_labels.get(name, {}), name)

    def answer(self, line: TraceLine) -> str:
        raw = "–" if line.raw is None else str(line.raw)
        return self.facts.answers.get(line.item, raw)

    def number(self, value: Decimal | None) -> str:
        return "–" if value is None else self.words.numerals.number(float(value), 1)

    def share(self, value: Decimal | None) -> str:
        return "–" if value is None else self.words.numerals.percent(float(value), 0)

    def lines(self, *rules: str) -> list[TraceLine]:
        return [line for line in self.sheet.trace if line.rule in rules]


def compose_visit(sheet: ScoreSheet, facts: VisitFacts, language: str, meta: ReportMeta) -> Document:
    """The document behind the score of one test, in `language` (de or en)."""
    words = wording("visit", language)
    visit = _Visit(sheet, facts, words)
    kicker = words.say("visit.kicker")
    return Document(
        title=f"{facts.location} – {kicker}",
        language=words.language,
        author=meta.agency or "Mystery",
        generated_at=meta.generated_at,
        blocks=tuple(_blocks(visit)),
        header_left=words.say("run.header", client=facts.client, study=facts.study),
        header_right=meta.confidentiality or words.say("run.confidential"),
        footer=words.say(
            "run.footer",
            agency=meta.agency or facts.client,
            version=meta.version,
            fingerprint=meta.fingerprint[:16],
        ),
        page_label=words.texts["run.page"],
        accent=meta.accent,
    )


def _blocks(visit: _Visit) -> Iterator[Block]:
    words = visit.words
    yield Heading(visit.facts.location, 1, "visit")
    yield Paragraph(words.say("visit.kicker"), "lead")
    yield Facts(tuple((term, value) for term, value in _facts(visit) if value))
    yield _key_figure(visit)
    yield Heading(words.say("steps.title"), 2)
    yield _steps(visit)
    yield Heading(words.say("losses.title"), 2)
    yield _losses(visit)
    yield Heading(words.say("items.title"), 2)
    yield _items(visit)


def _facts(visit: _Visit) -> Iterator[tuple[str, str]]:
    words, facts, sheet = visit.words, visit.facts, visit.sheet
    yield words.say("visit.study"), facts.study
    yield words.say("visit.wave"), words.label(facts.wave)
    yield words.say("visit.method"), words.label(facts.method)
    yield words.say("visit.visited"), words.numerals.date(facts.visited_on)
    scheme = words.say("visit.scheme_value", name=sheet.scheme, version=sheet.scheme_version)
    yield words.say("visit.scheme"), scheme


def _key_figure(visit: _Visit) -> KeyFigure:
    words, sheet, facts = visit.words, visit.sheet, visit.facts
    label, coverage = words.say("visit.label"), visit.share(sheet.coverage * 100)
    provisional = _provisional(visit)
    if sheet.total is None:
        detail = words.say("visit.not_scorable_text", coverage=coverage)
        return KeyFigure("–", label, words.say("visit.not_scorable"), details=(*provisional, detail))
    details = [words.say("visit.coverage", coverage=coverage), words.say("visit.single")]
    if facts.target is not None:
        details.insert(0, words.say("visit.target", target=visit.share(facts.target)))
    if "knocked_out" in sheet.flags:
        details.append(words.say("visit.knocked_out"))
    details[:0] = provisional
    value = words.numerals.percent(float(sheet.total), 1)
    target = None if facts.target is None else float(facts.target)
    bar = Bar(label, Figure(1, float(sheet.total)), target)
    grade = words.label(facts.grade_labels.get(sheet.grade, {}), sheet.grade)
    return KeyFigure(value, label, grade, details=tuple(details), chart=Gauge(label, value, bar, words))


def _provisional(visit: _Visit) -> tuple[str, ...]:
    """While a promise runs, its item does not count, and the score may still move."""
    count = visit.sheet.open
    key = "visit.provisional" if count == 1 else "visit.provisionals"
    return (visit.words.say(key, count=str(count)),) if count else ()


def _steps(visit: _Visit) -> Table:
    """From sections to the result: every line that moved the total."""
    words = visit.words
    columns = (
        Column(words.say("steps.label"), 4),
        Column(words.say("steps.score"), 1, "end"),
        Column(words.say("steps.weight"), 1, "end"),
        Column(words.say("steps.points"), 1.5, "end"),
    )
    rows = [_section_row(line, visit) for line in visit.lines("section")]
    moves = visit.lines(*MOVES)
    for line in visit.lines("total"):
        if moves:
            rows.append(_step(words.say("steps.sum"), visit.number(line.points), bold=True))
    for line in moves:
        signed = words.numerals.signed(float(line.points or 0), 1)
        rows.append(_step(_move(line, visit), signed, tone="warm" if (line.points or 0) < 0 else "accent"))
    rows.append(_step(words.say("steps.result"), visit.number(visit.sheet.total), bold=True))
    return Table(columns, tuple(rows))


def _section_row(line: TraceLine, visit: _Visit) -> tuple[Cell, ...]:
    share = None if line.share is None else line.share * 100
    return (
        Cell(visit.section(line.section)),
        Cell(visit.share(share)),
        Cell(visit.number(line.weight), "muted"),
        Cell(_points(line, visit)),
    )


def _step(label: str, points: str, *, tone: str = "ink", bold: bool = False) -> tuple[Cell, ...]:
    return Cell(label, bold=bold), Cell(""), Cell(""), Cell(points, tone, bold=bold)


def _points(line: TraceLine, visit: _Visit) -> str:
    if line.points is None or line.possible is None:
        return "–"
    return visit.words.say("steps.of", points=visit.number(line.points), possible=visit.number(line.possible))


def _move(line: TraceLine, visit: _Visit) -> str:
    words = visit.words
    label = visit.item(line.item) if line.item else visit.section(line.section)
    reason = words.label(line.reason) or label or words.say("steps.no_reason")
    return words.say(f"steps.{line.rule}", label=label, reason=reason)


def _losses(visit: _Visit) -> Block:
    words = visit.words
    lost = [line for line in visit.lines(*ITEM_RULES) if line.lost]
    if not lost:
        return Paragraph(words.say("losses.none"))
    lost.sort(key=lambda line: line.lost or Decimal(0), reverse=True)
    columns = (
        Column(words.say("losses.label"), 4),
        Column(words.say("losses.answer"), 2.2),
        Column(words.say("losses.points"), 1.3, "end"),
        Column(words.say("losses.lost"), 1, "end"),
    )
    rows = tuple(
        (
            Cell(visit.item(line.item)),
            Cell(visit.answer(line)),
            Cell(_points(line, visit), "muted"),
            Cell(words.numerals.signed(-float(line.lost or 0), 1), "warm", bold=True),
        )
        for line in lost[: int(str(settings("visit")["losses"]))]
    )
    return Table(columns, rows)


def _items(visit: _Visit) -> Table:
    words = visit.words
    columns = (
        Column(words.say("items.label"), 3.6),
        Column(words.say("items.answer"), 2),
        Column(words.say("items.points"), 1.3, "end"),
        Column(words.say("items.rule"), 2),
    )
    groups: dict[str, list[TraceLine]] = {}
    for line in visit.lines(*ITEM_RULES):
        groups.setdefault(line.section, []).append(line)
    rows: list[tuple[Cell, ...]] = []
    for section, lines in groups.items():
        if section:
            rows.append((Cell(visit.section(section), "accent", bold=True),))
        rows += [_item_row(line, visit) for line in lines]
    return Table(columns, tuple(rows))


def _item_row(line: TraceLine, visit: _Visit) -> tuple[Cell, ...]:
    tone = "ink" if line.points is not None else "muted"
    return (
        Cell(visit.item(line.item), tone),
        Cell(visit.answer(line), tone),
        Cell(_points(line, visit), tone),
        Cell(visit.words.say(f"rule.{line.rule}"), "muted"),
    )
