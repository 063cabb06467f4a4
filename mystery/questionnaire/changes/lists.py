"""Differences of choice lists and csv lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mystery.questionnaire.changes.model import Change
from mystery.questionnaire.model import Choice, Definition


def choices(before: Definition, after: Definition) -> Iterator[Change]:
    """List by list; a list that only one of them has shows at the items that use it."""
    for name, now in after.choices.items():
        if name in before.choices:
            for change in _members(before.choices[name], now):
                yield Change(change.code, f"choices.{name}", {"en": name}, change.params)


def _members(old: Sequence[Choice], new: Sequence[Choice]) -> Iterator[Change]:
    was, now = ({choice.name: choice for choice in members} for members in (old, new))
    for code, choice in was.items():
        if code not in now:
            yield Change("CHOICE_REMOVED", params={"code": code, "before": choice.label or code})
    for code, choice in now.items():
        if code not in was:
            yield Change("CHOICE_ADDED", params={"code": code, "after": choice.label or code})
        else:
            yield from _choice(was[code], choice)
    kept = [code for code in was if code in now]
    if kept != [code for code in now if code in was]:
        yield Change("CHOICES_REORDERED")


def _choice(old: Choice, new: Choice) -> Iterator[Change]:
    for language in dict.fromkeys([*old.label, *new.label]):
        before, after = old.label.get(language, ""), new.label.get(language, "")
        if before != after:
            params = {"code": new.name, "language": language, "before": before, "after": after}
            yield Change("CHOICE_RELABELLED", params=params)
    if old.columns != new.columns or old.media != new.media:
        yield Change("CHOICE_DATA", params={"code": new.name})


def tables(before: Definition, after: Definition) -> Iterator[Change]:
    for file in dict.fromkeys([*before.tables, *after.tables]):
        old, new = before.tables.get(file, ()), after.tables.get(file, ())
        if len(old) != len(new):
            yield Change("TABLE", params={"file": file, "before": str(len(old)), "after": str(len(new))})
        elif list(map(dict, old)) != list(map(dict, new)):
            yield Change("TABLE_CONTENT", params={"file": file})
