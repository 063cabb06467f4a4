"""The manual of the language is complete."""

from __future__ import annotations

from mystery.questionnaire import TYPES
from mystery.questionnaire.expression import SIGNATURES
from mystery.questionnaire.manual import APPEARANCES, FUNCTIONS, OPERATORS, signature_of
from mystery.questionnaire.manual import TYPES as TYPES_IN_WORDS


def test_every_type_and_function_is_in_the_manual() -> None:
    assert TYPES_IN_WORDS.keys() == TYPES.keys(), "add a line to mystery/questionnaire/manual/types.py"
    assert FUNCTIONS.keys() == SIGNATURES.keys(), "add a line to mystery/questionnaire/manual/functions.py"


def test_every_entry_speaks_both_languages() -> None:
    for entries in (TYPES_IN_WORDS, FUNCTIONS, APPEARANCES, OPERATORS):
        for name, entry in entries.items():
            assert entry.label("de"), name
            assert entry.label("en"), name
            assert entry.help("de"), name
            assert entry.help("en"), name
            assert entry.help("de") != entry.help("en") or entry.help("de") in ("plus", "minus"), name


def test_a_signature_names_as_many_arguments_as_the_function_needs() -> None:
    for name, signature in SIGNATURES.items():
        inside = signature_of(name).partition("(")[2].removesuffix(")")
        named = [part for part in inside.split(",") if part.strip() and "…" not in part]
        assert len(named) >= min(signature.least, 4) or "…" in inside, name
