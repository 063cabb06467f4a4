"""docs/questionnaire.md names every type, key and function."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery.questionnaire.expression.signatures import SIGNATURES
from mystery.questionnaire.read_nodes import ITEM_KEYS, REPEAT_KEYS
from mystery.questionnaire.types import TYPES

PAGE = (Path(__file__).parents[3] / "docs" / "questionnaire.md").read_text(encoding="utf-8")
_KINDS = ("item", "section", "group", "repeat", "items", "type")


@pytest.mark.parametrize("name", [*SIGNATURES, *(set(ITEM_KEYS) | set(REPEAT_KEYS)) - set(_KINDS)])
def test_a_researcher_finds_every_function_and_key(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", [name for name, kind in TYPES.items() if not (kind.container or kind.whole)])
def test_a_researcher_finds_every_type(name: str) -> None:
    assert f"`{name}`" in PAGE or f"`{name} LIST`" in PAGE
