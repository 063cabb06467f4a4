"""One difference between two versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.questionnaire.model import Texts

QUESTIONNAIRE = ""
"""The subject of what concerns the whole questionnaire."""


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` is the name of the node in the newer version, `label` its texts; `params` fill the sentence.

    A parameter is a text, or texts by language.
    """

    code: str
    subject: str = QUESTIONNAIRE
    label: Texts = field(default_factory=dict)
    params: Mapping[str, str | Texts] = field(default_factory=dict)
