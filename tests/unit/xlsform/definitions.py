"""Random questionnaires in which every key of the language occurs, sound enough to be written anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from mystery.questionnaire import TYPES, Choice, Definition, Node
from mystery.questionnaire.read_nodes import EVIDENCE, PHASES, PROCESSES, ROTATIONS

LANGUAGES = (("default",), ("de",), ("de", "en"), ("en", "fr", "ar"), ("pt-BR", "Kiswahili"))
SIGNS = st.sampled_from("aZ09 _-.,:;|\\/'\"#&%@*!?<>{}[]()=+~`^\näßé漢字😀ру")
LISTS = ("yes-no", "towns", "grades_1")
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "integer": ("0", "-3"),
    "decimal": ("2.5",),
    "range": ("5",),
    "date": ("2026-12-31", "today()"),
    "time": ("09:30",),
    "text": ("…", "concat(${first}, ' 1')", "C++"),
}
PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "range": {"start": "0", "end": "10", "step": "2"},
    "text": {"rows": "4"},
    "image": {"max-pixels": "1024"},
    "geopoint": {"capture-accuracy": "7.5"},
    "select_one": {"randomize": "true", "seed": "${first}"},
    "audit": {"track-changes": "true"},
}
EXTRAS = ("note to self", "bind::oc:x", "Remark")
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


def _tidy(text: str) -> str:
    """As a cell of a workbook keeps it: no blanks around, no runs of blanks, no reference by accident."""
    lines = (" ".join(line.split()) for line in text.replace("${", "$ {").split("\n"))
    return "\n".join(lines).strip()


WORDS = st.text(SIGNS, min_size=1, max_size=30).map(_tidy).filter(bool)


def texts(
    languages: tuple[str, ...], words: st.SearchStrategy[str] = WORDS
) -> st.SearchStrategy[dict[str, str]]:
    """A text in some of the languages, in their order."""
    some = st.fixed_dictionaries({}, optional=dict.fromkeys(languages, words))
    return some.map(lambda found: {one: found[one] for one in languages if one in found})


def media(languages: tuple[str, ...]) -> st.SearchStrategy[dict[str, dict[str, str]]]:
    files = texts(languages, st.sampled_from(["plan.png", "Ton 1.mp3"])).filter(bool)
    return st.fixed_dictionaries({}, optional={"image": files, "audio": files, "video": files})


def kept() -> st.SearchStrategy[object]:
    """What YAML may hold: text, lists and mappings of text."""
    return st.recursive(
        WORDS,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3) | st.dictionaries(NAMES, inner, min_size=1, max_size=2)
        ),
        max_leaves=4,
    )


@st.composite
def choices(draw: st.DrawFn, languages: tuple[str, ...]) -> dict[str, tuple[Choice, ...]]:
    columns = st.dictionaries(st.sampled_from(["state", "Größe", "score", "my column"]), WORDS, max_size=2)
    found = {}
    for name in draw(st.lists(st.sampled_from(LISTS), min_size=1, unique=True)):
        codes = draw(
            st.lists(NAMES | st.sampled_from(["1", "01", "yes"]), min_size=1, max_size=3, unique=True)
        )
        found[name] = tuple(
            Choice(code, draw(texts(languages).filter(bool)), draw(columns), draw(media(languages)))
            for code in codes
        )
    return found


@st.composite
def node(draw: st.DrawFn, name: str, kind: str, languages: tuple[str, ...], lists: tuple[str, ...]) -> Node:
    """One node; each of its keys is there or not."""
    rules = st.sampled_from(["", "", "${first} = 'a' and (1 < 2)", "true()", ". != ''"])
    container = TYPES[kind].container
    has_list = TYPES[kind].has_list
    or_other = has_list and kind != "rank" and draw(st.booleans())
    words = {key: draw(texts(languages)) for key in (
        "label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "required_message",
        "constraint_message", "warning_message",
    )}  # fmt: skip
    words["label"] = draw(texts(languages).filter(bool))  # without one other tools refuse an item
    placed = kind == "background-geopoint"
    plain = {key: draw(rules) for key in ("relevant", "constraint", "warning", "required", "readonly")}
    return Node(
        name=name,
        type=kind,
        list_name=draw(st.sampled_from(lists)) if has_list else "",
        **words,  # type: ignore[arg-type]
        **plain,  # type: ignore[arg-type]
        calculation="1 + 1" if kind == "calculate" else "" if container or placed else draw(rules),
        trigger="${first}" if placed else draw(st.sampled_from(["", "${first}", "${first}, ${second}"])),
        default=draw(st.sampled_from(("", *DEFAULTS.get(kind, ())))),
        choice_filter=draw(st.sampled_from(["", "state = ${first}"])) if has_list and not or_other else "",
        repeat_count=draw(st.sampled_from(["", "3", "string-length(${first})"])) if kind == "repeat" else "",
        appearance=draw(st.sampled_from(["", "minimal", "w1 numbers"])),
        parameters=draw(st.sampled_from([{}, PARAMETERS.get(kind, {})])),
        missing=draw(st.sampled_from([None, (), ("refused",), ("dont_know", "not_applicable")])),
        evidence="" if container else draw(st.sampled_from(["", *EVIDENCE])),
        modes=draw(st.sampled_from([(), ("capi",), ("cati", "web")])),
        touchpoint=draw(st.sampled_from(["", "sales-floor"])),
        process=draw(st.sampled_from(["", *PROCESSES])),
        phase=draw(st.sampled_from(["", *PHASES])),
        dimension=draw(st.sampled_from(["", "friendliness"])),
        or_other=or_other,
        rotate=draw(st.sampled_from(["", *ROTATIONS])) if kind in ("section", "group") else "",
        pin=draw(st.booleans()),
        media=draw(media(languages)),
        extras=draw(st.dictionaries(st.sampled_from(EXTRAS), kept(), max_size=2)),
    )  # fmt: skip


@st.composite
def nodes(
    draw: st.DrawFn, names: list[str], languages: tuple[str, ...], lists: tuple[str, ...], depth: int
) -> tuple[Node, ...]:
    found = []
    kinds = [name for name, kind in TYPES.items() if not kind.whole and (name != "section" or depth == 0)]
    for _ in range(draw(st.integers(0 if depth else 1, 3))):
        kind = draw(st.sampled_from([one for one in kinds if depth < 2 or not TYPES[one].container]))
        name = "audit" if kind == "audit" else f"{draw(NAMES)}_{len(names)}"
        if name in names:
            continue
        names.append(name)
        one = draw(node(name, kind, languages, lists))
        if TYPES[kind].container:
            inside = draw(nodes(names, languages, lists, depth + 1))
            one = replace(one, children=inside or (Node(f"{name}_in", "text", label={languages[0]: "In"}),))
        found.append(one)
    return tuple(found)


@st.composite
def rules(draw: st.DrawFn, languages: tuple[str, ...]) -> tuple[Node, ...]:
    return tuple(
        Node(
            name=f"rule_{number}",
            type="rule",
            label=draw(texts(languages).filter(bool)),
            relevant=draw(st.sampled_from(["", "${first} != ''"])),
            constraint="${second} > 1",
            severity=draw(st.sampled_from(["error", "warning"])),
            about=draw(st.sampled_from([(), ("first",), ("first", "second")])),
        )
        for number in range(draw(st.integers(0, 2)))
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A questionnaire that begins with the items `first` and `second`, to which all others may refer."""
    languages = draw(st.sampled_from(LANGUAGES))
    default = draw(st.sampled_from(languages))
    lists = draw(choices(languages))
    label = {language: f"First {language}" for language in languages}
    first = (Node("first", "text", label=label), Node("second", "integer", label=label))
    settings: dict[str, object] = {
        key: draw(WORDS) for key in draw(st.sets(st.sampled_from(["style", "lenient", "our own"])))
    }
    if draw(st.booleans()):
        settings["nested"] = draw(kept())
    description = draw(texts(languages))
    return Definition(
        name=draw(st.sampled_from(["q", "store-visit", "Filiale 7"])),
        version=draw(st.sampled_from(["", "1", "2026.10", "0012"])),
        languages=languages,
        default_language=default,
        title=draw(texts(languages)),
        modes=draw(st.sampled_from([(), ("capi", "cati")])),
        missing=draw(st.sampled_from([(), ("refused",)])),
        choices=lists,
        nodes=first + draw(nodes(["first", "second"], languages, tuple(lists), 0)),
        rules=draw(rules(languages)),
        settings={**settings, **({"description": description} if description else {})},
    )
