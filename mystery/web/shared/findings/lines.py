"""Findings as lines that templates print: formatted numbers, words, and what each number is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from mystery.questionnaire import Texts, in_language
from mystery.reporting import Numerals
from mystery.services.results import Result
from mystery.services.visits import SeenVisit
from mystery.weakspots import Change, Design, Figure, Findings, Ranked, Row, WeakSpot
from mystery.web.shared.findings.choice import page_url
from mystery.web.shared.i18n import format_date, language

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in words. `tone` is weak only when even the far end of the interval misses the target."""

    text: str
    interval: str
    n: str
    tone: str
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a scorecard with the place where its number comes from."""

    key: str
    label: str
    href: str
    figure: Figure
    said: Said
    target: float | None
    change: str
    verdict: str
    detail: str = ""


def numerals() -> Numerals:
    return Numerals(language())


def text_of(texts: Texts, otherwise: str = "") -> str:
    """A label in the page's language, or in any other before showing none."""
    return in_language(texts, language(), otherwise)


def said(figure: Figure, target: float | None, places: int = 0) -> Said:
    """A figure in words; `places` are those of the interval."""
    write = numerals()
    goal = NO_VALUE if target is None else write.percent(target)
    n = write.number(figure.n)
    if figure.value is None:
        why = _("protected") if figure.state == "suppressed" else _("too few")
        return Said(f"{why} (n = {n})", NO_VALUE, n, "accent", goal)
    span = NO_VALUE
    if figure.low is not None and figure.high is not None:
        span = write.span(figure.low, figure.high, places)
    return Said(write.percent(figure.value), span, n, _tone(figure, target), goal)


def _tone(figure: Figure, target: float | None) -> str:
    if target is None or figure.low is None or figure.high is None:
        return "accent"
    return "weak" if figure.high < target else "good" if figure.low >= target else "accent"


def change_text(change: Change | None) -> tuple[str, str]:
    """The difference in points and its verdict; nothing where there is no earlier figure."""
    if change is None or change.difference is None:
        return "", ""
    return numerals().signed(change.difference), change.verdict


def line_of(row: Row, href: str = "", detail: str = "") -> Line:
    change, verdict = change_text(row.change)
    label = text_of(row.label, row.key)
    return Line(
        row.key, label, href, row.figure, said(row.figure, row.target), row.target, change, verdict, detail
    )


def item_groups(findings: Findings, groups: Iterable[Row], member: str) -> list[tuple[Line, list[Line]]]:
    """Rows with the items they are made of. `member` names what an item belongs to: section, touchpoint."""
    inside: dict[str, list[Row]] = {}
    for item in findings.items:
        inside.setdefault(str(getattr(findings.design.measures[item.key], member)), []).append(item)
    urgent = {spot.key: spot for spot in findings.weak_spots}
    return [
        (
            line_of(row, detail=_made_of(row, findings.design, member)),
            [line_of(item, _spot_url(urgent.get(item.key))) for item in inside.get(row.key, [])],
        )
        for row in groups
    ]


def compared(findings: Findings) -> list[Line]:
    """The sections and touchpoints that two waves can be compared in."""
    sections = [(row, page_url("scorecard"), _("Section")) for row in findings.sections]
    touchpoints = [(row, page_url("touchpoints"), _("Touchpoint")) for row in findings.touchpoints]
    return [
        line_of(row, href, kind)
        for row, href, kind in (*sections, *touchpoints)
        if row.change is not None and row.change.difference is not None
    ]


def _made_of(row: Row, design: Design, member: str) -> str:
    """The method in which a section is asked; touchpoints span several."""
    if member != "section":
        return ""
    method = row.key.partition("/")[0]
    return text_of(design.group_labels.get(method, {}), method)


def _spot_url(spot: WeakSpot | None) -> str:
    return page_url("weak_spot", level=spot.level, key=spot.key) if spot else ""


def spot_href(spot: WeakSpot) -> str:
    return page_url("weak_spot", level=spot.level, key=spot.key)


@dataclass(frozen=True, slots=True)
class SpotLine:
    """A weak spot with each factor of its priority in words."""

    rank: int
    label: str
    href: str
    where: str
    figure: Figure
    said: Said
    target: float
    gap: str
    gap_sure: str
    points_lost: str
    reach: str
    scope: str
    driver: str
    persistence: str
    value: str
    priority: str
    relative: float


