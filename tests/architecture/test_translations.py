"""Every English text of the interface has its German one, with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, name_of, python_files, text_files

_KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_IN_SCRIPTS = re.compile(r"""(?<![\w.])t\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w+}")


def _catalogue(area: str = "*") -> dict[str, tuple[str, ...]]:
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((ROOT / "mystery/translations/de").glob(f"{area}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="de"):
                if message.id and message.string and not message.fuzzy:
                    source = message.id if isinstance(message.id, str) else message.id[0]
                    german = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                    texts[source] = german
    return texts


def _found(path: Path, method: str) -> Iterator[str]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract(method, file, keywords=_KEYWORDS):
            parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
            if parts:
                yield parts[0]


def _texts() -> Iterator[tuple[str, str]]:
    for path in python_files("mystery"):
        yield from ((text, name_of(path)) for text in _found(path, "python"))
    for path in text_files("templates", ".html", ".txt"):
        yield from ((text, name_of(path)) for text in _found(path, "jinja2.ext:babel_extract"))
    yield from _script_texts("static/js")


def _script_texts(folder: str) -> Iterator[tuple[str, str]]:
    for path in text_files(folder, ".js"):
        for quoted in _IN_SCRIPTS.findall(path.read_text(encoding="utf-8")):
            yield quoted[1:-1].replace('\\"', '"').replace("\\'", "'"), name_of(path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_text_has_a_german_one() -> None:
    german = _catalogue()
    missing: dict[str, list[str]] = {}
    for text, place in _texts():
        if text not in german or not all(german[text]):
            missing.setdefault(place, []).append(text)
    assert not missing


@pytest.mark.parametrize("area", ["player", "builder", "tablet", "calldesk"])
def test_a_script_finds_all_its_words_in_its_own_catalogue(area: str) -> None:
    """The page hands a script one catalogue, not all of them."""
    german = _catalogue(area)
    assert not [text for text, _ in _script_texts(f"static/js/{area}") if text not in german]


def test_a_translation_keeps_the_placeholders() -> None:
    wrong = [
        source
        for source, forms in _catalogue().items()
        for form in forms
        if set(_PLACEHOLDER.findall(form)) != set(_PLACEHOLDER.findall(source)) and len(forms) == 1
    ]
    assert not wrong


def test_a_text_means_the_same_on_every_page() -> None:
    """All areas share one catalogue: where a word has two meanings, its English needs two texts."""
    meanings: dict[object, set[object]] = {}
    for path in (ROOT / "mystery/translations/de").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="de"):
                if message.id:
                    meanings.setdefault(message.id, set()).add(message.string)
    assert not {text: found for text, found in meanings.items() if len(found) > 1}


def test_german_is_german() -> None:
    """Umlauts written out are a sign of haste."""
    odd = re.compile(
        r"\b(fuer|ueber|koennen|muessen|waehlen|Pruef\w*|oeffnen|loeschen|zurueck)\b", re.IGNORECASE
    )
    assert not [form for forms in _catalogue().values() for form in forms if odd.search(form)]
