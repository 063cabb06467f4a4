"""The pictures that a tester had before the eyes: that of the question, and those of the options chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mystery import interview as engine
from mystery.questionnaire import Form
from mystery.services.attached_files import shown_by


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the form by its hash, and what it is of."""

    what: str
    sha256: str


def pictures_seen(
    form: Form, state: engine.State, path: str, answer: object, language: str
) -> tuple[Picture, ...]:
    """In the language where the form has it, else as its author wrote it first."""
    files = shown_by(form.package)
    if not files:
        return ()
    found = []
    for what, media in _shown(form, state, path, answer, language):
        file = files.get(_in_language(media, language, form.default_language))
        if file is not None:
            found.append(Picture(what, file.sha256))
    return tuple(found)


def _shown(
    form: Form, state: engine.State, path: str, answer: object, language: str
) -> Iterator[tuple[str, object]]:
    item = form.items[state.items[path].key]
    yield engine.label(form, state, path, language) or item.name, item.get("media")
    lists = form.package["choices"]
    options = lists.get(item.get("list"), ()) if isinstance(lists, Mapping) else ()
    chosen = answer if isinstance(answer, list | tuple) else [answer]
    for option in options:
        if option["name"] in chosen:
            code = option["name"]
            label = engine.choice_label(form, state, path, code, language)
            yield label or code, option.get("media")


def _in_language(media: object, language: str, default: str) -> str:
    names = media.get("image", {}) if isinstance(media, Mapping) else {}
    return str(names.get(language) or names.get(default) or next(iter(names.values()), ""))