def spot_line(spot: WeakSpot, findings: Findings, top: float) -> SpotLine:
    """`top` is the highest priority of the list: the bar of urgency is drawn against it."""
    write = numerals()
    k, m = spot.persistence
    return SpotLine(
        rank=spot.rank,
        label=text_of(spot.label, spot.key),
        href=spot_href(spot),
        where=where(spot, findings.design),
        figure=spot.figure,
        said=said(spot.figure, spot.target),
        target=spot.target,
        gap=write.number(spot.gap),
        gap_sure=write.number(spot.gap_sure),
        points_lost=write.number(spot.points_lost, 1),
        reach=_("%(some)s of %(all)s", some=spot.reached, all=spot.locations),
        scope=scope_word(spot.scope),
        driver=NO_VALUE if spot.driver is None else write.number(spot.driver, 2),
        persistence=_("%(some)s of %(all)s", some=k, all=m),
        value=write.number(spot.value, 1),
        priority=write.number(spot.priority, 2),
        relative=100 * spot.priority / top if top else 0.0,
    )


def spot_lines(spots: Iterable[WeakSpot], findings: Findings) -> list[SpotLine]:
    listed = list(spots)
    top = max((spot.priority for spot in listed), default=0.0)
    return [spot_line(spot, findings, top) for spot in listed]


def scope_word(scope: str) -> str:
    words: Mapping[str, str] = {
        "system": _("everywhere"),
        "regional": _("in one region"),
        "local": _("in single places"),
    }
    return words.get(scope, scope)


def where(spot: WeakSpot, design: Design) -> str:
    """Touchpoint and method in words."""
    parts = []
    if spot.level == "item" and spot.touchpoint:
        parts.append(text_of(design.touchpoint_labels.get(spot.touchpoint, {}), spot.touchpoint))
    if spot.method:
        parts.append(text_of(design.group_labels.get(spot.method, {}), spot.method))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A location in the ranking."""

    name: str
    region: str
    href: str
    visits_href: str
    ranked: Ranked
    said: Said
    change: str
    verdict: str


def place_lines(result: Result) -> list[PlaceLine]:
    """The locations of the part at hand, those with a rank first."""
    target = result.findings.design.target
    lines = []
    for each in result.findings.ranking:
        place = each.place
        change, verdict = change_text(each.change)
        lines.append(
            PlaceLine(
                place.name,
                place.region,
                page_url("overview", scope=place.location),
                page_url("visits", location=place.location),
                each,
                said(each.figure, target),
                change,
                verdict,
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in the list: a day and its part, a place, a method, a score."""

    when: str
    place: str
    method: str
    href: str
    total: float | None
    text: str
    tone: str
    grade: str
    is_provisional: bool


def visit_line(visit: SeenVisit, design: Design) -> VisitLine:
    total, target = visit.total, design.target
    low = total is not None and target is not None and total < target
    return VisitLine(
        when=f"{format_date(visit.visited_on)}, {day_part_word(visit.day_part)}",
        place=design.places[visit.location].name,
        method=text_of(design.group_labels.get(visit.method, {}), visit.method),
        href=page_url("visit", public_id=visit.sheet),
        total=total,
        text=_("not scorable") if total is None else numerals().percent(total),
        tone="weak" if low else "accent",
        grade=text_of(design.grade_labels.get(visit.grade, {}), visit.grade),
        is_provisional=visit.is_provisional,
    )


def day_part_word(part: str) -> str:
    words: Mapping[str, str] = {
        "morning": _("in the morning"),
        "afternoon": _("in the afternoon"),
        "evening": _("in the evening"),
    }
    return words[part]


def visit_options(visits: Iterable[SeenVisit], design: Design) -> dict[str, list[tuple[str, str]]]:
    """The locations and methods that occur, for the filters."""
    listed = list(visits)
    places = {each.location: design.places[each.location].name for each in listed}
    methods = {each.method: text_of(design.group_labels.get(each.method, {}), each.method) for each in listed}
    return {
        "location": sorted(places.items(), key=lambda pair: pair[1]),
        "method": sorted(methods.items(), key=lambda pair: pair[1]),
    }


def factor_lines(spot: WeakSpot) -> list[dict[str, str]]:
    """The factors whose product is the priority, each with its meaning."""
    write = numerals()
    meanings = {
        "points_lost": (_("Points lost"), _("What the gap costs in points of the total.")),
        "certainty": (_("Certainty"), _("How much of the gap is left at the near end of the interval.")),
        "reach": (_("Reach"), _("The share of tested locations that are under target.")),
        "driver": (_("Effect on customers"), _("How strongly it goes together with wanting to buy.")),
        "persistence": (_("Persistence"), _("In how many waves it was under target.")),
        "value": (_("Customer value"), _("What the customers at this touchpoint are worth; 1 is average.")),
    }
    return [
        {"name": meanings[name][0], "meaning": meanings[name][1], "value": write.number(value, 2)}
        for name, value in spot.factors.items()
    ]
