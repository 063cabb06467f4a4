"""The questionnaire of a scenario as testers and callers will see it; nothing that is entered is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.services import scenarios
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.i18n import LANGUAGES, language
from mystery.web.shared.lookup import scenario_or_404
from mystery.web.shared.player import folder_of, german_words
from mystery.web.shared.statics import static_url

if TYPE_CHECKING:
    from mystery.store.models import Scenario

_SCRIPT = ("role", "facts", "must_say", "never_say", "objections", "exit_line")


@blueprint.get("/scenarios/<uuid:public_id>/preview/<any(tablet, call):layout>")
def scenario_preview(public_id: UUID, layout: str) -> ResponseReturnValue:
    row = scenario_or_404(public_id)
    return render_template(
        "desk/scenarios/preview.html", scenario=row, layout=layout, boot=_boot(row, layout)
    )


def _boot(row: Scenario, layout: str) -> dict[str, object]:
    """What the player starts from (docs/player.md), with `preview`: no network and nothing kept."""
    version = row.questionnaire_version
    known = version.package.get("languages", [])
    offered = [code for code in LANGUAGES if code in known] or list(known)
    return {
        "package": version.package,
        "fingerprint": version.fingerprint,
        "interview": str(uuid4()),
        "events": [],
        "layout": layout,
        "language": language() if language() in offered else offered[0],
        "languages": offered,
        "texts": {"de": german_words()},
        "mode": "cati" if layout == "call" else "capi",
        "scenario": {key: row.content[key] for key in _SCRIPT if key in row.content},
        "preview": True,
        "sources": scenarios.conditions_of(row),
        "urls": {
            "icons": static_url("img/icons.svg"),
            "files": folder_of("desk.questionnaire_file", version.public_id),
        },
    }
