"""The one registry of item types: what each type stores and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemType:
    """What a type means to every part of the system.

    `value` is the kind of its value: text, number, code, codes, date, time, datetime, place, media,
    seconds, promise, any (a calculation's result decides) or '' (stores nothing). `answerable`: a person
    gives the value on a page. `has_list`: needs a choice list. `container`: holds other nodes. `filled`:
    by the device when the interview opens, runs or ends. `whole`: speaks about the whole interview and
    is written under `rules`, not among the items.
    """

    name: str
    value: str = ""
    answerable: bool = False
    has_list: bool = False
    container: bool = False
    filled: bool = False
    whole: bool = False


def _asked(value: str, *names: str, has_list: bool = False) -> list[ItemType]:
    return [ItemType(name, value, answerable=True, has_list=has_list) for name in names]


def _filled(value: str, *names: str) -> list[ItemType]:
    return [ItemType(name, value, filled=True) for name in names]


TYPES: Mapping[str, ItemType] = {
    kind.name: kind
    for kind in (
        *(ItemType(name, container=True) for name in ("section", "group", "repeat")),
        ItemType("note"),
        *_asked("text", "text", "barcode"),
        *_asked("number", "integer", "decimal", "range"),
        *_asked("date", "date"),
        *_asked("time", "time"),
        *_asked("datetime", "datetime"),
        *_asked("code", "select_one", has_list=True),
        *_asked("codes", "select_multiple", "rank", has_list=True),
        *_asked("code", "acknowledge"),
        *_asked("media", "image", "audio", "video", "file", "signature"),
        *_asked("place", "geopoint", "geotrace", "geoshape"),
        *_asked("seconds", "timer"),
        *_asked("promise", "promise"),
        ItemType("calculate", "any"),
        ItemType("hidden", "text"),
        *_filled("datetime", "start", "end"),
        *_filled("date", "today"),
        *_filled("text", "deviceid", "username", "phonenumber", "email", "subscriberid", "simserial"),
        *_filled("media", "audit", "background-audio"),
        *_filled("place", "start-geopoint", "background-geopoint"),
        ItemType("rule", whole=True),
    )
}
"""Every type by name."""
