"""YAML whose every value knows its line: text in, marked nodes out, and a friendly way to read them.

Every scalar is text: `no` stays "no" and 2026.10 keeps its zero. Anchors, tags, duplicate keys and
several documents are refused, so a file means what it looks like and cannot grow when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import yaml

from mystery.problems import Place, Problem, did_you_mean

MAX_BYTES = 2_000_000
MAX_DEPTH = 60

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE = frozenset({"yes", "true", "ja", "on", "1"})
_FALSE = frozenset({"no", "false", "nein", "off", "0", ""})


@dataclass(frozen=True, slots=True)
class Marked:
    """A value with its place: text, a list of marked values, or a mapping from text to marked values."""

    value: str | tuple[Marked, ...] | Mapping[str, Marked]
    place: Place = field(default_factory=Place)
    key_places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`text`, `list` or `mapping`."""
        if isinstance(self.value, str):
            return "text"
        return "list" if isinstance(self.value, tuple) else "mapping"

    @property
    def text(self) -> str:
        """The text; '' when it is something else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def elements(self) -> tuple[Marked, ...]:
        """The members of a list; () when it is something else."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def entries(self) -> Mapping[str, Marked]:
        """The entries of a mapping; {} when it is something else."""
        return {} if isinstance(self.value, str | tuple) else self.value

    def plain(self) -> object:
        """The same as str, list and dict without places."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [element.plain() for element in self.value]
        return {key: value.plain() for key, value in self.value.items()}


def load(text: str, file: str = "") -> tuple[Marked | None, list[Problem]]:
    """Read one YAML document. None when it cannot be read; the problems say why and where."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return None, [Problem("YAML_TOO_LARGE", Place(file, 1, 1), {"limit": MAX_BYTES})]
    builder = _Builder(file)
    try:
        root = builder.document(yaml.parse(text, Loader=_Loader))
    except _Unreadable as stop:
        return None, [*builder.problems, stop.problem]
    except (yaml.YAMLError, UnicodeError) as error:
        return None, [*builder.problems, _unreadable(error, file)]
    if root is None:
        return None, [Problem("YAML_EMPTY", Place(file, 1, 1))]
    return root, builder.problems


