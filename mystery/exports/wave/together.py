"""The records of several questionnaires in one table, for whoever wants one file of a wave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from mystery.exports.wave import facts
from mystery.exports.wave.cells import fact
from mystery.exports.wave.model import (
    RECORDS,
    Cell,
    Dataset,
    Kind,
    Line,
    Option,
    ResponseSet,
    Table,
    Variable,
)
from mystery.exports.wave.naming import Names, file_stem, legal

_WHICH = "meta_questionnaire"
_BEHIND = "meta_wave"


def together(datasets: Sequence[Dataset]) -> Dataset:
    """What is known about every record stands in shared columns, and `meta_questionnaire` tells them apart.

    A question's column begins with the name of its questionnaire and is empty in the records of the others.
    """
    if len(datasets) == 1:
        return datasets[0]
    first = datasets[0]
    stem = file_stem(first.about.study, first.about.wave)
    languages = dict.fromkeys(language for each in datasets for language in each.languages)
    return Dataset(
        stem=stem,
        about=first.about,
        questionnaire=stem,
        title={
            language: " · ".join(each.title.get(language, each.questionnaire) for each in datasets)
            for language in languages
        },
        versions=tuple(
            replace(version, version=f"{each.questionnaire} {version.version}")
            for each in datasets
            for version in each.versions
        ),
        languages=tuple(languages),
        tables=(_records(datasets), *(table for each in datasets for table in _rounds(each))),
        left_out=tuple(f"{each.questionnaire}/{key}" for each in datasets for key in each.left_out),
    )


def _records(datasets: Sequence[Dataset]) -> Table:
    names = Names()
    variables = [replace(each, name=names.give(each.name)) for each in _shared(datasets)]
    sets: list[ResponseSet] = []
    for each in datasets:
        given = {
            variable.name: names.give(_own_name(each, variable.name))
            for variable in each.records.variables
            if variable.name not in facts.OF_EVERY_RECORD
        }
        variables += [_own(each, one, given) for one in each.records.variables if one.name in given]
        sets += [
            ResponseSet(
                names.give(_own_name(each, one.name)), one.label, tuple(given[name] for name in one.variables)
            )
            for one in each.records.sets
        ]
    return Table(
        name=RECORDS,
        label=datasets[0].records.label,
        parent="",
        variables=tuple(variables),
        sets=tuple(sets),
        lines=partial(_lines, datasets),
        count=sum(each.records.count for each in datasets),
    )


def _lines(datasets: Sequence[Dataset]) -> Iterator[Line]:
    for each in datasets:
        for line in each.records.lines():
            yield Line({**line.facts, _WHICH: each.questionnaire}, line.answers)


def _shared(datasets: Sequence[Dataset]) -> Iterator[Variable]:
    """What we know ourselves of every record; its options are those of all."""
    for variable in datasets[0].records.variables:
        if variable.name not in facts.OF_EVERY_RECORD:
            continue
        twins = [each for data in datasets for each in data.records.variables if each.name == variable.name]
        options = {option.code: option for twin in twins for option in twin.options}
        yield replace(variable, options=_numbered(options.values()))
        if variable.name == _BEHIND:
            yield _which(datasets)


def _which(datasets: Sequence[Dataset]) -> Variable:
    options = [Option(each.questionnaire, 0, each.title) for each in datasets]
    label = {"de": "Fragebogen", "en": "Questionnaire"}
    return Variable(_WHICH, Kind.CODE, label, fact(_WHICH), options=_numbered(options))


def _numbered(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(replace(each, number=number) for number, each in enumerate(options, start=1))


def _own(dataset: Dataset, variable: Variable, names: Mapping[str, str]) -> Variable:
    read = _only_of(dataset.questionnaire, variable.read)
    return replace(variable, name=names[variable.name], read=read)


def _only_of(questionnaire: str, read: Callable[[Line], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line) if line.facts[_WHICH] == questionnaire else None


def _own_name(dataset: Dataset, name: str) -> str:
    return f"{legal(dataset.questionnaire)}__{name}"


def _rounds(dataset: Dataset) -> Iterator[Table]:
    for table in dataset.tables[1:]:
        parent = table.parent if table.parent == RECORDS else _own_name(dataset, table.parent)
        yield replace(table, name=_own_name(dataset, table.name), parent=parent)
