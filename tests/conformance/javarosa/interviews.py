"""Interviews as JavaRosa is asked them: our XForm, our events as steps, and where it sees otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, fromstring

from mystery.exports.xform import write_xform
from mystery.interview import Event, ItemState, State, label, state
from mystery.questionnaire import TYPES, Definition, Form

Seen = Mapping[str, Mapping[str, object]]

_INSTANCE = re.compile(r"\[(\d+)\]")


def task_of(definition: Definition, form: Form, events: Sequence[Event]) -> object:
    """The form and one step per event that changes answers; JavaRosa looks around after each."""
    steps: list[object] = []
    counts: dict[str, int] = dict.fromkeys(_uncounted(form), 1)  # JavaRosa opens with one of each
    for number, event in enumerate(events, 1):
        if event.kind == "remove":
            steps.append({"path": event.path, "remove": True, "look": False})
            counts[event.path[: event.path.rindex("[")]] -= 1
        wanted = _instances(form, state(form, events[:number]))
        for path in sorted(wanted, key=lambda path: (path.count("/"), path)):
            if counts.get(path) != wanted[path]:
                steps.append({"path": path, "instances": wanted[path], "look": False})
                counts[path] = wanted[path]
        steps.append(_answer(event) | {"look": True})
    return {"xform": _on_the_day(write_xform(definition)), "steps": steps}


def _answer(event: Event) -> dict[str, object]:
    if event.kind not in ("answer", "missing"):
        return {}
    return {"path": event.path, "value": text_of(event.value) if event.kind == "answer" else ""}


def _on_the_day(xform: str) -> str:
    """JavaRosa's today() asks the machine, whose clock no test may turn."""
    return xform.replace("today()", "date('2026-11-23')")


def _uncounted(form: Form) -> list[str]:
    return [key for key, item in form.items.items() if item.type == "repeat" and not item.get("repeat_count")]


def _instances(form: Form, found: State) -> dict[str, int]:
    """How many instances each repeat has that a person adds to, by the path of the repeat."""
    counts: dict[str, int] = {}
    wanted = set(_uncounted(form))
    for path in ("", *found.items):
        for key in wanted:
            if _repeat_of(path) == form.items[key].repeat:
                counts.setdefault(f"{path.rpartition('/')[0]}/{form.items[key].name}".lstrip("/"), 0)
        for cut in _INSTANCE.finditer(path):
            repeat = path[: cut.start()]
            if repeat.rpartition("/")[2] in wanted:
                counts[repeat] = max(counts.get(repeat, 0), int(cut[1]))
    return counts


def _repeat_of(path: str) -> str:
    """The repeat that the last instance in a path belongs to."""
    return _INSTANCE.sub("", path.rpartition("/")[0]).rpartition("/")[2]


def text_of(value: object) -> str:
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " ".join(map(text_of, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def differences(form: Form, found: State, seen: Seen) -> Iterator[str]:
    """What JavaRosa sees otherwise than we do, item by item."""
    for path, item in found.items.items():
        kind = TYPES.get(form.items[item.key].type)
        if kind is None or kind.container or kind.whole or form.items[item.key].type in METADATA:
            continue
        if path not in seen:
            yield f"{path}: not there"
        else:
            yield from _differences(form, found, item, seen[path])


METADATA = frozenset(
    ("start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "start-geopoint")
)


def _differences(form: Form, found: State, item: ItemState, node: Mapping[str, object]) -> Iterator[str]:
    pairs: list[tuple[str, object, object]] = [("relevant", item.relevant, node["relevant"])]
    if item.relevant and node["relevant"]:
        pairs += _of_relevant(form, found, item, node)
    for name, ours, theirs in pairs:
        same = same_answer(ours, theirs) if name == "value" else ours == theirs
        if not same:
            yield f"{item.path} {name}: here {ours!r}, JavaRosa {theirs!r}"


def _of_relevant(
    form: Form, found: State, item: ItemState, node: Mapping[str, object]
) -> Iterator[tuple[str, object, object]]:
    yield "value", item.value, node["value"]
    if "label" not in node:
        return
    yield "required", item.required, node["required"]
    yield "readonly", item.readonly or form.items[item.key].type == "note", node["readonly"]
    broken = any(problem.code == "ANSWER_CONSTRAINT" for problem in item.problems)
    yield "valid", not broken, node["valid"]
    if item.choices is not None and "choices" in node:
        yield "choices", list(item.choices), node["choices"]
    text = node["label"]
    if isinstance(text, str) and text != "-":  # pyxform's word for a text without a translation
        yield "label", " ".join(label(form, found, item.path).split()), " ".join(text.split())


_TRUTHS = {("true", "1"), ("false", "0")}


def same_answer(ours: object, theirs: object) -> bool:
    """JavaRosa has texts where we have JSON; a clock of theirs carries the zone of the machine."""
    text, other = (re.sub(" *; *", ";", one) for one in (text_of(ours), str(theirs or "")))
    if text == other or (text, other) in _TRUTHS:
        return True
    words, others = (re.split("([; ])", one) for one in (text, other))
    if len(words) == len(others) and list(map(_number, words)) == list(map(_number, others)):
        return True
    return _moment(text) == _moment(other)


def _number(text: str) -> float | str:
    try:
        return round(float(text), 9)
    except ValueError:
        return text


def _moment(text: str) -> datetime | str:
    """A day is its midnight: what JavaRosa computes is always a moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return re.sub(r"(Z|[+-][0-9:]+)$", "", text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def submitted(form: Form, xml: str) -> dict[str, str]:
    """The leaves of a submission by path, blanks left out; groups are no part of a path."""
    repeats = {item.name for item in form.items.values() if item.type == "repeat"}
    names = {item.name for item in form.items.values() if item.type not in METADATA}
    found = _leaves(fromstring(xml), "", repeats)
    return {path: text for path, text in found if text and path.rpartition("/")[2] in names}


def _leaves(element: Element, prefix: str, repeats: set[str]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for child in element:
        name = child.tag.rpartition("}")[2]
        if "template" in str(child.attrib):
            continue
        seen[name] = seen.get(name, 0) + 1
        if name in repeats:
            yield from _leaves(child, f"{prefix}{name}[{seen[name]}]/", repeats)
        elif len(child):
            yield from _leaves(child, prefix, repeats)
        else:
            yield prefix + name, child.text or ""


def flat(answers: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Nested answers by path."""
    assert isinstance(answers, Mapping)
    for name, value in answers.items():
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            for place, row in enumerate(value, 1):
                yield from flat(row, f"{prefix}{name}[{place}]/")
        else:
            yield prefix + name, value
