"""The pages about the calls of one wave, as tabs: those that the person may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.access import allowed
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.identity import current_actor

if TYPE_CHECKING:
    from mystery.store.models import Wave

_TABS: tuple[tuple[str, LazyString, str], ...] = (
    ("desk.call_plan", _l("Call plan"), "callplan.view"),
    ("desk.sample", _l("Sample"), "sample.view"),
    ("desk.call_quotas", _l("Quotas"), "callplan.view"),
    ("desk.call_outcomes", _l("Outcomes"), "callplan.view"),
    ("desk.reach", _l("Reachability"), "callplan.view"),
    ("desk.menu_runs_page", _l("Voice menus"), "menurun.edit"),
)


@blueprint.app_template_global()
def call_tabs(wave: Wave) -> list[dict[str, object]]:
    """The tabs with the present one marked."""
    actor = current_actor()
    return [
        {
            "label": label,
            "href": url_for(endpoint, public_id=wave.public_id),
            "current": (request.endpoint or "").startswith(endpoint),
        }
        for endpoint, label, act in _TABS
        if allowed(actor, act)
    ]
