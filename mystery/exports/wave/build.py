"""From the records of a wave to tables: looked through once, then read line by line as often as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from mystery.exports.wave import facts
from mystery.exports.wave.columns import NAMING, Seen, value_of, variables_of
from mystery.exports.wave.model import (
    RECORDS,
    About,
    Dataset,
    Kind,
    Line,
    Record,
    ResponseSet,
    Table,
    Variable,
    Version,
)
from mystery.exports.wave.naming import Names, file_stem
from mystery.exports.wave.union import Question, Way, languages_of, plain_texts, questions_of
from mystery.interview import as_codes
from mystery.questionnaire import Texts

REMARKS = "remarks"
_RECORDS: Texts = {"de": "Datensätze", "en": "Records"}
_REMARKS: Texts = {"de": "Bemerkungen", "en": "Remarks"}


def dataset_of(
    about: About,
    versions: Sequence[Version],
    records: Sequence[Record],
    grades: Mapping[str, Texts] | None = None,
) -> Dataset:
    """The tables of one questionnaire. `versions` are those of the records, the oldest first.

    `grades` are the words for the grades of the schemes that the records were scored with.
    """
    questions = questions_of(versions)
    look = _look_through(questions, records)
    before = facts.of_a_record(_sections(versions, records), look.used, grades or {})
    names = Names()
    names.give(REMARKS)
    tables: dict[Way, Table] = {}
    for way in sorted(questions, key=len):
        columns = _columns(facts.of_a_round() if way else before, questions[way], look.seen[way])
        parent = tables[way[:-1]].name if way else ""
        name, lines = names.give("__".join(way) or RECORDS), partial(lines_of, records, way)
        tables[way] = _table(name, _label(way, versions), parent, columns, lines, look.counts[way])
    found = list(tables.values())
    if look.remarks:
        lines = partial(_remarks, records)
        found.append(_table(REMARKS, _REMARKS, RECORDS, facts.of_a_remark(), lines, look.remarks))
    newest = versions[-1]
    return Dataset(
        stem=file_stem(about.study, about.wave, newest.form.name),
        about=about,
        questionnaire=newest.form.name,
        title=plain_texts(newest.form.package.get("title"), newest.form) or {"": newest.form.name},
        versions=tuple(versions),
        languages=languages_of(versions),
        tables=tuple(found),
        left_out=_left_out(questions),
    )


def lines_of(records: Sequence[Record], way: Way) -> Iterator[Line]:
    """Every row of a table: the records, or each round of a repeat with the keys that lead to it."""
    for record in records:
        yield from _lines(record, record.document(), way)


def _lines(record: Record, document: Mapping[str, Any], way: Way) -> Iterator[Line]:
    whole = Line(record.facts, document["answers"])
    return _rounds(whole, str(record.facts["meta_interview"]), way) if way else iter((whole,))


def _rounds(outer: Line, parent: str, way: Way) -> Iterator[Line]:
    rounds = outer.answers.get(way[0]) or ()
    for position, answers in enumerate(rounds, start=1):
        key = f"{parent}/{way[0]}[{position}]"
        inner = Line(
            {
                "meta_key": key,
                "meta_parent_key": parent,
                "meta_interview": outer.facts["meta_interview"],
                "meta_position": position,
                "meta_time_zone": outer.facts["meta_time_zone"],
                "meta_version": outer.facts["meta_version"],
            },
            answers,
        )
        if len(way) == 1:
            yield inner
        else:
            yield from _rounds(inner, key, way[1:])


def _remarks(records: Sequence[Record]) -> Iterator[Line]:
    """What testers wrote beside their answers."""
    for record in records:
        interview = str(record.facts["meta_interview"])
        for number, told in enumerate(_remarks_in(record.document()), start=1):
            keys = {"meta_key": f"{interview}/remark[{number}]", "meta_parent_key": interview}
            yield Line({**keys, **told}, {})


def _remarks_in(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for kind, member in (("comment", "comments"), ("confirmed", "confirmed")):
        for path, said in (document.get(member) or {}).items():
            yield {"remark_kind": kind, "remark_path": path, "remark_text": said}


@dataclass(slots=True)
class _Look:
    """What one look through the records has shown: rows of each table, remarks, and what is used."""

    seen: dict[Way, Seen]
    counts: dict[Way, int]
    used: dict[str, set[str]]
    remarks: int = 0


def _look_through(questions: Mapping[Way, Sequence[Question]], records: Sequence[Record]) -> _Look:
    facts_used = ("meta_mode", "meta_review", "score_grade")
    used = {name: {str(found) for each in records if (found := each.facts[name])} for name in facts_used}
    look = _Look({way: Seen() for way in questions}, dict.fromkeys(questions, 0), used)
    watched = {way: _watched(asked) for way, asked in questions.items()}
    for record in records:
        document = record.document()
        look.remarks += sum(1 for _ in _remarks_in(document))
        for way in questions:
            for line in _lines(record, document, way):
                look.counts[way] += 1
                _note(line.answers, watched[way], look.seen[way])
    return look


def _watched(questions: Sequence[Question]) -> dict[str, str]:
    """The questions of which only the answers tell something, with the kind of their value."""
    return {each.key: value for each in questions if (value := value_of(each)) in ("any", "code", "codes")}


def _note(answers: Mapping[str, Any], watched: Mapping[str, str], seen: Seen) -> None:
    for key, answer in answers.items():
        if isinstance(answer, dict) and "missing" in answer:
            seen.missing.setdefault(key, set()).add(str(answer["missing"]))
        elif (value := watched.get(key)) in ("code", "codes"):
            seen.codes.setdefault(key, set()).update(
                (answer,) if isinstance(answer, str) else as_codes(answer)
            )
        elif value and (isinstance(answer, bool) or not isinstance(answer, int | float)):
            seen.words.add(key)


def _sections(versions: Sequence[Version], records: Sequence[Record]) -> dict[str, Texts]:
    """The sections that have scores, in the order of the newest version; others behind."""
    scored = {name for record in records for name in record.facts.get("sections", ())}
    labels: dict[str, Texts] = {}
    for version in reversed(versions):
        for key, item in version.form.items.items():
            if key in scored and key not in labels:
                labels[key] = plain_texts(item.get("label"), version.form)
    return {**labels, **{key: {} for key in sorted(scored - labels.keys())}}


def _columns(before: Sequence[Variable], questions: Sequence[Question], seen: Seen) -> list[Variable]:
    return [*before, *(column for each in questions for column in variables_of(each, seen))]


def _table(
    name: str,
    label: Texts,
    parent: str,
    columns: Sequence[Variable],
    lines: Callable[[], Iterator[Line]],
    count: int,
) -> Table:
    """The table, each of its columns with a name of its own."""
    names = Names()
    named = tuple(replace(column, name=names.give(column.name)) for column in columns)
    return Table(name, label, parent, named, tuple(_sets(named, names)), lines, count)


def _sets(variables: Sequence[Variable], names: Names) -> Iterator[ResponseSet]:
    for whole in variables:
        if whole.kind is Kind.CODES:
            flags = [each.name for each in variables if each.item == whole.item and each.kind is Kind.FLAG]
            if flags:
                yield ResponseSet(names.give(f"{whole.name}_set"), whole.label, tuple(flags))


def _label(way: Way, versions: Sequence[Version]) -> Texts:
    if not way:
        return _RECORDS
    newest = next(version for version in reversed(versions) if way[-1] in version.form.items)
    return plain_texts(newest.form.items[way[-1]].get("label"), newest.form) or {"": way[-1]}


def _left_out(questions: Mapping[Way, Sequence[Question]]) -> tuple[str, ...]:
    return tuple(each.key for asked in questions.values() for each in asked if each.type in NAMING)
