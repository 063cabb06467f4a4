"""Visits to be done by tablets, and the photos taken there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image

from mystery.services.transaction import transaction
from mystery.store.models import Assignment, AssignmentState, QuestionnaireVersion
from tests import build
from tests.cast import someone

FORM = build.QUESTIONNAIRE.replace('version: "1"', 'version: "100"').replace(
    "      - {item: queue_minutes",
    "      - {item: facade, type: image, label: {de: Foto, en: Photo}}\n"
    "      - {item: till, type: image, label: {de: Kasse, en: Till}}\n"
    "      - {item: exit, type: image, label: {de: Ausgang, en: Exit}}\n"
    "      - {item: queue_minutes",
)
PHOTOS = ("facade", "till", "exit")


def next_version(number: int) -> QuestionnaireVersion:
    """The same questions published anew under another number; part of a transaction."""
    return build.questionnaire(FORM.replace('version: "100"', f'version: "{100 + number}"'))


def a_round(count: int, testers: Sequence[str] = ("Tara",), code: str = "round") -> list[Assignment]:
    """`count` visits in one wave, handed to the testers in turn."""
    with transaction():
        study = build.study(build.client(), code=code)
        play = build.scenario(study, questionnaire_version=build.questionnaire(FORM))
        wave, place = build.wave(study), build.place("bremen")
        people = [someone(name) for name in testers]
        return [
            build.assignment(wave, place, play, people[number % len(people)], AssignmentState.BRIEFED)
            for number in range(count)
        ]


@lru_cache(maxsize=256)
def photo(number: int, kilobytes: int = 2) -> bytes:
    """A JPEG of about this size: noise, the worst that can be decoded; the same for a number."""
    side = max(8, int((kilobytes * 1_000 / 0.43) ** 0.5))
    pixels = Random(number).randbytes(side * side)
    out = BytesIO()
    Image.frombytes("L", (side, side), pixels).save(out, "JPEG", quality=50)
    return out.getvalue()
