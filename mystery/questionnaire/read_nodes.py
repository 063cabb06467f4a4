"""Sections, groups, repeats and items of questionnaire.yaml -> nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mystery.marks import Fields, Marked
from mystery.problems import Place, did_you_mean
from mystery.questionnaire.model import Node, Texts

KINDS = ("item", "section", "group", "repeat")
_TEXTS = (
    "label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "required_message",
    "constraint_message", "warning_message",
)  # fmt: skip
_PLAIN = (
    "relevant", "constraint", "warning", "calculation", "trigger", "default", "choice_filter",
    "appearance", "touchpoint", "process", "phase", "dimension",
)  # fmt: skip
_SWITCHES = ("required", "readonly")
_SHARED = (*_TEXTS, *_PLAIN, *_SWITCHES, "modes", "missing", "pin", "media", "parameters", "extras")
ITEM_KEYS = ("item", "type", "or_other", "evidence", *_SHARED)
CONTAINER_KEYS = ("items", "rotate", *_SHARED)
REPEAT_KEYS = ("repeat_count", "items", *_SHARED)
_KEYS = {
    "item": ITEM_KEYS,
    "section": ("section", *CONTAINER_KEYS),
    "group": ("group", *CONTAINER_KEYS),
    "repeat": ("repeat", *REPEAT_KEYS),
}
EVIDENCE = ("wanted", "required")
ROTATIONS = ("shuffle", "cycle")
PROCESSES = ("marketing", "sales", "service")
PHASES = ("acquisition", "retention", "win-back")
MEDIA = ("image", "big-image", "audio", "video")
_YES = frozenset({"true", "yes", "ja", "true()"})
_NO = frozenset({"", "false", "no", "nein", "false()"})


class NodeReader:
    """Reads nodes with the problems and the language of the questionnaire's own fields."""

    def __init__(self, root: Fields) -> None:
        self.root = root

    def nodes(self, key: str) -> tuple[Node, ...]:
        """The nodes listed under a key of the questionnaire."""
        return self._all(self.root, key)

    def _all(self, fields: Fields, key: str) -> tuple[Node, ...]:
        read = (self._node(element) for element in fields.elements(key))
        return tuple(node for node in read if node is not None)

    def _node(self, element: Marked) -> Node | None:
        fields = self.root.inside(element)
        if element.kind != "mapping":
            return None
        kind = _kind(fields)
        if kind is None:
            return None
        fields.expect(_KEYS[kind])
        fields.require(kind)
        if kind == "item":
            return self._item(fields)
        base, _, _ = _type(kind)
        return self._built(fields, kind, base, "", children=self._all(fields, "items"))

    def _item(self, fields: Fields) -> Node | None:
        if not fields.require("type"):
            # The name is still known, so that what refers to it is not reported as well.
            return Node(fields.text("item"), "", place=fields.node.place)
        base, list_name, or_other = _type(fields.text("type"))
        return self._built(fields, "item", base, list_name, or_other=or_other or fields.flag("or_other"))

    def _built(
        self,
        fields: Fields,
        kind: str,
        base: str,
        list_name: str,
        *,
        or_other: bool = False,
        children: tuple[Node, ...] = (),
    ) -> Node:
        texts = {key: fields.texts(key) for key in _TEXTS}
        plain = {key: fields.text(key).strip() for key in _PLAIN if key not in ("process", "phase")}
        return Node(
            name=fields.text(kind),
            type=base,
            list_name=list_name,
            **texts,  # type: ignore[arg-type]  # the keys of the two tables are fields of Node
            **plain,  # type: ignore[arg-type]
            required=_switch(fields, "required"),
            readonly=_switch(fields, "readonly"),
            process=fields.one_of("process", PROCESSES),
            phase=fields.one_of("phase", PHASES),
            evidence=fields.one_of("evidence", EVIDENCE) if kind == "item" else "",
            repeat_count=fields.text("repeat_count") if kind == "repeat" else "",
            parameters=_parameters(fields),
            missing=fields.words("missing") if "missing" in fields else None,
            modes=fields.words("modes"),
            or_other=or_other,
            rotate=fields.one_of("rotate", ROTATIONS) if kind in ("section", "group") else "",
            pin=fields.flag("pin"),
            media=media_of(fields),
            children=children,
            extras={key: value.plain() for key, value in fields.entries("extras").items()},
            place=fields.node.place,
            places=_places(fields, kind),
        )


def _kind(fields: Fields) -> str | None:
    """item, section, group or repeat; a misspelt one is reported and read as what it resembles."""
    found = [kind for kind in KINDS if kind in fields]
    if found:
        return found[0]
    for key in fields.node.entries:
        meant = did_you_mean(key, KINDS)
        if meant in KINDS:
            return meant
    fields.problem("KEY_MISSING", fields.node.place, key="item")
    return None


def _type(text: str) -> tuple[str, str, bool]:
    """`select_one yes-no or_other` -> base type, list, or_other."""
    words = text.split()
    or_other = len(words) > 2 and words[-1] == "or_other"
    if or_other:
        words.pop()
    base = words[0] if words else ""
    return base.removesuffix("_from_file"), " ".join(words[1:]), or_other


def _places(fields: Fields, kind: str) -> Mapping[str, Place]:
    """Where each value stands, `label.de` for one language; `name` is where the node's name stands."""
    places = places_of(fields, _TEXTS)
    if kind in places:
        places["name"] = places[kind]
    places.update({f"media.{key}": place for key, place in media_places_of(fields).items()})
    return places


def places_of(fields: Fields, texts: Iterable[str]) -> dict[str, Place]:
    """Where the value of each key stands; of those that are texts, each language too."""
    places = {key: value.place for key, value in fields.node.entries.items()}
    for key in fields.node.entries.keys() & set(texts):
        languages = fields.node.entries[key].entries
        places.update({f"{key}.{language}": text.place for language, text in languages.items()})
    return places


def _switch(fields: Fields, key: str) -> str:
    """`required` and `readonly` take yes, no or an expression."""
    text = fields.text(key).strip()
    if text.lower() in _YES:
        return "true()"
    return "" if text.lower() in _NO else text


def _parameters(fields: Fields) -> dict[str, str]:
    """`start=0 end=10 step=1`, as in XLSForm, or a mapping."""
    value = fields.get("parameters")
    if value is None:
        return {}
    if value.kind == "mapping":
        return {key: entry.text for key, entry in value.entries.items()}
    if value.kind == "list":
        fields.wrong("parameters", value, "mapping")
        return {}
    return parameters_of(value.text)


def parameters_of(text: str) -> dict[str, str]:
    """`start=0 end=10` (also with ; or , between) as a mapping; blanks around = do not matter."""
    pairs = re.split(r"[\s;,]+", re.sub(r"\s*=\s*", "=", text.strip()))
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs) if name}


def media_of(fields: Fields) -> dict[str, Texts]:
    """`media: {image: plan.png, audio: {de: …, en: …}}` -> file per language and kind."""
    found = fields.fields("media")
    if found is None or found.node.kind != "mapping":
        return {}
    found.expect(MEDIA)
    return {kind: found.texts(kind) for kind in MEDIA if kind in found}


def media_places_of(fields: Fields) -> dict[str, Place]:
    """Where each file of `media` is named: by kind, and `image.de` for one language."""
    places: dict[str, Place] = {}
    if "media" not in fields:
        return places
    for kind, named in fields.node.entries["media"].entries.items():
        places[kind] = named.place
        places.update({f"{kind}.{language}": text.place for language, text in named.entries.items()})
    return places
