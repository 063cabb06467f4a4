"""Published forms and schemes as domain values, kept by their fingerprints: they never change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select

from mystery.problems import NotFound, Rejected, errors_of
from mystery.questionnaire import Form, canonical, form_of
from mystery.scenario import Scenario, from_content
from mystery.scoring import Scheme, read_scheme
from mystery.services.transaction import reading
from mystery.store import models

_KEPT = 128
V = TypeVar("V")


class _Shelf(OrderedDict[str, V]):
    """The values used last, by fingerprint; a fingerprint's value is the same for ever."""

    def fetch(self, key: str, make: Callable[[], V]) -> V:
        value = self.get(key)
        if value is None:
            value = self[key] = make()
            if len(self) > _KEPT:
                self.popitem(last=False)
        return value


_forms: _Shelf[Form] = _Shelf()
_schemes: _Shelf[Scheme] = _Shelf()


def form_of_version(version: models.QuestionnaireVersion) -> Form:
    """The compiled form of a published questionnaire."""
    return _forms.fetch(version.fingerprint, lambda: form_of(canonical(version.package)))


def form_by_fingerprint(fingerprint: str) -> Form:
    """The form an interview was opened with. Raises `NotFound` if it was never published here."""
    kept = _forms.get(fingerprint)
    if kept is not None:
        return kept
    return form_of_version(version_of_form(fingerprint))


def version_of_form(fingerprint: str) -> models.QuestionnaireVersion:
    """The published version of a form. Raises `NotFound` if it was never published here."""
    query = select(models.QuestionnaireVersion).where(models.QuestionnaireVersion.fingerprint == fingerprint)
    version = reading().scalar(query)
    if version is None:
        raise NotFound("form")
    return version


def scheme_of_version(version: models.SchemeVersion) -> Scheme:
    """The scoring scheme of a published version."""
    return _schemes.fetch(version.sha256, lambda: _read(version))


def _read(version: models.SchemeVersion) -> Scheme:
    scheme, problems = read_scheme(version.definition, f"{version.name} {version.version}")
    if errors_of(problems):
        raise Rejected(problems)  # was checked when it was published, so the row itself is damaged
    return scheme


def scenario_of(row: models.Scenario) -> Scenario:
    """The scenario of a row as a domain value."""
    return from_content(
        row.content,
        name=row.code,
        questionnaire=row.questionnaire_version.name,
        method=row.method,
        title={"de": row.title_de, "en": row.title_en},
    )
