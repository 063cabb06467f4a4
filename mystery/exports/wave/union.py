"""The questions of all versions of a questionnaire, each with what it was called and offered in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mystery.exports.wave.model import Option, Version, Wording
from mystery.questionnaire import TYPES, Form, Item, Texts

Way = tuple[str, ...]
"""The keys of the repeats that a question stands in, from the outside in; () for the record itself."""

MISSING = ("dont_know", "refused", "not_applicable")
_CODE = re.compile(r"\(([a-z]{2})[^)]*\)$|^([a-z]{2})(?:-|$)", re.IGNORECASE)
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one version has it."""

    version: str
    form: Form
    item: Item

    def texts(self, name: str = "label") -> Texts:
        return plain_texts(self.item.get(name), self.form)


@dataclass(slots=True)
class Question:
    """One question over all versions that have it, the oldest first."""

    key: str
    way: Way
    asked: list[Asked] = field(default_factory=list)

    @property
    def newest(self) -> Asked:
        return self.asked[-1]

    @property
    def type(self) -> str:
        return self.newest.item.type

    @property
    def kinds(self) -> set[str]:
        """The kinds of value it has stored; nearly always one."""
        return {TYPES[each.item.type].value for each in self.asked}

    @property
    def versions(self) -> tuple[str, ...]:
        return tuple(each.version for each in self.asked)

    def label(self) -> Texts:
        """What is asked; of what is computed and has no words the name made readable."""
        found = self.newest.texts() or self.newest.texts("read_aloud")
        return found or {self.newest.form.default_language: self.newest.item.name.replace("_", " ")}

    def earlier(self) -> tuple[Wording, ...]:
        return differing([(each.version, each.texts()) for each in self.asked])

    def section(self) -> Texts:
        section = self.newest.item.section
        return plain_texts(self.newest.form.items[section].get("label"), self.newest.form) if section else {}

    def missing(self) -> tuple[str, ...]:
        """Every reason for no answer that a version allowed."""
        allowed = {code for each in self.asked for code in _missing_of(each)}
        return (*(code for code in MISSING if code in allowed), *sorted(allowed - {*MISSING}))


def questions_of(versions: Sequence[Version]) -> dict[Way, list[Question]]:
    """The questions of every table in the order of the newest version; what is gone stands where it stood."""
    tables: dict[Way, dict[str, Question]] = {(): {}}
    for version in versions:
        for item in version.form.items.values():
            kind = TYPES[item.type]
            if kind.value or item.type == "repeat":
                way = way_of(version.form, item)
                table = tables.setdefault(way, {})
                if kind.value:
                    asked = Asked(version.version, version.form, item)
                    table.setdefault(item.key, Question(item.key, way)).asked.append(asked)
                else:
                    tables.setdefault((*way, item.key), {})
    orders = [_keys(version.form) for version in versions]
    return {way: [table[key] for key in _merged(orders) if key in table] for way, table in tables.items()}


def way_of(form: Form, item: Item) -> Way:
    way: Way = ()
    repeat = item.repeat
    while repeat:
        way = (repeat, *way)
        repeat = form.items[repeat].repeat
    return way


def _keys(form: Form) -> list[str]:
    return list(form.items)


def _merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """The newest order, with what only older ones have behind what it stood behind."""
    merged = list(dict.fromkeys(orders[-1]))
    for order in reversed(orders[:-1]):
        place = 0
        known = {key: index for index, key in enumerate(merged)}
        for key in order:
            if key in known:
                place = merged.index(key) + 1
            else:
                merged.insert(place, key)
                place += 1
    return merged


def options_of(question: Question, used: Iterable[str], most: int) -> tuple[Option, ...]:
    """What could be answered in any version, in the order in which it came to be, so that numbers stay.

    Of a list longer than `most` only what was used; what no list has stands behind and is its own label.
    """
    offered: dict[str, list[tuple[str, Texts]]] = {}
    for each in question.asked:
        for code, label in offered_by(each):
            offered.setdefault(code, []).append((each.version, label))
    wanted = set(used)
    codes = [code for code in offered if len(offered) <= most or code in wanted]
    codes += sorted(wanted - offered.keys())
    numbers = _numbers(codes)
    return tuple(_option(code, numbers[code], offered.get(code, [])) for code in codes)


def _option(code: str, number: int, said: Sequence[tuple[str, Texts]]) -> Option:
    label = said[-1][1] if said else {}
    versions = tuple(dict.fromkeys(version for version, _ in said))
    return Option(code, number, label or {"": code}, versions, differing(said))


def _numbers(codes: Sequence[str]) -> dict[str, int]:
    """Codes that are whole numbers keep their own; others are counted."""
    if codes and all(_WHOLE.fullmatch(code) and int(code) >= 0 for code in codes):
        return {code: int(code) for code in codes}
    return {code: number for number, code in enumerate(codes, start=1)}


def offered_by(asked: Asked) -> Iterator[tuple[str, Texts]]:
    """Codes and labels of the list that a version offers."""
    package: Mapping[str, Any] = asked.form.package
    name = asked.item.get("list")
    members = package.get("choices", {}).get(name) or package.get("tables", {}).get(name) or ()
    for member in members:
        yield str(member["name"]), plain_texts(member.get("label"), asked.form)


def differing(said: Sequence[tuple[str, Texts]]) -> tuple[Wording, ...]:
    """The wordings that are not the last one."""
    return tuple(Wording(version, text) for version, text in said if text != said[-1][1])


def plain_texts(found: object, form: Form) -> Texts:
    """A text of a package by language codes; an answer piped into it shows as its name in brackets."""
    if not found:
        return {}
    if not isinstance(found, Mapping):
        found = {form.default_language: found}
    return {_language(language): _plain(text) for language, text in found.items() if text}


def _plain(text: object) -> str:
    if isinstance(text, str):
        return text
    assert isinstance(text, Sequence)
    return "".join(part if isinstance(part, str) else f"[{_named(part)}]" for part in text)


def _named(tree: object) -> str:
    return str(tree[1]) if isinstance(tree, Sequence) and tree[0] == "item" else "…"


def _language(name: str) -> str:
    """`Deutsch (de)`, `de-AT` and `de` are `de`; what has no code keeps its name."""
    found = _CODE.search(name.strip())
    return (found[1] or found[2]).lower() if found else name


def languages_of(versions: Sequence[Version]) -> tuple[str, ...]:
    """The languages of all versions, those of the newest first."""
    spoken = [_language(name) for version in reversed(versions) for name in version.form.languages]
    return tuple(dict.fromkeys(spoken))


def _missing_of(asked: Asked) -> Sequence[str]:
    if not TYPES[asked.item.type].answerable:
        return ()
    own = asked.item.get("missing")
    found = asked.form.package.get("missing", ()) if own is None else own
    assert isinstance(found, Sequence)
    return [str(code) for code in found]
