"""Published questionnaires: which there are, and their versions, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import defer

from mystery.services.transaction import reading
from mystery.store.models import QuestionnaireVersion, User

_LIGHT = (defer(QuestionnaireVersion.package), defer(QuestionnaireVersion.definition))
"""Lists name versions; their packages are large and stay in the database."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A published questionnaire: its newest version and how many there are."""

    newest: QuestionnaireVersion
    count: int


def all_versions() -> Sequence[QuestionnaireVersion]:
    """Every version of every questionnaire: by name, the newest first."""
    query = select(QuestionnaireVersion).options(*_LIGHT)
    order = (
        QuestionnaireVersion.name,
        QuestionnaireVersion.published_at.desc(),
        QuestionnaireVersion.id.desc(),
    )
    return reading().scalars(query.order_by(*order)).all()


def newest() -> list[Questionnaire]:
    """Each questionnaire once, by name."""
    found: dict[str, Questionnaire] = {}
    for version in all_versions():
        known = found.get(version.name)
        found[version.name] = Questionnaire(
            known.newest if known else version, known.count + 1 if known else 1
        )
    return list(found.values())


def versions_of(name: str) -> Sequence[QuestionnaireVersion]:
    """The versions of one questionnaire, the newest first."""
    query = select(QuestionnaireVersion).options(*_LIGHT).where(QuestionnaireVersion.name == name)
    order = (QuestionnaireVersion.published_at.desc(), QuestionnaireVersion.id.desc())
    return reading().scalars(query.order_by(*order)).all()


def publisher_of(version: QuestionnaireVersion) -> str:
    """The name of the person who published a version; '' where the installation did it."""
    if version.published_by_id is None:
        return ""
    user = reading().get(User, version.published_by_id)
    return user.name if user else ""
