"""The JSON Schema that editors complete from knows what the reader knows."""

from __future__ import annotations

import json
import re

import pytest

from mystery.questionnaire.read import KEYS, MODES
from mystery.questionnaire.read_nodes import (
    CONTAINER_KEYS,
    EVIDENCE,
    ITEM_KEYS,
    PHASES,
    PROCESSES,
    REPEAT_KEYS,
)
from mystery.questionnaire.types import TYPES
from mystery.resources import folder

SCHEMA = json.loads((folder("questionnaires") / "questionnaire.schema.json").read_text(encoding="utf-8"))
DEFINITIONS = SCHEMA["$defs"]


def test_the_schema_has_the_keys_that_are_read() -> None:
    assert set(SCHEMA["properties"]) == set(KEYS)
    assert set(DEFINITIONS["item"]["properties"]) == set(ITEM_KEYS)
    assert set(DEFINITIONS["repeat"]["properties"]) == {"repeat", *REPEAT_KEYS}
    for kind in ("section", "group"):
        assert set(DEFINITIONS[kind]["properties"]) == {kind, *CONTAINER_KEYS}


def test_the_schema_allows_the_values_that_are_read() -> None:
    properties = DEFINITIONS["item"]["properties"]
    assert properties["process"]["enum"] == list(PROCESSES)
    assert properties["phase"]["enum"] == list(PHASES)
    assert properties["evidence"]["enum"] == list(EVIDENCE)
    assert DEFINITIONS["modes"]["items"]["enum"] == list(MODES)


@pytest.mark.parametrize("name", [kind.name for kind in TYPES.values() if not (kind.container or kind.whole)])
def test_the_schema_completes_every_type(name: str) -> None:
    kind = TYPES[name]
    plain, listed = DEFINITIONS["type"]["anyOf"]
    assert (kind.name in plain["enum"]) is not kind.has_list
    assert bool(re.match(listed["pattern"], f"{kind.name} yes-no")) is kind.has_list
