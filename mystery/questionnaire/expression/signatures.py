"""The one registry of functions: their names and how many arguments each takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ANY_NUMBER = 1_000


class Signature(NamedTuple):
    """From `least` to `most` arguments, `step` more at a time (pairs, for example)."""

    least: int
    most: int
    step: int = 1

    def takes(self, count: int) -> bool:
        return self.least <= count <= self.most and (count - self.least) % self.step == 0

    def __str__(self) -> str:
        if self.least == self.most:
            return str(self.least)
        if self.step > 1:
            return f"{self.least}, {self.least + self.step}, …"
        return f"{self.least}+" if self.most == ANY_NUMBER else f"{self.least}–{self.most}"


def _each(count: int, names: str) -> dict[str, Signature]:
    return {name: Signature(count, count) for name in names.split()}


SIGNATURES: Mapping[str, Signature] = {
    # truth and choice
    **_each(0, "true false"),
    **_each(1, "boolean boolean-from-string not once"),
    **_each(2, "coalesce"),
    **_each(3, "if"),
    "checklist": Signature(2, ANY_NUMBER),
    "weighted-checklist": Signature(4, ANY_NUMBER, 2),
    # text
    **_each(1, "string string-length normalize-space base64-decode"),
    **_each(2, "substring-before substring-after contains starts-with ends-with regex extract-signed"),
    **_each(3, "translate"),
    "concat": Signature(0, ANY_NUMBER),
    "join": Signature(1, ANY_NUMBER),
    "substr": Signature(2, 3),
    "digest": Signature(2, 3),
    "uuid": Signature(0, 1),
    # numbers
    **_each(0, "pi random"),
    **_each(1, "number int abs sqrt log log10 exp exp10 sin cos tan asin acos atan"),
    **_each(2, "pow atan2"),
    "round": Signature(1, 2),
    "min": Signature(0, ANY_NUMBER),
    "max": Signature(0, ANY_NUMBER),
    # node-sets and repeats
    **_each(1, "sum count count-non-empty"),
    "position": Signature(0, 1),
    "indexed-repeat": Signature(3, 7, 2),
    "randomize": Signature(1, 2),
    # choices and lists
    **_each(1, "count-selected"),
    **_each(2, "selected selected-at jr:choice-name"),
    **_each(4, "pulldata"),
    # dates
    **_each(0, "today now"),
    **_each(1, "date date-time decimal-date-time decimal-time"),
    **_each(2, "format-date format-date-time"),
    # places
    **_each(1, "area intersects"),
    **_each(2, "geofence"),
    "distance": Signature(1, ANY_NUMBER),
}
"""Every function by name. `instance(...)/root/item` and `current()` are syntax, not functions."""

OF_MANY = frozenset({
    "sum", "count", "count-non-empty", "min", "max", "join", "concat", "checklist", "weighted-checklist",
    "randomize", "area", "distance", "geofence", "position", "indexed-repeat",
})  # fmt: skip
"""Functions that look at the values of all rounds; to any other several are one, the first."""
