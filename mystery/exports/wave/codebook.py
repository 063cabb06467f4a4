"""What the columns mean, as rows: one for each variable, and below it one for each answer to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mystery.exports.wave.model import Dataset, Kind, Option, Table, Variable, Wording
from mystery.exports.wave.words import CHOSEN, FACTS, HEADINGS, KINDS, missing_text
from mystery.questionnaire import in_language


def headings(language: str) -> list[str]:
    return [in_language(texts, language) for texts in HEADINGS.values()]


def rows(dataset: Dataset, language: str) -> Iterator[list[str]]:
    """As wide as the headings; everything is text."""
    for table in dataset.tables:
        for variable in table.variables:
            yield _variable(table, variable, language)
            for option in variable.options:
                yield _option(table, variable, option, language)
            if variable.kind is Kind.FLAG:
                for number, words in CHOSEN.items():
                    yield _row(table, variable, code=str(number), meaning=in_language(words, language))
            for code in variable.missing:
                yield _row(table, variable, code=code, meaning=missing_text(code, language))


def about(dataset: Dataset, language: str) -> Iterator[tuple[str, str]]:
    """What the data is about, as pairs."""
    found = dataset.about
    yield _named("client", language), found.client
    yield _named("study", language), found.study_title
    days = f"{found.starts_on.isoformat()} – {found.ends_on.isoformat()}"
    yield _named("wave", language), f"{in_language(found.wave_label, language, found.wave)}, {days}"
    yield _named("questionnaire", language), in_language(dataset.title, language, dataset.questionnaire)
    for version in dataset.versions:
        said = f"{version.version}: {version.records} {_named('records', language)}"
        yield _named("version", language), said
    yield _named("agency", language), found.agency
    yield _named("made", language), found.made_at.isoformat(timespec="seconds")
    if dataset.left_out:
        yield _named("left_out", language), ", ".join(dataset.left_out)
    yield "", _named("purpose", language)


def _named(fact: str, language: str) -> str:
    return in_language(FACTS[fact], language)


def changes(wordings: Sequence[Wording], language: str) -> str:
    """`2026.1: Were you met?`"""
    return " | ".join(f"{each.version}: {in_language(each.text, language)}" for each in wordings)


def _variable(table: Table, variable: Variable, language: str) -> list[str]:
    return _row(
        table,
        variable,
        label=in_language(variable.label, language, variable.name),
        kind=in_language(KINDS[variable.kind], language),
        unit=variable.unit,
        section=in_language(variable.section, language),
        item=variable.item,
        versions=", ".join(variable.versions),
        changes=changes(variable.earlier, language),
    )


def _option(table: Table, variable: Variable, option: Option, language: str) -> list[str]:
    return _row(
        table,
        variable,
        code=option.code,
        number=str(option.number),
        meaning=in_language(option.label, language, option.code),
        versions=", ".join(option.versions),
        changes=changes(option.earlier, language),
    )


def _row(table: Table, variable: Variable, **cells: str) -> list[str]:
    found = {"table": table.name, "variable": variable.name, **cells}
    return [found.get(heading, "") for heading in HEADINGS]


def purpose(language: str) -> str:
    """What the data is not for; it travels with every file."""
    return _named("purpose", language)
