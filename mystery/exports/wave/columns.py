"""Which columns a question becomes: one registry by the kind of value that an item type stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mystery.exports.wave import cells
from mystery.exports.wave.model import Kind, Option, Variable
from mystery.exports.wave.union import Question, options_of
from mystery.interview import ENDINGS
from mystery.questionnaire import Texts

MOST_OPTIONS = 200
"""A longer list (all shops of a country) is exported as far as it was used."""

NAMING = frozenset({"deviceid", "email", "phonenumber", "simserial", "subscriberid", "username"})
"""Items that a device fills in and that would name a tester or a tablet: they are never exported."""


@dataclass(slots=True)
class Seen:
    """What only the answers tell: codes that were used, and calculations whose results are no numbers."""

    codes: dict[str, set[str]] = field(default_factory=dict)
    missing: dict[str, set[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


def variables_of(question: Question, seen: Seen) -> Iterator[Variable]:
    """The columns of a question, still with the names that they would like to have."""
    if question.type in NAMING:
        return
    base = _base(question, seen)
    for column in MAKERS[value_of(question)](question, seen, base):
        is_moment = column.kind is Kind.MOMENT
        yield replace(column, read=cells.at_place(column.read)) if is_moment else column


def value_of(question: Question) -> str:
    """The kind of value; where versions differ, one that can hold what both stored."""
    kinds = question.kinds
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds <= {"code", "codes"}:
        return "codes"
    return "number" if kinds <= {"number", "seconds"} else "any"


def _base(question: Question, seen: Seen) -> Variable:
    used = seen.missing.get(question.key, set())
    declared = question.missing()
    return Variable(
        name=question.key,
        kind=Kind.TEXT,
        label=question.label(),
        read=cells.reading(question.key, cells.text),
        item=question.key,
        type=question.type,
        section=question.section(),
        missing=(*declared, *sorted(used - {*declared})),
        versions=question.versions,
        earlier=question.earlier(),
    )


def _of(base: Variable, kind: Kind, value: cells.Value) -> Variable:
    """The column that the question itself is."""
    return replace(base, kind=kind, read=cells.reading(base.item, value))


def _part(base: Variable, part: str, kind: Kind, value: cells.Value, label: Texts | None = None) -> Variable:
    """A column of several that the question is; why there is no answer stands in each of them."""
    return replace(
        base,
        name=f"{base.name}__{part}",
        part=part,
        kind=kind,
        label=with_words(base.label, label or PARTS[part]),
        read=cells.reading(base.item, value),
        earlier=(),
    )


def _beside(base: Variable, part: str, kind: Kind, value: cells.Value) -> Variable:
    """A column beside the question's own, where it stands why there is no answer."""
    column = _part(base, part, kind, value)
    return replace(column, read=cells.beside(base.item, part, value), missing=())


def _text(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield base


def _number(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield _of(base, Kind.NUMBER, cells.number)


def _any(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield base if question.key in seen.words else _of(base, Kind.NUMBER, cells.number)


def _code(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    if question.type == "acknowledge":
        yield _of(base, Kind.FLAG, cells.flag("OK"))
    else:
        yield replace(_of(base, Kind.CODE, cells.code), options=_options(question, seen))


def _codes(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    options = _options(question, seen)
    yield replace(_of(base, Kind.CODES, cells.codes), options=options)
    for option in options:
        ranked = question.type == "rank"
        kind, value = (Kind.NUMBER, cells.rank) if ranked else (Kind.FLAG, cells.flag)
        column = _part(base, option.code, kind, value(option.code), option.label)
        if option.versions not in ((), question.versions):
            column = replace(column, read=cells.offered(column.read, option.versions))
        yield replace(column, versions=option.versions)


def _options(question: Question, seen: Seen) -> tuple[Option, ...]:
    return options_of(question, seen.codes.get(question.key, set()), MOST_OPTIONS)


def _day(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield _of(base, Kind.DATE, cells.day)


def _clock(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield _of(base, Kind.TIME, cells.clock)


def _moment(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield _of(base, Kind.MOMENT, cells.moment)


def _place(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    if question.type in ("geotrace", "geoshape"):
        yield base
        return
    for position, part in enumerate(("latitude", "longitude", "altitude", "accuracy")):
        yield _part(base, part, Kind.NUMBER, cells.part_of_place(position))


def _media(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield base
    yield _beside(base, "sha256", Kind.TEXT, cells.text)


def _seconds(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield replace(_of(base, Kind.NUMBER, cells.number), unit="s")
    yield _beside(base, "started_at", Kind.MOMENT, cells.moment)
    yield _beside(base, "stopped_at", Kind.MOMENT, cells.moment)
    yield _beside(base, "laps", Kind.TEXT, cells.text)


def _promise(question: Question, seen: Seen, base: Variable) -> Iterator[Variable]:
    yield base
    yield _beside(base, "by", Kind.TEXT, cells.text)
    ended = _beside(base, "ended", Kind.CODE, cells.code)
    options = [Option(code, number, ENDED[code]) for number, code in enumerate(ENDINGS, start=1)]
    yield replace(ended, options=tuple(options))
    yield _beside(base, "kept_at", Kind.MOMENT, cells.moment)
    yield replace(_beside(base, "hours", Kind.NUMBER, cells.number), unit="h")


MAKERS: Mapping[str, Callable[[Question, Seen, Variable], Iterator[Variable]]] = {
    "any": _any,
    "code": _code,
    "codes": _codes,
    "date": _day,
    "datetime": _moment,
    "media": _media,
    "number": _number,
    "place": _place,
    "promise": _promise,
    "seconds": _seconds,
    "text": _text,
    "time": _clock,
}
"""By `ItemType.value`; a test fails when a kind of value has no columns."""

PARTS: Mapping[str, Texts] = {
    "accuracy": {"de": "Genauigkeit in Metern", "en": "accuracy in metres"},
    "altitude": {"de": "Höhe in Metern", "en": "altitude in metres"},
    "by": {"de": "bis wann", "en": "by when"},
    "ended": {"de": "wie es ausging", "en": "how it ended"},
    "hours": {"de": "Geschäftsstunden bis zum Ende", "en": "business hours until the end"},
    "kept_at": {"de": "wann sie eingehalten wurde", "en": "when it was kept"},
    "laps": {"de": "Zwischenzeiten", "en": "laps"},
    "latitude": {"de": "Breite", "en": "latitude"},
    "longitude": {"de": "Länge", "en": "longitude"},
    "sha256": {"de": "SHA-256 der Datei", "en": "SHA-256 of the file"},
    "started_at": {"de": "begonnen um", "en": "started at"},
    "stopped_at": {"de": "angehalten um", "en": "stopped at"},
}

ENDED: Mapping[str, Texts] = {
    "kept": {"de": "eingehalten", "en": "kept"},
    "broken": {"de": "gebrochen", "en": "broken"},
    "void": {"de": "hinfällig", "en": "void"},
}


def with_words(label: Texts, words: Texts) -> Texts:
    """`Greeted? – latitude` in every language of the label."""
    said = {
        language: words.get(language) or words.get("en") or next(iter(words.values())) for language in label
    }
    return {language: f"{text} – {said[language]}" for language, text in label.items()}
