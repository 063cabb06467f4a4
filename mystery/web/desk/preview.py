"""The questionnaire of a scenario as testers and callers will see it; nothing that is entered is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.services import scenarios
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.lookup import scenario_or_404
from mystery.web.shared.player import folder_of, preview_boot

if TYPE_CHECKING:
    from mystery.store.models import Scenario


@blueprint.get("/scenarios/<uuid:public_id>/preview/<any(tablet, call):layout>")
def scenario_preview(public_id: UUID, layout: str) -> ResponseReturnValue:
    row = scenario_or_404(public_id)
    return render_template(
        "desk/scenarios/preview.html", scenario=row, layout=layout, boot=_boot(row, layout)
    )


def _boot(row: Scenario, layout: str) -> dict[str, object]:
    version = row.questionnaire_version
    return preview_boot(
        version.package,
        version.fingerprint,
        layout,
        files=folder_of("desk.questionnaire_file", version.public_id),
        sources=scenarios.conditions_of(row),
        script=row.content,
    )
