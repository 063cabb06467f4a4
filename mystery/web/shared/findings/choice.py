"""Which wave and which part of the client a page is about: said in the address, kept from page to page."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import g, request, url_for

from mystery.problems import NotFound
from mystery.services import results
from mystery.services.results import Part, Result
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor

if TYPE_CHECKING:
    from mystery.store.models import Wave

KEPT = ("wave", "scope")


def chosen() -> Result | None:
    """What the address asks for, read once per request; None while there is nothing to read."""
    if "result" not in g:
        g.result = results.result_for(current_actor(), _wave_id(), request.args.get("scope"))
    found: Result | None = g.result
    return found


def result_or_404() -> Result:
    result = chosen()
    if result is None:
        raise NotFound("wave")
    return result


def _wave_id() -> UUID | None:
    given = request.args.get("wave")
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise NotFound("wave") from None


def keep_choice(endpoint: str, values: MutableMapping[str, Any]) -> None:
    """Every address of these pages carries on the choice of the present one."""
    for name in KEPT:
        if name in request.args and name not in values:
            values[name] = request.args[name]


def page_url(name: str, /, **values: object) -> str:
    """The address of one of these pages for the audience at hand."""
    return url_for(f"{request.blueprint}.{g.findings_names[name]}", **values)  # type: ignore[arg-type]


def wave_label(wave: Wave) -> str:
    return wave.label_de if language() == "de" else wave.label_en


def wave_options(result: Result) -> list[tuple[str, str]]:
    """The waves to choose from; clients and studies are named where there are several."""
    several = len({each.study_id for each in result.waves}) > 1
    foreign = len({each.study.client_id for each in result.waves}) > 1
    options = []
    for each in result.waves:
        before = [each.study.client.name] if foreign else []
        before += [each.study.title] if several else []
        options.append((str(each.public_id), " · ".join([*before, wave_label(each)])))
    return options


def part_name(part: Part, whole: str) -> str:
    return part.name or whole
