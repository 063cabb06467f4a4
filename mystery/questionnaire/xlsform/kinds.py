"""The `type` cell: what a row of the survey sheet is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mystery.questionnaire.xlsform.aliases import (
    CONTAINERS,
    EXTERNAL_INSTANCES,
    FROM_FILE,
    IMPLIED,
    SELECTS,
    SETTING_TYPES,
    TYPES,
    WITH_PARAMETERS,
)

Role = Literal["item", "begin", "end", "setting", "external"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a type means. `list_name` is a choice list, a file, or `${repeat_item}`."""

    role: Role
    type: str
    list_name: str = ""
    or_other: bool = False
    from_file: bool = False
    written: str = ""
    implied: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_parameters(self) -> bool:
        """Old spellings of a type take none: what stands in their cell has never been read."""
        return bool(self.list_name) or self.written in (self.type, *WITH_PARAMETERS)


def _choices(words: Mapping[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEGIN = re.compile(rf"^begin[ _](?P<type>{_choices(CONTAINERS)})(?: (?:over )?(?P<list>\S+))?$")
_END = re.compile(rf"^end[ _](?P<type>{_choices(CONTAINERS)})$")
_SELECT = re.compile(
    rf"^(?P<command>{_choices(SELECTS)}) (?P<list>\S+)(?P<other> (?:or specify other|or_other|or other))?$"
)


def kind_of(written: str) -> Kind | None:
    """The meaning of a type cell; None if it has none."""
    text = " ".join(written.split())
    begin = _BEGIN.match(text)
    if begin:
        return Kind("begin", CONTAINERS[begin["type"]], begin["list"] or "", written=text)
    end = _END.match(text)
    if end:
        return Kind("end", CONTAINERS[end["type"]], written=text)
    select = _SELECT.match(text)
    if select:
        return _select(select, text)
    if text in SETTING_TYPES:
        return Kind("setting", SETTING_TYPES[text], written=text)
    if text in EXTERNAL_INSTANCES:
        return Kind("external", text, written=text)
    if text.startswith("osm "):
        return Kind("item", "file", written="osm")
    base = TYPES.get(text)
    return Kind("item", base, written=text, implied=IMPLIED.get(text, {})) if base else None


def _select(match: re.Match[str], text: str) -> Kind:
    command = match["command"]
    return Kind(
        "item",
        SELECTS[command],
        match["list"],
        or_other=match["other"] is not None,
        from_file=command in FROM_FILE,
        written=command if command == "select_one_external" else text,
    )


def known_types() -> list[str]:
    """The spellings to suggest for a mistyped one."""
    rows = [f"{edge}_{container}" for edge in ("begin", "end") for container in ("group", "repeat")]
    selects = ["select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"]
    return [*selects, *sorted(set(TYPES.values())), *rows]
