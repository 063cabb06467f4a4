"""The values of the questionnaire language: what `read` returns and what `compile_form` returns."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mystery.problems import Place

Texts = Mapping[str, str]
"""Language code -> text. A text without a language has the key of the default language."""

_LIST_ITEM = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A picture, sound or film of a questionnaire. Its bytes tell its `type`; '' cannot be shown."""

    sha256: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice list. `columns` are the filter data of an XLSForm choices sheet.

    `media_places` says where a file is named: by kind, or `image.de` for one language.
    """

    name: str
    label: Texts = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Texts] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    media_places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Node:
    """A section, group, repeat or item as its author wrote it. Expressions are still text.

    `type` is the base type (`select_one`, `section`, `group`, `repeat`, ...); `list_name` names the
    choice list (or the file) of a select. `required` and `readonly` are expressions; '' is false.
    `rotate` (shuffle, cycle) orders the children of a section or group anew for each interview; a child
    with `pin` keeps its place. A `rule` over the whole interview has a `severity` and the names of the
    items it is `about`; its message is its label, and it is looked at while it is relevant.
    `missing` None means: the questionnaire's own missing codes. `extras` keeps the columns and keys
    that the engine does not use, so that a round trip loses nothing.
    """

    name: str
    type: str
    list_name: str = ""
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    guidance_hint: Texts = field(default_factory=dict)
    interviewer_note: Texts = field(default_factory=dict)
    read_aloud: Texts = field(default_factory=dict)
    relevant: str = ""
    required: str = ""
    required_message: Texts = field(default_factory=dict)
    readonly: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    warning: str = ""
    warning_message: Texts = field(default_factory=dict)
    calculation: str = ""
    trigger: str = ""
    default: str = ""
    choice_filter: str = ""
    repeat_count: str = ""
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] | None = None
    evidence: str = ""
    modes: tuple[str, ...] = ()
    touchpoint: str = ""
    process: str = ""
    phase: str = ""
    dimension: str = ""
    or_other: bool = False
    rotate: str = ""
    pin: bool = False
    severity: str = ""
    about: tuple[str, ...] = ()
    media: Mapping[str, Texts] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    extras: Mapping[str, object] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def list_item(self) -> str:
        """The item of a repeat whose answers are the choices (`select_one ${name}`), else ''."""
        found = _LIST_ITEM.fullmatch(self.list_name) if self.list_name else None
        return found[1] if found else ""

    def place_of(self, key: str) -> Place:
        """Where the author wrote the value of one key; the node's own place if that is unknown."""
        return self.places.get(key, self.place)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire as written, before any check.

    `tables` are csv lists by file name; `rules` are nodes of the type `rule`. `files` are the pictures,
    sounds and films that lie beside it, by name; None where nobody has looked.
    """

    name: str
    version: str = ""
    languages: tuple[str, ...] = ("default",)
    default_language: str = "default"
    title: Texts = field(default_factory=dict)
    modes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    rules: tuple[Node, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, AttachedFile] | None = field(
        default=None, compare=False
    )  # beside the text, not in it
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where the author wrote `languages`, `title`, `choices.town`, ...; else where the text begins."""
        return self.places.get(key, self.place)

    def is_lenient_at(self, place: Place) -> bool:
        """Whether what other tools accept is only a warning here and no error, as in texts of our own.

        It is so in a workbook, and in what was converted from one that needed it: `lenient: yes`.
        """
        return bool(place.sheet) or str(self.settings.get("lenient", "")).lower() in ("yes", "true")


@dataclass(frozen=True, slots=True)
class Item:
    """A node of a compiled form. Expressions are trees; texts with `${x}` are parts.

    `key` is unique in the form: the name, or `group/name` where a name stands in two groups.
    `parent` and `repeat` are keys of the enclosing node and of the nearest enclosing repeat ('' = none).
    `section` is the key of the page it stands on.
    """

    key: str
    name: str
    type: str
    parent: str
    repeat: str
    section: str
    properties: Mapping[str, object]

    def get(self, name: str, default: object = None) -> object:
        return self.properties.get(name, default)


def canonical(package: Mapping[str, object]) -> str:
    """Canonical JSON: sorted keys, no blanks, UTF-8 kept. Its SHA-256 is the fingerprint."""
    return json.dumps(package, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True)
class Form:
    """A compiled, published questionnaire: immutable, and known by its fingerprint.

    `package` is what JSON gives back of it (docs/form-package.md); `items` holds the same nodes in document
    order by key.
    """

    name: str
    version: str
    languages: tuple[str, ...]
    default_language: str
    items: Mapping[str, Item]
    package: Mapping[str, object]

    @cached_property
    def fingerprint(self) -> str:
        """Made for whoever asks: of long lists it takes as long as checking them."""
        return hashlib.sha256(canonical(self.package).encode()).hexdigest()


def in_language(texts: Texts, language: str, otherwise: str = "") -> str:
    """The text in a language, or in any other before showing none."""
    return texts.get(language) or next((text for text in texts.values() if text), otherwise)
