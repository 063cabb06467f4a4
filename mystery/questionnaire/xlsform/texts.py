"""Small rules about the text of a cell."""

from __future__ import annotations

import json
import re

from mystery.questionnaire.xlsform.aliases import FALSE, TRUE

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*(?::[^\W\d][\w.\-\u00b7]*)?")
_STRUCTURES = ("{", "[", '"{', '"[', '"\\"')
_BLANKS = re.compile(r" {2,}")


def plain_quotes(text: str) -> str:
    """The quotes that word processors insert, as the ones that expressions need."""
    return text if text.isascii() else text.translate(_QUOTES)


def single_blanks(text: str) -> str:
    return _BLANKS.sub(" ", text)


def expression(text: str) -> str:
    """An expression cell: yes/no/TRUE/FALSE become `true()` and `false()`."""
    clean = plain_quotes(text)
    folded = clean.lower()
    if folded in TRUE:
        return "true()"
    return "false()" if folded in FALSE else clean


def kept(text: str) -> object:
    """A cell that the engine does not use: JSON that our own writer made becomes a structure again."""
    if not text.startswith(_STRUCTURES):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def kept_cell(value: object) -> str:
    """The cell that `kept` reads back: text as it is, structures and what resembles one as JSON."""
    if isinstance(value, str) and not value.startswith(_STRUCTURES):
        return value
    return json.dumps(value, ensure_ascii=False)


def is_yes(text: str) -> bool:
    return text.strip().lower() in TRUE


def is_name(text: str) -> bool:
    """Whether a text may name an item: an XML name, at most with one prefix."""
    return _NAME.fullmatch(text) is not None


def put(texts: dict[str, str], language: str, text: str, default_language: str) -> None:
    """A column with a language wins over one without, whichever comes first."""
    if language:
        texts[language] = text
    else:
        texts.setdefault(default_language, text)
