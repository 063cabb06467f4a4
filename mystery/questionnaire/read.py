"""The text of questionnaire.yaml -> Definition. What cannot be read is a problem with its line."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.marks import Fields, Marked, load
from mystery.problems import Place, Problem
from mystery.questionnaire.model import Choice, Definition
from mystery.questionnaire.read_nodes import NodeReader, media_of, media_places_of
from mystery.questionnaire.read_rules import read_rules

Table = tuple[Mapping[str, str], ...]

MODES = ("capi", "cati", "web")
KEYS = (
    "questionnaire", "version", "languages", "default_language", "title", "description", "modes",
    "missing", "choices", "sections", "items", "rules", "settings",
)  # fmt: skip
CHOICE_KEYS = ("name", "label", "media")


def read(
    text: str, file: str = "", tables: Mapping[str, Table] | None = None
) -> tuple[Definition, list[Problem]]:
    """Read a questionnaire. `tables` are the rows of its csv lists by file name.

    The definition is as complete as the text allows; the problems are those of reading only, `check`
    finds the rest.
    """
    root, problems = load(text, file)
    if root is None:
        return Definition(name="", tables=tables or {}, place=Place(file, 1, 1)), problems
    return read_marked(root, problems, tables)


def read_marked(
    root: Marked, problems: list[Problem], tables: Mapping[str, Table] | None = None
) -> tuple[Definition, list[Problem]]:
    """The same from values that know their places already, wherever these lie."""
    fields = Fields(root, problems)
    if root.kind != "mapping":
        return Definition(name="", tables=tables or {}, place=root.place), problems
    fields.expect(KEYS)
    fields.require("questionnaire")
    languages = fields.words("languages") or ("default",)
    fields.language = fields.text("default_language") or languages[0]
    nodes = NodeReader(fields)
    return (
        Definition(
            name=fields.text("questionnaire"),
            version=fields.text("version"),
            languages=languages,
            default_language=fields.language,
            title=fields.texts("title"),
            modes=_modes(fields),
            missing=fields.words("missing"),
            choices=_choices(fields),
            tables=tables or {},
            nodes=(*nodes.nodes("sections"), *nodes.nodes("items")),
            rules=read_rules(fields),
            settings=_settings(fields),
            place=root.place,
            places=_places(fields),
        ),
        problems,
    )


def _places(fields: Fields) -> dict[str, Place]:
    places = dict(fields.node.key_places)
    choices = fields.node.entries.get("choices")
    if choices is not None:
        places.update({f"choices.{name}": place for name, place in choices.key_places.items()})
    return places


def _modes(fields: Fields) -> tuple[str, ...]:
    return tuple(mode for mode in fields.words("modes") if known_mode(mode, fields))


def known_mode(mode: str, fields: Fields) -> bool:
    """True for capi, cati and web; anything else is reported."""
    if mode in MODES:
        return True
    guess = ", ".join(MODES)
    fields.problem("VALUE_NOT_ALLOWED", fields.place("modes"), key="modes", value=mode, guess=guess)
    return False


def _settings(fields: Fields) -> dict[str, object]:
    settings = {key: value.plain() for key, value in fields.entries("settings").items()}
    if "description" in fields:
        settings["description"] = fields.texts("description")
    return settings


def _choices(fields: Fields) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, tuple[Choice, ...]] = {}
    for name, members in fields.entries("choices").items():
        if members.kind != "list":
            fields.wrong(name, members, "list")
        lists[name] = tuple(_choice(member, fields) for member in members.elements)
    return lists


def _choice(member: Marked, fields: Fields) -> Choice:
    """One option: name, label, media; every other key is a column for filters."""
    if member.kind == "text":
        return Choice(member.text, {fields.language: member.text}, place=member.place)
    option = fields.inside(member)
    option.require("name")
    columns = {key: option.text(key) for key in member.entries if key not in CHOICE_KEYS}
    columns = {key: text for key, text in columns.items() if text}  # a blank cell is none
    return Choice(
        name=option.text("name"),
        label=option.texts("label"),
        columns=columns,
        media=media_of(option),
        place=member.place,
        media_places=media_places_of(option),
    )