def _unreadable(error: Exception, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark is not None else Place(file, 1, 1)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or "unknown reason"
    return Problem("YAML_UNREADABLE", place, {"why": str(why)})


class _Unreadable(Exception):
    def __init__(self, code: str, place: Place, **params: object) -> None:
        self.problem = Problem(code, place, params)
        super().__init__(code)


class _Builder:
    """Events of the YAML parser -> marked nodes. Stops at whatever makes a file ambiguous."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def document(self, events: Iterable[yaml.Event]) -> Marked | None:
        root: Marked | None = None
        stream = iter(events)
        documents = 0
        for event in stream:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Unreadable("YAML_SEVERAL_DOCUMENTS", self.place(event))
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, stream, 0)
        return None if root is not None and root.value == "" else root

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            return Place(self.file)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def node(self, event: yaml.Event, stream: Iterator[yaml.Event], depth: int) -> Marked:
        place = self.place(event)
        if depth > MAX_DEPTH:
            raise _Unreadable("YAML_TOO_DEEP", place, limit=MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unreadable("YAML_ANCHOR", place)
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise _Unreadable("YAML_TAG", place, tag=str(tag))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place, stream, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(place, stream, depth)
        return Marked(str(getattr(event, "value", "")), place)

    def sequence(self, place: Place, stream: Iterator[yaml.Event], depth: int) -> Marked:
        elements: list[Marked] = []
        for event in stream:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            elements.append(self.node(event, stream, depth + 1))
        return Marked(tuple(elements), place)

    def mapping(self, place: Place, stream: Iterator[yaml.Event], depth: int) -> Marked:
        entries: dict[str, Marked] = {}
        places: dict[str, Place] = {}
        for event in stream:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, stream, depth + 1)
            value = self.node(next(stream), stream, depth + 1)
            if not isinstance(key.value, str):
                raise _Unreadable("YAML_UNREADABLE", key.place, why="a key must be a text")
            if key.text in entries:
                params = {"key": key.text, "first": places[key.text].line}
                self.problems.append(Problem("KEY_TWICE", key.place, params))
                continue
            entries[key.text] = value
            places[key.text] = key.place
        return Marked(entries, place, places)


class Fields:
    """The fields of one mapping, asked for by name; whatever is wrong is put into `problems`.

    Asking for a field makes its name known; `finish()` then reports the names nobody asked for.
    `language` is the key that a text without a language gets.
    """

    def __init__(self, node: Marked, problems: list[Problem], language: str = "default") -> None:
        self.node = node
        self.problems = problems
        self.language = language
        self._asked: dict[str, None] = {}
        if node.kind != "mapping":
            self.wrong("", node, "mapping")

    def __contains__(self, key: str) -> bool:
        return key in self.node.entries

    def get(self, key: str) -> Marked | None:
        """The marked value itself; marks the key as known."""
        self._asked[key] = None
        return self.node.entries.get(key)

    def place(self, key: str) -> Place:
        """Where the value of a key stands; the mapping's own place when the key is absent."""
        value = self.node.entries.get(key)
        return self.node.place if value is None else value.place

    def problem(self, code: str, place: Place, /, **params: object) -> None:
        self.problems.append(Problem(code, place, params))

    def wrong(self, key: str, value: Marked, wanted: str) -> None:
        """Report that a value is of the wrong kind; `wanted` is text, list, mapping or number."""
        params = {"key": key or "-", "value": value.text or value.kind}
        self.problem(f"VALUE_NOT_A_{wanted.upper()}", value.place, **params)

    def require(self, *keys: str) -> bool:
        """True when all are there; reports each that is missing or blank."""
        missing = [key for key in keys if key not in self or self.node.entries[key].value == ""]
        for key in missing:
            self._asked[key] = None
            self.problem("KEY_MISSING", self.node.place, key=key)
        return not missing

    def text(self, key: str, default: str = "") -> str:
        """A text; `default` when absent."""
        value = self.get(key)
        if value is None:
            return default
        if value.kind != "text":
            self.wrong(key, value, "text")
            return default
        return value.text

    def one_of(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """A text out of a closed list."""
        text = self.text(key, default)
        allowed = tuple(allowed)
        if text == default or text in allowed:
            return text
        guess = did_you_mean(text, allowed)
        self.problem("VALUE_NOT_ALLOWED", self.place(key), key=key, value=text, guess=guess)
        return default

    def texts(self, key: str) -> dict[str, str]:
        """A text in several languages, `{de: …, en: …}`, or a plain text; {} when absent."""
        value = self.get(key)
        return {} if value is None else texts_of(value, key, self)

    def texts_list(self, key: str) -> tuple[dict[str, str], ...]:
        """A list of texts, each in several languages or plain."""
        return tuple(texts_of(element, key, self) for element in self.elements(key))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of short texts; a single text is split at commas and blanks."""
        value = self.get(key)
        if value is None:
            return ()
        if value.kind == "text":
            return tuple(value.text.replace(",", " ").split())
        if value.kind == "mapping" or any(element.kind != "text" for element in value.elements):
            self.wrong(key, value, "list")
            return ()
        return tuple(element.text for element in value.elements)

    def elements(self, key: str) -> tuple[Marked, ...]:
        """The marked members of a list; () when absent."""
        value = self.get(key)
        if value is None or value.value == "":
            return ()
        if value.kind != "list":
            self.wrong(key, value, "list")
        return value.elements

    def entries(self, key: str) -> Mapping[str, Marked]:
        """A mapping with free keys, as marked values; {} when absent."""
        value = self.get(key)
        if value is None or value.value == "":
            return {}
        if value.kind != "mapping":
            self.wrong(key, value, "mapping")
        return value.entries

    def fields(self, key: str) -> Fields | None:
        """A nested mapping with fixed keys; None when absent."""
        value = self.get(key)
        if value is None or value.value == "":
            return None
        return self.inside(value)

    def inside(self, node: Marked) -> Fields:
        """The fields of another mapping, with the same list of problems and the same language."""
        return Fields(node, self.problems, self.language)

    def decimal(self, key: str) -> Decimal | None:
        """A decimal number; None when absent or unreadable."""
        value = self.get(key)
        if value is None or value.value == "":
            return None
        return decimal_of(value, key, self)

    def flag(self, key: str) -> bool:
        """yes/no, true/false, ja/nein; False when absent."""
        value = self.get(key)
        if value is None:
            return False
        word = value.text.strip().lower()
        if value.kind != "text" or word not in _TRUE | _FALSE:
            shown = value.text or value.kind
            self.problem("VALUE_NOT_ALLOWED", value.place, key=key, value=shown, guess="yes / no")
        return word in _TRUE

    def expect(self, known: Iterable[str]) -> None:
        """Report keys outside `known`; one that is merely misspelt is read as the one it resembles.

        So a slip of the pen is one problem, and not also the absence of what was meant.
        """
        known = tuple(known)
        for key in [key for key in self.node.entries if key not in known]:
            guess = did_you_mean(key, known)
            place = self.node.key_places.get(key, self.node.place)
            self.problem("KEY_UNKNOWN", place, key=key, guess=guess)
            meant = guess.split(" / ")[0]
            if meant in known and meant not in self.node.entries:
                self.node = _renamed(self.node, key, meant)
        self._asked.update(dict.fromkeys(self.node.entries))

    def finish(self, *also: str) -> None:
        """Report every key that nobody asked for; `also` are further known ones."""
        known = [*self._asked, *also]
        for key in self.node.entries:
            if key not in self._asked and key not in also:
                place = self.node.key_places.get(key, self.node.place)
                self.problem("KEY_UNKNOWN", place, key=key, guess=did_you_mean(key, known))


def _renamed(node: Marked, key: str, meant: str) -> Marked:
    entries = {meant if name == key else name: value for name, value in node.entries.items()}
    places = {meant if name == key else name: place for name, place in node.key_places.items()}
    return Marked(entries, node.place, places)


def texts_of(value: Marked, key: str, fields: Fields) -> dict[str, str]:
    """One marked value as a text per language; `fields` takes the problems."""
    if value.kind == "text":
        return {fields.language: value.text} if value.text else {}
    if value.kind == "list":
        fields.wrong(key, value, "text")
        return {}
    texts: dict[str, str] = {}
    for language, text in value.entries.items():
        if text.kind == "text":
            texts[language] = text.text
        else:
            fields.wrong(f"{key}: {language}", text, "text")
    return texts


def decimal_of(value: Marked, key: str, fields: Fields) -> Decimal | None:
    """One marked value as a finite decimal number; `fields` takes the problem."""
    if value.kind != "text":
        fields.wrong(key, value, "number")
        return None
    try:
        number = Decimal(value.text.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        fields.wrong(key, value, "number")
        return None
    return number
