"""The sentences of a report: read from `reports/<name>/texts.<language>.toml`, filled by named fields."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mystery.questionnaire import Texts, in_language
from mystery.reporting.numerals import Numerals
from mystery.resources import folder

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """All texts of one report in one language, and how that language writes numbers."""

    language: str
    texts: Mapping[str, str]
    numerals: Numerals

    def say(self, key: str, **fields: object) -> str:
        """The sentence `key` with its fields; an unknown key is a mistake of the report's author."""
        return self.texts[key].format(**fields)

    def count(self, key: str, number: int, **fields: object) -> str:
        """The sentence for one thing or for many: `<key>.one` and `<key>.many`."""
        form = "one" if number == 1 else "many"
        return self.say(f"{key}.{form}", number=self.numerals.number(number), **fields)

    def has(self, key: str) -> bool:
        return key in self.texts

    def label(self, texts: Texts, otherwise: str = "") -> str:
        """A label in this language, or in any other before showing none."""
        return in_language(texts, self.language, otherwise)


@cache
def wording(report: str, language: str) -> Wording:
    """The texts of `report` over those of its `base`; a language we lack is read as English."""
    known = language if language in LANGUAGES else "en"
    base = settings(report).get("base")
    lent = wording(str(base), known).texts if base else {}
    source = (folder("reports") / report / f"texts.{known}.toml").read_text("utf-8")
    texts = dict(_flat(tomllib.loads(source)))
    return Wording(known, MappingProxyType({**lent, **texts}), Numerals(known))


@cache
def settings(report: str) -> Mapping[str, object]:
    """What `report.toml` decides: which pages in which order, how many weak spots, how many rows."""
    source = (folder("reports") / report / "report.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(source))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value).strip()
